import Articles
import FeedFormats
import Foundation
import Normalization

/// Any bytes, read as a feed and made into articles.
enum FeedFuzzer {
  private static let now = Date(timeIntervalSince1970: 1_790_000_000)

  /// Bytes as they come.
  static func xml(_ bytes: [UInt8]) { check(bytes) }

  /// Bytes inside the frame of a JSON Feed, so that most inputs get past its first characters.
  static func json(_ bytes: [UInt8]) {
    check(bytes)
    check(Array("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[".utf8) + bytes + Array("]}".utf8))
  }

  private static func check(_ bytes: [UInt8]) {
    guard let document = try? FeedReader.read(bytes, documentURL: "https://example.org/feed") else { return }
    promise(document.entries.count <= FeedLimits().entries, "more entries than the limit")
    promise(document.defects.count <= 100 && document.defects.count <= document.defectCount, "defects are bounded")
    promise(document == (try? FeedReader.read(bytes, documentURL: "https://example.org/feed")), "reading is pure")
    articles(document)
  }

  private static func articles(_ document: FeedDocument) {
    let feed = Feed(id: FeedID("fuzz"), url: "https://example.org/feed", title: "Fuzz")
    let context = NormalizationContext(feed: feed, documentURL: "https://example.org/feed", now: now)
    let articles = ArticleNormalizer.articles(of: document, context: context).articles
    promise(articles.count <= document.entries.count, "no article without an entry")
    promise(Set(articles.map(\.id)).count == articles.count, "ids differ")
    for article in articles {
      promise(!article.title.isEmpty, "an article has a title")
      promise(!hasControls(article.title) && !hasControls(article.text) && !hasControls(article.html), "no controls")
      promise(article.url.map { $0.hasPrefix("http") } ?? true, "only web addresses: \(article.url ?? "")")
      HTMLFuzzer.checkSafe(article.html)
    }
  }

  private static func hasControls(_ text: String) -> Bool {
    text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D || $0 == 0x7F }
  }
}

/// Any bytes, read as a list of feeds.
enum OPMLFuzzer {
  static func check(_ bytes: [UInt8]) {
    guard let document = try? OPMLReader.document(bytes) else { return }
    let written = OPMLWriter.bytes(document)
    let again = try? OPMLReader.document(written)
    promise(again.map(OPMLWriter.bytes) == written, "written, read and written again, the bytes differ")
  }
}
