import ArticleStore
import Locking

/// Copies the write-ahead log into the file beside the writer, which would otherwise stand still meanwhile.
///
/// SQLite starts the log anew only when all of it has been copied, which a busy writer prevents; so beyond
/// `longestBytes` the writer copies the rest itself, between two batches (https://www.sqlite.org/wal.html#ckpt).
final class LogCheckpointer: Sendable {
  /// From here on the log is copied: a page that several batches changed is then copied once.
  private static let longBytes = 64 << 20
  /// From here on the writer waits for it.
  private static let longestBytes = 192 << 20

  private let connection: StoreConnection
  private let isCopying = Locked(false)

  init(path: String) { connection = StoreConnection(path: path, label: "sqlite-checkpointer") }

  /// Opens the file, which the writer has made.
  func open(_ options: SQLiteArticleStore.Options) async throws(StoreError) {
    try await connection.openForReading(options)
  }

  /// Copies the log on the writer's queue when it has grown too long; call it between transactions.
  ///
  /// A failure, such as a full disk, costs nothing that was stored: the log stays, and the next batch tries again.
  static func boundLog(_ database: Database) {
    if database.logPages * StoreConnection.pageBytes > longestBytes { try? database.emptyLog() }
  }

  /// Begins to copy when the log is long and nothing copies it yet.
  func lookAtLog(pages: Int) {
    guard pages * StoreConnection.pageBytes > Self.longBytes, start() else { return }
    Task {
      try? await connection.run { database throws(SQLiteError) in try database.emptyLog() }
      isCopying.withLock { $0 = false }
    }
  }

  /// Closes once nothing is being copied.
  func close() async { await connection.close() }

  private func start() -> Bool {
    isCopying.withLock { isCopying in
      defer { isCopying = true }
      return !isCopying
    }
  }
}
