import DeskFiles
import Foundation

@testable import Classification

/// The desk that the project ships, as its files are read.
enum RegionalSecurityDesk {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Feeds/regional-security")

  static func document(_ name: String) throws -> YAMLDocument {
    try YAMLDocument([UInt8](Data(contentsOf: folder.appending(path: name))), file: name)
  }

  static func taxonomy() throws -> Taxonomy {
    let problems = ProblemList()
    let taxonomy = TopicsReader.taxonomy(try document("topics.yaml"), problems: problems)
    try problems.throwIfAny()
    return taxonomy
  }

  static func gazetteer() throws -> Gazetteer {
    let problems = ProblemList()
    let gazetteer = GazetteerReader.gazetteer(try document("gazetteer.yaml"), problems: problems)
    try problems.throwIfAny()
    return gazetteer
  }

  /// Its rules alone.
  static func classifier() throws -> Classifier {
    try Classifier(taxonomy: taxonomy(), gazetteer: gazetteer())
  }

  /// Its rules and its model.
  static func classifierWithModel() throws -> Classifier { try taught.get() }

  private static let taught = Result {
    let file = try ModelFile(Data(contentsOf: folder.appending(path: "model.json")))
    let model = try file.model(features: [UInt8](Data(contentsOf: folder.appending(path: "model.tsv"))))
    return try Classifier(taxonomy: taxonomy(), gazetteer: gazetteer(), model: model)
  }
}
