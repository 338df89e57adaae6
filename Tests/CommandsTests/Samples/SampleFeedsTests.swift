import Articles
import FeedFormats
import Foundation
import Normalization
import TestSupport
import Testing
import WebValues

/// The recorded feeds, read as the pipeline reads them, against what a person sees in them.
@Suite struct SampleFeedsTests {
  private func articles(_ name: String) throws -> (document: FeedDocument, articles: [Article]) {
    let url = "http://127.0.0.1:8461/\(name)"
    let document = try FeedReader.read(try Samples.bytes(name, in: "feeds"), documentURL: url)
    let feed = Feed(id: FeedID("sample"), url: url, title: name)
    let context = NormalizationContext(feed: feed, documentURL: url, now: Date(timeIntervalSince1970: 1_795_435_200))
    return (document, ArticleNormalizer.articles(of: document, context: context).articles)
  }

  @Test(arguments: Samples.feedNames)
  func everyEntryIsReadAsAPersonSeesIt(_ name: String) throws {
    let expected = try Samples.expected(ExpectedFeed.self, of: name, in: "feeds")
    let (document, articles) = try articles(name)
    #expect(document.format.rawValue == expected.format)
    #expect(articles.map(\.title) == expected.entries.map(\.title))
    #expect(articles.map(\.url) == expected.entries.map(\.url))
    for (article, entry) in zip(articles, expected.entries) {
      if let published = entry.published {
        #expect(WebDate.rfc3339(article.published.date) == published, "\(entry.title)")
      } else {
        #expect(article.published.source == .firstSeen, "\(entry.title)")
      }
      #expect(!article.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "\(entry.title)")
    }
  }

  @Test(arguments: Samples.feedNames)
  func idsAreStableAndDiffer(_ name: String) throws {
    let first = try articles(name).articles.map(\.id)
    #expect(Set(first).count == first.count)
    #expect(try articles(name).articles.map(\.id) == first)
  }

  @Test func thereAreEnoughOfEachKind() throws {
    let entries = try Samples.feedNames.flatMap { try Samples.expected(ExpectedFeed.self, of: $0, in: "feeds").entries }
    #expect(entries.count { $0.labels.isInScope } >= 150)
    #expect(entries.count { !$0.labels.isInScope } >= 100)
    let formats = Set(try Samples.feedNames.map { try Samples.expected(ExpectedFeed.self, of: $0, in: "feeds").format })
    #expect(
      formats.isSuperset(of: ["rss-0.91", "rss-0.92", "rss-1.0", "rss-2.0", "atom-0.3", "atom-1.0", "json-feed-1.1"]))
  }
}
