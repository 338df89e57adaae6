import ArticleStore
import CSQLite

/// An SQLite failure: its code, its text and the statement it belongs to.
struct SQLiteError: Error, Sendable, Equatable {
  /// Extended result code, https://www.sqlite.org/rescode.html.
  let code: Int32
  /// SQLite's text for the failure; for people.
  let message: String
  /// The SQL text with its parameters left out, so that it is safe to log.
  let sql: String?

  /// What the store itself refuses, where SQLite would have gone on.
  enum Refusal: Sendable, Equatable {
    /// Used after `close()`; a file of another program; a file of a newer version of this one; a verdict on an article
    /// that is not stored.
    case closed, foreign, newer(schema: Int, known: Int), unknownArticle(String)
  }
  /// The store's own reason; `nil` when SQLite failed.
  private(set) var refusal: Refusal?

  init(code: Int32, message: String, sql: String?) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  init(_ refusal: Refusal) {
    self.init(code: SQLITE_MISUSE, message: "refused", sql: nil)
    self.refusal = refusal
  }

  /// The primary code, without the extension.
  var primaryCode: Int32 { code & 0xFF }

  /// Whether the file's content is wrong.
  var meansDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

  /// The failure in the store's terms: where it happened and what to do.
  func storeError(path: String) -> StoreError {
    if let refusal { return refusal.storeError(path: path) }
    let detail = "\(message), SQLite code \(code)"
    switch primaryCode {
    case SQLITE_FULL:
      return StoreError(
        code: .full,
        message:
          "The disk or quota that holds \(path) is full (\(detail)). Nothing of this call was stored, and what was "
          + "stored before is kept. Free some space and try again.")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return StoreError(
        code: .busy,
        message: "Another process keeps \(path) locked (\(detail)). Find it with `fuser \(path)`, let it finish or end "
          + "it, and try again.")
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      return StoreError(
        code: .corrupt,
        message:
          "\(path) is damaged or no SQLite database (\(detail)). Keep a copy; then restore a backup, or save what "
          + "can be read with `sqlite3 \(path) .recover`.")
    case SQLITE_CANTOPEN:
      return StoreError(
        code: .cannotOpen,
        message:
          "Cannot open or create \(path) (\(detail)). Check that its folder exists and may be written to, for it "
          + "also holds \(path)-wal and \(path)-shm.")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      return StoreError(
        code: .cannotOpen,
        message: "\(path) may not be written to (\(detail)). Give this user the right to write to the file and to its "
          + "folder.")
    default:
      let statement = sql.map { " in “\($0)”" } ?? ""
      return StoreError(code: .failed, message: "SQLite failed on \(path): \(detail)\(statement).")
    }
  }
}

extension SQLiteError.Refusal {
  fileprivate func storeError(path: String) -> StoreError {
    switch self {
    case .closed: StoreError(code: .closed, message: "The store \(path) has been closed.")
    case .foreign:
      StoreError(
        code: .cannotOpen, message: "\(path) is a database of another program. Choose another file for the store.")
    case .unknownArticle(let id):
      StoreError(code: .failed, message: "The store \(path) has no article \(id), so nothing of this call was stored.")
    case .newer(let schema, let known):
      StoreError(
        code: .newerSchema,
        message:
          "\(path) has schema \(schema), and this program knows schemas up to \(known). Use the newer program that "
          + "made it, or another file.")
    }
  }
}
