/// How long to leave a failing feed alone.
struct Backoff {
  private enum Kind {
    /// 410: never again.
    case gone
    /// The server asked for quiet: 429, 503.
    case throttled
    /// A person has to act: refused, missing, not a feed, a bad address.
    case refused
    /// It may mend itself: 5xx, timeouts, DNS, TLS, broken connections.
    case transient
  }

  private let kind: Kind
  private let failures: Int

  /// Takes `FeedFailure.code` and the failures in a row, this one included.
  init(code: String, failures: Int) {
    kind = Self.kind(code)
    self.failures = max(1, failures)
  }

  private static func kind(_ code: String) -> Kind {
    switch code {
    case "http-410": .gone
    case "http-429", "http-503": .throttled
    case "http-408": .transient
    case "address-refused", "invalid-url", "not-a-feed", "html", "too-large", "redirect-invalid", "redirect-loop",
      "redirect-limit":
      .refused
    default: code.hasPrefix("http-") && !code.hasPrefix("http-5") ? .refused : .transient
    }
  }

  /// Seconds from now, `nil` for never.
  ///
  /// Throttled: the policy's time (10 min) doubling to 24 h, plus up to an hour by the feed's place. Refused: the interval doubled each
  /// time to 24 h; after a week of those 7 d, after a month of those 30 d. Transient: the interval first, then doubled
  /// to 6 h; 24 h once it has failed 30 times.
  func delay(interval: Int, policy: PollPolicy, place: HashedPlace) -> Double? {
    let day = 86_400
    let jitter = 1 + policy.spread(place)
    switch kind {
    case .gone: return nil
    case .throttled:
      let backoff = Self.doubled(policy.throttledSeconds, times: failures - 1, cap: day)
      return Double(max(interval, backoff)) + 3_600 * place.fraction
    case .refused:
      let steps = Self.doublings(from: interval, to: day)
      let after = failures - steps
      let delay =
        after <= 7
        ? Self.doubled(interval, times: failures, cap: max(day, interval)) : after <= 11 ? 7 * day : 30 * day
      return Double(max(delay, interval)) * jitter
    case .transient:
      let cap = failures >= 30 ? day : 21_600
      return Double(Self.doubled(interval, times: failures - 1, cap: max(cap, interval))) * jitter
    }
  }

  /// `value · 2^times`, at most `cap`.
  private static func doubled(_ value: Int, times: Int, cap: Int) -> Int {
    var value = max(1, min(value, cap))
    for _ in 0..<min(times, 40) {
      guard value < cap else { break }
      value = min(value * 2, cap)
    }
    return value
  }

  /// How many doublings bring `value` to `goal`.
  private static func doublings(from value: Int, to goal: Int) -> Int {
    var (value, count) = (max(1, value), 0)
    while value < goal {
      value *= 2
      count += 1
    }
    return count
  }
}
