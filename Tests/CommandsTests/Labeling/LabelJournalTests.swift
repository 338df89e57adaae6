import Classification
import Foundation
import Learning
import Testing

@testable import Commands

@Suite struct LabelFileTests {
  private func item(_ id: String, _ topics: String..., isInScope: Bool = true) -> LabeledItem {
    LabeledItem(
      id: id, title: "سرحد “\(id)”", summary: "a\nb", language: "ur", isInScope: isInScope, topics: topics,
      optional: ["narcotics"])
  }

  private func withFile(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-labels-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "labels.jsonl").path)
  }

  private func items(_ path: String) throws -> [LabeledItem] {
    try LabelFile.lines([UInt8](try Data(contentsOf: URL(filePath: path))))
  }

  @Test func labelsAreAddedAndReplaced() throws {
    try withFile { path in
      var file = try LabelJournal(path: path)
      try file.keep(item("1", "border-clash"))
      try file.keep(item("2", isInScope: false))
      try file.keep(item("1", "militant-attack"))
      #expect(try items(path) == [item("1", "militant-attack"), item("2", isInScope: false)])
      var second = try LabelJournal(path: path)
      #expect(second.ids == ["1", "2"])
      try second.keep(item("3", "border-clash"))
      // Another session has added a line since: it stays.
      try file.keep(item("2", "border-clash"))
      #expect(try items(path).map(\.id) == ["1", "2", "3"])
      #expect(try items(path)[1] == item("2", "border-clash"))
    }
  }

  @Test func whatTheFileHadStaysAsItWas() throws {
    try withFile { path in
      let own = #"{"id": "x", "title": "t", "scope": "yes", "topics": ["narcotics"], "unsure": [], "note": "mine"}"#
      try Data(own.utf8).write(to: URL(filePath: path))
      var file = try LabelJournal(path: path)
      try file.keep(item("1", "border-clash"))
      try file.keep(item("1"))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix(own + "\n{"))
      #expect(text.split(separator: "\n").count == 2)
    }
  }

  @Test func otherFilesAreRefused() throws {
    try withFile { path in
      try Data("{\"a\": 1}\n".utf8).write(to: URL(filePath: path))
      #expect(throws: CommandFailure.self) { try LabelJournal(path: path) }
      var missing = try LabelJournal(path: "/no/such/folder/labels.jsonl")
      #expect(throws: CommandFailure.self) { try missing.keep(item("1")) }
      #expect(missing.ids.isEmpty)
    }
  }
}
