import Articles
import Foundation
import Scheduling
import TestSupport
import Testing

@testable import Ingestion

/// What servers ask for with 429 and 503, and how far it reaches.
@Suite struct QuietTests {
  private static let urls = [
    "http://feeds.a.example/busy", "http://feeds.a.example/two", "http://www.a.example/three", "http://b.example/four",
  ]

  /// Answers `/busy` with a refusal, everything else with a feed.
  private func bench(_ status: Int, _ fields: [(String, String)]) throws -> PollBench {
    try PollBench(Self.urls) { request in
      request.target == "/busy" ? .response(status, fields) : .response(200, text: TestFeed.rss(["A"]))
    }
  }

  /// Polls the busy feed first, then all others; answers what was asked of the others.
  private func othersAsked(_ bench: PollBench) async throws -> [String] {
    let all = bench.feeds
    bench.feeds = [all[0]]
    try await bench.poll()
    let count = bench.requests.count
    bench.feeds = Array(all.dropFirst())
    try await bench.poll()
    bench.feeds = all
    return bench.requests.dropFirst(count).map(\.target).sorted()
  }

  @Test(
    "P25 P26 429 with Retry-After, in seconds or as a date, quiets the whole registrable domain",
    arguments: ["120", "Wed, 18 Nov 2026 11:08:40 GMT"])
  func tooManyRequests(_ value: String) async throws {
    let bench = try bench(429, [("Retry-After", value)])
    #expect(try await othersAsked(bench) == ["/four"])
    bench.pass(119)
    try await bench.poll()
    #expect(bench.requests.filter { $0.value("Host") != "b.example" }.count == 1)
    bench.pass(2)
    try await bench.poll()
    #expect(bench.requests.filter { $0.value("Host") != "b.example" }.count > 1)
  }

  @Test("P25 A feed whose domain has asked for quiet is put off, which is no failure")
  func putOff() async throws {
    let bench = try bench(429, [("Retry-After", "7200")])
    bench.feeds = [bench.feeds[0]]
    try await bench.poll()
    bench.feeds = [Feed(id: FeedID("feed-1"), url: Self.urls[1], title: "")]
    let pass = try await bench.poll()
    #expect((pass.polledCount, pass.failedCount, pass.postponedCount) == (0, 0, 1))
    #expect(try await bench.state().nextPollReason?.kind == .retryAfter)
  }

  @Test("P27 503 with Retry-After quiets the host, and leaves the rest of the domain alone")
  func unavailable() async throws {
    let bench = try bench(503, [("Retry-After", "120")])
    #expect(try await othersAsked(bench) == ["/four", "/three"])
  }

  @Test("P25 P27 Quiet survives a restart", arguments: [(429, ["/four"]), (503, ["/four", "/three"])])
  func quietSurvivesRestart(_ status: Int, _ asked: [String]) async throws {
    let bench = try bench(status, [("Retry-After", "7200")])
    bench.feeds = [bench.feeds[0]]
    try await bench.poll()
    let quiet = try #require(try await bench.state().quiet)
    #expect(quiet.until == bench.now + 7_200)
    await bench.restart()
    bench.pass(7_000)
    bench.feeds = (1..<4).map { Feed(id: FeedID("feed-\($0)"), url: Self.urls[$0], title: "") }
    try await bench.poll()
    #expect(bench.requests.dropFirst().map(\.target).sorted() == asked)
    bench.pass(201)
    try await bench.poll()
    #expect(Set(bench.requests.dropFirst(1 + asked.count).map(\.target)).count == 3)
  }

  @Test(
    "P28 429 without a time: ten minutes for the domain; the feed waits longer, doubling, with its own offset",
    arguments: [nil, 1_800])
  func noTime(_ configured: Int?) async throws {
    let bench = try bench(429, [])
    bench.policy.intervalSeconds = 300
    if let configured { bench.policy.throttledSeconds = configured }
    let first = Double(configured ?? 600)
    #expect(try await othersAsked(bench) == ["/four"])
    #expect(try await bench.state().quiet?.until == bench.now + first)
    var delays: [Double] = []
    bench.feeds = [bench.feeds[0]]
    for _ in 0..<4 {
      let next = try #require(try await bench.state().nextPoll)
      delays.append(next.timeIntervalSince(bench.now))
      bench.pass(next.timeIntervalSince(bench.now))
      try await bench.poll()
    }
    let offset = delays[0] - first
    #expect((0...3_600).contains(offset))
    #expect(delays == [1, 2, 4, 8].map { $0 * first + offset })
  }

  @Test(
    "P29 Retry-After is obeyed up to what the desk says; nonsense counts as none",
    arguments: [("317100", 86_400.0, nil), ("317100", 604_800, 604_800), ("-5", 3_600, nil), ("soon", 3_600, nil)]
      as [(String, Double, Int?)])
  func longest(_ value: String, _ expected: Double, _ obeyed: Int?) async throws {
    let bench = try bench(503, [("Retry-After", value)])
    if let obeyed { bench.policy.maximumRetryAfterSeconds = obeyed }
    bench.feeds = [bench.feeds[0]]
    try await bench.poll()
    let delay = try #require(try await bench.state().nextPoll).timeIntervalSince(bench.now)
    let limit = obeyed == nil ? expected : 317_100
    #expect(delay >= limit && delay <= limit + 3_600)
  }
}
