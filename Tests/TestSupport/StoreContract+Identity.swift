public import ArticleStore
import Articles
import Foundation
import Testing

extension StoreContract {
  /// An alias leads to its article; it takes no id that is an article's own, and stays what it is.
  public static func aliasesLeadToTheirArticles(_ store: any ArticleStore) async throws {
    var generator = generator(6)
    let articles = generator.articles(3)
    try await store.apply(changes(articles))
    let ids = articles.map(\.id)
    let alias = ArticleID("renamed")
    func add(_ alias: ArticleID, _ article: ArticleID) async throws {
      let change = FeedChange(
        state: FeedState(id: FeedID("dawn"), url: "https://dawn.example/feed"),
        aliases: [ArticleAlias(alias: alias, article: article)])
      try await store.apply([change])
    }
    try await add(alias, ids[0])
    try await add(alias, ids[1])
    try await add(ids[2], ids[1])
    try await add(ArticleID("lost"), ArticleID("none"))
    let hashes = articles.map(\.article.contentHash)
    #expect(
      try await store.known([alias, ids[2], ArticleID("lost")]) == [
        alias: KnownArticle(id: ids[0], contentHash: hashes[0]),
        ids[2]: KnownArticle(id: ids[2], contentHash: hashes[2]),
      ])
    #expect(try await store.statistics().articles == 3)
  }

  /// What articles are recognized by comes back, of one feed, newest first.
  public static func recentIdentitiesComeBack(_ store: any ArticleStore) async throws {
    var generator = generator(7)
    let articles = generator.articles(120)
    try await store.apply(changes(articles))
    for feed in ArticleGenerator.feeds {
      let expected = newestFirst(articles).map(\.article).filter { $0.feed == FeedID(feed) }
      let found = try await store.recentIdentities(of: FeedID(feed), limit: 1_000)
      #expect(found.map(\.id.rawValue).sorted() == expected.map(\.id.rawValue).sorted())
      for identity in found {
        #expect(expected.first { $0.id == identity.id }.map(ArticleIdentity.init) == identity)
      }
      let few = try await store.recentIdentities(of: FeedID(feed), limit: 5)
      #expect(few.map(\.id).count == 5 && few == Array(found.prefix(5)))
    }
    #expect(try await store.recentIdentities(of: FeedID("none"), limit: 5).isEmpty)
  }

  /// An article without a date of its own keeps its place when its content changes, and what changed is found.
  public static func undatedArticleKeepsItsPlace(_ store: any ArticleStore) async throws {
    var generator = generator(8)
    var tagged = generator.article()
    tagged.article.published = ArticleDate(now - 9_000, source: .firstSeen)
    tagged.article.firstSeen = now - 9_000
    (tagged.article.updated, tagged.article.updatedAsPublished) = (nil, nil)
    tagged.classification.tags = [Tag(topic: "border-closure", score: 0.9, evidence: [])]
    try await store.apply(changes([tagged]))
    var changed = tagged
    changed.article.title = "Torkham reopens"
    changed.article.contentHash = "other"
    changed.article.published = ArticleDate(now, source: .firstSeen)
    changed.article.firstSeen = now
    changed.article.identity = .link
    for _ in 0..<2 {
      try await store.apply(changes([changed]))
      let stored = try #require(try await store.article(tagged.id)?.article)
      #expect(stored.published == tagged.article.published && stored.firstSeen == now - 9_000)
      #expect(stored.updated == now && stored.title == "Torkham reopens" && stored.identity == .guid)
      changed.article.published.date = now + 60
      changed.article.firstSeen = now + 60
    }
    for text in ["title:torkham", "topic:border-closure", "-within:1h"] {
      #expect(try await store.count(matching: try query(text), now: now) == 1, "\(text)")
    }
  }

  /// What was learned of a feed's names comes back.
  public static func identityPolicyComesBack(_ store: any ArticleStore) async throws {
    var state = FeedState(id: FeedID("dawn"), url: "https://dawn.example/feed")
    try await store.apply([FeedChange(state: state)])
    #expect(try await store.feedStates() == [state])
    state.identity = IdentityPolicy(
      rung: .titleAndDate, goodDocuments: 12, renamings: 1, descents: 3, distrusted: ["aa", "b\"b"], sample: ["c:d"],
      note: "2026-11-23: “x”")
    try await store.apply([FeedChange(state: state)])
    #expect(try await store.feedStates() == [state])
    state.identity = IdentityPolicy()
    try await store.apply([FeedChange(state: state)])
    #expect(try await store.feedStates() == [state])
  }
}
