public import Articles
public import Foundation

/// One redirect that was followed.
public struct RedirectHop: Sendable, Equatable {
  /// The URL that redirected, without fragment and user information.
  public var from: String
  /// Where it pointed.
  public var to: String
  /// 301, 302, 303, 307 or 308.
  public var status: Int

  /// Makes a hop.
  public init(from: String, to: String, status: Int) {
    self.from = from
    self.to = to
    self.status = status
  }

  /// 301 or 308 (RFC 9110 §15.4).
  public var isPermanent: Bool { status == 301 || status == 308 }
}

/// What an answer says beside the body.
public struct FetchedMetadata: Sendable, Equatable {
  /// The URL that answered, which `validators` belong to: `FeedState.url`.
  public var finalURL: String
  /// The validators to store; of a 304 merged with those sent (RFC 9111 §4.3.4).
  public var validators: Validators
  /// Seconds for which the answer stays fresh; `nil` when it does not say, which after a 304 leaves the stored value.
  public var freshnessSeconds: Int?

  /// The values of all `Link` fields (RFC 8288), where publishers name hubs.
  public var linkFields: [String]

  /// Makes metadata.
  public init(
    finalURL: String, validators: Validators, freshnessSeconds: Int? = nil, linkFields: [String] = []
  ) {
    self.finalURL = finalURL
    self.validators = validators
    self.freshnessSeconds = freshnessSeconds
    self.linkFields = linkFields
  }
}

/// A body that differs from the last one; whether it is a feed is for the reader to say.
public struct FetchedDocument: Sendable, Equatable {
  /// The decoded body.
  public var bytes: [UInt8]
  /// `Content-Type`, verbatim.
  public var contentType: String?
  /// SHA-256 of `bytes` in hexadecimal.
  public var bodyHash: String
  /// Validators, freshness and the URL that answered.
  public var metadata: FetchedMetadata

  /// Makes a document.
  public init(bytes: [UInt8], contentType: String?, bodyHash: String, metadata: FetchedMetadata) {
    self.bytes = bytes
    self.contentType = contentType
    self.bodyHash = bodyHash
    self.metadata = metadata
  }
}

/// What came of asking for a feed.
public enum FetchOutcome: Sendable, Equatable {
  /// 200 with a body that is new.
  case document(FetchedDocument)
  /// 226: entries that are new or changed since the last answer, and no word of the others (RFC 3229).
  case delta(FetchedDocument)
  /// 304 to a conditional request.
  case notModified(FetchedMetadata)
  /// 200 with the same body as last time; validators may be new all the same.
  case unchanged(FetchedMetadata)
  /// Nothing usable; not before `retryAfter` if the server said so, already cut to the fetcher's maximum.
  case failed(FeedFailure, retryAfter: Date?)
  /// Nothing was asked, because the server had asked for quiet until then; a redirect to such a server fails instead.
  case postponed(until: Date)
}

/// An outcome with how it came about, for the feed's counters and for adopting permanent redirects.
public struct FetchResult: Sendable, Equatable {
  /// What came of it.
  public var outcome: FetchOutcome
  /// The redirects that were followed, in order.
  public var hops: [RedirectHop]
  /// How many requests were sent.
  public var requestCount: Int
  /// Body bytes received after decoding, redirects and error pages included.
  public var receivedBytes: Int
  /// Each request that was sent, in order; the feed is not named in them, nor what it declares.
  public var requests: [RequestRecord]
  /// The validators that the last request carried; empty when it was unconditional.
  public var sent: Validators
  /// What the server asked for beyond this feed; it is kept to already.
  public var quiet: QuietPeriod?

  /// Makes a result.
  public init(
    outcome: FetchOutcome, hops: [RedirectHop] = [], requestCount: Int = 0, receivedBytes: Int = 0,
    requests: [RequestRecord] = [],
    sent: Validators = Validators(), quiet: QuietPeriod? = nil
  ) {
    self.outcome = outcome
    self.hops = hops
    self.requestCount = requestCount
    self.receivedBytes = receivedBytes
    self.requests = requests
    self.sent = sent
    self.quiet = quiet
  }

  /// Where the feed has moved for good: the last target when every hop is permanent, else `nil`.
  public var permanentURL: String? { hops.allSatisfy(\.isPermanent) ? hops.last?.to : nil }
}
