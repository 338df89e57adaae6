import Querying
import TestSupport
import Testing

@Suite struct QueryErrorTests {
  private func error(_ text: String) -> QueryError? {
    do {
      _ = try Query(text, vocabulary: ArticleGenerator.vocabulary)
      return nil
    } catch {
      return error
    }
  }

  /// Query, where the caret stands, how long it is, and what is suggested.
  @Test(
    arguments: [
      ("kabul topic:border-closre", 12, 13, "border-closure"), ("topic:militancy", 6, 9, "group:militancy"),
      ("group:border-clash", 6, 12, "topic:border-clash"), ("actor:un", 6, 2, "org:un"),
      ("org:kabul", 4, 5, "place:kabul"),
      ("place:ttp", 6, 3, "actor:ttp"), ("place:torkam", 6, 6, "torkham"), ("feed:down", 5, 4, "dawn"),
      ("country:UK", 8, 2, "GB"), ("country:PAK", 8, 3, nil), ("tpic:x", 0, 4, "topic:"), ("http://x", 0, 4, nil),
      ("source:https://dawn.com/x", 7, 18, "dawn.com"), ("score>=1.5", 5, 5, nil), ("score:0.5", 6, 3, nil),
      ("score>=1e-1", 5, 6, nil), ("tagged:maybe", 7, 5, nil), ("after:2025-02-29", 6, 10, nil),
      ("before:1.7.2025", 7, 8, nil), ("within:24", 7, 2, nil), ("within:999999w", 7, 7, nil), ("lang:urdu", 5, 4, nil),
      ("(a OR b", 0, 1, nil), ("a)", 1, 1, nil), ("()", 1, 1, nil), ("a OR", 2, 2, nil), ("a \"b", 2, 2, nil),
      ("OR a", 0, 2, "\"or\", in quotation marks, for the word itself"), ("a —", 2, 1, nil), ("NOT", 0, 3, nil),
      ("topic:border-cl*", 6, 10, nil), ("title:", 0, 6, nil), ("مرز feed:down", 9, 4, "dawn"),
    ] as [(String, Int, Int, String?)])
  func placeIsNamed(text: String, offset: Int, length: Int, suggestion: String?) {
    let error = error(text)
    #expect(error?.offset == offset)
    #expect(error?.length == length)
    #expect(error?.suggestion == suggestion)
  }

  @Test func caretStandsUnderThePlace() {
    #expect(
      error("kabul topic:border-closre")?.rendered("kabul topic:border-closre") == """
        There is no topic “border-closre” in this desk.
          kabul topic:border-closre
                      ^^^^^^^^^^^^^
        Did you mean border-closure?
        """)
  }

  @Test func longQueriesAreCutAroundThePlace() {
    let text = String(repeating: "kabul ", count: 40) + "feed:down" + String(repeating: " kabul", count: 40)
    let lines = error(text)?.rendered(text).split(separator: "\n").map(Array.init) ?? []
    #expect(lines.count == 4)
    let caret = lines[2].firstIndex(of: "^") ?? 0
    #expect(String(lines[1][caret..<(caret + 4)]) == "down")
    #expect(lines[1].count < 110)
  }

  @Test func depthLengthAndTermsAreBounded() {
    #expect(error(String(repeating: "(", count: 2_000))?.message.contains("nested deeper") == true)
    #expect(error(String(repeating: "-", count: 2_000) + "a")?.message.contains("nested deeper") == true)
    #expect(error(String(repeating: "a ", count: 300))?.message.contains("more than 256 terms") == true)
    #expect(error(String(repeating: "a", count: 5_000))?.message.contains("longer than 4096") == true)
    #expect(error(String(repeating: "(", count: 32) + "a" + String(repeating: ")", count: 32)) == nil)
  }
}
