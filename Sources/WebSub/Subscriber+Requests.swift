public import Articles
import Diagnostics
import Foundation
import Locking

/// What a poll says of a feed's hub.
public enum HubReport: Sendable, Equatable {
  /// The feed names hubs.
  case offered(HubOffer)
  /// The feed was read, and names none.
  case none
  /// The feed was not read: nothing new is known.
  case unknown
}

extension Subscriber {
  /// Answers in a row without a hub after which a feed has none.
  static let answersWithoutHub = 3

  /// Takes what a poll has found: hubs that the feed names, and how many articles should have been delivered before.
  ///
  /// - Parameters:
  ///   - report: What the feed says of hubs.
  ///   - feed: The feed that was polled.
  ///   - missed: New articles that were published while the hub delivered, and long enough ago for it to have done so.
  ///   - answered: Whether the poll was answered at all.
  public func note(_ report: HubReport, of feed: FeedID, missed: Int, answered: Bool) {
    let now = now()
    let began: PushSubscription? = state.withLock { state in
      if answered, let id = state.byFeed[feed] { _ = Self.take(.polled(missed: missed), id, &state, machine, now) }
      switch report {
      case .unknown: return nil
      case .none:
        forgo(feed, &state, now)
        return nil
      case .offered(let offer): return follow(offer, of: feed, &state, now)
      }
    }
    guard let began else { return }
    let hub = PushStatus(began, now: now).hub
    let message = "\(feed.rawValue): \(hub) tells of changes; it is asked to"
    diagnostics.record(Event(.info, "websub-found", message, [.init("feed", feed.rawValue), .init("hub", hub)]))
  }

  /// Ends the subscription of a feed that names no hub any more; some answers of some servers leave it out.
  private func forgo(_ feed: FeedID, _ state: inout State, _ now: Date) {
    guard let id = state.byFeed[feed] else { return }
    state.unnamed[id, default: 0] += 1
    if state.unnamed[id, default: 0] >= Self.answersWithoutHub { _ = Self.take(.unwanted, id, &state, machine, now) }
  }

  /// Keeps, changes or begins the feed's subscription; returns one that has begun.
  private func follow(_ offer: HubOffer, of feed: FeedID, _ state: inout State, _ now: Date) -> PushSubscription? {
    let secure = offer.hubs.filter(client.isPrivate)
    let hubs = secure.isEmpty && settings.usesInsecureHubs ? offer.hubs : secure
    revive(feed, offer, isSecret: !secure.isEmpty, &state)
    if let id = state.byFeed[feed] {
      state.unnamed[id] = nil
      guard hubs.isEmpty || state.subscriptions[id]?.topic != offer.topic || isSecret(id, state) == secure.isEmpty
      else {
        _ = Self.take(.offered(hubs: hubs), id, &state, machine, now)
        return nil
      }
      _ = Self.take(.unwanted, id, &state, machine, now)
    }
    guard !hubs.isEmpty else { return nil }
    let subscription = PushSubscription(
      id: Self.randomHexadecimal(), feed: feed, topic: offer.topic, hubs: hubs,
      secret: secure.isEmpty ? nil : Self.randomHexadecimal(), nextAction: now)
    state.subscriptions[subscription.id] = subscription
    state.byFeed[feed] = subscription.id
    state.dirty.insert(subscription.id)
    state.earliest = now
    return subscription
  }

  /// Takes up a subscription that is about to end, when the feed names the same again.
  private func revive(_ feed: FeedID, _ offer: HubOffer, isSecret: Bool, _ state: inout State) {
    guard state.byFeed[feed] == nil else { return }
    let ending = state.subscriptions.values.filter { $0.feed == feed && $0.topic == offer.topic && !$0.isWanted }
    state.byFeed[feed] = ending.filter { ($0.secret != nil) == isSecret }.map(\.id).min()
  }

  private func isSecret(_ id: String, _ state: State) -> Bool { state.subscriptions[id]?.secret != nil }

  /// 256 bits from the system's generator as 64 digits.
  private static func randomHexadecimal() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for _ in 0..<4 {
      let word = generator.next()
      for shift in stride(from: 60, through: 0, by: -4) { text.append(digits[Int(word >> UInt64(shift) & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The subscriptions whose hub is to be asked now; each is stored as asked before its id is returned.
  func takeDue() async -> [String] {
    let now = now()
    let due: [String] = state.withLock { state in
      guard state.earliest <= now, state.sending.count < settings.maximumRequests else { return [] }
      let waiting = state.subscriptions.values
        .filter { !state.sending.contains($0.id) && ($0.nextAction.map { $0 <= now } ?? false) }
        .sorted { ($0.nextAction ?? now, $0.id) < ($1.nextAction ?? now, $1.id) }
      var due: [String] = []
      for subscription in waiting where state.sending.count < settings.maximumRequests {
        for case .send in Self.take(.due, subscription.id, &state, machine, now) {
          due.append(subscription.id)
          state.sending.insert(subscription.id)
        }
      }
      let rest = state.subscriptions.values.filter { !state.sending.contains($0.id) }
      state.earliest = rest.lazy.compactMap(\.nextAction).min() ?? .distantFuture
      return due
    }
    if await flush() { return due }
    // What the store does not know must not be asked for: after a restart nobody could answer for it.
    state.withLock { state in
      for id in due {
        state.sending.remove(id)
        state.subscriptions[id]?.request = nil
        state.subscriptions[id]?.nextAction = now.addingTimeInterval(60)
      }
      state.earliest = min(state.earliest, now.addingTimeInterval(60))
    }
    return []
  }

  /// Sends a subscription's request to its hub and takes the answer.
  func send(_ id: String) async {
    defer {
      state.withLock { state in
        state.sending.remove(id)
        state.earliest = min(state.earliest, state.subscriptions[id]?.nextAction ?? .distantFuture)
      }
    }
    guard let subscription = state.withLock({ $0.subscriptions[id] }), let mode = subscription.request?.mode else {
      return
    }
    let request = HubRequest(
      hub: subscription.hub, mode: mode, topic: subscription.topic, callback: settings.callback(id),
      secret: subscription.secret, leaseSeconds: settings.policy.leaseSeconds)
    let answer: HubAnswer
    do {
      answer = try await client.send(request)
    } catch {
      return
    }
    let now = now()
    _ = state.withLock { Self.take(.answered(mode, answer), id, &$0, machine, now) }
    await flush()
    report(answer, mode, subscription)
  }

  private func report(_ answer: HubAnswer, _ mode: PushSubscription.Request.Mode, _ subscription: PushSubscription) {
    let fields = [
      Event.Field("feed", subscription.feed.rawValue), .init("hub", PushStatus(subscription, now: now()).hub),
    ]
    switch answer {
    case .accepted:
      let message = "\(subscription.feed.rawValue): the hub has the request to \(mode.rawValue)"
      diagnostics.record(Event(.debug, "websub-asked", message, fields))
    case .refused(let failure), .failed(let failure, _):
      let isNews = subscription.failures == 0
      let message = "\(subscription.feed.rawValue): no deliveries yet, polls go on: \(failure.message)"
      diagnostics.record(
        Event(isNews ? .notice : .debug, "websub-failed", message, fields + [.init("code", failure.code)]))
    }
  }
}
