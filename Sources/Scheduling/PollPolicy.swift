/// How often the desk asks, all times in seconds.
public struct PollPolicy: Sendable, Equatable {
  /// Between polls of a feed that answers conditionally or says how long it stays fresh; where polls follow the rhythm,
  /// the budget is what this would cost.
  public var intervalSeconds: Int
  /// A feed's own interval from the desk (`Feed.intervalSeconds`); replaces the one above, the next below, and rhythm.
  public var feedIntervalSeconds: Int?
  /// Between polls of a server that gives neither validators nor freshness: each poll costs it a whole body.
  public var intervalWithoutValidatorsSeconds: Int
  /// Never sooner than this, whatever anyone says.
  public var minimumSeconds: Int
  /// Never later than this, unless the server or the feed asks for it.
  public var maximumSeconds: Int
  /// What a cache header may ask for at most.
  public var maximumFreshnessSeconds: Int
  /// What the feed's own `<ttl>` or `sy:` elements may ask for at most.
  public var maximumDeclaredSeconds: Int
  /// What `Retry-After` may ask for at most.
  public var maximumRetryAfterSeconds: Int
  /// After a first 429 or 503 that names no time; doubled each time, up to a day.
  public var throttledSeconds = 600
  /// How often the interval is doubled, up to a day, since a hub tells of everything new; 0 when none does.
  public var pushTrust = 0
  /// The part of an interval over which polls are spread, 0 to 1.
  public var jitter: Double
  /// Whether polls follow each feed's rhythm; else all have the fixed interval.
  public var isAdaptive: Bool
  /// Requests a day that all feeds may cost together; `nil` for what the fixed interval would cost.
  public var requestsPerDay: Int?
  /// What a request must be worth, in seconds that articles wait (`RequestPrice`); `nil` while it is not known, and then
  /// the fixed interval holds.
  public var requestPrice: Double?

  /// Makes a policy: 60 min in the mean by rhythm, 6 h without validators, at least 5 min, at most 24 h, which is also
  /// the most for caches and `Retry-After`, and 7 d for what the feed declares, spread over a tenth.
  public init(
    intervalSeconds: Int = 3_600, feedIntervalSeconds: Int? = nil, intervalWithoutValidatorsSeconds: Int = 21_600,
    minimumSeconds: Int = 300, maximumSeconds: Int = 86_400, maximumFreshnessSeconds: Int = 86_400,
    maximumDeclaredSeconds: Int = 604_800, maximumRetryAfterSeconds: Int = 86_400, jitter: Double = 0.1,
    isAdaptive: Bool = true, requestsPerDay: Int? = nil, requestPrice: Double? = nil
  ) {
    self.intervalSeconds = intervalSeconds
    self.feedIntervalSeconds = feedIntervalSeconds
    self.intervalWithoutValidatorsSeconds = intervalWithoutValidatorsSeconds
    self.minimumSeconds = minimumSeconds
    self.maximumSeconds = maximumSeconds
    self.maximumFreshnessSeconds = maximumFreshnessSeconds
    self.maximumDeclaredSeconds = maximumDeclaredSeconds
    self.maximumRetryAfterSeconds = maximumRetryAfterSeconds
    self.jitter = jitter
    self.isAdaptive = isAdaptive
    self.requestsPerDay = requestsPerDay
    self.requestPrice = requestPrice
  }
}
