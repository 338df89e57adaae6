import ArticleStore
import Articles
import Foundation
import Querying
import SQLiteStore
import TestSupport
import Testing

@Suite struct FailureTests {
  private static func articles(_ count: Int, seed: UInt64 = 1) -> [FeedChange] {
    var generator = ArticleGenerator(seed: seed, now: StoreContract.now, bodyWords: 100)
    return StoreContract.changes(generator.articles(count))
  }

  /// The error that opening or `body` throws.
  private func failure(
    opening path: String, timeout: Int = 100, _ body: (SQLiteArticleStore) async throws -> Void = { _ in }
  ) async -> StoreError? {
    do {
      let store = try await SQLiteArticleStore(path: path, options: .init(busyTimeoutMilliseconds: timeout))
      try await body(store)
      await store.close()
      return nil
    } catch {
      return error as? StoreError
    }
  }

  @Test func fullStoreKeepsWhatItHasAndGoesOn() async throws {
    try await withTemporaryFile { path in
      var options = SQLiteArticleStore.Options()
      options.maximumBytes = 1_600_000
      let store = try await SQLiteArticleStore(path: path, options: options)
      try await fillUp(store)
      await store.close()
      let reopened = try await SQLiteArticleStore(path: path)
      #expect(try await reopened.integrityProblems().isEmpty)
      let before = try await reopened.statistics().articles
      try await reopened.apply(Self.articles(300, seed: 99))
      #expect(try await reopened.statistics().articles == before + 300)
      await reopened.close()
    }
  }

  /// Set KHABAR_SMALL_DISK to a folder on a file system of a few megabytes: `mount -t tmpfs -o size=4m tmpfs DIR`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KHABAR_SMALL_DISK"] != nil))
  func fullDiskKeepsWhatItHas() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment["KHABAR_SMALL_DISK"])
    let path = folder + "/store-\(UUID().uuidString).sqlite"
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let store = try await SQLiteArticleStore(path: path)
    try await fillUp(store)
    #expect(try await store.integrityProblems().isEmpty)
    await store.close()
  }

  /// Stores batches until the store is full; then all earlier batches must be there and none of the last.
  private func fillUp(_ store: SQLiteArticleStore) async throws {
    var stored: [ArticleID] = []
    for seed in 1...1_000 {
      let batch = Self.articles(20, seed: UInt64(seed))
      let ids = batch.flatMap(\.articles).map(\.id)
      do {
        try await store.apply(batch)
        stored += ids
      } catch {
        #expect(error.code == .full)
        #expect(error.message.contains("Free some space"))
        break
      }
    }
    #expect(!stored.isEmpty && stored.count < 20_000)
    #expect(try await store.statistics().articles == stored.count)
    #expect(try await store.known(stored).count == stored.count)
    let all = try Query("", vocabulary: QueryVocabulary())
    #expect(try await store.articles(matching: all, now: StoreContract.now, limit: 9, offset: 0).count == 9)
    // A small change still fits or is refused as a whole; the store answers either way.
    try? await store.apply([FeedChange(state: FeedState(id: FeedID("a"), url: "https://a.example/"))])
    #expect(try await store.statistics().articles == stored.count)
  }

  @Test func unreachablePathSaysWhatToDo() async throws {
    let error = await failure(opening: "/proc/none/store.sqlite")
    #expect(error?.code == .cannotOpen)
    #expect(error?.message.contains("/proc/none/store.sqlite") == true)
    #expect(error?.message.contains("folder exists") == true)
    #expect(await failure(opening: "/")?.code == .cannotOpen)
  }

  /// The superuser may write to anything.
  @Test(.enabled(if: geteuid() != 0)) func readOnlyFileIsRefused() async throws {
    try await withTemporaryFile { path in
      _ = await failure(opening: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
      #expect(await failure(opening: path) { try await $0.apply(Self.articles(1)) }?.code == .cannotOpen)
    }
  }

  @Test func otherFilesAreLeftAlone() async throws {
    try await withTemporaryFile { path in
      let text = Data(String(repeating: "This is no database. ", count: 500).utf8)
      try text.write(to: URL(filePath: path))
      let error = await failure(opening: path)
      #expect(error?.code == .corrupt)
      #expect(error?.message.contains("no SQLite database") == true)
      #expect(try Data(contentsOf: URL(filePath: path)) == text)
    }
  }

  @Test func foreignDatabaseIsLeftAlone() async throws {
    try await withTemporaryFile { path in
      try sqlite(path, "CREATE TABLE bookmarks (url TEXT);")
      let before = try Data(contentsOf: URL(filePath: path))
      let error = await failure(opening: path)
      #expect(error?.code == .cannotOpen)
      #expect(error?.message.contains("another program") == true)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func damagedPagesAreReportedAsDamage() async throws {
    try await withTemporaryFile { path in
      #expect(await failure(opening: path) { try await $0.apply(Self.articles(300)) } == nil)
      var bytes = try Data(contentsOf: URL(filePath: path))
      for page in stride(from: 40 * 4_096, to: bytes.count - 4_096, by: 4_096) {
        bytes.replaceSubrange(page..<(page + 64), with: Data(repeating: 0xA5, count: 64))
      }
      try bytes.write(to: URL(filePath: path))
      let store = try await SQLiteArticleStore(path: path)
      #expect(!(try await store.integrityProblems()).isEmpty)
      let all = try Query("", vocabulary: QueryVocabulary())
      let error = await #expect(throws: StoreError.self) {
        try await store.articles(matching: all, now: StoreContract.now, limit: 1_000, offset: 0)
      }
      await store.close()
      #expect(error?.code == .corrupt)
    }
  }

  @Test func lockedStoreIsBusyAndThenFree() async throws {
    try await withTemporaryFile { path in
      let first = try await SQLiteArticleStore(path: path)
      let holder = try LockHolder(path)
      // While another process writes, a store opens and answers.
      let second = try await SQLiteArticleStore(path: path, options: .init(busyTimeoutMilliseconds: 50))
      #expect(try await second.statistics().articles == 0)
      await #expect {
        try await second.apply([])
      } throws: { error in
        let error = error as? StoreError
        return error?.code == .busy && error?.message.contains("fuser") == true
      }
      await second.close()
      #expect(try await first.feedStates().isEmpty)
      try holder.release()
      #expect(await failure(opening: path) == nil)
      await first.close()
    }
  }
}
