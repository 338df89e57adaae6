import ArticleStore

/// Joins the changes of many polls into few transactions (group commit).
///
/// While one transaction runs, others wait here; the next one takes all that have come. A caller goes on only when its
/// change is stored, so nothing that a poll learned is believed before it is kept.
actor CommitQueue {
  private struct Waiting {
    let change: FeedChange
    let reply: CheckedContinuation<StoreError?, Never>
  }

  /// Most articles in one transaction: bounds how long readers of the newest articles wait.
  private let maximumArticles: Int
  private let store: any ArticleStore
  private var waiting: [Waiting] = []
  private var isCommitting = false

  init(store: any ArticleStore, maximumArticles: Int = 5_000) {
    self.store = store
    self.maximumArticles = maximumArticles
  }

  /// Stores the change; returns when its transaction is committed.
  func commit(_ change: FeedChange) async throws(StoreError) {
    let failure = await withCheckedContinuation { reply in
      waiting.append(Waiting(change: change, reply: reply))
      if !isCommitting {
        isCommitting = true
        Task { await commitAll() }
      }
    }
    if let failure { throw failure }
  }

  private func commitAll() async {
    while !waiting.isEmpty {
      let batch = takeBatch()
      do throws(StoreError) {
        try await store.apply(batch.map(\.change))
        for item in batch { item.reply.resume(returning: nil) }
      } catch {
        await commitOneByOne(batch, after: error)
      }
    }
    isCommitting = false
  }

  /// A change that the store refuses must not take the others of its batch with it.
  private func commitOneByOne(_ batch: [Waiting], after failure: StoreError) async {
    for item in batch {
      guard batch.count > 1, failure.code == .failed else {
        item.reply.resume(returning: failure)
        continue
      }
      do throws(StoreError) {
        try await store.apply([item.change])
        item.reply.resume(returning: nil)
      } catch {
        item.reply.resume(returning: error)
      }
    }
  }

  private func takeBatch() -> [Waiting] {
    var count = 0
    var articles = 0
    while count < waiting.count, count == 0 || articles + waiting[count].change.articles.count <= maximumArticles {
      articles += waiting[count].change.articles.count
      count += 1
    }
    defer { waiting.removeFirst(count) }
    return Array(waiting[..<count])
  }
}
