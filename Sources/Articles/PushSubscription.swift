public import Foundation

/// A subscription to a feed at a WebSub hub (W3C Recommendation 2018), with all that is known of it; lives in the store.
public struct PushSubscription: Sendable, Equatable, Identifiable {
  /// The last segment of the callback's path: 256 bits of the system's randomness, so that nobody guesses it.
  public let id: String
  /// The feed that it is for; others of the desk with the same address get its articles too.
  public let feed: FeedID
  /// The address that the publisher calls its own, which is what is subscribed to (`rel=self`).
  public let topic: String
  /// The hubs that the publisher names, in its order.
  public var hubs: [String]
  /// Which of `hubs` is asked or was asked last.
  public var hubIndex: Int
  /// The key of the signatures, never logged; `nil` for a hub that it cannot be told in private.
  public var secret: String?
  /// Where things stand.
  public var stage: Stage
  /// Whether deliveries are still wanted; `false` once the feed has left the desk or has no hub any more.
  public var isWanted: Bool
  /// The request that the hub has not answered by asking back.
  public var request: Request?
  /// What the hub has granted.
  public var lease: Lease?
  /// When to do the next thing; `nil` when there is nothing to do.
  public var nextAction: Date?
  /// Requests that came to nothing since the last that did.
  public var failures: Int
  /// The last failure; kept until the next one.
  public var lastFailure: FeedFailure?
  /// What came of it.
  public var record: Record

  /// Where a subscription stands.
  public enum Stage: String, Sendable, CaseIterable {
    /// `wanted`: the hub is to be asked. `requested`: it was, and has not asked back. `active`: it has, and the lease
    /// holds. `denied`: it refused. `ending`: to be told that deliveries are no longer wanted. `expired`: the lease is over.
    case wanted, requested, active, denied, ending, expired
  }

  /// What the hub was asked for.
  public struct Request: Sendable, Equatable {
    /// `hub.mode`.
    public enum Mode: String, Sendable, CaseIterable {
      /// WebSub §5.1.
      case subscribe, unsubscribe
    }
    /// What is asked for.
    public var mode: Mode
    /// When it was sent.
    public var sentAt: Date
    /// Until when the hub may ask back.
    public var deadline: Date

    /// Makes a request.
    public init(mode: Mode, sentAt: Date, deadline: Date) {
      self.mode = mode
      self.sentAt = sentAt
      self.deadline = deadline
    }
  }

  /// For how long a hub delivers.
  public struct Lease: Sendable, Equatable {
    /// When the hub granted it.
    public var start: Date
    /// For how long, within sane bounds.
    public var seconds: Int
    /// When it is over.
    public var end: Date { start.addingTimeInterval(Double(seconds)) }

    /// Makes a lease.
    public init(start: Date, seconds: Int) {
      self.start = start
      self.seconds = seconds
    }
  }

  /// What came of a subscription.
  public struct Record: Sendable, Equatable {
    /// Deliveries that were taken.
    public var deliveries = 0
    /// Deliveries that were not: without a right signature, of another topic, unreadable.
    public var refusals = 0
    /// New or changed articles in them.
    public var articles = 0
    /// When the last one was taken.
    public var lastDelivery: Date?
    /// Articles that only a poll found though the hub should have told of them.
    public var missed = 0
    /// Polls in a row before which everything had been delivered: the more, the longer polls wait, up to a day.
    public var trust = 0
    /// Deliveries taken since the last poll.
    public var deliveriesSincePoll = 0

    /// An empty record.
    public init() {}
  }

  /// A subscription that is to be asked for.
  public init(id: String, feed: FeedID, topic: String, hubs: [String], secret: String?, nextAction: Date) {
    self.id = id
    self.feed = feed
    self.topic = topic
    self.hubs = hubs
    hubIndex = 0
    self.secret = secret
    stage = .wanted
    isWanted = true
    self.nextAction = nextAction
    failures = 0
    record = Record()
  }

  /// The hub that is asked.
  public var hub: String { hubs.indices.contains(hubIndex) ? hubs[hubIndex] : hubs.first ?? "" }
}

extension PushSubscription {
  /// Whether the hub delivers at `now`.
  public func isDelivering(at now: Date) -> Bool { isWanted && (lease.map { $0.end > now } ?? false) }
}
