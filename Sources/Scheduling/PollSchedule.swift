public import Articles
public import Foundation

/// What a poll came to, as far as the next one depends on it.
public enum PollOutcome: Sendable, Equatable {
  /// A feed, a 304, or the same body as before.
  case succeeded
  /// Nothing usable; the server's `Retry-After` as a time, if it gave one.
  case failed(FeedFailure, retryAfter: Date?)
  /// Nothing was asked: the server had asked for quiet until then.
  case postponed(until: Date)
}

/// When to ask next: pure, and repeatable for the same feed.
public enum PollSchedule {
  /// The time before which the feed is not to be asked again.
  ///
  /// - Parameters:
  ///   - outcome: What the poll came to.
  ///   - state: The feed's state with this poll in it: its hints and validators, and this failure counted.
  ///   - policy: How often the desk asks.
  ///   - now: When the poll ended.
  /// - Returns: A whole second after `now`; `nil` for never, after 410.
  public static func nextPoll(
    after outcome: PollOutcome, state: FeedState, policy: PollPolicy, now: Date
  ) -> Date? {
    let exact = exactTime(after: outcome, state, policy, now)
    return exact.map { Date(timeIntervalSince1970: $0.timeIntervalSince1970.rounded(.up)) }
  }

  private static func exactTime(
    after outcome: PollOutcome, _ state: FeedState, _ policy: PollPolicy, _ now: Date
  ) -> Date? {
    let place = HashedPlace(state.url)
    switch outcome {
    case .succeeded:
      let delay = regularDelay(state, policy, place)
      return QuietHours(state.hints).firstOpen(from: now.addingTimeInterval(delay), place: place)
    case .failed(let failure, let retryAfter):
      let backoff = Backoff(code: failure.code, failures: state.consecutiveFailures)
      guard let delay = backoff.delay(interval: interval(state, policy), policy: policy, place: place) else {
        return nil
      }
      let earliest = now.addingTimeInterval(Double(policy.minimumSeconds))
      guard let asked = obeyed(retryAfter, policy, now) else { return now.addingTimeInterval(delay) }
      // The server has named its time: it takes the place of ours, until it has proved too short twice.
      let spread = Double(policy.minimumSeconds) * policy.spread(place)
      let floor = state.consecutiveFailures > 2 ? now.addingTimeInterval(delay) : earliest
      return max(asked.addingTimeInterval(spread), floor)
    case .postponed(let until):
      let asked = obeyed(until, policy, now) ?? now.addingTimeInterval(Double(policy.minimumSeconds))
      return asked.addingTimeInterval(Double(policy.minimumSeconds) * policy.spread(place))
    }
  }

  /// Interval plus jitter, not below what server and feed ask for.
  private static func regularDelay(_ state: FeedState, _ policy: PollPolicy, _ place: HashedPlace) -> Double {
    let hints = state.hints
    let interval = Double(trusting(policy, interval(state, policy)))
    let floors = [
      policy.minimumSeconds,
      min(hints.freshnessSeconds ?? 0, policy.maximumFreshnessSeconds),
      min(hints.ttlSeconds ?? 0, policy.maximumDeclaredSeconds),
      min(hints.syndicationSeconds ?? 0, policy.maximumDeclaredSeconds),
    ]
    return max(interval, Double(floors.max() ?? 0)) + interval * policy.spread(place)
  }

  /// The interval of a feed whose hub tells of everything new: doubled for each proof of that.
  ///
  /// Polls stay as a safety net, at least one a day with the jitter in it; an interval of the desk's own choice stays.
  private static func trusting(_ policy: PollPolicy, _ interval: Int) -> Int {
    guard policy.pushTrust > 0, policy.feedIntervalSeconds == nil else { return interval }
    let longest = Int(86_400 / (1 + min(max(policy.jitter, 0), 1)))
    var seconds = interval
    for _ in 0..<min(policy.pushTrust, 16) where seconds < longest { seconds = min(seconds * 2, longest) }
    return seconds
  }

  /// The interval before jitter and hints.
  private static func interval(_ state: FeedState, _ policy: PollPolicy) -> Int {
    let chosen: Int
    if let own = policy.feedIntervalSeconds {
      chosen = own
    } else if state.validators.isEmpty, state.lastSuccess != nil, !declaresRhythm(state.hints) {
      chosen = max(policy.intervalSeconds, policy.intervalWithoutValidatorsSeconds)
    } else {
      chosen = policy.intervalSeconds
    }
    return max(chosen, policy.minimumSeconds)
  }

  /// Whether server or feed say how often it is worth asking.
  private static func declaresRhythm(_ hints: PollHints) -> Bool {
    [hints.freshnessSeconds, hints.ttlSeconds, hints.syndicationSeconds].contains { $0 ?? 0 > 0 }
  }

  /// A time the server asked for, if it is in the future, cut to the policy's maximum.
  private static func obeyed(_ date: Date?, _ policy: PollPolicy, _ now: Date) -> Date? {
    guard let date, date > now else { return nil }
    return min(date, now.addingTimeInterval(Double(policy.maximumRetryAfterSeconds)))
  }
}

extension PollPolicy {
  /// The feed's own part of the jitter, 0 to `jitter`.
  func spread(_ place: HashedPlace) -> Double { min(max(jitter, 0), 1) * place.fraction }
}

/// A place between 0 and 1 that depends on a feed's URL alone: so polls spread out, and the same way each time.
struct HashedPlace {
  let fraction: Double

  /// FNV-1a with a final mixing (Fowler, Noll, Vo; murmur3's finalizer).
  init(_ url: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in url.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    fraction = Double(hash >> 11) / Double(1 << 53)
  }
}
