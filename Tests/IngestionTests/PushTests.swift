import ArticleStore
import Articles
import Fetching
import Foundation
import HTTPTransfer
import Locking
import Scheduling
import Testing
import WebSub

@testable import Ingestion

@Suite struct PushTests {
  private struct Surprise: Error {
    let result: PushResult
  }

  private let hubLinks =
    "<atom:link rel='hub' href='https://hub.example/'/><atom:link rel='self' href='https://valley.example/rss'/>"

  @Test("P49 a delivery stores what is new and leaves alone what polls go by") func deliveryLeavesPollsAlone()
    async throws
  {
    try await withPushBench { bench in
      let fields = [
        HTTPField("ETag", "\"1\""), HTTPField("Last-Modified", "x"), HTTPField("Cache-Control", "max-age=60"),
      ]
      bench.server.answer(200, PushBench.rss((1...5).map { ($0, -9_000) }), fields)
      _ = try await bench.poll()
      let before = try await bench.state()
      bench.advance(100)
      let result = try await bench.push(PushBench.rss([(6, 90)]))
      guard case .stored(let results) = result else { throw Surprise(result: result) }
      #expect(results.map(\.storedCount) == [1] && results.map(\.entryCount) == [1])
      var after = try await bench.state()
      #expect(after.articleCount == 6 && after.lastChange == PushBench.start + 100)
      #expect(after.rhythm.lastPublication == PushBench.start + 90)
      #expect(after.rhythm.windowEntries == 5, "a part says nothing of how much the feed shows")
      (after.articleCount, after.lastChange, after.rhythm) = (before.articleCount, before.lastChange, before.rhythm)
      #expect(after == before)
      #expect(try await bench.titles() == (1...6).map { "Story \($0)" }, "the others are not deleted")
    }
  }

  @Test("P49 the poll after a delivery is conditional on the last poll, and brings nothing twice")
  func pollAfterDelivery() async throws {
    try await withPushBench { bench in
      bench.server.answer(200, PushBench.rss([(1, -9_000)]), [HTTPField("ETag", "\"1\"")])
      let first = try await bench.poll()
      _ = try await bench.push(PushBench.rss([(2, 1)]))
      bench.advance(3_600)
      bench.server.answer(200, PushBench.rss([(2, 1), (1, -9_000)]), [HTTPField("ETag", "\"2\"")])
      // The run knows what the last poll gave it; it has not heard of the delivery.
      let second = try await bench.poll(knowing: first.state)
      #expect(bench.server.requests.last?.fields.contains(HTTPField("If-None-Match", "\"1\"")) == true)
      #expect(second.storedCount == 0 && second.state.articleCount == 2 && second.missedCount == 0)
      #expect(second.state.validators.etag == "\"2\"")
      #expect(try await bench.state() == second.state)
    }
  }

  @Test("P49 a delivery during a poll of the same feed is neither lost nor overwritten") func deliveryDuringPoll()
    async throws
  {
    try await withPushBench { bench in
      bench.server.answer(200, PushBench.rss([(1, -9_000)]))
      let first = try await bench.poll()
      bench.server.hold()
      bench.server.answer(200, PushBench.rss([(3, 5), (2, 1), (1, -9_000)]), [HTTPField("ETag", "\"2\"")])
      async let second = bench.poll(knowing: first.state)
      while !bench.server.isWaiting { try await Task.sleep(for: .milliseconds(2)) }
      _ = try await bench.push(PushBench.rss([(2, 1)]))
      bench.server.release()
      let result = try await second
      #expect(result.state.articleCount == 3 && result.storedCount == 1)
      #expect(try await bench.state() == result.state)
      #expect(try await bench.titles() == ["Story 1", "Story 2", "Story 3"])
    }
  }

  @Test("P49 a delivery goes to the feeds that share the request: same secret, and moved ones too")
  func deliveryGoesWhereTheRequestGoes() async throws {
    try await withPushBench { bench in
      var feeds = [bench.feed] + ["secret", "moved"].map { Feed(id: FeedID($0), url: bench.feed.url, title: $0) }
      feeds[1].credentialName = "partner"
      feeds[2].url = "https://old.example/rss"
      var state = FeedState(id: feeds[2].id, url: bench.feed.url)
      state.deskURL = feeds[2].url
      state.move = FeedMove(
        origin: feeds[2].url, target: state.url, since: .distantPast, adopted: state.url, adoptedAt: PushBench.start)
      try await bench.poller.commit([FeedChange(state: state)])
      let run = PollRun(
        poller: bench.poller, feeds: feeds, concurrency: 1, spacing: PollSpacing(seconds: 0) { $0 },
        diagnostics: bench.log)
      let pushed = PushedDocument(bytes: Array(PushBench.rss([(1, 1)]).utf8), contentType: "application/rss+xml")
      for (feed, names) in [(0, ["valley", "moved"]), (2, ["valley", "moved"]), (1, ["secret"])] {
        let result = try #require(try await run.push(pushed, to: feeds[feed].id))
        guard case .stored(let results) = result else { throw Surprise(result: result) }
        #expect(results.map(\.state.id.rawValue) == names)
      }
    }
  }

  @Test("P49 many deliveries and polls at once leave one consistent state") func manyAtOnce() async throws {
    try await withPushBench { bench in
      bench.server.answer(200, PushBench.rss([(0, -9_000)]))
      let first = try await bench.poll()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...20 { group.addTask { _ = try await bench.push(PushBench.rss([(number, 1)])) } }
        group.addTask { _ = try await bench.poll(knowing: first.state) }
        try await group.waitForAll()
      }
      let state = try await bench.state()
      #expect(state.articleCount == 21)
      #expect(try await bench.titles().count == 21)
    }
  }

  @Test("P49 changed articles replace, a page is no feed, and nothing of it is kept") func changesAndPages()
    async throws
  {
    try await withPushBench { bench in
      bench.server.answer(200, PushBench.rss([(1, -9_000), (2, -9_000)]))
      _ = try await bench.poll()
      let before = try await bench.state()
      let page = try await bench.push("<!DOCTYPE html><html><head><title>x</title></head><body><p>x</p></body></html>")
      guard case .unreadable(let failure) = page else { throw Surprise(result: page) }
      #expect(failure.code == "html")
      #expect(try await bench.state() == before)
      for garbage in ["", "\u{0}\u{1}", "<rss", "{", String(repeating: "<a>", count: 5_000)] {
        _ = try await bench.push(garbage)
      }
      _ = try await bench.push(PushBench.rss([(2, -9_000)], title: "Corrected"))
      #expect(try await bench.titles() == ["Corrected 2", "Story 1"])
      #expect(try await bench.state().articleCount == 2)
    }
  }

  @Test("P49 a poll tells of hubs, by header and by document, and of articles that no hub told of")
  func pollTellsOfHubs() async throws {
    try await withPushBench { bench in
      let offer = HubOffer(topic: "https://valley.example/rss", hubs: ["https://hub.example/"])
      bench.server.answer(200, PushBench.rss([(1, -9_000)], head: hubLinks))
      #expect(try await bench.poll().hubs == .offered(offer))
      bench.server.answer(200, PushBench.rss([(1, -9_000)], head: hubLinks))
      #expect(try await bench.poll().hubs == .unknown, "the same bytes again")
      bench.advance(3_600)
      bench.server.answer(
        200, PushBench.rss([(1, -9_000), (2, 100), (3, 3_500)]),
        [HTTPField("Link", "<https://hub.example/>; rel=hub, <https://valley.example/rss>; rel=self")])
      let result = try await bench.poll()
      #expect(result.hubs == .offered(offer))
      #expect(result.missedCount == 1, "story 3 is too young to be missed")
      bench.server.answer(200, PushBench.rss([(1, -9_000)]))
      #expect(try await bench.poll().hubs == HubReport.none)
      bench.server.answer(500)
      #expect(try await bench.poll().hubs == .unknown)
    }
  }

  @Test("P49 polls of a feed whose hub delivers grow rarer up to a day, and no rarer") func trustedFeedsAreAskedLess()
    async throws
  {
    try await withPushBench { bench in
      func delay(_ trust: Int, _ stories: [(Int, Double)]? = nil) async throws -> Double {
        bench.trust.withLock { $0 = trust }
        if let stories {
          bench.server.answer(200, PushBench.rss(stories), [HTTPField("ETag", "\"\(stories.count)\"")])
        } else {
          bench.server.answer(304)
        }
        let result = try await bench.poll()
        return try #require(result.state.nextPoll).timeIntervalSince(bench.clock.withLock { $0 })
      }
      let usual = try await delay(0, [(1, -9_000)])
      #expect((3_600...3_960).contains(usual))
      #expect(try await delay(1) > 1.9 * usual)
      for trust in [5, 12, 1_000] {
        let longest = try await delay(trust)
        #expect((70_000...86_400).contains(longest))
      }
      #expect(try await delay(12, [(1, -9_000), (2, -1_000)]) == usual, "an article that no hub told of")
    }
  }
}
