public import Articles
public import Foundation

/// A request that should not have been sent, or not then.
public struct Violation: Sendable, Equatable, Codable {
  /// A rule that a request can break.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Sooner after the last request to its registrable domain than the spacing.
    case spacing
    /// Sent while as many as allowed were under way to its registrable domain.
    case inFlight = "in-flight"
    /// Sent before the end of a `Retry-After` that covers it.
    case retryAfter = "retry-after"
    /// Sent while the last answer was still fresh.
    case fresh
    /// Sent sooner than the feed's own `<ttl>` or `sy:` elements ask.
    case declared
    /// Without validators although there were some, and not on purpose.
    case unconditional
    /// Without validators although there were some, for the second time in 24 hours.
    case unconditionalTwice = "unconditional-twice"
    /// Sooner after the feed's last poll than the least interval.
    case minimumInterval = "minimum-interval"
    /// An address that was asked less than a minute before.
    case sameAddress = "same-address"
    /// Not GET, or to a hub not POST.
    case method
    /// In an hour or on a day that the feed wants to be left alone in.
    case skipHours = "skip-hours"
    /// After the address had answered 410.
    case gone
  }
  /// The rule.
  public var kind: Kind
  /// The feed whose poll it was.
  public var feed: FeedID
  /// The host that was asked.
  public var host: String
  /// When.
  public var time: Date
  /// What was done and what should have been, for people.
  public var message: String
}
