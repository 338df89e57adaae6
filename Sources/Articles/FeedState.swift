public import Foundation

/// The validators of the last 200 or 304, verbatim as the server sent them (RFC 9110 §8.8), kept as one set.
public struct Validators: Sendable, Equatable, Codable {
  /// `ETag`, quotes and `W/` included.
  public var etag: String?
  /// `Last-Modified`, never parsed.
  public var lastModified: String?

  /// Makes a set; an absent header is `nil`.
  public init(etag: String? = nil, lastModified: String? = nil) {
    self.etag = etag
    self.lastModified = lastModified
  }

  /// Whether there is nothing to send.
  public var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// How a feed is doing.
public enum FeedHealth: String, Sendable, Codable, CaseIterable {
  /// `new`: never polled. `ok`: last poll gave a feed or 304. `failing`: it did not.
  /// `html`: the address answers with a web page. `gone`: 410, no longer polled.
  case new, ok, failing, html, gone
}

/// Why a poll brought nothing, as data that is stored with the feed.
public struct FeedFailure: Error, Sendable, Equatable, Codable {
  /// Stable kebab-case code without values in it, for metrics: `http-404`, `timeout`, `address-refused`, `not-a-feed`.
  public var code: String
  /// What happened and what to do, for people; credentials redacted.
  public var message: String
  /// When it happened.
  public var at: Date

  /// Makes a failure.
  public init(code: String, message: String, at: Date) {
    self.code = code
    self.message = message
    self.at = at
  }
}

/// What a publisher's feed and server ask of pollers; each `nil` when they said nothing.
public struct PollHints: Sendable, Equatable, Codable {
  /// `Cache-Control: max-age` less `Age`, or `Expires`, in seconds (RFC 9111 §4.2).
  public var freshnessSeconds: Int?
  /// RSS `<ttl>`, in seconds.
  public var ttlSeconds: Int?
  /// Syndication module `sy:updatePeriod` over `sy:updateFrequency`, in seconds.
  public var syndicationSeconds: Int?
  /// RSS `<skipHours>`, UTC hours 0 to 23.
  public var skipHours: [Int]
  /// RSS `<skipDays>`, 1 for Sunday to 7 for Saturday.
  public var skipDays: [Int]

  /// Makes hints; by default none.
  public init(
    freshnessSeconds: Int? = nil, ttlSeconds: Int? = nil, syndicationSeconds: Int? = nil, skipHours: [Int] = [],
    skipDays: [Int] = []
  ) {
    self.freshnessSeconds = freshnessSeconds
    self.ttlSeconds = ttlSeconds
    self.syndicationSeconds = syndicationSeconds
    self.skipHours = skipHours
    self.skipDays = skipDays
  }
}

/// Everything that the program has learned of one feed; lives in the store, never in the desk.
public struct FeedState: Sendable, Equatable, Codable, Identifiable {
  /// Which feed.
  public let id: FeedID
  /// The URL that `validators` belong to; another URL makes them void (RFC 9110 §13).
  public var url: String
  /// Validators of the last answer.
  public var validators: Validators
  /// SHA-256 of the last decoded body in hexadecimal: an unchanged body is not parsed again.
  public var bodyHash: String?
  /// How the feed is doing.
  public var health: FeedHealth
  /// The last failure; kept after a recovery until the next one.
  public var lastFailure: FeedFailure?
  /// Polls that failed since the last good one.
  public var consecutiveFailures: Int
  /// When the last request was sent.
  public var lastPoll: Date?
  /// When the last request was answered with a feed or 304.
  public var lastSuccess: Date?
  /// When the last poll brought a new or changed article.
  public var lastChange: Date?
  /// Not before this time; `nil` means now.
  public var nextPoll: Date?
  /// Why then; `nil` when nobody has decided yet.
  public var nextPollReason: PollReason?
  /// What publisher and server ask for.
  public var hints: PollHints
  /// The feed's own title, as published.
  public var publishedTitle: String?
  /// Format of the last document, for example `rss-2.0`.
  public var format: String?
  /// Defects that the last document needed to have repaired.
  public var defectCount: Int
  /// Requests sent, answers 304, body bytes received (after decoding): the politeness report's counters.
  public var requestCount: Int
  /// Answers with status 304.
  public var notModifiedCount: Int
  /// Body bytes received, after content decoding.
  public var receivedBytes: Int
  /// Articles stored from this feed.
  public var articleCount: Int
  /// How its entries are named.
  public var identity: IdentityPolicy
  /// When it publishes.
  public var rhythm: PostingRhythm
  /// The desk's address of the feed at the last poll; `nil` when it was `url`.
  public var deskURL: String?
  /// When a whole body last came with `validators`, or showed that they still fit; `nil` when that was never noted.
  public var validatorsSince: Date?
  /// When the feed was last asked without conditions.
  public var lastUnconditional: Date?
  /// How its server has kept to the rules.
  public var conduct: ServerConduct
  /// Where it redirects for good; `nil` when it does not.
  public var move: FeedMove?
  /// What its server last asked for beyond this feed; may be over by now.
  public var quiet: QuietPeriod?

  /// The state of a feed that was never polled.
  public init(id: FeedID, url: String) {
    self.id = id
    self.url = url
    validators = Validators()
    health = .new
    consecutiveFailures = 0
    hints = PollHints()
    defectCount = 0
    requestCount = 0
    notModifiedCount = 0
    receivedBytes = 0
    articleCount = 0
    identity = IdentityPolicy()
    rhythm = PostingRhythm()
    conduct = ServerConduct()
  }

  /// The address to ask for a feed that the desk has at `address`: its own, or the one it has moved to.
  public func address(of address: String) -> String {
    guard let move, move.origin == address, let adopted = move.adopted else { return address }
    return adopted
  }

  /// Whether asking conditionally saves the server a body: it gives validators, and has not been seen to ignore them.
  public var answersConditions: Bool {
    !validators.isEmpty && conduct.verdict != .ignoresConditions && conduct.verdict != .changesValidators
  }
}
