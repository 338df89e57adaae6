import FeedFormats
import Testing

/// What is read though it is no JSON (RFC 8259) is told, and what is JSON is not.
@Suite struct JSONRepairTests {
  private func codes(_ items: String) throws -> [String] {
    let text = #"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":"# + items + "}"
    let document = try FeedReader.read(Array(text.utf8))
    #expect(document.entries.count == 1)
    return document.defects.map(\.code)
  }

  @Test(arguments: [
    (#"[{"id":"1","title":"a"}]"#, [String]()),
    (#"[{"id":"1","tags":[],"attachments":[{}]}]"#, []),
    (#"[{"id":"1","title":"\ud83d\ude00"}]"#, []),
    (#"[{"id":"1","title":"\ud83d"}]"#, ["lone-surrogate"]),
    (#"[{"id":"1","title":"\ude00\ud83dx\ud83d\u0041"}]"#, ["lone-surrogate"]),
    (#"[{"id":"1",},]"#, ["comma-too-many"]),
    (#"[,{"id":"1"}]"#, ["comma-too-many"]),
    (#"[{"id":"1"/* c */}] // d"#, ["comment-in-json"]),
    (#"[5,{"id":"1"},null]"#, ["unreadable-item", "unreadable-item"]),
  ]) func repairsAreDefects(items: String, expected: [String]) throws {
    // A comment to the line's end takes the closing brace along.
    #expect(try codes(items + "\n") == expected)
  }
}
