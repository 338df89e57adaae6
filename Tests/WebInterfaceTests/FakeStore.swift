import ArticleStore
import Articles
import Foundation
import Locking
import Querying

/// Articles and states in memory, newest first as given; counts how often it is asked.
final class FakeStore: ArticleStore {
  struct Contents: Sendable {
    var articles: [TaggedArticle] = []
    var states: [FeedState] = []
    var queries = 0
    var failure: StoreError?
  }

  let contents: Locked<Contents>

  init(_ articles: [TaggedArticle], states: [FeedState] = []) {
    contents = Locked(Contents(articles: articles, states: states))
  }

  private func check() throws(StoreError) {
    if let failure = contents.withLock({ $0.failure }) { throw failure }
  }

  func feedStates() async throws(StoreError) -> [FeedState] {
    try check()
    return contents.withLock { $0.states }
  }

  func feedStates(of ids: [FeedID]) async throws(StoreError) -> [FeedState] {
    try await feedStates().filter { ids.contains($0.id) }
  }

  func articles(
    matching query: Query, now: Date, behind position: Int?, limit: Int
  ) async throws(StoreError) -> ArticlePage { ArticlePage(articles: [], next: nil) }
  func reclassify(
    matching query: Query, now: Date, _ body: @Sendable (TaggedArticle) -> Classification?
  ) async throws(StoreError) -> Int { 0 }
  func feedback() async throws(StoreError) -> [ArticleFeedback] { [] }
  func feedback(on id: ArticleID) async throws(StoreError) -> ArticleFeedback? { nil }
  func store(_ verdicts: [TopicFeedback]) async throws(StoreError) {}
  func pushSubscriptions() async throws(StoreError) -> [PushSubscription] { [] }
  func store(_ subscriptions: [PushSubscription], removing removed: [String]) async throws(StoreError) {}
  func known(_ ids: [ArticleID]) async throws(StoreError) -> [ArticleID: KnownArticle] { [:] }
  func recentIdentities(of feed: FeedID, limit: Int) async throws(StoreError) -> [ArticleIdentity] { [] }

  func apply(_ changes: [FeedChange]) async throws(StoreError) {}

  func articles(
    matching query: Query, now: Date, limit: Int, offset: Int
  ) async throws(StoreError) -> [TaggedArticle] {
    try check()
    return contents.withLock { contents in
      contents.queries += 1
      return Array(contents.articles.filter { query.matches($0, now: now) }.dropFirst(offset).prefix(limit))
    }
  }

  func count(matching query: Query, now: Date) async throws(StoreError) -> Int {
    contents.withLock { $0.articles.count { query.matches($0, now: now) } }
  }

  func article(_ id: ArticleID) async throws(StoreError) -> TaggedArticle? {
    contents.withLock { $0.articles.first { $0.id == id } }
  }

  func log(_ requests: [RequestRecord]) async throws(StoreError) {}
  func requests(
    since start: Date, after position: RequestPosition?, limit: Int
  ) async throws(StoreError) -> RequestPage { RequestPage(records: [], next: nil) }
  func statistics() async throws(StoreError) -> StoreStatistics {
    try check()
    return contents.withLock { contents in
      StoreStatistics(
        articles: contents.articles.count, taggedArticles: contents.articles.count, feeds: contents.states.count,
        bytes: nil, schemaVersion: 1)
    }
  }

  func close() async {}
}
