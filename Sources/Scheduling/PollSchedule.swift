public import Articles
public import Foundation

/// What a poll came to, as far as the next one depends on it.
public enum PollOutcome: Sendable, Equatable {
  /// A feed, a 304, or the same body as before.
  case succeeded
  /// Nothing usable; the server's `Retry-After` as a time, if it gave one.
  case failed(FeedFailure, retryAfter: Date?)
  /// Nothing was asked: the server had asked for quiet until then, `.retryAfter`, or the feed skips the time until then,
  /// `.skipHours`.
  case postponed(until: Date, because: PollReason.Kind = .retryAfter)
}

/// When to ask a feed next, and why.
public struct PollDecision: Sendable, Equatable {
  /// A whole second after the poll; `nil` for never, after 410.
  public var time: Date?
  /// Why then; `nil` for never.
  public var reason: PollReason?
}

/// When to ask next: pure, and repeatable for the same feed.
///
/// A feed with an interval of its own, and every feed while no price of a request is known, is asked at fixed intervals;
/// all others when `PollPlan` says. In both cases never before `PollBounds.earliest`, nor in hours that the feed skips.
public enum PollSchedule {
  /// The time before which the feed is not to be asked again, and why.
  ///
  /// - Parameters:
  ///   - outcome: What the poll came to.
  ///   - state: The feed's state with this poll in it: its hints, validators and rhythm, and this failure counted.
  ///   - policy: How often the desk asks.
  ///   - now: When the poll ended.
  /// - Returns: A whole second after `now` with its reason; neither after 410.
  public static func decision(
    after outcome: PollOutcome, state: FeedState, policy: PollPolicy, now: Date
  ) -> PollDecision {
    guard let (date, kind) = exactTime(after: outcome, state, policy, now) else { return PollDecision() }
    let time = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.up))
    let seconds = Int(min(max(time.timeIntervalSince(now), 0), 1e9))
    let articles = state.rhythm.expectedArticles(from: now, to: time)
    return PollDecision(time: time, reason: PollReason(kind, seconds: seconds, expectedArticles: articles))
  }

  private typealias Choice = (time: Date, kind: PollReason.Kind)

  private static func exactTime(
    after outcome: PollOutcome, _ state: FeedState, _ policy: PollPolicy, _ now: Date
  ) -> Choice? {
    let place = HashedPlace(state.url)
    switch outcome {
    case .succeeded:
      let (delay, kind) = regularDelay(state, policy, place, now)
      // A whole second first: rounding up afterwards could end in a closed hour.
      let time = Date(timeIntervalSince1970: (now.timeIntervalSince1970 + delay).rounded(.up))
      let open = QuietHours(state.hints).firstOpen(from: time, place: place)
      return (open, open > time ? .skipHours : kind)
    case .failed(let failure, let retryAfter):
      let backoff = Backoff(code: failure.code, failures: state.consecutiveFailures)
      guard let delay = backoff.delay(interval: interval(state, policy), policy: policy, place: place) else {
        return nil
      }
      let earliest = now.addingTimeInterval(Double(policy.minimumSeconds))
      guard let asked = obeyed(retryAfter, policy, now) else { return (now.addingTimeInterval(delay), .backoff) }
      // The server has named its time: it takes the place of ours, until it has proved too short twice.
      let spread = Double(policy.minimumSeconds) * policy.spread(place)
      let floor = state.consecutiveFailures > 2 ? now.addingTimeInterval(delay) : earliest
      let time = asked.addingTimeInterval(spread)
      return time >= floor ? (time, .retryAfter) : (floor, state.consecutiveFailures > 2 ? .backoff : .floor)
    case .postponed(let until, because: .skipHours) where until > now: return (until, .skipHours)
    case .postponed(let until, let kind):
      let asked = obeyed(until, policy, now) ?? now.addingTimeInterval(Double(policy.minimumSeconds))
      return (asked.addingTimeInterval(Double(policy.minimumSeconds) * policy.spread(place)), kind)
    }
  }

  /// Seconds until the next poll of a feed that answered.
  private static func regularDelay(
    _ state: FeedState, _ policy: PollPolicy, _ place: HashedPlace, _ now: Date
  ) -> (Double, PollReason.Kind) {
    let bounds = PollBounds(state, policy)
    guard policy.isAdaptive, policy.feedIntervalSeconds == nil, let price = policy.requestPrice, price > 0, price < 1e18
    else {
      let own = Double(interval(state, policy))
      let interval = trusting(policy, own)
      let delay = max(interval, Double(bounds.earliest)) + interval * policy.spread(place)
      if interval > own, delay > Double(bounds.earliest) { return (delay, .hub) }
      let isBound = Double(bounds.earliest) > Double(policy.feedIntervalSeconds ?? policy.intervalSeconds)
      return (delay, isBound ? bounds.kind : .interval)
    }
    let plan = PollPlan(state.rhythm, bounds: bounds, price: price, now: now)
    // Spread about the best time, so that feeds of the same rhythm are not asked in the same minute.
    let spread = plan.delay * (policy.spread(place) - min(max(policy.jitter, 0), 1) / 2)
    let delay = min(max(plan.delay + spread, Double(bounds.earliest)), Double(bounds.latest))
    let trusting = trusting(policy, delay)
    return trusting > delay ? (trusting, .hub) : (delay, plan.limit ?? .rhythm)
  }

  /// The interval of a feed whose hub tells of everything new: doubled for each proof of that.
  ///
  /// Polls stay as a safety net, at least one a day with the jitter in it; an interval of the desk's own choice stays.
  private static func trusting(_ policy: PollPolicy, _ interval: Double) -> Double {
    guard policy.pushTrust > 0, policy.feedIntervalSeconds == nil else { return interval }
    let longest = (86_400 / (1 + min(max(policy.jitter, 0), 1))).rounded(.down)
    return max(interval, min(interval * exp2(Double(min(policy.pushTrust, 16))), longest))
  }

  /// The fixed interval before jitter and hints.
  private static func interval(_ state: FeedState, _ policy: PollPolicy) -> Int {
    let bounds = PollBounds(state, policy)
    let chosen = policy.feedIntervalSeconds ?? policy.intervalSeconds
    return max(chosen, bounds.kind == .withoutValidators ? bounds.earliest : policy.minimumSeconds)
  }

  /// A time the server asked for, if it is in the future, cut to the policy's maximum.
  private static func obeyed(_ date: Date?, _ policy: PollPolicy, _ now: Date) -> Date? {
    guard let date, date > now else { return nil }
    return min(date, now.addingTimeInterval(Double(policy.maximumRetryAfterSeconds)))
  }
}
