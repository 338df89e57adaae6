public import Articles
public import Foundation
public import Querying

/// Makes random articles, tagged with the names of its own small vocabulary.
public struct ArticleGenerator: Sendable {
  /// The names that generated articles and queries use.
  public static let vocabulary = QueryVocabulary(
    topicsByGroup: [
      "militancy": ["cross-border-militancy", "militant-attack"], "borders": ["border-closure", "border-clash"],
      "water": ["river-dispute"],
    ],
    entities: [
      "ttp": .actor, "pakistan-army": .actor, "un": .organization, "sco": .organization, "khyber-pakhtunkhwa": .place,
      "torkham": .place, "kabul": .place, "khujand": .place,
    ],
    placesWithin: [
      "PK-KP": ["khyber-pakhtunkhwa", "torkham"], "khyber-pakhtunkhwa": ["khyber-pakhtunkhwa", "torkham"],
      "torkham": ["torkham"], "kabul": ["kabul"], "khujand": ["khujand"],
    ],
    feeds: ["dawn", "tolonews", "asia-plus", "jang"])

  static let topics = vocabulary.topicsByGroup.values.joined().sorted()
  static let entities = vocabulary.entities.keys.sorted()
  static let feeds = vocabulary.feeds.sorted()
  static let countries = ["PK", "AF", "TJ", "US"]
  static let languages = ["en", "ur", "fa", "fa-AF", "ru", nil]
  static let scripts = ["Arab", "Latn", "Hans", "Hani", nil]
  static let hosts = [
    "www.dawn.com", "dawn.com", "notdawn.com", "TOLOnews.com:443", "user@asiaplus.tj", "e.jang.com.pk",
  ]

  private var generator: SeededGenerator
  private let words: [String]
  private let bodyWords: Int
  private let now: Date

  /// Starts at a seed; `now` is the newest time of publication, give or take two days.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same articles.
  ///   - now: About the newest time of publication.
  ///   - words: What texts are made of; the first are the most frequent.
  ///   - bodyWords: Words of a text.
  public init(seed: UInt64, now: Date, words: [String] = ScriptSamples.words, bodyWords: Int = 12) {
    generator = SeededGenerator(seed: seed)
    self.words = words
    self.bodyWords = bodyWords
    self.now = now
  }

  /// `count` articles with ids that are unlike each other.
  public mutating func articles(_ count: Int) -> [TaggedArticle] { (0..<count).map { _ in article() } }

  /// One article with up to three tags, five entities, and texts of random words.
  public mutating func article() -> TaggedArticle {
    let id = String(generator.next() | 1 << 63, radix: 16) + String(generator.next() | 1 << 63, radix: 16)
    let (published, firstSeen) = times()
    var article = Article(
      id: ArticleID(id), feed: FeedID(Self.feeds.pick(&generator)), identity: .guid, identityKey: "tag:" + id,
      title: text(5), published: published, firstSeen: firstSeen)
    article.url = chance(9) ? "https://\(Self.hosts.pick(&generator))/\(id)?a=b" : nil
    article.canonicalURL = article.url
    article.updated = Date(timeIntervalSinceReferenceDate: 800_000_000)
    article.updatedAsPublished = "2026-05-09T06:13:20Z"
    article.isUpdateImplausible = true
    article.language = Self.languages.pick(&generator)
    article.declaredLanguage = Self.languages.pick(&generator)
    article.script = Self.scripts.pick(&generator)
    article.summary = text(bodyWords / 4)
    article.text = chance(9) ? text(bodyWords) : ""
    article.html = article.text.isEmpty ? "" : "<p>\(article.text)</p>"
    article.authors = chance(5) ? ["A. “Writer” \\ \n B", text(1)] : []
    article.contentHash = id
    return TaggedArticle(article: article, classification: classification(of: article))
  }

  /// When it was published and first seen, in whole hours, so that articles of the same time are common; one of ten
  /// publishers is wrong by decades.
  private mutating func times() -> (published: ArticleDate, firstSeen: Date) {
    let time = now - Double(Int.random(in: -48...2_000, using: &generator)) * 3_600
    if chance(1) {
      let wrong = Date(timeIntervalSince1970: [0, 4_070_908_800].pick(&generator))  // 1970, 2099
      return (ArticleDate(wrong, source: .published, asPublished: "x", isImplausible: true), min(time, now))
    }
    let firstSeen = now - Double.random(in: 0...100, using: &generator)
    return (ArticleDate(time, source: .published, asPublished: "x"), firstSeen)
  }

  private mutating func classification(of article: Article) -> Classification {
    var classification = Classification(isInScope: chance(7), scopeReason: "names a place", rulesVersion: "1")
    let span = TextSpan(field: .title, start: 0, end: 5, words: text(1))
    for topic in Self.topics.shuffled(using: &generator).prefix(Int.random(in: 0...3, using: &generator)) {
      let score = Double(Int.random(in: 0...20, using: &generator)) / 20
      let evidence = Evidence(span: span, rule: "\(topic)/en/strong", share: 1)
      classification.tags.append(Tag(topic: topic, score: score, evidence: [evidence]))
    }
    for id in Self.entities.shuffled(using: &generator).prefix(Int.random(in: 0...5, using: &generator)) {
      let countries = Self.countries.filter { _ in chance(3) }
      classification.entities.append(
        Entity(
          id: id, name: id, kind: ArticleGenerator.vocabulary.entities[id] ?? .actor, countries: countries,
          coordinates: chance(3) ? Coordinates(latitude: 34.0123, longitude: 71.5) : nil, mentions: [span]))
    }
    if chance(5) {
      classification.place = ArticlePlace(
        id: "bannu", name: "Bannu", type: chance(5) ? "district" : nil, countries: ["PK"],
        subdivision: chance(5) ? "PK-KP" : nil,
        coordinates: chance(5) ? Coordinates(latitude: 32.99, longitude: 70.6) : nil)
    }
    return classification
  }

  private mutating func chance(_ ofTen: Int) -> Bool { Int.random(in: 0..<10, using: &generator) < ofTen }

  /// Words at random, joined by what stands between words; the first of the list come most often.
  private mutating func text(_ count: Int) -> String {
    var text = ""
    for index in 0..<count {
      if index > 0 { text += chance(8) ? " " : [", ", "—", "-", "\n\n", "’"].pick(&generator) }
      let position = Double.random(in: 0..<1, using: &generator)
      text += words[Int(position * position * Double(words.count))]
    }
    return text
  }
}
