import ArticleStore
import Articles
import Testing

@testable import Ingestion

@Suite struct CommitQueueTests {
  private func change(_ name: String) -> FeedChange {
    FeedChange(state: FeedState(id: FeedID(name), url: "https://\(name).example/"))
  }

  /// Commits all at once and says which were stored.
  private func commitAll(_ names: [String], to queue: CommitQueue) async -> [String: StoreError.Code?] {
    await withTaskGroup(of: (String, StoreError.Code?).self) { group in
      for name in names {
        queue.expect()
        group.addTask {
          do throws(StoreError) {
            try await queue.commit([change(name)])
            return (name, nil)
          } catch {
            return (name, error.code)
          }
        }
      }
      var outcomes: [String: StoreError.Code?] = [:]
      for await (name, code) in group { outcomes[name] = .some(code) }
      return outcomes
    }
  }

  @Test func manyChangesShareFewTransactionsAndNoneIsLost() async {
    let store = ScriptedStore()
    let names = (0..<200).map { "feed\($0)" }
    let outcomes = await commitAll(names, to: CommitQueue(store: store))
    #expect(outcomes.count == 200 && outcomes.values.allSatisfy { $0 == nil })
    let stored = store.applied.flatMap(\.self).map(\.state.id.rawValue)
    #expect(stored.sorted() == names.sorted())
    #expect(store.applied.count < 50)
  }

  @Test func oneChangeThatIsRefusedTakesNoOtherWithIt() async {
    let store = ScriptedStore()
    store.refuse(FeedID("feed7"))
    let outcomes = await commitAll((0..<20).map { "feed\($0)" }, to: CommitQueue(store: store))
    #expect(outcomes.filter { $0.value != nil }.keys.sorted() == ["feed7"])
    #expect(store.applied.flatMap(\.self).count == 19)
  }

  @Test func aFullDiskIsToldToEveryoneAndTheQueueGoesOn() async {
    let store = ScriptedStore()
    let queue = CommitQueue(store: store)
    store.failNext(StoreError(code: .full, message: "full"))
    #expect(await commitAll(["a"], to: queue) == ["a": .full])
    #expect(await commitAll(["a"], to: queue) == ["a": nil])
    #expect(store.applied.count == 1)
  }

  @Test func changesOfOnePollAreOneTransaction() async throws {
    let store = ScriptedStore()
    let queue = CommitQueue(store: store)
    queue.expect()
    try await queue.commit([change("a"), change("b")])
    #expect(store.applied.map { $0.map(\.state.id.rawValue) } == [["a", "b"]])
  }

  /// Commits `name` once `count` polls are expected, of which it is one.
  private func commit(_ name: String, to queue: CommitQueue, expecting count: Int) -> Task<Void, any Error> {
    for _ in 0..<count { queue.expect() }
    return Task { try await queue.commit([change(name)]) }
  }

  @Test func aChangeWaitsForPollsThatAreUnderWay() async throws {
    let store = ScriptedStore()
    let queue = CommitQueue(store: store)
    let first = commit("a", to: queue, expecting: 4)
    let second = commit("b", to: queue, expecting: 0)
    try await first.value
    try await second.value
    #expect(store.applied.count == 1, "half of the polls make one transaction")
    queue.forget()
    queue.forget()
  }

  @Test func aChangeGoesOnItsOwnWhenTheOtherPollsBringNothing() async throws {
    let store = ScriptedStore()
    let queue = CommitQueue(store: store)
    let only = commit("a", to: queue, expecting: 3)
    let started = ContinuousClock.now
    queue.forget()
    queue.forget()
    try await only.value
    #expect(store.applied.count == 1 && ContinuousClock.now - started < .milliseconds(200))
  }

  @Test func aChangeDoesNotWaitForAPollThatHangs() async throws {
    let store = ScriptedStore()
    let queue = CommitQueue(store: store)
    try await commit("a", to: queue, expecting: 10).value
    #expect(store.applied.count == 1)
  }
}
