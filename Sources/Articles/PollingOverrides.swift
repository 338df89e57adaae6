/// What a desk says of polling one feed or one domain other than of polling in general; each `nil` when it says nothing.
///
/// `khabar:` attributes of a feed in `feeds.opml`; keys of an entry of `polling.domains` in `desk.yaml`.
public struct PollingOverrides: Sendable, Equatable, Codable {
  /// `khabar:minimumInterval`, `minimum_interval`: never asked more often, in seconds.
  public var minimumIntervalSeconds: Int?
  /// `khabar:maximumInterval`, `maximum_interval`: never asked less often, unless the publisher wants it; in seconds.
  public var maximumIntervalSeconds: Int?
  /// `khabar:intervalWithoutValidators`, `interval_without_validators`: where each poll costs a whole body; in seconds.
  public var intervalWithoutValidatorsSeconds: Int?
  /// `khabar:obeyRetryAfter`, `obey_retry_after`: the longest `Retry-After` that is obeyed, in seconds.
  public var obeyRetryAfterSeconds: Int?
  /// `khabar:obeyFreshness`, `obey_freshness`: the longest freshness in cache headers that is obeyed, in seconds.
  public var obeyFreshnessSeconds: Int?
  /// `khabar:obeyTTL`, `obey_ttl`: the longest `<ttl>` or `sy:` period that is obeyed, in seconds.
  public var obeyTTLSeconds: Int?
  /// `khabar:throttledBackoff`, `throttled_backoff`: the wait after a first 429 or 503 that names no time, in seconds.
  public var throttledBackoffSeconds: Int?
  /// `khabar:revalidateAfter`, `revalidate_after`: the age of validators at which the whole document is asked for.
  public var revalidateAfterSeconds: Int?
  /// `khabar:adaptive`, `adaptive`: whether polls follow the feed's rhythm.
  public var isAdaptive: Bool?
  /// `khabar:deltas`, `deltas`: whether the server may send only what is new (RFC 3229).
  public var takesDeltas: Bool?

  /// Says nothing.
  public init() {}

  /// These, and where they say nothing what `others` say.
  public func completed(by others: PollingOverrides) -> PollingOverrides {
    var both = self
    both.minimumIntervalSeconds = minimumIntervalSeconds ?? others.minimumIntervalSeconds
    both.maximumIntervalSeconds = maximumIntervalSeconds ?? others.maximumIntervalSeconds
    both.intervalWithoutValidatorsSeconds = intervalWithoutValidatorsSeconds ?? others.intervalWithoutValidatorsSeconds
    both.obeyRetryAfterSeconds = obeyRetryAfterSeconds ?? others.obeyRetryAfterSeconds
    both.obeyFreshnessSeconds = obeyFreshnessSeconds ?? others.obeyFreshnessSeconds
    both.obeyTTLSeconds = obeyTTLSeconds ?? others.obeyTTLSeconds
    both.throttledBackoffSeconds = throttledBackoffSeconds ?? others.throttledBackoffSeconds
    both.revalidateAfterSeconds = revalidateAfterSeconds ?? others.revalidateAfterSeconds
    both.isAdaptive = isAdaptive ?? others.isAdaptive
    both.takesDeltas = takesDeltas ?? others.takesDeltas
    return both
  }
}
