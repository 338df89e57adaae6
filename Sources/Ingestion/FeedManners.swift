public import Articles
public import Foundation
public import Scheduling

/// How one feed is asked: the desk's word on it, with what feed and domain say otherwise.
public struct FeedManners: Sendable, Equatable {
  /// How often.
  public var policy: PollPolicy
  /// Whether the server may send only what is new (RFC 3229).
  public var takesDeltas: Bool
  /// When the validators are put to the test.
  public var revalidation: Revalidation
  /// When a permanent redirect is believed.
  public var adoption: MoveAdoption

  /// Makes manners; the feed's own interval belongs into `policy`.
  public init(
    policy: PollPolicy, takesDeltas: Bool = true, revalidation: Revalidation = Revalidation(),
    adoption: MoveAdoption = MoveAdoption()
  ) {
    self.policy = policy
    self.takesDeltas = takesDeltas
    self.revalidation = revalidation
    self.adoption = adoption
  }
}

/// When the target of a permanent redirect takes the place of the desk's address.
public struct MoveAdoption: Sendable, Equatable {
  /// Polls in a row that must name the same target.
  public var answers: Int
  /// Seconds that must lie between the first and the last of them.
  public var seconds: Int

  /// Makes a rule: 5 polls over 3 days.
  public init(answers: Int = 5, seconds: Int = 259_200) {
    self.answers = answers
    self.seconds = seconds
  }
}

/// When a feed whose server gives validators is asked for the whole document nevertheless.
///
/// Some servers go on saying 304 for ever. A whole document now and then bounds what they can hide.
public struct Revalidation: Sendable, Equatable {
  /// Seconds after which validators are too old to be believed.
  public var maximumAgeSeconds: Int
  /// Least seconds between two unconditional requests that nobody asked for.
  public var leastGapSeconds: Int

  /// Makes a rule: after 8 days, at most once a day.
  public init(maximumAgeSeconds: Int = 691_200, leastGapSeconds: Int = 86_400) {
    self.maximumAgeSeconds = maximumAgeSeconds
    self.leastGapSeconds = leastGapSeconds
  }

  /// Whether the next request goes without validators.
  ///
  /// - Parameters:
  ///   - state: What is known of the feed.
  ///   - isOverdue: Whether the feed is silent against its own rhythm; asked only when that matters.
  ///   - now: When the request is made.
  /// - Returns: Never `true` for a feed without validators, whose requests are unconditional anyway.
  public func isDue(_ state: FeedState, isOverdue: () -> Bool, now: Date) -> Bool {
    guard !state.validators.isEmpty else { return false }
    if let last = state.lastUnconditional, now.timeIntervalSince(last) < Double(leastGapSeconds) { return false }
    if let since = state.validatorsSince, now.timeIntervalSince(since) >= Double(maximumAgeSeconds) { return true }
    guard state.conduct.notModifiedInARow > 0 else { return false }
    if state.conduct.verdict == .hidesChanges { return true }
    return state.conduct.notModifiedInARow >= ServerConduct.suspiciousRun && isOverdue()
  }
}
