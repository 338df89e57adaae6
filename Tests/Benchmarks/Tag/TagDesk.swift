import Articles
import Classification
import DeskFiles
import Foundation

/// The shipped desk, as far as tagging needs it.
struct TagDesk {
  static let folder = PollPassRun.repository.appending(path: "Feeds/regional-security")

  let classifier: Classifier
  /// Every word that it looks for.
  let terms: [String]

  static func load() throws -> TagDesk {
    let problems = ProblemList()
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
    let topics = try YAMLDocument(try bytes("topics.yaml"), file: "topics.yaml")
    let names = try YAMLDocument(try bytes("gazetteer.yaml"), file: "gazetteer.yaml")
    let taxonomy = TopicsReader.taxonomy(topics, problems: problems)
    let gazetteer = GazetteerReader.gazetteer(names, problems: problems)
    try problems.throwIfAny()
    let model = try ModelFile(Data(try bytes("model.json"))).model(features: try bytes("model.tsv"))
    return TagDesk(
      classifier: try Classifier(taxonomy: taxonomy, gazetteer: gazetteer, model: model),
      terms: terms(taxonomy, gazetteer))
  }

  private static func terms(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) -> [String] {
    let triggers = taxonomy.topics.flatMap { $0.strong + $0.weak }
    let names = gazetteer.entities.flatMap { $0.aliases + $0.exactNames + $0.weakNames + $0.people }
    return (triggers + names).map(\.text)
  }
}
