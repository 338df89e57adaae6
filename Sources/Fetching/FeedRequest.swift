public import Articles

/// What to ask for, with all that is known of the last answer.
public struct FeedRequest: Sendable {
  /// The feed's address.
  public var url: String
  /// Validators of the last answer; empty asks unconditionally.
  public var validators: Validators
  /// The URL that answered with `validators` (`FetchedDocument.finalURL`): they are sent to no other (RFC 9110 §13).
  public var validatorsURL: String
  /// SHA-256 of the last body in hexadecimal.
  public var bodyHash: String?
  /// The cap on the decoded body; the fetcher's own when `nil`.
  public var maximumBodyBytes: Int?
  /// Whether the server may send only what is new since the last answer (RFC 3229, `A-IM: feed`).
  public var takesDelta: Bool
  /// Longest `Retry-After` that is obeyed, in seconds; the fetcher's own when `nil`.
  public var maximumRetryAfterSeconds: Int?
  /// `user:password` for Basic authentication (RFC 7617), sent to the feed's own origin only.
  public var credentials: String?

  /// Makes a request; without validators it is unconditional.
  public init(
    url: String, validators: Validators = Validators(), validatorsURL: String = "", bodyHash: String? = nil,
    maximumBodyBytes: Int? = nil, takesDelta: Bool = false, maximumRetryAfterSeconds: Int? = nil,
    credentials: String? = nil
  ) {
    self.url = url
    self.validators = validators
    self.validatorsURL = validatorsURL
    self.bodyHash = bodyHash
    self.maximumBodyBytes = maximumBodyBytes
    self.takesDelta = takesDelta
    self.maximumRetryAfterSeconds = maximumRetryAfterSeconds
    self.credentials = credentials
  }

  /// Makes the next request for a feed from what the store knows of it.
  public init(feed: Feed, state: FeedState, credentials: String? = nil) {
    self.init(
      url: state.address(of: feed.url), validators: state.validators, validatorsURL: state.url,
      bodyHash: state.bodyHash, maximumBodyBytes: feed.maximumBodyBytes, credentials: credentials)
  }

  /// Requests with equal keys get one answer.
  struct Key: Hashable, Sendable {
    let texts: [String?]
    let maximumBodyBytes: Int?
    let takesDelta: Bool
  }

  var key: Key {
    Key(
      texts: [url, validators.etag, validators.lastModified, validatorsURL, bodyHash, credentials],
      maximumBodyBytes: maximumBodyBytes, takesDelta: takesDelta)
  }
}
