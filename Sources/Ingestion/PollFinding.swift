import Articles
import FeedFormats
import Fetching
import Normalization
import WebSub

/// What one body turned out to hold.
struct ReadFeed: Sendable {
  /// Format, for example `rss-2.0`.
  var format: FeedFormat
  /// What the document asks of pollers.
  var hints: PollHints
  /// Repairs that were needed to read it.
  var defectCount: Int
  /// The hubs that tell of its changes.
  var hubs: HubOffer?
  /// Its articles, in document order, none twice, and what can name them.
  var document: NormalizedFeed
}

/// What a poll found, before anything is decided.
enum PollFinding: Sendable {
  /// A feed that differs from the last one; without a body hash when it holds only what is new in it (226).
  case feed(ReadFeed, bodyHash: String?, FetchedMetadata)
  /// A body that is no feed.
  case unreadable(FeedFailure, isPage: Bool)
  /// The feed is as it was: 304, or the same bytes again.
  case asBefore(FetchedMetadata, isNotModified: Bool)
  /// No usable answer.
  case failed(FeedFailure)
  /// Nothing was asked.
  case postponed
}

extension PollFinding {
  /// Whether nothing was asked.
  var isPostponed: Bool {
    if case .postponed = self { true } else { false }
  }

  /// What the answer says of hubs; a 304 may name some, and says nothing by naming none.
  var hubs: HubReport {
    switch self {
    case .feed(let read, _, _): read.hubs.map(HubReport.offered) ?? .none
    case .asBefore(let metadata, _):
      HubDiscovery.offer(linkFields: metadata.linkFields, documentURL: metadata.finalURL).map(HubReport.offered)
        ?? .unknown
    case .unreadable, .failed, .postponed: .unknown
    }
  }
}
