import Spelling
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("serach", "search"), ("feed", "feeds"), ("tga", "tag"), ("militancy", "cross-border-militancy"),
    ("explian", "explain"), ("RUN", "run"),
    ("cross-border-militanci", "cross-border-militancy"),
  ])
  func typosFindTheirName(_ typed: String, _ meant: String) {
    let names = ["search", "feeds", "tag", "explain", "run", "cross-border-militancy", "serve"]
    #expect(Suggestion.closest(to: typed, among: names) == meant)
  }

  @Test func strangersFindNothing() {
    #expect(Suggestion.closest(to: "frobnicate", among: ["run", "search"]) == nil)
    #expect(Suggestion.closest(to: "", among: ["run"]) == nil)
  }

  @Test func theOrderGivenDoesNotMatter() {
    #expect(Suggestion.closest(to: "tat", among: ["tag", "tab"]) == "tab")
    #expect(Suggestion.closest(to: "tat", among: ["tab", "tag"]) == "tab")
  }
}
