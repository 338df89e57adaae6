/// Why a feed's next poll is when it is: which of all that speaks for a time prevailed.
public struct PollReason: Sendable, Equatable, Codable {
  /// What prevailed.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The fixed interval of desk or feed.
    case interval
    /// By then a request is worth its price in news.
    case rhythm
    /// A hub tells of everything new, so polls are a safety net.
    case hub
    /// Later, entries could leave the document unseen.
    case window
    /// The server says that its answer stays fresh until then (RFC 9111 §4.2).
    case freshness
    /// The feed's `<ttl>`; its `sy:updatePeriod`.
    case ttl, syndication
    /// The feed's `<skipHours>` or `<skipDays>` end then.
    case skipHours = "skip-hours"
    /// Each poll costs the server a whole body, since it gives no validators.
    case withoutValidators = "without-validators"
    /// The last polls failed.
    case backoff
    /// The server asked for quiet until then.
    case retryAfter = "retry-after"
    /// No feed is asked sooner than this.
    case floor
    /// No feed is left alone for longer than this.
    case cap
  }

  /// What prevailed.
  public var kind: Kind
  /// Seconds from the last poll to the next.
  public var seconds: Int
  /// Articles that the feed's rhythm leads to expect by then.
  public var expectedArticles: Double

  /// Makes a reason.
  public init(_ kind: Kind, seconds: Int, expectedArticles: Double = 0) {
    self.kind = kind
    self.seconds = seconds
    self.expectedArticles = expectedArticles
  }

  /// The form in which it is stored: kind, seconds and articles, `rhythm 5400 2.25`.
  public var text: String { "\(kind.rawValue) \(seconds) \(expectedArticles)" }

  /// Reads the stored form; `nil` for anything else.
  public init?(text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])), let seconds = Int(parts[1]),
      let articles = Double(parts[2]), articles.isFinite
    else { return nil }
    self.init(kind, seconds: seconds, expectedArticles: articles)
  }

  /// The reason for people, to follow “because”.
  public var words: String {
    switch kind {
    case .interval: "that is its interval"
    case .rhythm: "by its rhythm, \(articles) expected by then"
    case .hub: "a hub tells of everything new in between"
    case .window: "later, new entries could leave the feed unseen: \(articles) expected by then"
    case .freshness: "the server says that its answer stays fresh until then"
    case .ttl: "the feed's ttl asks for it"
    case .syndication: "the feed's sy:updatePeriod asks for it"
    case .skipHours: "the feed's skipHours and skipDays close the time before"
    case .withoutValidators: "each poll costs the server a whole document, for it gives no validators or ignores them"
    case .backoff: "the last polls failed"
    case .retryAfter: "the server asked for quiet until then"
    case .floor: "no feed is asked sooner"
    case .cap: "no feed is left alone for longer"
    }
  }

  private var articles: String {
    let tenths = Int((min(max(expectedArticles, 0), 1e6) * 10).rounded())
    return tenths == 10 ? "1 article" : "\(tenths / 10)\(tenths % 10 == 0 ? "" : ".\(tenths % 10)") articles"
  }
}
