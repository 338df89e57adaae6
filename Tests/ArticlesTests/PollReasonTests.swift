import Articles
import Testing

@Suite struct PollReasonTests {
  @Test(arguments: PollReason.Kind.allCases) func storedFormKeepsEverything(_ kind: PollReason.Kind) {
    let reason = PollReason(kind, seconds: 5_400, expectedArticles: 0.1 + 0.2)
    #expect(PollReason(text: reason.text) == reason)
    #expect(!reason.words.isEmpty)
  }

  @Test(arguments: ["", "rhythm", "rhythm 1", "rhythm x 1", "rhythm 1 nan", "rhythm 1 inf", "luck 1 2", "cap 1 2 3"])
  func otherTextIsNoReason(_ text: String) { #expect(PollReason(text: text) == nil) }

  @Test func articlesAreCountedInTenths() {
    func words(_ count: Double) -> String { PollReason(.rhythm, seconds: 60, expectedArticles: count).words }
    #expect(words(1) == "by its rhythm, 1 article expected by then")
    #expect(words(2.449) == "by its rhythm, 2.4 articles expected by then")
    #expect(words(3) == "by its rhythm, 3 articles expected by then")
    #expect(words(-.infinity) == "by its rhythm, 0 articles expected by then")
    #expect(words(.infinity).contains("1000000 articles"))
  }
}
