public import Articles

/// What the requests of a log are held against: the desk's manners as configured, all times in seconds.
public struct PolitenessRules: Sendable {
  /// What holds for one feed.
  public struct FeedRules: Sendable, Equatable {
    /// Least time between two polls.
    public var minimumSeconds: Int
    /// What a cache header may ask for at most.
    public var maximumFreshnessSeconds: Int
    /// What `<ttl>` and `sy:` may ask for at most.
    public var maximumDeclaredSeconds: Int

    /// Makes rules: 5 min; caches up to 24 h, what the feed declares up to 7 d.
    public init(
      minimumSeconds: Int = 300, maximumFreshnessSeconds: Int = 86_400, maximumDeclaredSeconds: Int = 604_800
    ) {
      self.minimumSeconds = minimumSeconds
      self.maximumFreshnessSeconds = maximumFreshnessSeconds
      self.maximumDeclaredSeconds = maximumDeclaredSeconds
    }
  }
  /// What holds for feeds that `byFeed` does not name.
  public var everyFeed: FeedRules
  /// Feeds with rules of their own.
  public var byFeed: [FeedID: FeedRules]
  /// Least time between the starts of two requests to one registrable domain.
  public var spacingSeconds: Double
  /// Other spacings, by host or registrable domain; the host's wins.
  public var spacingByName: [String: Double]
  /// Whether a host, with its port where that is unusual, is the desk's own: neither spaced nor limited in flight unless
  /// `spacingByName` names it.
  public var isOwnHost: @Sendable (String) -> Bool
  /// Most requests under way to one registrable domain.
  public var maximumInFlight: Int
  /// Other such numbers, by registrable domain.
  public var maximumInFlightByDomain: [String: Int] = [:]
  /// What `Retry-After` may ask for at most.
  public var maximumRetryAfterSeconds: Int
  /// How much sooner than it should a request may seem to start: it waits for its turn by one clock, and the log has
  /// another.
  public var toleranceSeconds: Double

  /// Makes rules: 5 s between starts, 2 under way, `Retry-After` up to 24 h.
  public init(
    everyFeed: FeedRules = FeedRules(), byFeed: [FeedID: FeedRules] = [:], spacingSeconds: Double = 5,
    spacingByName: [String: Double] = [:], maximumInFlight: Int = 2, maximumRetryAfterSeconds: Int = 86_400,
    toleranceSeconds: Double = 0.25, isOwnHost: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.everyFeed = everyFeed
    self.byFeed = byFeed
    self.spacingSeconds = spacingSeconds
    self.spacingByName = spacingByName
    self.maximumInFlight = maximumInFlight
    self.maximumRetryAfterSeconds = maximumRetryAfterSeconds
    self.toleranceSeconds = toleranceSeconds
    self.isOwnHost = isOwnHost
  }

  func rules(of feed: FeedID) -> FeedRules { byFeed[feed] ?? everyFeed }

  /// The spacing of a request; `nil` for the desk's own hosts.
  func spacing(of record: RequestRecord) -> Double? {
    let host = record.host.split(separator: ":", maxSplits: 1).first.map(String.init) ?? record.host
    let own = spacingByName[record.host] ?? spacingByName[host]
    if isOwnHost(record.host) { return own == 0 ? nil : own }
    return own ?? spacingByName[record.domain] ?? spacingSeconds
  }
}
