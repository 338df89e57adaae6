import ArticleStore
import Articles
import Foundation
import Locking
import Querying

/// A store that keeps what it is given, unless a script says that it fails.
final class ScriptedStore: ArticleStore {
  private struct State: Sendable {
    var applied: [[FeedChange]] = []
    var failures: [StoreError] = []
    var refused: Set<FeedID> = []
    var feeds: [FeedState] = []
  }

  private let state = Locked(State())

  /// The batches that were stored, in order.
  var applied: [[FeedChange]] { state.withLock { $0.applied } }

  /// The next calls of `apply` fail like this, one after another.
  func failNext(_ failures: StoreError...) { state.withLock { $0.failures = failures } }

  /// Every batch with a change of this feed is refused.
  func refuse(_ feed: FeedID) { state.withLock { _ = $0.refused.insert(feed) } }

  func apply(_ changes: [FeedChange]) async throws(StoreError) {
    let failure: StoreError? = state.withLock { state in
      if !state.failures.isEmpty { return state.failures.removeFirst() }
      guard !changes.contains(where: { state.refused.contains($0.state.id) }) else {
        return StoreError(code: .failed, message: "refused")
      }
      state.applied.append(changes)
      return nil
    }
    if let failure { throw failure }
    try? await Task.sleep(for: .milliseconds(20))
  }

  /// What the store holds of feeds from the beginning.
  func know(_ feeds: [FeedState]) { state.withLock { $0.feeds = feeds } }

  func feedStates() async throws(StoreError) -> [FeedState] { state.withLock { $0.feeds } }
  func feedStates(of ids: [FeedID]) async throws(StoreError) -> [FeedState] { [] }
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
  func articles(
    matching query: Query, now: Date, limit: Int, offset: Int
  ) async throws(StoreError) -> [TaggedArticle] { [] }
  func count(matching query: Query, now: Date) async throws(StoreError) -> Int { 0 }
  func article(_ id: ArticleID) async throws(StoreError) -> TaggedArticle? { nil }
  func log(_ requests: [RequestRecord]) async throws(StoreError) {}
  func requests(
    since start: Date, after position: RequestPosition?, limit: Int
  ) async throws(StoreError) -> RequestPage { RequestPage(records: [], next: nil) }
  func statistics() async throws(StoreError) -> StoreStatistics {
    StoreStatistics(articles: 0, taggedArticles: 0, feeds: 0, bytes: nil, schemaVersion: 0)
  }
  func close() async {}
}
