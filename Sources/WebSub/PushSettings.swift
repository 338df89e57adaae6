/// How a desk takes part in WebSub.
public struct PushSettings: Sendable, Equatable {
  /// What hubs are to call: the address under which this server is reached from outside, without a slash at the end.
  public var callbackBase: String
  /// How subscriptions are kept up.
  public var policy: SubscriptionPolicy
  /// Whether signatures by SHA-1 count, for hubs that know nothing better.
  public var acceptsSHA1: Bool
  /// Whether hubs without TLS are used: they get no secret, and what comes is believed for its address alone.
  public var usesInsecureHubs: Bool
  /// The cap on a delivery's body.
  public var maximumBodyBytes: Int
  /// Deliveries that one callback takes in a minute.
  public var deliveriesPerMinute: Int
  /// Deliveries that may wait to be read.
  public var maximumWaiting: Int
  /// Requests to hubs under way at once; those that wait for their domain's turn count.
  public var maximumRequests: Int

  /// Makes settings: 60 deliveries a minute, 64 waiting, 64 requests, SHA-256 or better, TLS only.
  public init(
    callbackBase: String, policy: SubscriptionPolicy = SubscriptionPolicy(), acceptsSHA1: Bool = false,
    usesInsecureHubs: Bool = false, maximumBodyBytes: Int = 20_000_000, deliveriesPerMinute: Int = 60,
    maximumWaiting: Int = 64, maximumRequests: Int = 64
  ) {
    self.callbackBase = callbackBase.hasSuffix("/") ? String(callbackBase.dropLast()) : callbackBase
    self.policy = policy
    self.acceptsSHA1 = acceptsSHA1
    self.usesInsecureHubs = usesInsecureHubs
    self.maximumBodyBytes = maximumBodyBytes
    self.deliveriesPerMinute = deliveriesPerMinute
    self.maximumWaiting = maximumWaiting
    self.maximumRequests = maximumRequests
  }

  /// The first segment of callback paths below the base.
  public static let pathSegment = "websub"

  /// The callback of a subscription.
  func callback(_ id: String) -> String { "\(callbackBase)/\(Self.pathSegment)/\(id)" }
}
