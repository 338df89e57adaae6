public import Foundation

/// What a time of asking has come to: our own scorecard.
public struct PolitenessScore: Sendable, Equatable, Codable {
  /// Requests by what was known of the address when they were sent without validators.
  public struct Unconditional: Sendable, Equatable, Codable {
    /// All of them, redirects aside.
    public var total = 0
    /// Nothing was known of the address.
    public var first = 0
    /// Its server gives no validators.
    public var withoutValidators = 0
    /// There were validators, and they were left out on purpose, once a day at most.
    public var onPurpose = 0
    /// There were validators; this must be 0.
    public var avoidable = 0
  }
  /// Body bytes.
  public struct Traffic: Sendable, Equatable, Codable {
    /// Received, after decoding.
    public var received = 0
    /// Received, as they came; of answers of which that is not known, after decoding.
    public var onTheWire = 0
    /// What answers 304 have saved, by the last body of each feed as it came.
    public var savedByNotModified = 0
    /// Answers 304 of feeds whose last body is older than the log: what they have saved is not known.
    public var notModifiedOfUnknownSize = 0
    /// What compression has saved.
    public var savedByCompression = 0
  }
  /// What one registrable domain was asked.
  public struct Domain: Sendable, Equatable, Codable {
    /// The registrable domain.
    public var domain: String
    /// Requests.
    public var requests = 0
    /// Answers 304.
    public var notModified = 0
    /// Most requests in one hour of the clock.
    public var mostInOneHour = 0
    /// The beginning of that hour; of several the first.
    public var busiestHour: Date
  }
  /// Requests to one domain that each came within a minute of the last.
  public struct Streak: Sendable, Equatable, Codable {
    /// The registrable domain.
    public var domain: String
    /// How many.
    public var requests: Int
    /// When the first was sent.
    public var start: Date
    /// From the first to the last.
    public var seconds: Int
  }

  /// The time that was looked at.
  public var since: Date
  /// Its end.
  public var until: Date
  /// Requests sent, redirects' next hops included.
  public var requests = 0
  /// Of those, looks of people at addresses; what is counted below of answers and conditions is of polls only.
  public var previews = 0
  /// Of those, the ones to hubs.
  public var hubRequests = 0
  /// Feeds they were for.
  public var feeds = 0
  /// Requests without an answer.
  public var unanswered = 0
  /// Answers that pointed elsewhere.
  public var redirects = 0
  /// Answers 304.
  public var notModified = 0
  /// Answers with status 429.
  public var tooMany = 0
  /// Requests that carried validators.
  public var conditional = 0
  /// Requests that did not.
  public var unconditional = Unconditional()
  /// Bytes.
  public var traffic = Traffic()
  /// Requests over a connection that was there already.
  public var reusedConnections = 0
  /// Requests of which it is known.
  public var knownConnections = 0
  /// The domains, the most asked first.
  public var domains: [Domain] = []
  /// The longest streak of requests to one domain; `nil` when there was no request.
  public var longestStreak: Streak?

  /// Answers 304 among those that could have been, redirects and failures aside; `nil` without any.
  public var notModifiedShare: Double? { Self.share(notModified, polls - unanswered - redirects) }
  /// Requests of polls.
  public var polls: Int { requests - previews - hubRequests }
  /// Requests without validators among all, redirects aside; `nil` without any.
  public var unconditionalShare: Double? { Self.share(unconditional.total, unconditional.total + conditional) }
  /// Reused connections among those known; `nil` without any.
  public var reuseShare: Double? { Self.share(reusedConnections, knownConnections) }

  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
