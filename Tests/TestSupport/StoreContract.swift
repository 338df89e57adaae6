public import ArticleStore
public import Articles
public import Foundation
import Querying
import Testing

/// What every store must do, as checks on an empty store; a store's own tests call each of them.
public enum StoreContract {
  /// The time at which the checks take place: 2025-07-01 UTC.
  public static let now = Date(timeIntervalSince1970: 1_751_328_000)

  static func generator(_ seed: UInt64) -> ArticleGenerator { ArticleGenerator(seed: seed, now: now) }

  static func query(_ text: String) throws -> Query { try Query(text, vocabulary: ArticleGenerator.vocabulary) }

  /// One change a feed, with the feed's articles.
  public static func changes(_ articles: [TaggedArticle]) -> [FeedChange] {
    Dictionary(grouping: articles, by: \.article.feed).sorted { $0.key < $1.key }.map { feed, articles in
      var state = FeedState(id: feed, url: "https://\(feed.rawValue).example/feed")
      state.health = .ok
      return FeedChange(state: state, articles: articles)
    }
  }

  static func everything(_ store: any ArticleStore) async throws -> [TaggedArticle] {
    try await store.articles(matching: try query(""), now: now, limit: 1_000_000, offset: 0)
  }

  static func newestFirst(_ articles: [TaggedArticle]) -> [TaggedArticle] {
    articles.sorted {
      ($1.article.plausiblePublication, $0.id) < ($0.article.plausiblePublication, $1.id)
    }
  }

  /// What is stored comes back, value for value and newest first, alone and in pages.
  public static func articlesComeBack(_ store: any ArticleStore) async throws {
    var generator = generator(1)
    var articles = generator.articles(200)
    articles[0] = completeArticle(articles[0])
    try await store.apply(changes(articles))
    let expected = newestFirst(articles)
    #expect(try await everything(store) == expected)
    #expect(try await store.article(articles[0].id) == articles[0])
    #expect(try await store.article(ArticleID("none")) == nil)
    var pages: [TaggedArticle] = []
    for offset in stride(from: 0, to: 200, by: 30) {
      pages += try await store.articles(matching: try query(""), now: now, limit: 30, offset: offset)
    }
    #expect(pages == expected)
    let known = try await store.known(articles.map(\.id) + [ArticleID("none")])
    let hashes = articles.map { ($0.id, KnownArticle(id: $0.id, contentHash: $0.article.contentHash)) }
    #expect(known == Dictionary(uniqueKeysWithValues: hashes))
  }

  /// Every field set, with what is hard on text columns: NUL, quotes, a lone surrogate's replacement, long text.
  static func completeArticle(_ base: TaggedArticle) -> TaggedArticle {
    var tagged = base
    tagged.article.text = "a\u{0}b “c” 'd' \u{FFFD} 👩‍👩‍👧‍👦 " + String(repeating: "سرحد ", count: 5_000)
    tagged.article.authors = ["\u{1}\u{1F}\"\\/", "", "Ж"]
    tagged.article.categories = ["[]", "{\"a\":1}"]
    tagged.article.updated = now + 0.123_456_789
    tagged.article.enclosures = [
      Enclosure(url: "https://a.example/b.mp3", mediaType: "audio/mpeg", length: 9_007_199_254_740_991),
      Enclosure(url: "https://a.example/c"),
    ]
    tagged.article.image = "https://a.example/i.png"
    tagged.article.withdrawn = now + 0.25
    tagged.article.sourceTitle = "Agency"
    tagged.article.sourceURL = "https://agency.example/"
    tagged.article.coordinates = Coordinates(latitude: 34.123_456_789_012, longitude: -0.1)
    tagged.article.published.isImplausible = true
    tagged.classification.tags = [Tag(topic: "border-clash", score: 0.1 + 0.2, evidence: [])]
    return tagged
  }

  /// Articles in any order and any batches, some of them twice, make the same store.
  public static func anyOrderOfArrivalGivesTheSameStore(
    _ first: any ArticleStore, _ second: any ArticleStore
  ) async throws {
    var generator = generator(2)
    let articles = generator.articles(150)
    try await first.apply(changes(articles))
    var random = SeededGenerator(seed: 3)
    let shuffled = (articles + articles.prefix(40)).shuffled(using: &random)
    for start in stride(from: 0, to: shuffled.count, by: 17) {
      try await second.apply(changes(Array(shuffled[start..<min(start + 17, shuffled.count)])))
    }
    #expect(try await everything(first) == everything(second))
    #expect(try await first.feedStates() == second.feedStates())
    for text in ["border", "topic:border-clash", "country:PK lang:ur", "边境"] {
      let query = try query(text)
      #expect(try await first.count(matching: query, now: now) == second.count(matching: query, now: now))
    }
  }

  /// Storing the same again changes nothing, not even when it was first seen.
  public static func storingAgainChangesNothing(_ store: any ArticleStore) async throws {
    var generator = generator(4)
    let articles = generator.articles(60)
    try await store.apply(changes(articles))
    let before = try await everything(store)
    let statistics = try await store.statistics()
    var later = articles
    for index in later.indices { later[index].article.firstSeen = now + 86_400 }
    try await store.apply(changes(later))
    #expect(try await everything(store) == before)
    let after = try await store.statistics()
    #expect(after.articles == 60 && after.articles == statistics.articles)
    #expect(after.lastFirstSeen == statistics.lastFirstSeen)
    #expect(after.taggedArticles == articles.count { !$0.classification.tags.isEmpty })
  }

  /// A changed article is found by what it says now, and no longer by what it said; it keeps `firstSeen`.
  public static func changedArticleIsFoundByItsNewContent(_ store: any ArticleStore) async throws {
    var generator = generator(5)
    var tagged = generator.article()
    tagged.article.title = "Torkham reopens"
    tagged.classification = Classification(
      isInScope: true, scopeReason: "x", tags: [Tag(topic: "border-closure", score: 0.9, evidence: [])],
      entities: [Entity(id: "torkham", name: "Torkham", kind: .place, countries: ["AF", "PK"])])
    try await store.apply(changes([tagged] + generator.articles(20)))
    var changed = tagged
    changed.article.title = "Chaman reopens"
    changed.article.contentHash = "other"
    changed.article.firstSeen = now + 5
    changed.article.published = ArticleDate(now - 1, source: .updated)
    changed.classification = Classification(isInScope: false, scopeReason: "y")
    try await store.apply(changes([changed]))
    changed.article.firstSeen = tagged.article.firstSeen
    #expect(try await store.article(tagged.id) == changed)
    for (text, isFound) in [
      ("title:chaman", true), ("title:torkham", false), ("topic:border-closure", false), ("place:torkham", false),
      ("tagged:no scope:out", true), ("within:1h", true), ("-country:AF", true),
    ] {
      let found = try await store.articles(matching: try query(text), now: now, limit: 100, offset: 0)
      #expect(found.contains { $0.id == tagged.id } == isFound, "\(text)")
    }
    #expect(try await store.statistics().articles == 21)
  }
}
