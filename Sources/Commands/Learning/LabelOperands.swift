import Classification
import DeskFiles
import Foundation
import Learning

/// Files of labeled items that a command line names.
enum LabelOperands {
  static let labels = OptionSpecification(
    name: "labels", value: "FILES", help: "Labeled items: JSON lines, or .tsv with a text and 0 or 1 a label; commas.")

  /// Reads the files of an option, parted by commas; none without it.
  static func files(_ invocation: Invocation, _ option: String) throws -> [LabelFile] {
    guard let value = invocation.value(option) else { return [] }
    return try value.split(separator: ",").map { (name) throws -> LabelFile in
      let bytes = try InputDocument(file: String(name)).bytes
      do {
        return try LabelFile(name: (String(name) as NSString).lastPathComponent, bytes: bytes)
      } catch let error as LabelError {
        throw CommandFailure(.badData, "\(name):\(error.line): \(error.message)")
      }
    }
  }

  /// Refuses labels that are no topics of the desk; a table's own labels are none of them.
  static func check(_ files: [LabelFile], topics: [String]) throws {
    let known = Set(topics)
    for file in files {
      for item in file.items {
        if let topic = (item.topics + item.optional).first(where: { !known.contains($0) }) {
          throw CommandFailure(
            .badData, "\(file.name): item \(item.id) has the topic '\(topic)', which the desk has not")
        }
      }
    }
  }

  /// The topics of these files: the desk's, or those of a table.
  static func topics(_ files: [LabelFile], desk: Desk) throws -> [String] {
    let isTable = files.contains { $0.name.hasSuffix(".tsv") }
    guard isTable else {
      try check(files, topics: desk.classifier.topicIDs)
      return desk.classifier.topicIDs
    }
    return Set(files.flatMap(\.items).flatMap(\.topics)).sorted()
  }
}
