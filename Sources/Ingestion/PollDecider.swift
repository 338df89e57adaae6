import Articles
import FeedFormats
import Fetching
import Foundation

/// Decides what a poll changes: a pure function of the old state, what was found, and the time.
///
/// Interacts with nothing; the effects are in `Poller`.
enum PollDecider {
  /// The feed's state after the poll; when to ask next is the scheduler's to say.
  static func state(
    after finding: PollFinding, of result: FetchResult, from old: FeedState, now: Date
  ) -> FeedState {
    var state = old
    state.requestCount += result.requestCount
    state.receivedBytes += result.receivedBytes
    if result.requestCount > 0 { state.lastPoll = now }
    switch finding {
    case .feed(let feed, let bodyHash, let metadata):
      succeed(&state, metadata, now)
      state.bodyHash = bodyHash
      state.publishedTitle = feed.title ?? state.publishedTitle
      state.format = feed.format.rawValue
      state.defectCount = feed.defectCount
      let freshness = state.hints.freshnessSeconds
      state.hints = feed.hints
      state.hints.freshnessSeconds = freshness
    case .asBefore(let metadata, let isNotModified):
      succeed(&state, metadata, now)
      if isNotModified { state.notModifiedCount += 1 }
    case .unreadable(let failure, let isPage):
      fail(&state, failure)
      state.health = isPage ? .html : .failing
    case .failed(let failure):
      fail(&state, failure)
      state.health = failure.code == "http-410" ? .gone : .failing
    case .postponed: break
    }
    return state
  }

  /// The articles to tag and store: those that `known` does not hold, or holds with other content.
  static func news(in articles: [Article], known: [ArticleID: String]) -> [Article] {
    articles.filter { known[$0.id] != $0.contentHash }
  }

  /// Validators and freshness are taken as one set from each good answer, 304 too (RFC 9111 §4.3.4).
  private static func succeed(_ state: inout FeedState, _ metadata: FetchedMetadata, _ now: Date) {
    state.url = metadata.finalURL
    state.validators = metadata.validators
    if let freshness = metadata.freshnessSeconds { state.hints.freshnessSeconds = freshness }
    state.health = .ok
    state.consecutiveFailures = 0
    state.lastSuccess = now
  }

  /// A failure leaves validators and body hash alone: they still belong to the last good document.
  private static func fail(_ state: inout FeedState, _ failure: FeedFailure) {
    state.lastFailure = failure
    state.consecutiveFailures += 1
  }
}
