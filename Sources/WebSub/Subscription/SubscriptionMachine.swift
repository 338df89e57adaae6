public import Articles
public import Foundation
import WebValues

/// The life of a subscription as a pure function: state, event and time give the next state and what is to be done.
public struct SubscriptionMachine: Sendable {
  /// How subscriptions are kept up.
  public var policy: SubscriptionPolicy

  /// Makes a machine.
  public init(policy: SubscriptionPolicy = SubscriptionPolicy()) { self.policy = policy }

  /// Takes an event into the subscription.
  ///
  /// - Returns: What is to be done, in order; `remove` is always the last.
  public func take(
    _ event: SubscriptionEvent, into subscription: inout PushSubscription, now: Date
  ) -> [SubscriptionIntent] {
    switch event {
    case .offered(let hubs): offer(hubs, &subscription, now)
    case .unwanted: end(&subscription, now)
    case .due: proceed(&subscription, now)
    case .answered(let mode, let answer): hear(answer, to: mode, &subscription, now)
    case .verification(let verification): verify(verification, &subscription, now)
    case .denied(let topic, let reason): deny(topic, reason, &subscription, now)
    case .delivered(let articles): count(articles, &subscription, now)
    case .refused: countRefusal(&subscription)
    case .polled(let missed): judge(missed, &subscription, now)
    }
  }

  private func offer(_ hubs: [String], _ subscription: inout PushSubscription, _ now: Date) -> [SubscriptionIntent] {
    guard !hubs.isEmpty, hubs != subscription.hubs || !subscription.isWanted else { return [] }
    let before = subscription.hub
    subscription.hubs = hubs
    if let index = hubs.firstIndex(of: before), subscription.isWanted, subscription.stage != .denied {
      subscription.hubIndex = index
      return []
    }
    subscription.hubIndex = 0
    subscription.isWanted = true
    subscription.stage = subscription.isDelivering(at: now) ? .active : .wanted
    subscription.request = nil
    subscription.failures = 0
    subscription.nextAction = now
    return []
  }

  private func end(_ subscription: inout PushSubscription, _ now: Date) -> [SubscriptionIntent] {
    guard subscription.isWanted else { return [] }
    let isKnownToHub = subscription.request != nil || subscription.isDelivering(at: now)
    subscription.isWanted = false
    subscription.stage = .ending
    subscription.request = nil
    subscription.failures = 0
    subscription.nextAction = now
    return isKnownToHub ? [] : [.remove]
  }

  private func proceed(_ subscription: inout PushSubscription, _ now: Date) -> [SubscriptionIntent] {
    guard let time = subscription.nextAction, time <= now else { return [] }
    if let request = subscription.request {
      // The hub had accepted the request, and never asked back.
      let message =
        "\(Redaction.url(subscription.hub)) accepted the request to \(request.mode.rawValue), and never asked whether it "
        + "was meant; its callback address may not be reachable from there"
      return fail(
        FeedFailure(code: "hub-silent", message: message, at: now), isFinal: true, retryAfter: nil, &subscription, now)
    }
    let mode: PushSubscription.Request.Mode = subscription.isWanted ? .subscribe : .unsubscribe
    let deadline = now.addingTimeInterval(Double(policy.verificationSeconds))
    subscription.request = .init(mode: mode, sentAt: now, deadline: deadline)
    subscription.nextAction = deadline
    if subscription.isWanted, !subscription.isDelivering(at: now) { subscription.stage = .requested }
    return [.send(mode)]
  }

  private func hear(
    _ answer: HubAnswer, to mode: PushSubscription.Request.Mode, _ subscription: inout PushSubscription, _ now: Date
  ) -> [SubscriptionIntent] {
    // A hub may ask back before it answers: then there is nothing left to hear.
    guard subscription.request?.mode == mode else { return [] }
    switch answer {
    case .accepted: return []
    case .refused(let failure): return fail(failure, isFinal: true, retryAfter: nil, &subscription, now)
    case .failed(let failure, let seconds):
      return fail(failure, isFinal: false, retryAfter: seconds, &subscription, now)
    }
  }

  /// A request came to nothing: the next hub is asked when asking this one again is of no use, else this one later.
  private func fail(
    _ failure: FeedFailure, isFinal: Bool, retryAfter: Int?, _ subscription: inout PushSubscription, _ now: Date
  ) -> [SubscriptionIntent] {
    subscription.request = nil
    subscription.failures += 1
    subscription.lastFailure = failure
    if subscription.stage == .requested { subscription.stage = .wanted }
    guard subscription.isWanted else {
      subscription.nextAction = now.addingTimeInterval(policy.pause(failures: subscription.failures))
      let isOver = !(subscription.lease.map { $0.end > now } ?? false)
      return isFinal || isOver || subscription.failures >= policy.patience ? [.remove] : []
    }
    let givesUpHub = isFinal || subscription.failures.isMultiple(of: max(1, policy.patience))
    if givesUpHub, subscription.hubIndex + 1 < subscription.hubs.count {
      subscription.hubIndex += 1
      subscription.nextAction = now
    } else {
      if givesUpHub { subscription.hubIndex = 0 }
      let pause = policy.pause(failures: subscription.failures, retryAfter: retryAfter)
      subscription.nextAction = now.addingTimeInterval(pause)
    }
    return []
  }

  private func verify(
    _ verification: IntentVerification, _ subscription: inout PushSubscription, _ now: Date
  ) -> [SubscriptionIntent] {
    guard let request = subscription.request, request.mode == verification.mode, request.deadline > now,
      subscription.topic == verification.topic, !verification.challenge.isEmpty
    else { return [.disown] }
    guard verification.mode == .subscribe else { return [.echo(verification.challenge), .remove] }
    if !subscription.isDelivering(at: now) { subscription.record.trust = 0 }
    let lease = PushSubscription.Lease(start: now, seconds: policy.lease(granted: verification.leaseSeconds))
    subscription.lease = lease
    subscription.stage = .active
    subscription.request = nil
    subscription.failures = 0
    subscription.nextAction = policy.renewal(of: lease, id: subscription.id)
    return [.echo(verification.challenge)]
  }

  private func deny(
    _ topic: String, _ reason: String, _ subscription: inout PushSubscription, _ now: Date
  ) -> [SubscriptionIntent] {
    guard topic == subscription.topic else { return [.disown] }
    guard subscription.isWanted else { return [.acknowledge, .remove] }
    let because = reason.isEmpty ? "" : ": \(reason.prefix(200))"
    subscription.lastFailure = FeedFailure(
      code: "hub-denied", message: "\(Redaction.url(subscription.hub)) denies the subscription\(because)", at: now)
    subscription.stage = .denied
    subscription.request = nil
    subscription.lease = nil
    subscription.record.trust = 0
    subscription.failures += 1
    if subscription.hubIndex + 1 < subscription.hubs.count {
      subscription.hubIndex += 1
      subscription.nextAction = now
    } else {
      subscription.hubIndex = 0
      subscription.nextAction = now.addingTimeInterval(Double(policy.deniedRetrySeconds))
    }
    return [.acknowledge]
  }

  private func count(_ articles: Int, _ subscription: inout PushSubscription, _ now: Date) -> [SubscriptionIntent] {
    subscription.record.deliveries += 1
    subscription.record.deliveriesSincePoll += 1
    subscription.record.articles += articles
    subscription.record.lastDelivery = now
    return []
  }

  private func countRefusal(_ subscription: inout PushSubscription) -> [SubscriptionIntent] {
    subscription.record.refusals += 1
    return []
  }

  /// A poll is the proof: what only it found costs all trust, and each poll that finds nothing missing earns some.
  private func judge(_ missed: Int, _ subscription: inout PushSubscription, _ now: Date) -> [SubscriptionIntent] {
    if missed > 0 || !subscription.isDelivering(at: now) {
      subscription.record.missed += missed
      subscription.record.trust = 0
    } else if subscription.record.deliveriesSincePoll > 0 {
      subscription.record.trust = min(subscription.record.trust + 1, 12)
    }
    subscription.record.deliveriesSincePoll = 0
    return []
  }
}
