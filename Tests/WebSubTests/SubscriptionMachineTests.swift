import Articles
import Foundation
import Testing

@testable import WebSub

@Suite struct SubscriptionMachineTests {
  static let start = Date(timeIntervalSince1970: 1_800_000_000)
  let machine = SubscriptionMachine()
  let topic = "https://a.example/feed"

  private func subscription(hubs: [String] = ["https://h1.example/", "https://h2.example/"]) -> PushSubscription {
    PushSubscription(id: "id", feed: FeedID("a"), topic: topic, hubs: hubs, secret: "s", nextAction: Self.start)
  }

  private func verification(
    _ mode: PushSubscription.Request.Mode = .subscribe, topic: String? = nil, lease: String? = "1000"
  ) -> SubscriptionEvent {
    .verification(IntentVerification(mode: mode, topic: topic ?? self.topic, challenge: "c", leaseSeconds: lease))
  }

  /// A subscription whose hub has asked back at `start`.
  private func active(lease: String? = "1000") -> PushSubscription {
    var subscription = subscription()
    #expect(machine.take(.due, into: &subscription, now: Self.start) == [.send(.subscribe)])
    #expect(machine.take(verification(lease: lease), into: &subscription, now: Self.start) == [.echo("c")])
    return subscription
  }

  @Test("P49 a challenge is echoed only for the topic and mode that were asked for, once, and in time")
  func challengeIsEchoedForPendingRequestsOnly() {
    var subscription = subscription()
    #expect(machine.take(verification(), into: &subscription, now: Self.start) == [.disown])
    #expect(machine.take(.due, into: &subscription, now: Self.start) == [.send(.subscribe)])
    for wrong in [verification(topic: "https://b.example/"), verification(.unsubscribe)] {
      var copy = subscription
      #expect(machine.take(wrong, into: &copy, now: Self.start) == [.disown])
      #expect(copy == subscription)
    }
    var late = subscription
    #expect(machine.take(verification(), into: &late, now: Self.start + 3_600) == [.disown])
    #expect(machine.take(verification(), into: &subscription, now: Self.start + 3_599) == [.echo("c")])
    #expect(subscription.stage == .active)
    #expect(machine.take(verification(), into: &subscription, now: Self.start + 3_599) == [.disown], "a replay")
  }

  @Test("P49 a lease is renewed at 80 % of it, at the same place each time")
  func leaseIsRenewedAtFourFifths() throws {
    var subscription = active(lease: "100000")
    let renewal = try #require(subscription.nextAction).timeIntervalSince(Self.start)
    #expect((80_000...82_000).contains(renewal))
    #expect(active(lease: "100000").nextAction == subscription.nextAction)
    #expect(machine.take(.due, into: &subscription, now: Self.start + renewal - 1).isEmpty)
    #expect(machine.take(.due, into: &subscription, now: Self.start + renewal) == [.send(.subscribe)])
    #expect(subscription.stage == .active && subscription.isDelivering(at: Self.start + renewal))
    let renewed = Self.start + renewal + 5
    #expect(machine.take(verification(lease: "100000"), into: &subscription, now: renewed) == [.echo("c")])
    #expect(subscription.lease?.start == renewed)
    #expect(!subscription.isDelivering(at: renewed + 100_000))
  }

  @Test(
    "P49 a lease that nobody can mean is brought within bounds, and a short one is no reason to hurry",
    arguments: [
      ("1", 1, 600), ("0", 864_000, 691_200), (nil, 864_000, 691_200), ("-5", 864_000, 691_200),
      ("ten days", 864_000, 691_200), ("99999999999999999999999999", 2_592_000, 2_073_600),
      ("9223372036854775807", 2_592_000, 2_073_600), ("1e9", 864_000, 691_200),
    ] as [(String?, Int, Int)])
  func absurdLeases(said: String?, seconds: Int, renewal: Int) throws {
    let subscription = active(lease: said)
    #expect(subscription.lease?.seconds == seconds)
    let next = try #require(subscription.nextAction).timeIntervalSince(Self.start)
    #expect(next >= Double(renewal) && next <= Double(renewal) + 0.02 * Double(seconds))
  }

  @Test("P49 a hub that refuses is left for the next one, and asked again when all have refused")
  func hubsAreTriedInTurn() {
    var subscription = subscription()
    let failure = FeedFailure(code: "hub-404", message: "no", at: Self.start)
    for hub in ["https://h1.example/", "https://h2.example/"] {
      #expect(subscription.hub == hub)
      #expect(machine.take(.due, into: &subscription, now: Self.start) == [.send(.subscribe)])
      #expect(machine.take(.answered(.subscribe, .refused(failure)), into: &subscription, now: Self.start).isEmpty)
    }
    #expect(subscription.hub == "https://h1.example/")
    #expect(subscription.nextAction == Self.start + 1_200)
    #expect(machine.take(.due, into: &subscription, now: Self.start).isEmpty)
  }

  @Test("P49 a hub that fails is asked again later and later, never before its Retry-After")
  func failuresBackOff() throws {
    var subscription = subscription(hubs: ["https://h1.example/"])
    let failure = FeedFailure(code: "hub-500", message: "no", at: Self.start)
    var now = Self.start
    var pauses: [Double] = []
    for _ in 0..<10 {
      #expect(machine.take(.due, into: &subscription, now: now) == [.send(.subscribe)])
      let answer = SubscriptionEvent.answered(.subscribe, .failed(failure, retryAfterSeconds: nil))
      #expect(machine.take(answer, into: &subscription, now: now).isEmpty)
      let next = try #require(subscription.nextAction)
      pauses.append(next.timeIntervalSince(now))
      now = next
    }
    #expect(pauses == [600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 76_800, 86_400, 86_400])
    var asked = subscription
    asked.failures = 0
    _ = machine.take(.due, into: &asked, now: now)
    _ = machine.take(.answered(.subscribe, .failed(failure, retryAfterSeconds: 5_000)), into: &asked, now: now)
    #expect(asked.nextAction == now + 5_000)
    _ = machine.take(.due, into: &asked, now: now + 5_000)
    _ = machine.take(
      .answered(.subscribe, .failed(failure, retryAfterSeconds: .max)), into: &asked, now: now + 5_000)
    #expect(asked.nextAction == now + 5_000 + 86_400)
  }

  @Test("P49 a hub that accepts and never asks back counts as one that refuses")
  func silentHubIsLeft() {
    var subscription = subscription()
    _ = machine.take(.due, into: &subscription, now: Self.start)
    _ = machine.take(.answered(.subscribe, .accepted), into: &subscription, now: Self.start)
    #expect(subscription.stage == .requested)
    #expect(machine.take(.due, into: &subscription, now: Self.start + 3_600).isEmpty)
    #expect(subscription.hub == "https://h2.example/")
    #expect(subscription.lastFailure?.code == "hub-silent")
    #expect(machine.take(.due, into: &subscription, now: Self.start + 3_600) == [.send(.subscribe)])
  }

  @Test("P49 a denial ends deliveries; the next hub is tried, and all again after a week")
  func denial() {
    var subscription = active()
    let denied = SubscriptionEvent.denied(topic: topic, reason: "because")
    #expect(machine.take(.denied(topic: "other", reason: ""), into: &subscription, now: Self.start) == [.disown])
    #expect(machine.take(denied, into: &subscription, now: Self.start) == [.acknowledge])
    #expect(subscription.stage == .denied && !subscription.isDelivering(at: Self.start))
    #expect(subscription.lastFailure?.message.contains("because") == true)
    #expect(machine.take(.due, into: &subscription, now: Self.start) == [.send(.subscribe)])
    #expect(machine.take(denied, into: &subscription, now: Self.start) == [.acknowledge])
    #expect(subscription.nextAction == Self.start + 604_800)
  }

  @Test("P49 a feed that leaves the desk is unsubscribed, and forgotten once the hub has asked back")
  func unsubscription() {
    var subscription = active()
    #expect(machine.take(.unwanted, into: &subscription, now: Self.start + 1).isEmpty)
    #expect(!subscription.isDelivering(at: Self.start + 1))
    #expect(machine.take(.due, into: &subscription, now: Self.start + 1) == [.send(.unsubscribe)])
    #expect(machine.take(verification(), into: &subscription, now: Self.start + 2) == [.disown], "no longer meant")
    #expect(
      machine.take(verification(.unsubscribe), into: &subscription, now: Self.start + 2) == [.echo("c"), .remove])
    var unasked = self.subscription()
    #expect(machine.take(.unwanted, into: &unasked, now: Self.start) == [.remove], "the hub knows nothing of it")
  }

  @Test("P49 a hub that will not hear of an unsubscription is not asked for ever")
  func unsubscriptionIsGivenUp() {
    var subscription = active(lease: "864000")
    _ = machine.take(.unwanted, into: &subscription, now: Self.start)
    let failure = FeedFailure(code: "hub-500", message: "no", at: Self.start)
    var now = Self.start
    for round in 1...3 {
      #expect(machine.take(.due, into: &subscription, now: now) == [.send(.unsubscribe)])
      let event = SubscriptionEvent.answered(.unsubscribe, .failed(failure, retryAfterSeconds: nil))
      #expect(machine.take(event, into: &subscription, now: now) == (round == 3 ? [.remove] : []))
      now += 86_400
    }
  }

  @Test("P49 articles that only a poll finds cost a hub all trust") func missingDeliveriesCostTrust() {
    var subscription = active()
    for expected in [1, 2, 3] {
      _ = machine.take(.delivered(articles: 2), into: &subscription, now: Self.start)
      _ = machine.take(.polled(missed: 0), into: &subscription, now: Self.start)
      #expect(subscription.record.trust == expected)
    }
    _ = machine.take(.polled(missed: 0), into: &subscription, now: Self.start)
    #expect(subscription.record.trust == 3, "nothing was published, nothing is proved")
    _ = machine.take(.delivered(articles: 1), into: &subscription, now: Self.start)
    _ = machine.take(.polled(missed: 1), into: &subscription, now: Self.start)
    #expect(subscription.record.trust == 0 && subscription.record.missed == 1)
    _ = machine.take(.delivered(articles: 2), into: &subscription, now: Self.start)
    _ = machine.take(.polled(missed: 0), into: &subscription, now: Self.start + 1_001)
    #expect(subscription.record.trust == 0, "the lease is over")
  }

  @Test func changedHubsAreFollowed() {
    var subscription = active()
    #expect(machine.take(.offered(hubs: subscription.hubs), into: &subscription, now: Self.start).isEmpty)
    let before = subscription
    #expect(before.nextAction.map { $0 > Self.start } == true)
    _ = machine.take(.offered(hubs: ["https://h3.example/", before.hub]), into: &subscription, now: Self.start)
    #expect(subscription.hub == before.hub && subscription.nextAction == before.nextAction)
    _ = machine.take(.offered(hubs: ["https://h3.example/"]), into: &subscription, now: Self.start)
    #expect(machine.take(.due, into: &subscription, now: Self.start) == [.send(.subscribe)])
    #expect(subscription.hub == "https://h3.example/" && subscription.stage == .active)
  }

  @Test func statusTellsWhatPeopleNeedAndNoSecret() throws {
    var subscription = active()
    subscription.hubs = ["https://user:pass@h.example/?token=abc"]
    subscription.secret = "very-secret"
    let status = PushStatus(subscription, now: Self.start)
    #expect(status.stage == "active" && status.leaseEnd == Self.start + 1_000)
    let text = String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
    #expect(!text.contains("pass") && !text.contains("abc") && !text.contains("very-secret"))
    #expect(PushStatus(subscription, now: Self.start + 1_000).stage == "expired")
  }
}
