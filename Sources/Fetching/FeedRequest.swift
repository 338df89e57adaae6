public import Articles
import HTTPTransfer

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
  /// How long a domain is left alone after a 429 that names no time, in seconds; the feed itself waits longer (`Backoff`).
  public var quietAfterTooManySeconds = 600
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
  ///
  /// Credentials were given for the feed's address in the desk: where it has moved they go along only if they may.
  public init(feed: Feed, state: FeedState, credentials: String? = nil) {
    let address = state.address(of: feed.url)
    self.init(
      url: address, validators: state.validators, validatorsURL: state.url, bodyHash: state.bodyHash,
      maximumBodyBytes: feed.maximumBodyBytes,
      credentials: credentials.flatMap { Self.mayPassCredentials(from: feed.url, to: address) ? $0 : nil })
  }

  /// Whether credentials given for one address may be sent to another: the same origin, or http to https at one host.
  public static func mayPassCredentials(from old: String, to new: String) -> Bool {
    if old == new { return true }
    guard let old = try? FetchAttempt.url(old), let new = try? FetchAttempt.url(new) else { return false }
    return old.mayPassCredentials(to: new)
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
