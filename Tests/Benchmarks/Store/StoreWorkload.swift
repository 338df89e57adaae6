import Articles
import Foundation
import TestSupport

/// Articles of the size and shape of real ones: 700 bytes of text, 3 tags with evidence, 5 entities with mentions.
struct StoreWorkload {
  static let now = Date(timeIntervalSince1970: 1_751_328_000)
  /// A word that stands in the text of every thousandth article.
  static let rareWord = "khunjerab"

  private var generator = SeededGenerator(seed: 1)
  private let words: [String]
  private let topics = (0..<36).map { "topic-number-\($0)" }
  private let entities = (0..<2_000).map { "entity-number-\($0)" }
  private let countries = ["PK", "AF", "IN", "TJ", "UZ", "KG", "KZ", "TM", "IR", "CN", "RU", "LK", "NP", "BD"]

  init() {
    var generator = SeededGenerator(seed: 2)
    let syllables = [
      "ka", "bul", "pe", "sha", "war", "tor", "kham", "qu", "et", "ta", "du", "shan", "be", "за", "ст", "سر",
    ]
    words = (0..<30_000).map { _ in
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in syllables.pick(&generator) }.joined()
    }
  }

  /// One article; `index` makes its id and its time of publication.
  mutating func article(_ index: Int) -> TaggedArticle {
    let id = String(format: "%016lx%016lx", generator.next(), UInt64(index))
    // As polls bring them: in the order of time, give or take two days.
    let published = Self.now - 31_536_000 + Double(index) * 315 + Double(generator.next() % 345_600) - 172_800
    var article = Article(
      id: ArticleID(id), feed: FeedID("feed-\(index % 450)"), identity: .guid,
      identityKey: "https://a.example/?p=\(index)",
      title: text(9),
      published: ArticleDate(published, source: .published, asPublished: "Tue, 01 Jul 2025 08:00:00 +0500"),
      firstSeen: published + 600)
    article.url = "https://www.source-\(index % 450).example/news/\(index)?utm_source=rss"
    article.canonicalURL = "https://www.source-\(index % 450).example/news/\(index)"
    article.summary = text(25)
    article.text = text(102) + (index.isMultiple(of: 1_000) ? " " + Self.rareWord : "")
    article.html = "<p>\(article.text)</p>"
    article.authors = ["Staff Reporter"]
    article.categories = ["World", "Politics"]
    article.language = "en"
    article.contentHash = id + id
    var classification = Classification(isInScope: true, scopeReason: "names Torkham (place)", rulesVersion: "1")
    for offset in 0..<3 {
      let topic = topics[(index &* 7 + offset * 11) % 36]
      let evidence = (0..<2).map { Evidence(span: span($0), rule: topic + "/en/strong/safe havens", share: 0.5) }
      classification.tags.append(Tag(topic: topic, score: Double(index % 50 + 50) / 100, evidence: evidence))
    }
    for offset in 0..<5 {
      classification.entities.append(
        Entity(
          id: entities[(index &* 31 + offset * 401) % 2_000], name: "Entity \(offset)", kind: .place, type: "town",
          countries: [countries[(index + offset * 3) % 14]], mentions: [span(offset)]))
    }
    return TaggedArticle(article: article, classification: classification)
  }

  private func span(_ number: Int) -> TextSpan {
    TextSpan(field: .text, start: number * 20, end: number * 20 + 11, words: "safe havens")
  }

  /// Words whose frequency falls with their rank, as in real text.
  private mutating func text(_ count: Int) -> String {
    var text = ""
    text.reserveCapacity(count * 8)
    for index in 0..<count {
      let position = Double.random(in: 0..<1, using: &generator)
      text += index == 0 ? "" : " "
      text += words[Int(position * position * position * Double(words.count))]
    }
    return text
  }
}
