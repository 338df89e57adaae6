public import Articles
import Foundation

/// Whether a feed is heard, as its last poll left it.
public enum FeedPulse: Sendable, Equatable {
  /// It would not be missed: it was never read, its rhythm is not known, or it publishes too seldom to tell.
  case unknown
  /// It answers, and its last article is not older than usual.
  case heard
  /// It answers, and by its own rhythm several articles should have come since the last.
  case silent
  /// It used to answer, and does not.
  case unreachable

  /// Articles, in goes, that must be missing: chance alone brings that about once in twenty times for one feed.
  static let missedBursts = 3.0
  /// A feed that needs longer than this for so many is not expected to be heard.
  static let expectedWithin = 2 * 86_400.0
  /// A feed that has not answered for so long is the desk's to repair, and no sign of the day.
  static let forgottenAfter = 14 * 86_400.0

  /// The pulse of a feed in a state; only time in which it was watched counts as silence.
  ///
  /// - Complexity: A few hundred operations, for the rhythm's profile.
  public init(_ state: FeedState) {
    self = .unknown
    guard let success = state.lastSuccess, let poll = state.lastPoll, let watched = state.rhythm.observedUntil,
      let last = state.rhythm.lastPublication
    else { return }
    let profile = state.rhythm.profile
    let needed = Self.missedBursts * profile.burstSize
    guard profile.meanHourlyRate * Self.expectedWithin / 3_600 >= needed else { return }
    if state.consecutiveFailures >= 2 {
      guard poll.timeIntervalSince(success) < Self.forgottenAfter, let code = state.lastFailure?.code else { return }
      self = Self.isOutage(code) ? .unreachable : .unknown
    } else if profile.usualArticles(from: last, to: watched) > needed {
      // A feed that has stopped for good is silent for everyone by now.
      self = watched.timeIntervalSince(last) < Self.forgottenAfter ? .silent : .unknown
    } else {
      self = .heard
    }
  }

  /// Whether a failure says that a server cannot be reached or does not work, rather than that it refuses us.
  public static func isOutage(_ code: String) -> Bool {
    isNetworkFailure(code) || code.hasPrefix("http-5")
  }

  /// Whether a failure may as well be this machine's: no answer at all.
  public static func isNetworkFailure(_ code: String) -> Bool {
    ["resolve", "connect", "timeout", "connection-lost", "tls"].contains(code)
  }
}
