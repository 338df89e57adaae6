import Articles
import Foundation
import Normalization
import TestSupport
import Testing

@Suite struct ArticleMatcherTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)

  private func article(
    _ id: String, guid: String? = nil, url: String? = nil, title: String, date: Double? = nil, text: String = ""
  ) -> Article {
    let published = date.map { ArticleDate(now + $0, source: .published, asPublished: "\($0)") }
    var article = Article(
      id: ArticleID(id), feed: FeedID("a"), identity: guid == nil ? .link : .guid, identityKey: guid ?? url ?? id,
      title: title, published: published ?? ArticleDate(now, source: .firstSeen), firstSeen: now)
    article.url = url
    article.text = text
    article.contentHash = "\(title) \(text) \(url ?? "")"
    return article
  }

  /// Which stored article each entry is, by the entries' ids.
  private func matches(_ entries: [Article], _ stored: [Article], claimed: Set<String> = []) -> [String: String] {
    let names = entries.map { EntryNames(of: $0, guid: $0.identity == .guid ? $0.identityKey : nil, site: nil) }
    let found = ArticleMatcher.matches(
      in: NormalizedFeed(articles: entries, names: names), unknown: Array(entries.indices),
      recent: stored.map(ArticleIdentity.init), claimed: Set(claimed.map { ArticleID($0) }))
    return Dictionary(uniqueKeysWithValues: found.map { (entries[$0.index].id.rawValue, $0.stored.id.rawValue) })
  }

  @Test func aLinkAloneRecognizesNothing() {
    let page = "https://a.example/page"
    let old = article("old", guid: "1", url: page, title: "One", date: 61)
    #expect(matches([article("new", guid: "2", url: page, title: "Two", date: 122)], [old]) == [:])
    #expect(matches([article("new", guid: "2", url: page, title: "Two", date: 61)], [old]) == ["new": "old"])
    #expect(matches([article("new", guid: "2", url: page, title: "One")], [old]) == ["new": "old"])
    #expect(matches([article("new", guid: "2", url: page, title: "One", date: 122)], [old]) == [:])
    let home = "https://a.example/"
    let front = article("old", guid: "1", url: home, title: "One", date: 61)
    #expect(matches([article("new", guid: "2", url: home, title: "Two", date: 61)], [front]) == [:])
  }

  @Test func whatSeveralHaveInCommonRecognizesNone() {
    let page = "https://a.example/page"
    let old = article("old", guid: "1", url: page, title: "One", date: 61)
    let entries = [
      article("a", guid: "2", url: page, title: "Two", date: 61), article("b", guid: "3", url: page, title: "Three"),
    ]
    #expect(matches(entries, [old]) == [:])
  }

  @Test func aClaimedArticleIsNotTakenAgain() {
    let old = article("old", guid: "1", url: "https://a.example/1", title: "One", date: 61)
    let new = article("new", guid: "2", url: "https://a.example/1", title: "One", date: 61)
    #expect(matches([new], [old]) == ["new": "old"])
    #expect(matches([new], [old], claimed: ["old"]) == [:])
  }

  @Test func aDayIsNoPointInTime() {
    let midnight = -now.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400)
    for (offset, isSame) in [(midnight, false), (midnight + 20_700, false), (midnight + 61, true)] {
      let old = article("old", guid: "1", url: "https://a.example/first", title: "Photo", date: offset)
      let new = article("new", guid: "2", url: "https://a.example/second", title: "Photo", date: offset)
      #expect(matches([new], [old]).isEmpty != isSame, "\(offset)")
    }
  }

  @Test func numbersInLinksOutliveSlugs() {
    let old = article("old", guid: "1", url: "https://a.example/news/98765/old-words", title: "One", date: 61)
    let url = "https://www.a.example/news/98765/new-words"
    #expect(matches([article("new", guid: "2", url: url, title: "Two", date: 61)], [old]) == ["new": "old"])
    #expect(matches([article("new", guid: "2", url: url, title: "Two", date: 62)], [old]) == [:])
    let short = "https://a.example/2026/11/18/words"
    #expect(matches([article("new", guid: "2", url: short, title: "Two", date: 61)], [old]) == [:])
  }

  @Test func orderDoesNotShowAndNoArticleIsTakenTwice() {
    var random = SeededGenerator(seed: 21)
    var matched = 0
    for _ in 0..<300 {
      func some(_ prefix: String, _ count: Int) -> [Article] {
        (0..<count).map { index in
          let number = Int.random(in: 0..<6, using: &random)
          return article(
            "\(prefix)\(index)", guid: Bool.random(using: &random) ? "\(prefix)-\(index)" : nil,
            url: number == 0
              ? nil : "https://a.example/story/\(number * 11_111)/\(Bool.random(using: &random) ? "a" : "b")",
            title: "T\(Int.random(in: 0..<4, using: &random))",
            date: number == 1 ? nil : Double(Int.random(in: 0..<4, using: &random) * 61))
        }
      }
      let (entries, stored) = (some("n", 8), some("s", 8))
      let first = matches(entries, stored)
      #expect(Set(first.values).count == first.count)
      #expect(matches(entries.shuffled(using: &random), stored.shuffled(using: &random)) == first)
      matched += first.count
    }
    #expect(matched > 100)
  }
}
