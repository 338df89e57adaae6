/// How often the desk asks, all times in seconds.
public struct PollPolicy: Sendable, Equatable {
  /// Between polls of a feed that answers conditionally or says how long it stays fresh.
  public var intervalSeconds: Int
  /// A feed's own interval from the desk (`Feed.intervalSeconds`); replaces the one above and the next below.
  public var feedIntervalSeconds: Int?
  /// Between polls of a server that gives neither validators nor freshness: each poll costs it a whole body.
  public var intervalWithoutValidatorsSeconds: Int
  /// Never sooner than this, whatever anyone says.
  public var minimumSeconds: Int
  /// What a cache header may ask for at most.
  public var maximumFreshnessSeconds: Int
  /// What the feed's own `<ttl>` or `sy:` elements may ask for at most.
  public var maximumDeclaredSeconds: Int
  /// What `Retry-After` may ask for at most.
  public var maximumRetryAfterSeconds: Int
  /// How often the interval is doubled, up to a day, since a hub tells of everything new; 0 when none does.
  public var pushTrust = 0
  /// The part of an interval over which polls are spread, 0 to 1.
  public var jitter: Double

  /// Makes a policy: 60 min, 6 h without validators, at least 5 min, at most 24 h for caches and `Retry-After` and 7 d
  /// for what the feed declares, spread over a tenth.
  public init(
    intervalSeconds: Int = 3_600, feedIntervalSeconds: Int? = nil, intervalWithoutValidatorsSeconds: Int = 21_600,
    minimumSeconds: Int = 300, maximumFreshnessSeconds: Int = 86_400, maximumDeclaredSeconds: Int = 604_800,
    maximumRetryAfterSeconds: Int = 86_400, jitter: Double = 0.1
  ) {
    self.intervalSeconds = intervalSeconds
    self.feedIntervalSeconds = feedIntervalSeconds
    self.intervalWithoutValidatorsSeconds = intervalWithoutValidatorsSeconds
    self.minimumSeconds = minimumSeconds
    self.maximumFreshnessSeconds = maximumFreshnessSeconds
    self.maximumDeclaredSeconds = maximumDeclaredSeconds
    self.maximumRetryAfterSeconds = maximumRetryAfterSeconds
    self.jitter = jitter
  }
}
