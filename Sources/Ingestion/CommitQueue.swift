import ArticleStore
import Locking

/// Joins the changes of many polls into few transactions (group commit).
///
/// While transactions run, changes wait here; the next one takes all that have come. Two are with the store at a time:
/// it makes the rows of one while it writes the other. A caller goes on only when its change is stored, so nothing that a
/// poll learned is believed before it is kept.
///
/// A lock and tasks of high priority, not an actor: its turns would stand in line behind all the polls that are ready to
/// read and tag, and the store would be idle until the last of them had run.
final class CommitQueue: Sendable {
  private struct Waiting {
    let changes: [FeedChange]
    var articleCount: Int { changes.reduce(0) { $0 + $1.articles.count } }
    let reply: CheckedContinuation<StoreError?, Never>
  }
  private struct State {
    var waiting: [Waiting] = []
    /// Tasks that take batches until none waits.
    var committers = 0
  }

  /// Transactions that are with the store at a time; no two hold the same feed, since its next poll waits for the first.
  private static let maximumCommitters = 2
  /// Most articles in one transaction: bounds how long readers of the newest articles wait.
  private let maximumArticles: Int
  private let store: any ArticleStore
  private let state = Locked(State())

  init(store: any ArticleStore, maximumArticles: Int = 5_000) {
    self.store = store
    self.maximumArticles = maximumArticles
  }

  /// Stores the changes of one poll, all or none; returns when their transaction is committed.
  func commit(_ changes: [FeedChange]) async throws(StoreError) {
    let failure = await withCheckedContinuation { reply in
      let needsCommitter = state.withLock { state in
        state.waiting.append(Waiting(changes: changes, reply: reply))
        guard state.committers < Self.maximumCommitters else { return false }
        state.committers += 1
        return true
      }
      if needsCommitter { Task(priority: .high) { await commitAll() } }
    }
    if let failure { throw failure }
  }

  private func commitAll() async {
    while let batch = takeBatch() {
      do throws(StoreError) {
        try await store.apply(batch.flatMap(\.changes))
        for item in batch { item.reply.resume(returning: nil) }
      } catch {
        await commitOneByOne(batch, after: error)
      }
    }
  }

  /// A change that the store refuses must not take the others of its batch with it.
  private func commitOneByOne(_ batch: [Waiting], after failure: StoreError) async {
    for item in batch {
      guard batch.count > 1, failure.code == .failed else {
        item.reply.resume(returning: failure)
        continue
      }
      do throws(StoreError) {
        try await store.apply(item.changes)
        item.reply.resume(returning: nil)
      } catch {
        item.reply.resume(returning: error)
      }
    }
  }

  /// What one transaction takes; `nil` when nothing waits, and then the committer has signed off.
  private func takeBatch() -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.committers -= 1
        return nil
      }
      var count = 0
      var articles = 0
      while count < state.waiting.count,
        count == 0 || articles + state.waiting[count].articleCount <= maximumArticles
      {
        articles += state.waiting[count].articleCount
        count += 1
      }
      defer { state.waiting.removeFirst(count) }
      return Array(state.waiting[..<count])
    }
  }
}
