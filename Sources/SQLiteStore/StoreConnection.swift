import ArticleStore
import Locking

/// One connection on its own queue, so that SQLite's blocking calls stay off Swift's few threads.
///
/// The store has one that writes and some that read; a reader sees every batch that was committed before its call.
actor StoreConnection {
  private let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }
  /// Page size of new files: several articles a page, where 4,096 bytes would often leave a quarter empty.
  static let pageBytes = 16_384
  private let path: String
  private var database: Database?

  init(path: String, label: String) {
    executor = QueueExecutor(label: label)
    self.path = path
  }

  /// Opens or creates the file for writing and brings it to the newest schema.
  ///
  /// The write-ahead log lets searches go on while a batch is written. `synchronous = FULL` syncs the log at each
  /// commit: what `apply` returned from survives a power cut, and one sync a batch is cheap. `LogCheckpointer` copies the
  /// log into the file.
  func openForWriting(_ options: SQLiteArticleStore.Options) throws(StoreError) {
    do throws(SQLiteError) {
      let opened = try Database(path: path, busyTimeoutMilliseconds: options.busyTimeoutMilliseconds)
      try Migrations.checkOwner(of: opened)
      try opened.execute(
        """
        PRAGMA page_size = \(Self.pageBytes); PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
        PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 134217728;
        """)
      try Migrations.migrate(opened)
      opened.watchLog()
      if let bytes = options.maximumBytes {
        let pageBytes = try opened.integer("PRAGMA page_size")
        try opened.execute("PRAGMA max_page_count = \(max(1, bytes / max(1, pageBytes)))")
      }
      database = opened
    } catch {
      throw error.storeError(path: path)
    }
  }

  /// Opens the file, which the writer has made, for reading only.
  func openForReading(_ options: SQLiteArticleStore.Options) throws(StoreError) {
    do throws(SQLiteError) {
      let opened = try Database(path: path, busyTimeoutMilliseconds: options.busyTimeoutMilliseconds)
      try opened.execute("PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY")
      database = opened
    } catch {
      throw error.storeError(path: path)
    }
  }

  /// Runs `body` on the connection's queue.
  func run<Result: Sendable>(
    _ body: @Sendable (Database) throws(SQLiteError) -> Result
  ) throws(StoreError) -> Result {
    do throws(SQLiteError) {
      guard let database else { throw SQLiteError(.closed) }
      return try body(database)
    } catch {
      throw error.storeError(path: path)
    }
  }

  /// Closes; the last connection to the file also empties the log into it.
  func close() { database = nil }
}
