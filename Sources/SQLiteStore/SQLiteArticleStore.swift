public import ArticleStore
public import Articles
public import Foundation
import Locking
public import Querying

/// Keeps articles in one SQLite file (WAL mode, full-text index): no server, one machine.
///
/// One connection writes, others read, and one empties the log, each on its own queue: searches do not wait for a batch
/// that is being written, and see it as soon as `apply` has returned. Several processes may read and write the same file.
public final class SQLiteArticleStore: ArticleStore {
  /// What may be chosen when a store is opened.
  public struct Options: Sendable {
    /// How long to wait for another process that holds the file locked, in milliseconds.
    public var busyTimeoutMilliseconds: Int
    /// Connections for searches; at least 1.
    public var readers: Int
    /// A cap on the file's size in bytes; `nil` for none.
    public var maximumBytes: Int?
    /// How long the request log goes back, in seconds; two weeks.
    public var requestLogSeconds = 14 * 86_400
    /// So many candidates are sorted rather than met along the way, see `SearchPlan`.
    package var shortList = SearchPlan.shortList

    /// Makes options; the defaults suit one program and its server.
    public init(busyTimeoutMilliseconds: Int = 10_000, readers: Int = 2, maximumBytes: Int? = nil) {
      self.busyTimeoutMilliseconds = busyTimeoutMilliseconds
      self.readers = readers
      self.maximumBytes = maximumBytes
    }
  }

  private let writer: StoreConnection
  private let readers: [StoreConnection]
  private let checkpointer: LogCheckpointer
  private let turn = Locked(0)
  private let shortList: Int
  private let requestLogSeconds: Int

  /// Opens the file, creates it when there is none, and brings an older one to the newest schema.
  ///
  /// - Parameters:
  ///   - path: The database file; `-wal` and `-shm` files appear beside it while it is open.
  ///   - options: What may be chosen.
  /// - Throws: `.cannotOpen`, `.newerSchema`, `.corrupt`, `.busy` or `.full`, each with what to do.
  public init(path: String, options: Options = Options()) async throws(StoreError) {
    shortList = options.shortList
    requestLogSeconds = options.requestLogSeconds
    writer = StoreConnection(path: path, label: "sqlite-writer")
    readers = (0..<max(1, options.readers)).map { _ in StoreConnection(path: path, label: "sqlite-reader") }
    checkpointer = LogCheckpointer(path: path)
    try await writer.openForWriting(options)
    try await checkpointer.open(options)
    for reader in readers { try await reader.openForReading(options) }
  }

  private var reader: StoreConnection {
    turn.withLock { turn in
      turn = (turn + 1) % readers.count
      return readers[turn]
    }
  }

  /// The states of all feeds ever polled, ordered by id.
  public func feedStates() async throws(StoreError) -> [FeedState] {
    try await reader.run { database throws(SQLiteError) in
      defer { database.shrinkMemory() }
      return try FeedStateTable.all(database)
    }
  }

  /// The states of these feeds, ordered by id; feeds that were never polled are left out.
  public func feedStates(of ids: [FeedID]) async throws(StoreError) -> [FeedState] {
    try await reader.run { database throws(SQLiteError) in try FeedStateTable.states(of: ids, database) }
  }

  /// The subscriptions at hubs, ordered by id.
  public func pushSubscriptions() async throws(StoreError) -> [PushSubscription] {
    try await reader.run { database throws(SQLiteError) in try PushSubscriptionTable.all(database) }
  }

  /// Puts subscriptions in the place of what was known of them, and forgets those whose ids are in `removed`.
  public func store(_ subscriptions: [PushSubscription], removing removed: [String]) async throws(StoreError) {
    let logPages = try await writer.run { database throws(SQLiteError) in
      try database.transaction { () throws(SQLiteError) in
        for subscription in subscriptions { try PushSubscriptionTable.store(subscription, database) }
        for id in removed { try PushSubscriptionTable.remove(id, database) }
      }
      return database.logPages
    }
    checkpointer.lookAtLog(pages: logPages)
  }

  /// Every article on which a person has given feedback, ordered by id.
  public func feedback() async throws(StoreError) -> [ArticleFeedback] {
    try await reader.run { database throws(SQLiteError) in try FeedbackTable.all(database) }
  }

  /// The feedback on one article, or `nil` when there is none.
  public func feedback(on id: ArticleID) async throws(StoreError) -> ArticleFeedback? {
    try await reader.run { database throws(SQLiteError) in try FeedbackTable.feedback(on: id, database) }
  }

  /// Keeps verdicts, all in one transaction.
  public func store(_ verdicts: [TopicFeedback]) async throws(StoreError) {
    try await writer.run { database throws(SQLiteError) in
      try database.transaction { () throws(SQLiteError) in try FeedbackTable.store(verdicts, database) }
    }
  }

  /// Which of these ids are known, as articles or as aliases of articles.
  public func known(_ ids: [ArticleID]) async throws(StoreError) -> [ArticleID: KnownArticle] {
    try await reader.run { database throws(SQLiteError) in try IdentityTable.known(ids, database) }
  }

  /// What the feed's newest articles can be recognized by, newest first.
  public func recentIdentities(of feed: FeedID, limit: Int) async throws(StoreError) -> [ArticleIdentity] {
    try await reader.run { database throws(SQLiteError) in
      try IdentityTable.recent(of: feed, limit: limit, database)
    }
  }

  /// Stores what polls brought, all in one transaction.
  ///
  /// A known article keeps its `firstSeen`, and its place when its feed tells no date; one that is stored just so is not
  /// touched.
  public func apply(_ changes: [FeedChange]) async throws(StoreError) {
    let rows = await ArticleRow.rows(of: changes.map(\.articles))
    let states = changes.map(\.state)
    let (aliases, withdrawals) = (changes.map(\.aliases), changes.map(\.withdrawals))
    let (requests, logSeconds) = (changes.map(\.requests), requestLogSeconds)
    let logPages = try await writer.run { database throws(SQLiteError) in
      try database.transaction { () throws(SQLiteError) in
        for state in states { try FeedStateTable.store(state, database) }
        var writer = try ArticleWriter(database)
        for list in rows { for row in list { try writer.store(row) } }
        try writer.finish()
        for list in aliases { try IdentityTable.store(list, database) }
        for list in withdrawals { try IdentityTable.store(list, database) }
        try RequestTable.store(requests, keeping: logSeconds, database)
      }
      LogCheckpointer.boundLog(database)
      // States lie all over the file, and those of 20,000 feeds would fill the cache.
      if rows.allSatisfy(\.isEmpty) { database.shrinkMemory() }
      return database.logPages
    }
    checkpointer.lookAtLog(pages: logPages)
    // Freed here and not by the writer, which has more to do.
    withExtendedLifetime(rows) {}
  }

  /// The articles that `query` matches: newest by `plausiblePublication` first, those of the same time by id.
  public func articles(
    matching query: Query, now: Date, limit: Int, offset: Int
  ) async throws(StoreError) -> [TaggedArticle] {
    guard limit > 0 else { return [] }
    return try await reader.run { database throws(SQLiteError) in
      let plan = try SearchPlan(query.expression, now: now, database: database, shortList: shortList)
      let page = plan.page(limit: limit, offset: max(0, offset))
      var statement = try database.prepare(page.sql)
      for value in page.values { try statement.add(value) }
      var articles: [TaggedArticle] = []
      while try statement.step() { articles.append(ArticleTable.read(&statement)) }
      return articles
    }
  }

  /// The articles that `query` matches in the order in which they were stored, from behind `position` on.
  public func articles(
    matching query: Query, now: Date, behind position: Int?, limit: Int
  ) async throws(StoreError) -> ArticlePage {
    let limit = max(1, limit)
    return try await reader.run { database throws(SQLiteError) in
      let plan = try SearchPlan(query.expression, now: now, database: database, shortList: shortList)
      let page = try StoredArticles(plan: plan, database: database).page(behind: position ?? 0, limit: limit)
      return ArticlePage(articles: page.map(\.article), next: page.count == limit ? page.last?.number : nil)
    }
  }

  /// Puts what `body` returns in the place of what the classifier said of each article, all in one transaction.
  public func reclassify(
    matching query: Query, now: Date, _ body: @Sendable (TaggedArticle) -> Classification?
  ) async throws(StoreError) -> Int {
    let (replaced, logPages) = try await writer.run { database throws(SQLiteError) in
      let replaced = try database.transaction { () throws(SQLiteError) in
        let plan = try SearchPlan(query.expression, now: now, database: database, shortList: shortList)
        return try StoredArticles(plan: plan, database: database).replaceClassifications(body)
      }
      LogCheckpointer.boundLog(database)
      database.shrinkMemory()
      return (replaced, database.logPages)
    }
    checkpointer.lookAtLog(pages: logPages)
    return replaced
  }

  /// How many articles `query` matches.
  public func count(matching query: Query, now: Date) async throws(StoreError) -> Int {
    try await reader.run { database throws(SQLiteError) in
      if query.expression == .all([]) { return try database.integer("SELECT articles FROM counter") }
      let source = try SearchPlan(query.expression, now: now, database: database, shortList: shortList).source
      var statement = try database.prepare("SELECT count(*) " + source.sql)
      for value in source.values { try statement.add(value) }
      return try statement.step() ? statement.nextInt() : 0
    }
  }

  /// One article, or `nil` when the store has none of that id.
  public func article(_ id: ArticleID) async throws(StoreError) -> TaggedArticle? {
    try await reader.run { database throws(SQLiteError) in try ArticleTable.article(id, database) }
  }

  /// Adds requests that no poll has sent to the request log.
  public func log(_ requests: [RequestRecord]) async throws(StoreError) {
    let seconds = requestLogSeconds
    let logPages = try await writer.run { database throws(SQLiteError) in
      try database.transaction { () throws(SQLiteError) in
        try RequestTable.store([requests], keeping: seconds, database)
      }
      return database.logPages
    }
    checkpointer.lookAtLog(pages: logPages)
  }

  /// The requests that were sent at or after `start`, oldest first, from behind `position` on.
  public func requests(
    since start: Date, after position: RequestPosition?, limit: Int
  ) async throws(StoreError) -> RequestPage {
    try await reader.run { database throws(SQLiteError) in
      try RequestTable.page(since: start, after: position, limit: max(1, limit), database)
    }
  }

  /// What the store holds, from counters that every batch keeps.
  public func statistics() async throws(StoreError) -> StoreStatistics {
    try await reader.run { database throws(SQLiteError) in
      let feeds = try database.integer("SELECT count(*) FROM feed_state")
      let pages = try database.integer("PRAGMA page_count")
      let pageBytes = try database.integer("PRAGMA page_size")
      let version = try database.integer("PRAGMA user_version")
      var counter = try database.prepare("SELECT articles, tagged, last_first_seen FROM counter")
      _ = try counter.step()
      return StoreStatistics(
        articles: counter.nextInt(), taggedArticles: counter.nextInt(), feeds: feeds, bytes: pages * pageBytes,
        schemaVersion: version, lastFirstSeen: counter.nextDate())
    }
  }

  /// What is wrong with the file, one line a problem; empty for a sound one.
  ///
  /// Reads the whole file on the writing connection.
  public func integrityProblems() async throws(StoreError) -> [String] {
    try await writer.run { database throws(SQLiteError) in
      var problems: [String] = []
      let checks = [
        ("file", "PRAGMA quick_check"), ("references between tables", "PRAGMA foreign_key_check"),
        ("search index", "INSERT INTO search (search) VALUES ('integrity-check')"),
      ]
      for (subject, check) in checks {
        do throws(SQLiteError) {
          problems += try database.texts(check).filter { $0 != "ok" }.map { "\(subject): \($0)" }
        } catch {
          guard error.meansDamage else { throw error }
          problems.append("\(subject): \(error.message)")
        }
      }
      return problems
    }
  }

  /// Empties the log into the file and closes all connections; later calls throw `.closed`.
  public func close() async {
    for reader in readers { await reader.close() }
    await checkpointer.close()
    await writer.close()
  }
}
