import Articles
import Diagnostics
import Foundation
import Scheduling
import TestSupport
import Testing

@testable import Ingestion

/// What publisher and server ask of the time between polls: whole polls of documents that say so.
@Suite struct ScheduleHintTests {
  /// Seconds until the next poll of a feed with these headers and this channel.
  private func delay(
    _ fields: [(String, String)] = [], _ channel: String = "",
    _ policy: PollPolicy = PollPolicy(jitter: 0, isAdaptive: false)
  ) async throws -> Double {
    let bench = try bench(fields, channel, policy)
    try await bench.poll()
    return try #require(try await bench.state().nextPoll).timeIntervalSince(bench.now)
  }

  private func bench(
    _ fields: [(String, String)], _ channel: String, _ policy: PollPolicy = PollPolicy(jitter: 0, isAdaptive: false)
  ) throws -> PollBench {
    let bench = try PollBench { request in
      request.value("If-None-Match") == "\"1\""
        ? .response(304, fields)
        : .response(200, [("ETag", "\"1\"")] + fields, text: TestFeed.rss(["A"], channel: channel))
    }
    bench.policy = policy
    return bench
  }

  // The bench starts on Wednesday 18 November 2026, 11:06:40 UTC.
  @Test(
    "P11 The next poll waits for the longest of max-age less Age, Expires, ttl and sy, up to their caps",
    arguments: [
      ([("Cache-Control", "max-age=7200")], "", 7_200),
      ([("Cache-Control", "max-age=9000"), ("Age", "1000")], "", 8_000),
      ([("Expires", "Wed, 18 Nov 2026 14:06:40 GMT")], "", 10_800), ([], "<ttl>180</ttl>", 10_800),
      ([("Cache-Control", "max-age=7200")], "<ttl>180</ttl>", 10_800),
      ([("Cache-Control", "max-age=14400")], "<ttl>180</ttl>", 14_400), ([], "<ttl>20160</ttl>", 604_800),
      ([("Cache-Control", "max-age=60")], "<ttl>1</ttl>", 3_600), ([("Cache-Control", "max-age=99999")], "", 86_400),
    ] as [([(String, String)], String, Double)])
  func longestHint(_ fields: [(String, String)], _ channel: String, _ expected: Double) async throws {
    #expect(try await delay(fields, channel) == expected)
  }

  @Test("P11 P27 Retry-After comes after all of them")
  func retryAfterIsLonger() async throws {
    let polls = Counter()
    let bench = try PollBench { _ in
      polls.next() == 1
        ? .response(200, [("ETag", "\"1\""), ("Cache-Control", "max-age=7200")], text: TestFeed.rss(["A"]))
        : .response(503, [("Retry-After", "20000")])
    }
    try await bench.poll()
    bench.pass(7_200)
    try await bench.poll(isForced: false)
    #expect(try await bench.state().nextPoll == bench.now + 20_000)
  }

  @Test("P12 A max-age of a year is cut to a day, on 200 and on 304")
  func yearOfFreshness() async throws {
    let bench = try bench([("Cache-Control", "public, max-age=31536000, immutable")], "")
    for _ in 0..<2 {
      try await bench.poll()
      #expect(try await bench.state().nextPoll == bench.now + PollBench.day)
    }
    #expect(try await bench.state().notModifiedCount == 1)
  }

  @Test(
    "P13 An Expires that is no date, or in the past, is stale and no error",
    arguments: ["0", "-1", "soon", "Wed, 18 Nov 2020 11:06:40 GMT"])
  func badExpires(_ value: String) async throws {
    let bench = try bench([("Expires", value)], "")
    try await bench.poll()
    let state = try await bench.state()
    #expect(state.health == .ok && state.hints.freshnessSeconds == 0)
    #expect(state.nextPoll == bench.now + PollBench.hour)
  }

  @Test(
    "P14 no-cache and no-store leave the interval alone, and validators are used all the same",
    arguments: ["no-cache", "no-store", "no-cache, no-store, must-revalidate, max-age=86400", "private, no-cache"])
  func uncacheable(_ value: String) async throws {
    let bench = try bench([("Cache-Control", value)], "")
    try await bench.poll()
    #expect(try await bench.state().nextPoll == bench.now + PollBench.hour)
    try await bench.poll()
    #expect(bench.requests.last?.value("If-None-Match") == "\"1\"")
    #expect(try await bench.state().nextPoll == bench.now + PollBench.hour)
  }

  @Test("P15 No poll in an hour of skipHours or on a day of skipDays")
  func skippedTimes() async throws {
    let hours = "<skipHours>" + (12...17).map { "<hour>\($0)</hour>" }.joined() + "</skipHours>"
    let bench = try bench([], hours)
    try await bench.poll()
    var next = try #require(try await bench.state().nextPoll)
    #expect((18..<19).contains(next.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400) / 3_600))
    bench.pass(next.timeIntervalSince(bench.now) - 1)
    try await bench.poll(isForced: false)
    #expect(bench.requests.count == 1)
    bench.pass(1)
    try await bench.poll(isForced: false)
    #expect(bench.requests.count == 2)
    let days = try self.bench([], "<skipDays><day>Wednesday</day><day>Thursday</day></skipDays>")
    try await days.poll()
    next = try #require(try await days.state().nextPoll)
    // Friday, 20 November, soon after midnight.
    #expect((1_795_132_800..<1_795_136_400).contains(next.timeIntervalSince1970))
  }

  @Test("P15 A pass that comes late into hours to skip puts the feed off, which is no failure")
  func latePass() async throws {
    let bench = try bench([], "<skipHours>" + (13...17).map { "<hour>\($0)</hour>" }.joined() + "</skipHours>")
    try await bench.poll()
    bench.pass(2 * PollBench.hour)
    let pass = try await bench.poll(isForced: false)
    #expect((pass.polledCount, pass.failedCount, pass.postponedCount) == (0, 0, 1))
    #expect(bench.requests.count == 1)
    let state = try await bench.state()
    #expect(state.nextPollReason?.kind == .skipHours && state.consecutiveFailures == 0)
    let hour = state.nextPoll?.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400) ?? 0
    #expect((18 * PollBench.hour..<19 * PollBench.hour).contains(hour))
  }

  @Test("P15 A list of all hours or of all days is ignored, with a warning, once")
  func allTimesSkipped() async throws {
    let hours = "<skipHours>" + (0...23).map { "<hour>\($0)</hour>" }.joined() + "</skipHours>"
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    let days = "<skipDays>" + names.map { "<day>\($0)</day>" }.joined() + "</skipDays>"
    for channel in [hours, days] {
      let bench = try bench([], channel)
      for _ in 0..<3 {
        try await bench.poll()
        #expect(try await bench.state().nextPoll == bench.now + PollBench.hour)
      }
      let warnings = bench.sink.events.filter { $0.name == "feed-skips-everything" }
      #expect(warnings.count == 1 && warnings.first?.severity == .warning)
    }
  }

  @Test(
    "P16 sy:updatePeriod and updateFrequency, odd ones too, give sane times",
    arguments: [
      ("hourly", "2", 1_800), ("hourly", "1", 3_600), ("daily", "4", 21_600), ("weekly", "1", 604_800),
      ("yearly", "1", 604_800), ("hourly", "0", 3_600), ("hourly", "-3", 3_600), ("hourly", "0.1", 3_600),
      ("daily", "x", 86_400), ("always", "1", 300), ("dayly", "1", 300), ("hourly", "99999999999999999999", 3_600),
    ] as [(String, String, Double)])
  func syndication(_ period: String, _ frequency: String, _ expected: Double) async throws {
    let channel =
      "<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">\(period)</sy:updatePeriod>"
      + "<sy:updateFrequency xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">\(frequency)</sy:updateFrequency>"
    let delay = try await delay([], channel, PollPolicy(intervalSeconds: 300, jitter: 0, isAdaptive: false))
    #expect(delay == expected, "\(delay)")
  }

  @Test("P17 An hour where conditions work; six where each poll costs a whole body")
  func withoutValidators() async throws {
    #expect(try await delay() == 3_600)
    let bench = try PollBench { _ in .response(200, text: TestFeed.rss(["A"])) }
    try await bench.poll()
    #expect(try await bench.state().nextPoll == bench.now + 6 * PollBench.hour)
    bench.policy.intervalWithoutValidatorsSeconds = 86_400
    await bench.restart()
    bench.pass(PollBench.day)
    try await bench.poll()
    #expect(try await bench.state().nextPoll == bench.now + PollBench.day)
  }

  @Test("P18 However often a feed posts, it is not polled below the floor, which the desk may lower")
  func floor() async throws {
    let posts = Counter()
    let bench = try PollBench { _ in
      let number = posts.next()
      return .response(
        200, [("ETag", "\"\(number)\""), ("Cache-Control", "max-age=1")],
        text: TestFeed.rss((0..<20).map { "N\(number + $0)" }, channel: "<ttl>0</ttl>"))
    }
    bench.feeds[0].intervalSeconds = 1
    for _ in 0..<5 {
      try await bench.poll()
      let next = try #require(try await bench.state().nextPoll)
      #expect(next.timeIntervalSince(bench.now) == 300)
      bench.pass(299)
      try await bench.poll(isForced: false)
      bench.pass(1)
    }
    #expect(bench.requests.count == 5)
    bench.policy.minimumSeconds = 60
    await bench.restart()
    try await bench.poll()
    #expect(try await bench.state().nextPoll == bench.now + 60)
  }

  @Test("P19 Two subscriptions to one address are one request, and both get its articles")
  func sharedAddress() async throws {
    let bench = try PollBench(["http://news.example/feed", "http://news.example/feed"]) { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(304)
    }
    try await bench.poll()
    #expect(bench.requests.count == 1)
    for number in 0..<2 { #expect(try await bench.state(number).articleCount == 1) }
    await bench.restart()
    bench.pass(PollBench.hour)
    try await bench.poll(isForced: false)
    #expect(bench.requests.count == 2 && bench.requests.last?.value("If-None-Match") == "\"1\"")
  }

  @Test("P19 A feed that has moved to the address of another one shares its request")
  func movedOntoAnother() async throws {
    let bench = try PollBench(["http://news.example/feed", "http://news.example/old"]) { request in
      request.target == "/old"
        ? .response(301, [("Location", "/feed")])
        : request.value("If-None-Match") == nil
          ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(304)
    }
    for _ in 0..<5 {
      try await bench.poll()
      bench.pass(PollBench.day)
    }
    await bench.restart()
    #expect(try await bench.state(1).move?.adopted == "http://news.example/feed")
    let count = bench.requests.count
    try await bench.poll()
    #expect(bench.requests.dropFirst(count).map(\.target) == ["/feed"])
    #expect(bench.requests.last?.value("If-None-Match") == "\"1\"")
    for number in 0..<2 { #expect(try await bench.state(number).lastSuccess == bench.now) }
  }

  @Test("P24 A refresh within a minute is served from the store; unconditional requests need to be wanted")
  func refresh() async throws {
    let bench = try bench([], "")
    try await bench.poll()
    bench.pass(59)
    try await bench.poll(pauseSeconds: 60)
    #expect(bench.requests.count == 1)
    bench.pass(1)
    try await bench.poll(pauseSeconds: 60)
    #expect(bench.requests.count == 2 && bench.requests.last?.value("If-None-Match") == "\"1\"")
    bench.pass(60)
    try await bench.poll(pauseSeconds: 60, isUnconditional: true)
    #expect(bench.requests.count == 3 && bench.requests.last?.value("If-None-Match") == nil)
  }

  @Test("P22 P23 After a restart the feeds of a domain that are due come one after the other", .timeLimit(.minutes(1)))
  func spreadRestart() async throws {
    let urls = (0..<24).map { "http://s\($0).domain\($0 % 3).example/feed" }
    let bench = try PollBench(urls) { _ in .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) }
    try await bench.poll()
    await bench.restart()
    bench.spacing = .seconds(5)
    bench.pass(30 * PollBench.day)
    let before = bench.requests.count
    try await bench.pollWhileTimePasses(every: 5) { round in
      var byDomain: [Substring: Int] = [:]
      for request in bench.requests.dropFirst(before) {
        byDomain[(request.value("Host") ?? "").drop { $0 != "." }, default: 0] += 1
      }
      #expect(byDomain.values.allSatisfy { $0 <= round + 1 }, "\(round): \(byDomain)")
    }
    #expect(bench.requests.count == before + 24)
  }
}
