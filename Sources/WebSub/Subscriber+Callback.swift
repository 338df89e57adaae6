import ArticleStore
import Articles
import Diagnostics
import Digests
import Foundation
import Locking
import WebValues

extension Subscriber {
  /// Bodies of a subscription that are remembered, so that a repeated delivery is not read again.
  static let rememberedBodies = 16
  /// Seconds for which deliveries are still taken after a lease has ended: clocks differ.
  static let graceSeconds = 600.0

  /// Answers a GET at a callback: a verification of intent, or a denial.
  public func answer(_ query: CallbackQuery, at id: String) async -> CallbackAnswer {
    guard let event = query.event() else { return .unknown }
    let now = now()
    let (intents, before, after) = state.withLock { state in
      let before = state.subscriptions[id]
      return (Self.take(event, id, &state, machine, now), before, state.subscriptions[id])
    }
    guard !intents.contains(.disown) else { return .unknown }
    // The lease must survive a restart before the hub believes in it.
    guard await flush() else {
      if let before { takeBack(after, before) }
      return .busy(retryAfterSeconds: 60)
    }
    let subscription = after ?? before
    if let subscription { report(event, subscription) }
    for case .echo(let challenge) in intents { return .challenge(challenge) }
    return .accepted
  }

  /// Forgets what could not be stored, so that the hub may ask again; unless more has happened meanwhile.
  private func takeBack(_ after: PushSubscription?, _ before: PushSubscription) {
    state.withLock { state in
      guard state.subscriptions[before.id] == after else { return }
      state.subscriptions[before.id] = before
      state.removed.remove(before.id)
      if before.isWanted { state.byFeed[before.feed] = state.byFeed[before.feed] ?? before.id }
      state.earliest = min(state.earliest, before.nextAction ?? .distantFuture)
    }
  }

  private func report(_ event: SubscriptionEvent, _ subscription: PushSubscription) {
    let name = subscription.feed.rawValue
    let fields = [Event.Field("feed", name), .init("hub", PushStatus(subscription, now: now()).hub)]
    switch event {
    case .denied:
      let reason = subscription.lastFailure?.message ?? ""
      diagnostics.record(Event(.notice, "websub-denied", "\(name): \(reason); polls go on", fields))
    case .verification(let verification) where verification.mode == .subscribe:
      let end = subscription.lease.map { WebDate.rfc3339($0.end) } ?? ""
      diagnostics.record(
        Event(.info, "websub-active", "\(name): the hub delivers until \(end)", fields + [.init("until", end)]))
    case .verification:
      diagnostics.record(Event(.info, "websub-ended", "\(name): the hub delivers no longer", fields))
    default: break
    }
  }

  /// Whether a delivery may be posted to a callback; to be asked before its body is read.
  public func admission(at id: String) -> DeliveryAdmission {
    let now = now()
    return state.withLock { state in
      if let refusal = refusal(of: id, state, now) { return .refused(refusal) }
      return .admitted(maximumBytes: settings.maximumBodyBytes)
    }
  }

  private func refusal(of id: String, _ state: State, _ now: Date) -> CallbackAnswer? {
    guard let subscription = state.subscriptions[id] else { return .unknown }
    guard subscription.isWanted, let lease = subscription.lease else { return .gone }
    guard lease.end.addingTimeInterval(Self.graceSeconds) > now else { return .gone }
    let time = now.timeIntervalSinceReferenceDate
    if let seconds = state.rates[id]?.secondsToWait(at: time, perMinute: settings.deliveriesPerMinute) {
      return .tooMany(retryAfterSeconds: seconds)
    }
    return state.queue.hasRoom ? nil : .busy(retryAfterSeconds: 30)
  }

  /// Takes a delivery that was posted to a callback; what it holds is read later.
  ///
  /// A wrong or missing signature, another topic and a repetition are answered like what is taken, so that nobody learns
  /// from the answer how to forge one (WebSub §7.1).
  public func take(_ posted: PostedDelivery, at id: String) -> CallbackAnswer {
    let now = now()
    let subscription: (PushSubscription?, CallbackAnswer?) = state.withLock { state in
      if let refusal = refusal(of: id, state, now) { return (nil, refusal) }
      state.rates[id, default: DeliveryRate()].count(at: now.timeIntervalSinceReferenceDate)
      return (state.subscriptions[id], nil)
    }
    guard let subscription = subscription.0 else { return subscription.1 ?? .unknown }
    guard posted.body.count <= settings.maximumBodyBytes else { return .tooLarge }
    let coding = posted.contentEncoding?.lowercased() ?? ""
    guard coding.isEmpty || coding == "identity" else { return .unsupportedEncoding }
    if let reason = complaint(about: posted, subscription) {
      ignore(subscription, reason, now)
      return .accepted
    }
    let digest = SHA256.digest(posted.body.span)
    let delivery = PushDelivery(
      feed: subscription.feed, topic: subscription.topic, contentType: posted.contentType, body: posted.body)
    let (isQueued, isRepeated): (Bool, Bool) = state.withLock { state in
      if state.recent[id]?.contains(digest) == true { return (false, true) }
      guard state.queue.append(.init(subscription: id, delivery: delivery)) else { return (false, false) }
      state.recent[id] = [digest] + (state.recent[id] ?? []).prefix(Self.rememberedBodies - 1)
      return (true, false)
    }
    if isQueued { bell.yield() }
    return isQueued || isRepeated ? .accepted : .busy(retryAfterSeconds: 30)
  }

  /// Why a delivery is not believed, in one word; `nil` when it is.
  private func complaint(about posted: PostedDelivery, _ subscription: PushSubscription) -> String? {
    if let secret = subscription.secret {
      guard let text = posted.signature else { return "unsigned" }
      guard let signature = DeliverySignature(text) else { return "signature-unreadable" }
      guard signature.algorithm != .sha1 || settings.acceptsSHA1 else { return "signature-weak" }
      guard signature.matches(posted.body, secret: secret) else { return "signature-wrong" }
    }
    let topics = LinkHeader.links(posted.linkFields).filter { $0.relations.contains("self") }
      .map { WebURL.webAddress($0.reference, base: subscription.topic) }
    return topics.allSatisfy { $0 == WebURL.webAddress(subscription.topic) } ? nil : "other-topic"
  }

  private func ignore(_ subscription: PushSubscription, _ reason: String, _ now: Date) {
    _ = state.withLock { Self.take(.refused, subscription.id, &$0, machine, now) }
    let message = "\(subscription.feed.rawValue): a delivery was ignored (\(reason))"
    let fields = [Event.Field("feed", subscription.feed.rawValue), .init("reason", reason)]
    diagnostics.record(
      Event(subscription.record.refusals == 0 ? .notice : .debug, "websub-ignored", message, fields))
  }

  /// Reads the deliveries that wait, one after another.
  func readDeliveries(_ read: Reader) async {
    while !Task.isCancelled, let item = state.withLock({ $0.queue.popFirst() }) { await take(item, read) }
  }

  private func take(_ item: DeliveryQueue.Item, _ read: Reader) async {
    let name = item.delivery.feed.rawValue
    do {
      let outcome = try await read(item.delivery)
      let now = now()
      switch outcome {
      case .stored(let articles):
        _ = state.withLock { Self.take(.delivered(articles: articles), item.subscription, &$0, machine, now) }
      case .unreadable(let failure):
        _ = state.withLock { Self.take(.refused, item.subscription, &$0, machine, now) }
        let message = "\(name): what the hub delivered cannot be read: \(failure.message)"
        diagnostics.record(Event(.notice, "websub-unreadable", message, [.init("feed", name)]))
      }
    } catch is CancellationError {
      return
    } catch {
      // A poll will find what was in it, and the hub may deliver it again.
      state.withLock { $0.recent[item.subscription] = nil }
      let reason = (error as? StoreError)?.message ?? "\(error)"
      diagnostics.record(
        Event(.error, "websub-not-stored", "\(name): a delivery could not be stored: \(reason)", [.init("feed", name)]))
    }
    await flush()
  }
}
