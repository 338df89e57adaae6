import Articles
import Foundation
import Testing

@Suite struct ArticleTests {
  @Test func idsAreBareStringsInJSON() throws {
    let encoded = try JSONEncoder().encode([FeedID("dawn"), FeedID("tolonews")])
    #expect(String(decoding: encoded, as: UTF8.self) == #"["dawn","tolonews"]"#)
    #expect(try JSONDecoder().decode([ArticleID].self, from: Data(#"["00ff"]"#.utf8)) == [ArticleID("00ff")])
  }

  @Test func timeThatCannotBeTrueGivesWayToFirstSeen() {
    let (told, seen) = (Date(timeIntervalSince1970: 4_070_908_800), Date(timeIntervalSince1970: 1_751_328_000))
    var article = Article(
      id: ArticleID("1"), feed: FeedID("dawn"), identity: .guid, identityKey: "1", title: "x",
      published: ArticleDate(told, source: .published), firstSeen: seen)
    #expect(article.plausiblePublication == told)
    article.published.isImplausible = true
    #expect(article.plausiblePublication == seen)
  }
}
