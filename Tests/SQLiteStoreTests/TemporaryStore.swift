import ArticleStore
import Foundation
import SQLiteStore

/// Calls `body` with the path of a database file in a new folder, and removes the folder afterwards.
func withTemporaryFile<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-store-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.appending(path: "store.sqlite").path)
}

/// Calls `body` with a new store, and closes it afterwards.
func withStore(
  _ options: SQLiteArticleStore.Options = .init(), _ body: (SQLiteArticleStore) async throws -> Void
) async throws {
  try await withTemporaryFile { path in
    let store = try await SQLiteArticleStore(path: path, options: options)
    try await body(store)
    await store.close()
  }
}
