import ArticleStore
import Locking

/// Joins the changes of many polls into few transactions (group commit).
///
/// A transaction writes a part of every index and waits for the disk, so few long ones cost much less than many short ones.
/// Changes wait here until they are worth one, until nothing else is under way, or for a quarter of a second. When very
/// many wait, two transactions are with the store at a time: it makes the rows of one while it writes the other. A caller
/// goes on only when its change is stored, so nothing that a poll learned is believed before it is kept.
///
/// A lock and tasks of high priority, not an actor: its turns would stand in line behind all the polls that are ready to
/// read and tag, and the store would be idle until the last of them had run.
final class CommitQueue: Sendable {
  private struct Waiting {
    let changes: [FeedChange]
    let articleCount: Int
    let reply: CheckedContinuation<StoreError?, Never>
  }
  private struct State {
    var waiting: [Waiting] = []
    /// Articles of all that wait.
    var articleCount = 0
    /// Polls under way that have not come here yet.
    var expected = 0
    /// Tasks that take batches.
    var committers = 0
    /// Whether a task waits to commit what has come by then.
    var isTimed = false
    /// Whether what waits has waited long enough.
    var isOverdue = false
  }

  /// Transactions that are with the store at a time; no two hold the same feed, since its next poll waits for the first.
  private static let maximumCommitters = 2
  /// The longest that a change waits for others while the store is idle.
  private static let longestWait = Duration.milliseconds(250)
  /// Most articles in one transaction: bounds how long readers of the newest articles wait.
  private let maximumArticles: Int
  private let store: any ArticleStore
  private let state = Locked(State())

  init(store: any ArticleStore, maximumArticles: Int = 6_000) {
    self.store = store
    self.maximumArticles = maximumArticles
  }

  /// Tells that a poll has begun, which will call `commit` or `forget`.
  func expect() { state.withLock { $0.expected += 1 } }

  /// Tells that an expected poll has nothing to store.
  func forget() {
    let needsCommitter = state.withLock { state in
      state.expected -= 1
      return startsCommitter(&state)
    }
    if needsCommitter { startCommitter() }
  }

  /// Stores the changes of one expected poll, all or none; returns when their transaction is committed.
  func commit(_ changes: [FeedChange]) async throws(StoreError) {
    let failure = await withCheckedContinuation { reply in
      let count = changes.reduce(0) { $0 + $1.articles.count }
      let (needsCommitter, needsTimer) = state.withLock { state in
        state.expected -= 1
        state.waiting.append(Waiting(changes: changes, articleCount: count, reply: reply))
        state.articleCount += count
        if startsCommitter(&state) { return (true, false) }
        defer { state.isTimed = true }
        return (false, !state.isTimed)
      }
      if needsCommitter { startCommitter() }
      if needsTimer { startTimer() }
    }
    if let failure { throw failure }
  }

  // MARK: When

  /// Whether a transaction now is better than a larger one later.
  ///
  /// When half of the polls under way wait here, too few are left to keep everything else busy.
  private func isWorthwhile(_ state: borrowing State) -> Bool {
    if state.waiting.isEmpty { return false }
    if state.articleCount >= maximumArticles * 5 / 6 { return true }
    return state.committers == 0 && (state.waiting.count >= state.expected || state.isOverdue)
  }

  private func startsCommitter(_ state: inout State) -> Bool {
    guard state.committers < Self.maximumCommitters, isWorthwhile(state) else { return false }
    state.committers += 1
    return true
  }

  private func startCommitter() { Task(priority: .high) { await commitAll() } }

  private func startTimer() {
    Task(priority: .high) {
      try? await Task.sleep(for: Self.longestWait)
      let needsCommitter = state.withLock { state in
        state.isTimed = false
        state.isOverdue = !state.waiting.isEmpty
        return startsCommitter(&state)
      }
      if needsCommitter { startCommitter() }
    }
  }

  // MARK: Committing

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

  /// What one transaction takes; `nil` when it is not worth one, and then the committer has signed off.
  private func takeBatch() -> [Waiting]? {
    state.withLock { state in
      state.committers -= 1
      guard startsCommitter(&state) else { return nil }
      var count = 0
      var articles = 0
      while count < state.waiting.count,
        count == 0 || articles + state.waiting[count].articleCount <= maximumArticles
      {
        articles += state.waiting[count].articleCount
        count += 1
      }
      let batch = Array(state.waiting[..<count])
      state.waiting.removeFirst(count)
      state.articleCount -= articles
      // What is left has waited as long.
      state.isOverdue = !state.waiting.isEmpty
      return batch
    }
  }
}
