import Articles
import Foundation
import Markup

/// An article that a person pasted or saved: title and plain text, whatever it was before.
struct PastedArticle: Equatable {
  var title: String
  var text: String

  /// The same as fields of an article, for reports.
  var fields: Article {
    var article = Article(
      id: ArticleID(""), feed: FeedID(""), identity: .content, identityKey: "", title: title,
      published: ArticleDate(.distantPast, source: .firstSeen), firstSeen: .distantPast)
    article.text = text
    return article
  }

  /// Reads plain text, an HTML fragment or a saved page; any encoding that a feed could have.
  static func read(_ bytes: [UInt8], title: String?) -> PastedArticle {
    let content = TextDecoding.text(bytes)
    let read = HTMLText.looksLikeHTML(content) ? page(content) : plain(content)
    return PastedArticle(title: title ?? read.title, text: title == nil ? read.text : joined(read))
  }

  /// Whether the bytes are text in some encoding: pictures, programs and archives are full of control bytes.
  static func isText(_ bytes: [UInt8]) -> Bool {
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]
    guard !marks.contains(where: { bytes.starts(with: $0) }) else { return true }
    let head = bytes.prefix(65_536)
    let controls = head.count { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }
    return controls * 50 <= head.count
  }

  private static func page(_ html: String) -> PastedArticle {
    let page = PageExtraction.article(in: html)
    guard page.title.isEmpty else { return PastedArticle(title: page.title, text: page.text) }
    return plain(page.text)
  }

  /// The first line is the title when it is short enough to be one; else the title is its first sentence's start.
  private static func plain(_ text: String) -> PastedArticle {
    let lines = HTMLText.cleanLines(text).split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = lines.first else { return PastedArticle(title: "", text: "") }
    let title = first.trimmingCharacters(in: .whitespaces)
    guard title.count <= 250 else { return PastedArticle(title: "", text: HTMLText.cleanLines(text)) }
    return PastedArticle(
      title: title, text: lines.count > 1 ? lines[1].trimmingCharacters(in: .whitespacesAndNewlines) : "")
  }

  private static func joined(_ article: PastedArticle) -> String {
    article.title.isEmpty ? article.text : article.title + "\n\n" + article.text
  }
}
