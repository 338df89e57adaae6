import Articles
import FeedFormats
import Fetching
import Foundation
import Normalization
import Testing

@testable import Ingestion

@Suite struct PollDeciderTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)
  private let feed = Feed(id: FeedID("a"), url: "https://a.example/feed", title: "A")
  private let metadata = FetchedMetadata(
    finalURL: "https://a.example/feed", validators: Validators(etag: "\"2\""), freshnessSeconds: 600)

  private func state(_ finding: PollFinding, from old: FeedState) -> FeedState {
    let result = FetchResult(outcome: .notModified(metadata), requestCount: 1, receivedBytes: 10)
    return PollDecider.state(after: finding, of: result, for: feed, from: old, now: now)
  }

  private func read(freshness: Int?) -> PollFinding {
    let read = ReadFeed(
      format: .rss20, hints: PollHints(ttlSeconds: 1_800), defectCount: 2,
      document: NormalizedFeed(title: "A feed", articles: []))
    var metadata = metadata
    metadata.freshnessSeconds = freshness
    return .feed(read, bodyHash: "ff", metadata)
  }

  @Test func aFeedReplacesAllThatIsKnown() {
    let new = state(read(freshness: 600), from: FeedState(id: feed.id, url: feed.url))
    #expect(new.validators == Validators(etag: "\"2\""))
    #expect(new.bodyHash == "ff")
    #expect(new.hints == PollHints(freshnessSeconds: 600, ttlSeconds: 1_800))
    #expect(new.health == .ok && new.lastSuccess == now && new.requestCount == 1 && new.defectCount == 2)
  }

  @Test func freshnessEndsWithTheHeaderThatGaveIt() {
    let fresh = state(read(freshness: 86_400), from: FeedState(id: feed.id, url: feed.url))
    var silent = metadata
    silent.freshnessSeconds = nil
    #expect(state(.asBefore(silent, isNotModified: true), from: fresh).hints.freshnessSeconds == 86_400)
    #expect(state(.asBefore(silent, isNotModified: false), from: fresh).hints.freshnessSeconds == nil)
    #expect(state(read(freshness: nil), from: fresh).hints.freshnessSeconds == nil)
  }

  @Test func aFailureKeepsTheValidatorsOfTheLastGoodDocument() {
    let good = state(read(freshness: nil), from: FeedState(id: feed.id, url: feed.url))
    let failed = state(.failed(FeedFailure(code: "timeout", message: "too slow", at: now)), from: good)
    #expect(failed.validators == good.validators && failed.bodyHash == good.bodyHash)
    #expect(failed.health == .failing && failed.consecutiveFailures == 1)
    let page = state(.unreadable(FeedFailure(code: "html", message: "a page", at: now), isPage: true), from: failed)
    #expect(page.health == .html && page.consecutiveFailures == 2)
    #expect(state(.asBefore(metadata, isNotModified: true), from: page).consecutiveFailures == 0)
  }

  @Test func aFeedThatIsGoneIsAskedAgainAtAnotherAddress() {
    let good = state(read(freshness: nil), from: FeedState(id: feed.id, url: feed.url))
    let gone = state(.failed(FeedFailure(code: "http-410", message: "gone", at: now)), from: good)
    #expect(gone.health == .gone && gone.validators.isEmpty)
    #expect(PollDecider.starting(feed, gone).health == .gone)
    var moved = feed
    moved.url = "https://a.example/new"
    let fresh = PollDecider.starting(moved, gone)
    #expect(fresh.health == .new && fresh.nextPoll == nil && fresh.url == moved.url)
    #expect(fresh.requestCount == gone.requestCount)
  }
}
