public import ArticleStore
import Articles
import Foundation
import Testing

extension StoreContract {
  /// Subscriptions come back value for value, are replaced as a whole, and are forgotten when they are removed.
  public static func pushSubscriptionsComeBack(_ store: any ArticleStore) async throws {
    #expect(try await store.pushSubscriptions().isEmpty)
    let bare = PushSubscription(
      id: "aa", feed: FeedID("dawn"), topic: "https://a.example/feed", hubs: ["https://hub.example/"], secret: nil,
      nextAction: now)
    let complete = completeSubscription()
    var gone = bare
    gone.nextAction = nil
    let other = PushSubscription(
      id: "cc", feed: FeedID("x"), topic: "t", hubs: [], secret: "", nextAction: now)
    try await store.store([complete, bare, other], removing: [])
    #expect(try await store.pushSubscriptions() == [bare, complete, other])
    try await store.store([gone], removing: ["cc", "none"])
    #expect(try await store.pushSubscriptions() == [gone, complete])
  }

  /// A subscription with every field set.
  static func completeSubscription() -> PushSubscription {
    var subscription = PushSubscription(
      id: "bb", feed: FeedID("tolonews"), topic: "https://ü.example/f?a=\"b\"", hubs: ["https://h1/", "http://h2/?\\"],
      secret: "0123456789abcdef", nextAction: now + 0.123_456)
    subscription.hubIndex = 1
    subscription.stage = .ending
    subscription.isWanted = false
    subscription.request = .init(mode: .unsubscribe, sentAt: now - 1, deadline: now + 1.5)
    subscription.lease = .init(start: now - 100, seconds: 864_000)
    subscription.failures = 3
    subscription.lastFailure = FeedFailure(code: "hub-404", message: "“not” found", at: now - 2)
    subscription.record.deliveries = 1
    subscription.record.refusals = 2
    subscription.record.articles = 3
    subscription.record.lastDelivery = now - 4
    subscription.record.missed = 5
    subscription.record.trust = 6
    subscription.record.deliveriesSincePoll = 7
    return subscription
  }

  /// The states of some feeds are those that all feeds have.
  public static func statesOfSomeFeedsComeBack(_ store: any ArticleStore) async throws {
    let states = (0..<5).map(completeState)
    try await store.apply(states.map { FeedChange(state: $0) })
    let ids = [states[3].id, FeedID("none"), states[1].id, states[3].id]
    #expect(try await store.feedStates(of: ids) == [states[1], states[3]])
    #expect(try await store.feedStates(of: []).isEmpty)
  }
}
