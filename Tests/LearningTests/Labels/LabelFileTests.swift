import Foundation
import Testing

@testable import Learning

@Suite struct LabelFileTests {
  private func file(_ text: String, name: String = "a.jsonl") throws(LabelError) -> LabelFile {
    try LabelFile(name: name, bytes: Array(text.utf8))
  }

  @Test func bothFormsOfJSONSayTheSame() throws {
    let items = try file(
      """
      {"id": "a", "lang": "ur", "title": "T", "summary": "S", "in_scope": true, "topics": ["x"], \
      "optional_topics": ["y"], "must_not": ["z"], "actors": ["p"], "organizations": ["q"], "places": ["r"]}

      {"id": "a", "language": "ur", "title": "T", "summary": "S", "scope": "yes", "topics": ["x"], "unsure": ["y"]}\r
      {"id": "b", "title": "T", "date": "2025-06-30", "scope": "no", "topics": []}
      """
    ).items
    #expect(items.count == 3)
    #expect(items[0].forbidden == ["z"] && items[0].entities == ["p", "q", "r"])
    var plain = items[0]
    (plain.forbidden, plain.entities) = ([], [])
    #expect(plain == items[1])
    #expect(items[1].optional == ["y"] && items[1].isInScope && items[1].language == "ur")
    #expect(items[2].date == "2025-06-30" && !items[2].isInScope && items[2].summary == "" && items[2].language == nil)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    var item = LabeledItem(
      id: "a", title: "ٹ", summary: "s", language: "ur", isInScope: true, topics: ["x", "y"], optional: ["z"],
      forbidden: ["w"], entities: ["e"])
    item.date = "2025-01-01"
    #expect(try LabelFile.lines(Array(JSONEncoder().encode(item))) == [item])
  }

  @Test func aTableHasATextAndItsLabels() throws {
    let file = try file("Some text\t1\t0\t1\r\n\nOther\t0\t0\t0\n", name: "table.tsv")
    #expect(file.items.map(\.id) == ["1", "3"])
    #expect(file.items.map(\.summary) == ["Some text", "Other"])
    #expect(file.items.map(\.topics) == [["label-1", "label-3"], []])
    #expect(file.items.allSatisfy { $0.title.isEmpty })
  }

  @Test func theDigestIsThatOfTheBytes() throws {
    #expect(try file("").digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(arguments: [
    "not JSON", #"{"id": "b", "topics": []}"#, #"{"id": 3, "title": "T", "scope": "yes", "topics": []}"#,
    #"{"id": "b", "title": "T", "topics": []}"#, #"{"id": "b", "title": "T", "scope": "yes", "topics": "x"}"#,
  ])
  func aLineThatIsNoItemIsNamed(line: String) {
    let good = #"{"id": "a", "title": "T", "scope": "yes", "topics": []}"#
    let error = #expect(throws: LabelError.self) { try file("\(good)\n\n\(line)\n\(good)\n") }
    #expect(error?.line == 3 && error?.message.hasPrefix("not a labeled item") == true)
  }

  @Test(arguments: ["no label", "text\t2\t0", "text\t1", "text\t1\t0\t1", "text\t1\t"])
  func aRowThatIsNoTextWithLabelsIsNamed(row: String) {
    let error = #expect(throws: LabelError.self) { try file("text\t1\t0\n\(row)\n", name: "t.tsv") }
    #expect(error?.line == 2)
  }
}
