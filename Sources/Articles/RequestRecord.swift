public import Foundation

/// One HTTP request that was sent, as the request log keeps it; a redirect's next hop is a request of its own.
///
/// URLs are not kept, since they may hold secrets: host and `addressKey` tell them apart.
public struct RequestRecord: Sendable, Equatable, Codable {
  /// What was known of the last answer of the URL, which decides whether a conditional request was possible.
  public enum KnownAnswer: String, Sendable, Codable {
    /// No answer; an answer without validators; one with `ETag` or `Last-Modified`.
    case nothing, body, validators
  }
  /// What a request was for.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A poll of a feed.
    case poll
    /// A look at an address by a person: `khabar parse`, `khabar feeds discover`.
    case preview
    /// A request to a hub: for a subscription, or that an output has changed.
    case hub
  }
  /// What it was for.
  public var kind = Kind.poll
  /// The feed whose poll it was; of several feeds at one address the first of the desk; empty when it was none.
  public var feed: FeedID
  /// The host that was asked, in lower-case ASCII, with its port where that is not the scheme's own.
  public var host: String
  /// The registrable domain of the host.
  public var domain: String
  /// Stands for the URL, see `addressKey(of:)`.
  public var addressKey: Int
  /// 0 for the feed's own address, 1 for what that redirected to, and so on.
  public var hop: Int
  /// When it was sent.
  public var start: Date
  /// From then to the last byte of the answer, or to the failure.
  public var durationMilliseconds: Int
  /// The method (RFC 9110 §9).
  public var method: String
  /// What was known of the last answer of this URL.
  public var known: KnownAnswer
  /// Whether it carried `If-None-Match` or `If-Modified-Since`.
  public var isConditional: Bool
  /// Whether a person wanted it before it was due.
  public var isForced: Bool
  /// Whether validators were left out on purpose, as once a day when a feed seems to have fallen silent.
  public var isUnconditionalOnPurpose: Bool
  /// The status of the answer; `nil` when there was none.
  public var status: Int?
  /// Why there was no answer: `FeedFailure.code`.
  public var failure: String?
  /// Bytes of the answer's body after decoding.
  public var bodyBytes: Int
  /// Bytes of the answer's body as they came, where known.
  public var wireBytes: Int?
  /// Whether a connection was there already; `nil` when there was no answer.
  public var reusedConnection: Bool?
  /// What server and feed asked for.
  public var wishes: ServerWishes

  /// When the answer was there.
  public var end: Date { start.addingTimeInterval(Double(durationMilliseconds) / 1_000) }
  /// Whether the answer points to another address for good (RFC 9110 §15.4).
  public var isPermanentRedirect: Bool { status == 301 || status == 308 }
  /// Whether the answer points to another address.
  public var isRedirect: Bool { status.map { (300...399).contains($0) && $0 != 304 } ?? false }

  /// Makes the record of a request that is about to be sent.
  public init(
    feed: FeedID, host: String, domain: String, addressKey: Int, hop: Int = 0, start: Date,
    durationMilliseconds: Int = 0, method: String = "GET", known: KnownAnswer = .nothing, isConditional: Bool = false,
    isForced: Bool = false, isUnconditionalOnPurpose: Bool = false, status: Int? = nil, failure: String? = nil,
    bodyBytes: Int = 0, wireBytes: Int? = nil, reusedConnection: Bool? = nil, wishes: ServerWishes = ServerWishes()
  ) {
    self.feed = feed
    self.host = host
    self.domain = domain
    self.addressKey = addressKey
    self.hop = hop
    self.start = start
    self.durationMilliseconds = durationMilliseconds
    self.method = method
    self.known = known
    self.isConditional = isConditional
    self.isForced = isForced
    self.isUnconditionalOnPurpose = isUnconditionalOnPurpose
    self.status = status
    self.failure = failure
    self.bodyBytes = bodyBytes
    self.wireBytes = wireBytes
    self.reusedConnection = reusedConnection
    self.wishes = wishes
  }

  /// 64 bits that stand for a URL: FNV-1a (Fowler, Noll, Vo) of its bytes.
  public static func addressKey(of url: String) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in url.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash)
  }
}

/// What an answer asked of the requests after it, before any cap of ours.
public struct ServerWishes: Sendable, Equatable, Codable {
  /// Whom a `Retry-After` wants to be left alone.
  public enum Scope: Int, Sendable, Codable {
    /// The feed alone, its host, or everything under its registrable domain.
    case feed = 1, host, domain
  }
  /// Seconds from the end of the request for which the answer is fresh (RFC 9111 §4.2).
  public var freshSeconds: Int?
  /// Seconds between polls that the feed declares: the longer of `<ttl>` and `sy:`.
  public var declaredSeconds: Int?
  /// UTC hours 0 to 23 in which the feed does not want to be asked, RSS `<skipHours>`.
  public var skipHours: [Int]
  /// Weekdays, 1 for Sunday, on which it does not want to be asked, RSS `<skipDays>`.
  public var skipDays: [Int]
  /// The end of the quiet that `Retry-After` asked for, as far as it is obeyed.
  public var retryAfter: Date?
  /// Whom that covers.
  public var retryScope: Scope?

  /// Makes wishes; by default none.
  public init(
    freshSeconds: Int? = nil, declaredSeconds: Int? = nil, skipHours: [Int] = [], skipDays: [Int] = [],
    retryAfter: Date? = nil, retryScope: Scope? = nil
  ) {
    self.freshSeconds = freshSeconds
    self.declaredSeconds = declaredSeconds
    self.skipHours = skipHours
    self.skipDays = skipDays
    self.retryAfter = retryAfter
    self.retryScope = retryScope
  }
}
