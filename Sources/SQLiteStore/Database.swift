import CSQLite

/// One connection with its prepared statements; belongs to one actor, which is the only one that touches it.
@safe final class Database {
  private let handle: OpaquePointer
  private let cache = StatementCache()
  /// Where SQLite notes the length of the log; `nil` unless `watchLog` was called.
  private var loggedPages: UnsafeMutablePointer<CInt>?

  /// What holds for the whole library, put in place before it is used; a refusal only costs speed.
  private static let configuration = sqlite_leave_out_memory_statistics()

  /// Opens or creates the database file; `:memory:` makes a private one.
  init(path: String, busyTimeoutMilliseconds: Int) throws(SQLiteError) {
    _ = Self.configuration
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    // Debian's SQLite reads "file:" names as URIs whatever the flags say.
    let name = path.hasPrefix("file:") ? "./" + path : path
    let code = unsafe sqlite3_open_v2(name, &handle, flags, nil)
    guard code == SQLITE_OK, let opened = unsafe handle else {
      _ = unsafe sqlite3_close_v2(handle)
      throw SQLiteError(code: code, message: unsafe String(cString: sqlite3_errstr(code)), sql: nil)
    }
    unsafe self.handle = unsafe opened
    _ = unsafe sqlite3_busy_timeout(opened, CInt(clamping: busyTimeoutMilliseconds))
  }

  deinit {
    cache.finalizeAll()
    _ = unsafe sqlite3_close_v2(handle)
    unsafe loggedPages?.deallocate()
  }

  /// A prepared statement, new or from the cache; it goes back there when it goes out of scope.
  func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    if let cached = unsafe cache.take(sql) { return unsafe Statement(cached, on: handle, sql: sql, cache: cache) }
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let prepared = unsafe statement else { throw failure(code, sql) }
    return unsafe Statement(prepared, on: handle, sql: sql, cache: cache)
  }

  /// Runs a script of statements without parameters; rows are dropped.
  func execute(_ script: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code, script) }
  }

  /// Runs `body` in one write transaction: all of it happens, or nothing.
  ///
  /// `IMMEDIATE`, so that waiting for another writer happens here and not in the middle.
  func transaction<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    try run("BEGIN IMMEDIATE", body)
  }

  /// Runs `body`, which only reads, on one state of the file.
  func snapshot<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    try run("BEGIN", body)
  }

  private func run<Result>(
    _ begin: String, _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try execute(begin)
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has already rolled back after some failures, such as a full disk: https://www.sqlite.org/lang_transaction.html
      if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// Leaves it to the caller to empty the log, and notes its length at each commit.
  func watchLog() {
    guard unsafe loggedPages == nil else { return }
    let pages = UnsafeMutablePointer<CInt>.allocate(capacity: 1)
    unsafe pages.initialize(to: 0)
    unsafe loggedPages = unsafe pages
    _ = unsafe sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        unsafe context?.assumingMemoryBound(to: CInt.self).pointee = pages
        return SQLITE_OK
      }, pages)
  }

  /// Pages in the log after the last commit.
  var logPages: Int { unsafe loggedPages.map { Int(unsafe $0.pointee) } ?? 0 }

  /// Copies the log into the file as far as nobody reads it; others go on meanwhile.
  ///
  /// https://www.sqlite.org/c3ref/wal_checkpoint_v2.html, `PASSIVE`.
  func emptyLog() throws(SQLiteError) { try execute("PRAGMA wal_checkpoint(PASSIVE)") }

  /// Frees pages that were read once and are not likely to be read again.
  func shrinkMemory() { _ = unsafe sqlite3_db_release_memory(handle) }

  /// Rows that the last statement inserted, changed or deleted.
  var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

  /// The integer key of the row that was inserted last.
  var lastInsertedNumber: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  private func failure(_ code: Int32, _ sql: String) -> SQLiteError {
    SQLiteError(code: code, message: unsafe String(cString: sqlite3_errmsg(handle)), sql: sql)
  }
}

/// Prepared statements that are not in use, by their SQL; at most `capacity`.
@safe final class StatementCache {
  @safe private struct Idle { let statement: OpaquePointer }

  private static let capacity = 64
  private var idle: [String: Idle] = [:]

  func take(_ sql: String) -> OpaquePointer? { unsafe idle.removeValue(forKey: sql)?.statement }

  func put(_ statement: OpaquePointer, for sql: String) {
    if idle[sql] == nil, idle.count < Self.capacity {
      idle[sql] = unsafe Idle(statement: statement)
    } else {
      _ = unsafe sqlite3_finalize(statement)
    }
  }

  func finalizeAll() {
    for entry in idle.values { _ = unsafe sqlite3_finalize(entry.statement) }
    idle = [:]
  }
}
