public import Articles
public import Foundation
public import Querying

/// Keeps articles, tags and feed states, and finds them again; every store passes the contract in `TestSupport`.
///
/// Calls may come from any task. Each call is one transaction: it happens whole or not at all.
public protocol ArticleStore: Sendable {
  /// The states of all feeds ever polled, ordered by id.
  func feedStates() async throws(StoreError) -> [FeedState]
  /// The states of these feeds, ordered by id; feeds that were never polled are left out.
  func feedStates(of ids: [FeedID]) async throws(StoreError) -> [FeedState]
  /// Which of these ids are known, as articles or as aliases of articles: what is needed to tell new from changed.
  func known(_ ids: [ArticleID]) async throws(StoreError) -> [ArticleID: KnownArticle]
  /// What the feed's newest articles can be recognized by, newest by `plausiblePublication` first, at most `limit`.
  func recentIdentities(of feed: FeedID, limit: Int) async throws(StoreError) -> [ArticleIdentity]
  /// Stores what polls brought, all in one transaction; nothing is deleted.
  ///
  /// A known article keeps what `Article.replacing` says. An alias that is an id or an alias already stays what it is.
  func apply(_ changes: [FeedChange]) async throws(StoreError)
  /// The articles that `query` matches, newest first, at most `limit` after skipping `offset`.
  ///
  /// Newest by `plausiblePublication`, so that a made-up date in the future gains no place; those of the same time by id.
  func articles(matching query: Query, now: Date, limit: Int, offset: Int) async throws(StoreError) -> [TaggedArticle]
  /// The articles that `query` matches in the order in which they were stored, from behind `position` on.
  ///
  /// For going through very many; `eachArticle` does.
  func articles(
    matching query: Query, now: Date, behind position: Int?, limit: Int
  ) async throws(StoreError) -> ArticlePage
  /// Puts what `body` returns in the place of what the classifier said of each article that `query` matches.
  ///
  /// All in one transaction, whatever the number, and in bounded memory; `nil` leaves an article alone. Nothing else of an
  /// article changes.
  /// - Returns: How many classifications were replaced by others.
  func reclassify(
    matching query: Query, now: Date, _ body: @Sendable (TaggedArticle) -> Classification?
  ) async throws(StoreError) -> Int
  /// How many articles `query` matches.
  func count(matching query: Query, now: Date) async throws(StoreError) -> Int
  /// One article, or `nil` when the store has none of that id.
  func article(_ id: ArticleID) async throws(StoreError) -> TaggedArticle?
  /// The requests that were sent at or after `start`, oldest first, from behind `position` on.
  ///
  /// They come in with `FeedChange.requests` and `log`, and go after two weeks, some with each later change.
  func requests(
    since start: Date, after position: RequestPosition?, limit: Int
  ) async throws(StoreError) -> RequestPage
  /// Adds requests that no poll has sent to the request log.
  func log(_ requests: [RequestRecord]) async throws(StoreError)
  /// Every article on which a person has given feedback, ordered by id, with the last word on each topic.
  ///
  /// Feedback stays whatever happens to the article: a new tagging, a new text, a restart.
  func feedback() async throws(StoreError) -> [ArticleFeedback]
  /// The feedback on one article, or `nil` when there is none.
  func feedback(on id: ArticleID) async throws(StoreError) -> ArticleFeedback?
  /// Keeps verdicts; the later one on a topic of an article is the last word, of the same time the one stored last.
  ///
  /// When one is on an article that is not stored, the call fails and none is kept.
  func store(_ verdicts: [TopicFeedback]) async throws(StoreError)
  /// The subscriptions at hubs, ordered by id.
  func pushSubscriptions() async throws(StoreError) -> [PushSubscription]
  /// Puts subscriptions in the place of what was known of them, and forgets those whose ids are in `removed`.
  func store(_ subscriptions: [PushSubscription], removing removed: [String]) async throws(StoreError)
  /// What the store holds.
  func statistics() async throws(StoreError) -> StoreStatistics
  /// Flushes and closes; later calls throw `.closed`.
  func close() async
}

/// What one poll of one feed brought.
public struct FeedChange: Sendable, Equatable {
  /// The feed's state after the poll.
  public var state: FeedState
  /// Articles that are new or whose content changed.
  public var articles: [TaggedArticle]
  /// New names of articles that are stored.
  public var aliases: [ArticleAlias]
  /// Stored articles that the publisher has taken back; the first time that is said stays.
  public var withdrawals: [Withdrawal]
  /// The requests that were sent for it, in order, for the request log.
  public var requests: [RequestRecord]

  /// Joins the five.
  public init(
    state: FeedState, articles: [TaggedArticle] = [], aliases: [ArticleAlias] = [], withdrawals: [Withdrawal] = [],
    requests: [RequestRecord] = []
  ) {
    self.state = state
    self.articles = articles
    self.aliases = aliases
    self.withdrawals = withdrawals
    self.requests = requests
  }
}

/// What a store holds.
public struct StoreStatistics: Sendable, Equatable, Codable {
  /// Articles.
  public var articles: Int
  /// Articles with at least one tag.
  public var taggedArticles: Int
  /// Feeds with a state.
  public var feeds: Int
  /// Size on disk in bytes, where the store can tell.
  public var bytes: Int?
  /// Number of the newest migration applied.
  public var schemaVersion: Int
  /// When the newest article was first seen.
  public var lastFirstSeen: Date?

  /// Makes statistics.
  public init(
    articles: Int, taggedArticles: Int, feeds: Int, bytes: Int?, schemaVersion: Int, lastFirstSeen: Date? = nil
  ) {
    self.articles = articles
    self.taggedArticles = taggedArticles
    self.feeds = feeds
    self.bytes = bytes
    self.schemaVersion = schemaVersion
    self.lastFirstSeen = lastFirstSeen
  }
}

/// Why a store could not do what it was asked; nothing was changed.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Sendable {
    /// Cannot be opened or created; disk or quota full; held by another process for too long; made by a newer
    /// program; damaged; closed; anything else.
    case cannotOpen, full, busy, newerSchema, corrupt, closed, failed
  }
  /// The kind of failure.
  public let code: Code
  /// What happened, where, and what to do; for people.
  public let message: String

  /// Makes an error.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
