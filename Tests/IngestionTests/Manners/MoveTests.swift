import Articles
import Diagnostics
import Fetching
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Redirects, and addresses that answer no longer.
@Suite struct MoveTests {
  private static let old = "http://news.example/old"
  private static let new = "http://new.example/feed"

  /// A server that redirects `/old` as `status` says to another host.
  private func redirecting(_ status: Int = 301, to target: String = MoveTests.new) throws -> PollBench {
    try PollBench([Self.old]) { request in
      request.target == "/old"
        ? .response(status, [("Location", target)])
        : request.value("If-None-Match") == nil
          ? .response(200, [("ETag", "\"n\"")], text: TestFeed.rss(["A"])) : .response(304)
    }
  }

  private func poll(_ bench: PollBench, times: Int, every seconds: Double) async throws {
    for _ in 0..<times {
      try await bench.poll()
      bench.pass(seconds)
    }
  }

  @Test("P30 A permanent redirect is followed at once and adopted after 5 answers over 3 days", arguments: [301, 308])
  func adoption(_ status: Int) async throws {
    let bench = try redirecting(status)
    try await poll(bench, times: 4, every: PollBench.day)
    var move = try #require(try await bench.state().move)
    #expect(move == FeedMove(origin: Self.old, target: Self.new, count: 4, since: PollBench.start))
    await bench.restart()
    try await poll(bench, times: 1, every: PollBench.day)
    move = try #require(try await bench.state().move)
    #expect(move.adopted == Self.new && move.adoptedAt == PollBench.start + 4 * PollBench.day)
    #expect(bench.requests.count == 10)
    await bench.restart()
    try await poll(bench, times: 2, every: PollBench.day)
    // Asked directly, and still conditionally.
    #expect(bench.requests.dropFirst(10).map(\.target) == ["/feed", "/feed"])
    #expect(bench.requests.dropFirst(10).allSatisfy { $0.value("If-None-Match") == "\"n\"" })
    #expect(bench.requests.last?.value("Host") == "new.example")
    #expect(bench.events == ["feed-moving", "feed-moved"])
  }

  @Test("P30 Five answers within three days adopt nothing, nor do three days with fewer")
  func bothAreNeeded() async throws {
    let quick = try redirecting()
    try await poll(quick, times: 60, every: PollBench.hour)
    #expect(try await quick.state().move?.adopted == nil)
    #expect(try await quick.state().move?.count == 60)
    let slow = try redirecting()
    try await poll(slow, times: 4, every: 2 * PollBench.day)
    #expect(try await slow.state().move?.adopted == nil)
  }

  @Test("P30 How many answers adopt a move, and over which time, is the desk's to say")
  func ownRule() async throws {
    let bench = try redirecting()
    bench.adoption = MoveAdoption(answers: 3, seconds: 3_600)
    try await poll(bench, times: 2, every: PollBench.hour)
    #expect(try await bench.state().move?.adopted == nil)
    try await poll(bench, times: 1, every: PollBench.hour)
    #expect(try await bench.state().move?.adopted == Self.new)
  }

  @Test("P30 Another target, an answer without redirect, or a failure at the target begins anew")
  func interruptions() async throws {
    let answers = Counter()
    let bench = try PollBench([Self.old]) { request in
      guard request.target == "/old" else {
        return request.target == "/broken" ? .response(404) : .response(200, text: TestFeed.rss(["A"]))
      }
      switch answers.next() {
      case 5: return .response(301, [("Location", "http://third.example/feed")])
      case 9: return .response(200, text: TestFeed.rss(["A"]))
      case 10: return .response(301, [("Location", "/broken")])
      default: return .response(301, [("Location", Self.new)])
      }
    }
    try await poll(bench, times: 4, every: PollBench.day)
    #expect(try await bench.state().move?.count == 4)
    try await poll(bench, times: 1, every: PollBench.day)
    #expect(try await bench.state().move?.target == "http://third.example/feed")
    try await poll(bench, times: 3, every: PollBench.day)
    #expect(try await bench.state().move?.count == 3)
    try await poll(bench, times: 1, every: PollBench.day)
    #expect(try await bench.state().move == nil)
    try await poll(bench, times: 1, every: PollBench.day)
    #expect(try await bench.state().move == nil)
  }

  @Test("P30 One temporary hop among permanent ones makes the whole way temporary")
  func everyHopCounts() async throws {
    let bench = try PollBench([Self.old]) { request in
      switch request.target {
      case "/old": .response(301, [("Location", "/middle")])
      case "/middle": .response(302, [("Location", Self.new)])
      default: .response(200, text: TestFeed.rss(["A"]))
      }
    }
    try await poll(bench, times: 8, every: PollBench.day)
    #expect(try await bench.state().move == nil)
    #expect(bench.requests.count == 24)
  }

  @Test("P31 Temporary redirects are followed and never adopted", arguments: [302, 303, 307])
  func temporaryRedirects(_ status: Int) async throws {
    let bench = try redirecting(status)
    try await poll(bench, times: 30, every: PollBench.day)
    #expect(try await bench.state().move == nil)
    #expect(bench.requests.count { $0.target == "/old" } == 30)
    #expect(try await bench.titles() == ["A"])
  }

  @Test("P30 An adopted address that fails for long is given up for the desk's", arguments: [404, 410, 200, 500])
  func fallBack(_ status: Int) async throws {
    let isDead = Counter()
    let bench = try PollBench([Self.old]) { request in
      switch (request.target, isDead.value) {
      case ("/old", 0): .response(301, [("Location", Self.new)])
      case ("/feed", 0), ("/old", _): .response(200, text: TestFeed.rss(["A"]))
      default: .response(status, text: "<html><body>Gone</body></html>")
      }
    }
    try await poll(bench, times: 6, every: PollBench.day)
    #expect(try await bench.state().move?.adopted == Self.new)
    _ = isDead.next()
    let failures = status == 410 ? 1 : MoveDecider.failuresToFallBack
    for number in 1...failures {
      #expect(try await bench.state().move?.adopted == Self.new, "\(number)")
      try await poll(bench, times: 1, every: PollBench.day)
    }
    let state = try await bench.state()
    #expect(state.move == nil && state.health != .gone)
    #expect(state.nextPoll.map { $0 <= bench.now } == true)
    try await poll(bench, times: 1, every: PollBench.day)
    #expect(bench.requests.last?.target == "/old")
    #expect(try await bench.state().health == .ok)
    #expect(bench.events.contains("feed-move-undone"))
  }

  @Test(
    "S12 A secret goes to an adopted address only if it is the same host's",
    arguments: [
      ("http://new.example/feed", false), ("https://www.news.example/feed", false),
      ("http://news.example/feed", true), ("https://news.example/feed", true),
    ])
  func secretStaysAtHome(_ target: String, _ mayHaveIt: Bool) async throws {
    let bench = try redirecting(to: target)
    bench.feeds[0].credentialName = "partner"
    bench.credentials = ["partner": "me:secret"]
    try await poll(bench, times: 6, every: PollBench.day)
    #expect(try await bench.state().move?.adopted == target)
    #expect(bench.requests.count == 11)
    let atHome = bench.requests.filter { $0.target == "/old" }
    #expect(atHome.count == 5 && atHome.allSatisfy { $0.value("Authorization") == "Basic bWU6c2VjcmV0" })
    let atTarget = bench.requests.filter { $0.target == "/feed" }
    #expect(atTarget.allSatisfy { ($0.value("Authorization") != nil) == mayHaveIt })
  }

  @Test("P30 Editing the desk's address forgets the move")
  func editedDesk() async throws {
    let bench = try redirecting()
    try await poll(bench, times: 6, every: PollBench.day)
    bench.feeds[0].url = "http://edited.example/feed"
    try await poll(bench, times: 1, every: PollBench.day)
    #expect(bench.requests.last?.value("Host") == "edited.example")
    #expect(try await bench.state().move == nil)
  }

  @Test("P30 A feed had over TLS is not adopted without it")
  func noWayBackToPlainText() {
    let feed = Feed(id: FeedID("a"), url: "https://a.example/", title: "A")
    var state = FeedState(id: feed.id, url: feed.url)
    let hop = RedirectHop(from: feed.url, to: "http://a.example/", status: 301)
    let result = FetchResult(
      outcome: .notModified(FetchedMetadata(finalURL: hop.to, validators: Validators())), hops: [hop])
    for day in 0..<9 {
      MoveDecider.follow(
        result, of: feed, from: state, into: &state, now: PollBench.start + Double(day) * PollBench.day)
    }
    #expect(state.move == nil)
  }

  @Test("P33 A feed that is gone is not asked again, its articles stay, and it is told")
  func gone() async throws {
    let polls = Counter()
    let bench = try PollBench { _ in polls.next() == 1 ? .response(200, text: TestFeed.rss(["A"])) : .response(410) }
    try await poll(bench, times: 2, every: PollBench.day)
    for _ in 0..<40 {
      await bench.restart()
      bench.pass(PollBench.day)
      try await bench.poll(isForced: false)
    }
    #expect(bench.requests.count == 2)
    #expect(try await bench.titles() == ["A"])
    #expect(try await bench.state().health == .gone)
    #expect(bench.sink.events.contains { $0.name == "feed-failed" && $0.message.contains("gone for good") })
    // A corrected address is asked at once.
    bench.feeds[0].url = "http://news.example/other"
    try await bench.poll(isForced: false)
    #expect(bench.requests.last?.target == "/other")
  }

  @Test("P34 Refusals slow a feed down to months, and delete nothing", arguments: [404, 403, 401])
  func refusals(_ status: Int) async throws {
    let polls = Counter()
    let bench = try PollBench { _ in
      polls.next() == 1
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(status)
    }
    try await bench.poll()
    var hours: [Double] = []
    for _ in 0..<18 {
      let next = try #require(try await bench.state().nextPoll)
      hours.append(next.timeIntervalSince(bench.now) / PollBench.hour)
      bench.pass(next.timeIntervalSince(bench.now))
      try await bench.poll(isForced: false)
    }
    #expect(hours == [1, 2, 4, 8, 16] + Array(repeating: 24, count: 8) + Array(repeating: 168, count: 4) + [720])
    #expect(bench.requests.count == 19)
    #expect(try await bench.titles() == ["A"])
  }

  @Test("P34 A corrected address is asked at once, however long the old one was to wait")
  func correctedAddress() async throws {
    let bench = try PollBench { $0.target == "/feed" ? .response(404) : .response(200, text: TestFeed.rss(["A"])) }
    for _ in 0..<10 { try await bench.poll() }
    await bench.restart()
    bench.feeds[0].url = "http://news.example/right"
    try await bench.poll(isForced: false)
    #expect(try await bench.titles() == ["A"])
    #expect(bench.requests.count == 11)
  }

  @Test("P35 Failures of the server back off separately and are forgotten at the first success")
  func transientFailures() async throws {
    let isUp = Counter()
    let bench = try PollBench { _ in isUp.value > 0 ? .response(200, text: TestFeed.rss(["A"])) : .response(502) }
    var hours: [Double] = []
    for _ in 0..<6 {
      try await bench.poll()
      hours.append(try #require(try await bench.state().nextPoll).timeIntervalSince(bench.now) / PollBench.hour)
    }
    #expect(hours == [1, 2, 4, 6, 6, 6])
    _ = isUp.next()
    try await bench.poll()
    let state = try await bench.state()
    #expect(state.consecutiveFailures == 0 && state.health == .ok)
    #expect(state.nextPoll == bench.now + 6 * PollBench.hour)
    #expect(bench.events == ["feed-failed", "feed-recovered"])
  }

  @Test("P36 A web page is no empty feed: it is told, slows the feed down, and removes nothing")
  func webPage() async throws {
    let polls = Counter()
    let bench = try PollBench { _ in
      polls.next() == 1
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"]))
        : .response(200, [("Content-Type", "application/rss+xml")], text: "<!DOCTYPE html><html><p>Welcome</p></html>")
    }
    try await poll(bench, times: 2, every: PollBench.hour)
    let state = try await bench.state()
    #expect(state.health == .html && state.lastFailure?.code == "html")
    #expect(state.nextPoll == PollBench.start + 3 * PollBench.hour)
    #expect(try await bench.titles() == ["A"])
  }

  @Test("P37 An empty feed is a feed: its articles stay")
  func emptyFeed() async throws {
    let polls = Counter()
    let bench = try PollBench { _ in .response(200, text: TestFeed.rss(polls.next() == 1 ? ["A", "B"] : [])) }
    try await poll(bench, times: 2, every: PollBench.hour)
    #expect(try await bench.state().health == .ok)
    #expect(try await bench.titles() == ["A", "B"])
  }

  @Test("P32 Redirects in a circle or without end fail and go on being asked seldom")
  func loops() async throws {
    let bench = try PollBench(["http://a.example/circle", "http://b.example/1"]) { request in
      request.target == "/circle"
        ? .response(301, [("Location", "/circle")])
        : .response(301, [("Location", "/\((Int(request.target.dropFirst()) ?? 0) + 1)")])
    }
    try await bench.poll()
    #expect(try await bench.state(0).lastFailure?.code == "redirect-loop")
    #expect(try await bench.state(1).lastFailure?.code == "redirect-limit")
    #expect(bench.requests.count == 1 + 6)
    #expect(try await bench.state(1).nextPoll == bench.now + 2 * PollBench.hour)
  }
}
