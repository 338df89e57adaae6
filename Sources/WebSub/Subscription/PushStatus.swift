public import Articles
public import Foundation
import WebValues

/// How a feed's deliveries are doing, for people and for machines; free of secrets.
public struct PushStatus: Sendable, Equatable, Codable {
  /// `wanted`, `requested`, `active`, `denied`, `ending`, or `expired` for a lease that is over.
  public var stage: String
  /// The hub that is asked, without credentials.
  public var hub: String
  /// What is subscribed to, without credentials.
  public var topic: String
  /// Until when the hub delivers.
  public var leaseEnd: Date?
  /// When the hub is asked next.
  public var nextRequest: Date?
  /// Deliveries that were taken, and that were not.
  public var deliveries: Int
  /// Without a right signature, of another topic, or unreadable.
  public var refusals: Int
  /// New or changed articles in deliveries.
  public var articles: Int
  /// When the last delivery was taken.
  public var lastDelivery: Date?
  /// Articles that only a poll found.
  public var missed: Int
  /// How often the poll interval is doubled on the strength of the deliveries; 0 when it is not.
  public var trust: Int
  /// Why the last request came to nothing; `nil` since one succeeded.
  public var failure: FeedFailure?

  /// Sums a subscription up as it stands at `now`.
  public init(_ subscription: PushSubscription, now: Date) {
    let isOver = subscription.stage == .active && !subscription.isDelivering(at: now)
    stage = isOver ? "expired" : subscription.stage.rawValue
    hub = Redaction.url(subscription.hub)
    topic = Redaction.url(subscription.topic)
    leaseEnd = subscription.lease?.end
    nextRequest = subscription.nextAction
    deliveries = subscription.record.deliveries
    refusals = subscription.record.refusals
    articles = subscription.record.articles
    lastDelivery = subscription.record.lastDelivery
    missed = subscription.record.missed
    trust = subscription.isDelivering(at: now) ? subscription.record.trust : 0
    failure = subscription.failures > 0 ? subscription.lastFailure : nil
  }
}
