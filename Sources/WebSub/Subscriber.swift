public import ArticleStore
public import Articles
public import Diagnostics
import Digests
public import Foundation
import Locking

/// Keeps a desk's subscriptions: asks hubs, answers them, and hands on what they deliver.
///
/// The effects around `SubscriptionMachine`. What is decided is stored before anybody is told. Nothing here touches the
/// polls of a feed; they go on, and tell with `note` what they found.
public final class Subscriber: Sendable {
  /// Reads a delivery as a poll's answer is read, and stores what is new.
  public typealias Reader = @Sendable (PushDelivery) async throws -> PushOutcome

  struct State: Sendable {
    var subscriptions: [String: PushSubscription] = [:]
    /// The subscription of each feed that is wanted.
    var byFeed: [FeedID: String] = [:]
    var dirty: Set<String> = []
    var removed: Set<String> = []
    var rates: [String: DeliveryRate] = [:]
    /// Digests of the bodies that came last, by subscription.
    var recent: [String: [[UInt8]]] = [:]
    /// Answers in a row that named no hub, by subscription.
    var unnamed: [String: Int] = [:]
    /// Subscriptions whose request is on its way to the hub.
    var sending: Set<String> = []
    /// No subscription has anything to do before this.
    var earliest = Date.distantPast
    var queue: DeliveryQueue
  }

  let settings: PushSettings
  let machine: SubscriptionMachine
  let store: any ArticleStore
  let client: HubClient
  let diagnostics: any EventSink
  let now: @Sendable () -> Date
  let state: Locked<State>
  private let writing = KeyedTurns<Int>()
  private let arrivals: AsyncStream<Void>
  let bell: AsyncStream<Void>.Continuation

  /// Makes a subscriber; `load` must come before anything else.
  ///
  /// - Parameters:
  ///   - settings: How the desk takes part.
  ///   - store: Where subscriptions are kept.
  ///   - client: The way to hubs.
  ///   - diagnostics: Hears of subscriptions that begin, end or fail.
  ///   - now: The time of day.
  public init(
    settings: PushSettings, store: any ArticleStore, client: HubClient, diagnostics: any EventSink,
    now: @escaping @Sendable () -> Date
  ) {
    self.settings = settings
    machine = SubscriptionMachine(policy: settings.policy)
    self.store = store
    self.client = client
    self.diagnostics = diagnostics
    self.now = now
    let bytes = settings.maximumBodyBytes.multipliedReportingOverflow(by: 4)
    let queue = DeliveryQueue(
      maximumCount: settings.maximumWaiting, maximumBytes: bytes.overflow ? Int.max : bytes.partialValue)
    state = Locked(State(queue: queue))
    (arrivals, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// What hubs call: the base that the settings name.
  public var callbackBase: String { settings.callbackBase }

  /// Takes up where the last run left off; subscriptions of feeds that have left the desk are ended.
  ///
  /// - Throws: `StoreError` when the subscriptions cannot be read.
  public func load(feeds: [Feed]) async throws(StoreError) {
    let known = try await store.pushSubscriptions()
    let ids = Set(feeds.map(\.id))
    let now = now()
    state.withLock { state in
      for subscription in known {
        state.subscriptions[subscription.id] = subscription
        if subscription.isWanted, ids.contains(subscription.feed) {
          state.byFeed[subscription.feed] = subscription.id
        } else if subscription.isWanted {
          _ = Self.take(.unwanted, subscription.id, &state, machine, now)
        }
      }
    }
    await flush()
  }

  /// Asks hubs as requests fall due, and has deliveries read as they come, until the task is cancelled.
  public func run(reading read: @escaping Reader) async {
    await withDiscardingTaskGroup { group in
      group.addTask { for await _ in self.arrivals { await self.readDeliveries(read) } }
      while !Task.isCancelled {
        for id in await takeDue() { group.addTask { await self.send(id) } }
        try? await Task.sleep(for: .milliseconds(500))
      }
      bell.finish()
      group.cancelAll()
    }
    await flush()
  }

  /// Does everything that is due at this moment, and returns when it is done: one round of `run`.
  public func turn(reading read: @escaping Reader) async {
    let due = await takeDue()
    await withDiscardingTaskGroup { group in
      for id in due { group.addTask { await self.send(id) } }
    }
    await readDeliveries(read)
    await flush()
  }

  /// How a feed's deliveries are doing; `nil` when it has no subscription.
  public func status(of feed: FeedID) -> PushStatus? {
    let subscription = state.withLock { state in state.byFeed[feed].flatMap { state.subscriptions[$0] } }
    return subscription.map { PushStatus($0, now: now()) }
  }

  /// How often a feed's poll interval is to be doubled on the strength of its deliveries; 0 for most.
  public func trust(in feed: FeedID) -> Int {
    let now = now()
    return state.withLock { state in
      guard let subscription = state.byFeed[feed].flatMap({ state.subscriptions[$0] }),
        subscription.isDelivering(at: now)
      else { return 0 }
      return subscription.record.trust
    }
  }

  /// Takes an event into a subscription and marks it for storing.
  static func take(
    _ event: SubscriptionEvent, _ id: String, _ state: inout State, _ machine: SubscriptionMachine, _ now: Date
  ) -> [SubscriptionIntent] {
    guard var subscription = state.subscriptions[id] else { return [.disown] }
    let before = subscription
    let intents = machine.take(event, into: &subscription, now: now)
    if intents.contains(.remove) {
      state.forget(subscription)
    } else if subscription != before {
      state.subscriptions[id] = subscription
      state.dirty.insert(id)
      state.earliest = min(state.earliest, subscription.nextAction ?? .distantFuture)
      if !subscription.isWanted, state.byFeed[subscription.feed] == id { state.byFeed[subscription.feed] = nil }
    }
    return intents
  }

  /// Stores what has changed since the last time; what cannot be stored stays marked.
  @discardableResult
  func flush() async -> Bool {
    await writing.begin(0)
    defer { writing.end(0) }
    let (changed, removed): ([PushSubscription], [String]) = state.withLock { state in
      defer { (state.dirty, state.removed) = ([], []) }
      return (state.dirty.sorted().compactMap { state.subscriptions[$0] }, state.removed.sorted())
    }
    guard !changed.isEmpty || !removed.isEmpty else { return true }
    do throws(StoreError) {
      try await store.store(changed, removing: removed)
      return true
    } catch {
      state.withLock { state in
        state.dirty.formUnion(changed.map(\.id))
        state.removed.formUnion(removed)
      }
      diagnostics.record(
        Event(.error, "websub-not-stored", "subscriptions cannot be stored, and are tried again: \(error.message)"))
      return false
    }
  }
}

extension Subscriber.State {
  /// Forgets a subscription and everything that belongs to it.
  fileprivate mutating func forget(_ subscription: PushSubscription) {
    let id = subscription.id
    subscriptions[id] = nil
    dirty.remove(id)
    removed.insert(id)
    rates[id] = nil
    recent[id] = nil
    unnamed[id] = nil
    if byFeed[subscription.feed] == id { byFeed[subscription.feed] = nil }
  }
}
