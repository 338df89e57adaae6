import Articles
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// What is remembered of answers, over whole polls into a store.
@Suite struct ValidatorTests {
  /// Answers with `fields` and, unless the request's ETag is among `current`, a body.
  private func bench(
    current: String, _ fields: [(String, String)], titles: [String] = ["A"]
  ) throws -> PollBench {
    try PollBench { request in
      request.value("If-None-Match") == current
        ? .response(304, fields) : .response(200, fields, text: TestFeed.rss(titles))
    }
  }

  @Test("P01 P02 P08 Validators are kept verbatim as a set and sent back byte for byte")
  func verbatim() async throws {
    let (etag, date) = ("W/\"a, b\\\"; c\"", "Sat,  31 Feb 2026 25:61:00 local")
    let bench = try bench(current: etag, [("ETag", etag), ("Last-Modified", date)])
    try await bench.poll()
    try await bench.poll()
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, etag])
    #expect(bench.requests.map { $0.value("If-Modified-Since") } == [nil, date])
    #expect(try await bench.state().validators == Validators(etag: etag, lastModified: date))
    #expect(try await bench.state().notModifiedCount == 1)
  }

  @Test("P01 A 200 that leaves a validator out clears it")
  func absentIsCleared() async throws {
    let bench = try PollBench { request in
      let isFirst = request.value("If-None-Match") == nil && request.value("If-Modified-Since") == nil
      return isFirst
        ? .response(200, [("ETag", "\"1\""), ("Last-Modified", "today")], text: TestFeed.rss(["A"]))
        : .response(200, [("Last-Modified", "today")], text: TestFeed.rss(["A", "B"]))
    }
    for _ in 0..<3 { try await bench.poll() }
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, "\"1\"", nil])
    #expect(bench.requests.map { $0.value("If-Modified-Since") } == [nil, "today", "today"])
  }

  @Test(
    "P03 A new ETag beside the same date, or the reverse, replaces both",
    arguments: [("\"2\"", "monday"), ("\"1\"", "tuesday")])
  func halfNewSet(_ etag: String, _ date: String) async throws {
    let bench = try PollBench { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\""), ("Last-Modified", "monday")], text: TestFeed.rss(["A"]))
        : .response(200, [("ETag", etag), ("Last-Modified", date)], text: TestFeed.rss(["A", "B"]))
    }
    try await bench.poll()
    try await bench.poll()
    #expect(try await bench.state().validators == Validators(etag: etag, lastModified: date))
    #expect(try await bench.titles() == ["A", "B"])
  }

  @Test("P04 The same body under new validators is not parsed again, but its validators are taken")
  func sameBodyNewValidators() async throws {
    let bench = try PollBench { request in
      let number = (request.value("If-None-Match").flatMap { Int($0.filter(\.isNumber)) } ?? 0) + 1
      return .response(200, [("ETag", "\"\(number)\"")], text: TestFeed.rss(["A"]))
    }
    for _ in 0..<3 {
      try await bench.poll()
      bench.pass(60)
    }
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, "\"1\"", "\"2\""])
    let state = try await bench.state()
    #expect(state.validators == Validators(etag: "\"3\""))
    #expect(state.lastChange == PollBench.start)
  }

  @Test("P05 A 304 updates validators, Cache-Control, Expires and Age")
  func notModifiedUpdatesMetadata() async throws {
    let bench = try PollBench { request in
      switch request.value("If-None-Match") {
      case nil: .response(200, [("ETag", "\"1\""), ("Last-Modified", "monday")], text: TestFeed.rss(["A"]))
      case "\"1\"": .response(304, [("ETag", "\"2\""), ("Cache-Control", "max-age=9000"), ("Age", "1000")])
      default: .response(304, [("Last-Modified", "tuesday"), ("Expires", "Wed, 18 Nov 2026 14:06:40 GMT")])
      }
    }
    try await bench.poll()
    try await bench.poll()
    var state = try await bench.state()
    #expect(state.validators == Validators(etag: "\"2\"", lastModified: "monday"))
    #expect(state.hints.freshnessSeconds == 8_000)
    #expect(state.nextPoll == bench.now + 8_000)
    try await bench.poll()
    state = try await bench.state()
    #expect(state.validators == Validators(etag: "\"2\"", lastModified: "tuesday"))
    #expect(state.hints.freshnessSeconds == 3 * 3_600)
  }

  @Test("P06 Validators survive a restart, 429, 5xx, a web page and a broken connection")
  func validatorsSurvive() async throws {
    let bench = try PollBench { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : [.close]
    }
    try await bench.poll()
    for _ in 0..<3 {
      await bench.restart()
      bench.pass(PollBench.day)
      try await bench.poll()
    }
    #expect(bench.requests.last?.value("If-None-Match") == "\"1\"")
    #expect(try await bench.state().lastFailure?.code == "connection-lost")
    #expect(try await bench.state().consecutiveFailures == 3)
  }

  @Test("P06 Validators survive every kind of answer that is no feed", arguments: [429, 500, 503, 404, 403, 200])
  func validatorsSurviveAnswers(_ status: Int) async throws {
    let bench = try PollBench { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"]))
        : .response(status, [("ETag", "\"page\"")], text: "<!doctype html><html><body>Down</body></html>")
    }
    try await bench.poll()
    bench.pass(PollBench.hour)
    try await bench.poll()
    await bench.restart()
    bench.pass(PollBench.day)
    try await bench.poll()
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, "\"1\"", "\"1\""])
    #expect(try await bench.titles() == ["A"])
  }

  @Test("P07 Validators of the old address are not sent to the new one, and the other way round")
  func validatorsStayWithTheirAddress() async throws {
    let bench = try PollBench { request in
      let isOld = request.target == "/old"
      if isOld, request.value("Host") == "moved.example" {
        return .response(301, [("Location", "http://new.example/feed")])
      }
      return .response(200, [("ETag", isOld ? "\"old\"" : "\"new\"")], text: TestFeed.rss(["A"]))
    }
    bench.feeds[0].url = "http://news.example/old"
    try await bench.poll()
    bench.feeds[0].url = "http://moved.example/old"
    bench.pass(PollBench.hour)
    try await bench.poll()
    try await bench.poll()
    #expect(bench.requests.map(\.target) == ["/old", "/old", "/feed", "/old", "/feed"])
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, nil, nil, nil, "\"new\""])
  }
}

/// When a whole document is asked for although validators are known.
@Suite struct RevalidationTests {
  /// A server that says 304 to whatever is conditional; a whole body has a new item for each one that was sent.
  private func liar(sameETag: Bool = false) throws -> PollBench {
    let bodies = Counter()
    return try PollBench { request in
      guard request.value("If-None-Match") == nil else { return .response(304) }
      let number = bodies.next()
      return .response(
        200, [("ETag", sameETag ? "\"same\"" : "\"\(number)\"")], text: TestFeed.rss((1...number).map { "N\($0)" }))
    }
  }

  private func unconditional(_ bench: PollBench) -> Int {
    bench.requests.count { $0.value("If-None-Match") == nil }
  }

  @Test("P09 Validators older than 8 days give one unconditional request")
  func oldValidators() async throws {
    let bench = try PollBench { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(304)
    }
    for _ in 0..<(8 * 24) {
      try await bench.poll()
      bench.pass(PollBench.hour)
    }
    #expect(unconditional(bench) == 1)
    for _ in 0..<24 {
      try await bench.poll()
      bench.pass(PollBench.hour)
    }
    #expect(unconditional(bench) == 2)
    // The server was honest: no doubt is left of it.
    let state = try await bench.state()
    #expect(state.conduct.verdict == .honest && state.conduct.hiddenChanges == 0)
    #expect(state.validatorsSince == PollBench.start + 8 * PollBench.day)
  }

  @Test("P09 A feed overdue by its own rhythm gives one unconditional request a day at most")
  func overdueFeed() async throws {
    let bench = try PollBench { request in
      request.value("If-None-Match") == nil
        ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(304)
    }
    bench.isOverdue = { _, _ in true }
    // Two 304 are no ground for doubt, and the first day's whole body is young.
    for _ in 0..<72 {
      try await bench.poll()
      bench.pass(PollBench.hour)
    }
    #expect(unconditional(bench) == 3)
    let times = bench.requests.enumerated().filter { $1.value("If-None-Match") == nil }.map(\.offset)
    #expect(times == [0, 24, 48])
  }

  @Test("P09 An unconditional request that fails is not repeated within the day")
  func failedCheck() async throws {
    let bodies = Counter()
    let bench = try PollBench { request in
      if request.value("If-None-Match") != nil { return .response(304) }
      return bodies.next() == 1 ? .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) : .response(502)
    }
    bench.revalidation.maximumAgeSeconds = 3_600
    try await bench.poll()
    bench.pass(PollBench.day)
    try await bench.poll()
    for _ in 0..<23 {
      bench.pass(PollBench.hour)
      try await bench.poll()
    }
    #expect(unconditional(bench) == 2)
  }

  @Test("P09 A server whose 304 hides changes is found out, told, and asked for all once a day")
  func liarIsBounded() async throws {
    let bench = try liar()
    bench.isOverdue = { _, _ in true }
    var verdicts: [ServerConduct.Verdict] = []
    for _ in 0..<(24 * 5) {
      try await bench.poll()
      if bench.now.timeIntervalSince(PollBench.start).truncatingRemainder(dividingBy: PollBench.day) == 0 {
        verdicts.append(try await bench.state().conduct.verdict)
      }
      bench.pass(PollBench.hour)
    }
    #expect(verdicts == [.honest, .honest, .hidesChanges, .hidesChanges, .hidesChanges])
    #expect(unconditional(bench) == 5)
    #expect(try await bench.titles() == ["N1", "N2", "N3", "N4", "N5"])
    #expect(bench.events.count { $0 == "feed-conduct" } == 1)
    // The verdict alone is ground enough to ask, and it survives a restart.
    bench.isOverdue = { _, _ in false }
    await bench.restart()
    for _ in 0..<48 {
      try await bench.poll()
      bench.pass(PollBench.hour)
    }
    #expect(unconditional(bench) == 7)
  }

  @Test("P09 News under an ETag that was answered with 304 is proof at once")
  func certainLie() async throws {
    let bench = try liar(sameETag: true)
    for _ in 0..<5 { try await bench.poll() }
    try await bench.poll(isUnconditional: true)
    #expect(try await bench.state().conduct.verdict == .hidesChanges)
  }

  @Test("P09 A server that is mended is believed again")
  func mendedServer() async throws {
    let isMended = Counter()
    let bodies = Counter()
    let bench = try PollBench { request in
      guard request.value("If-None-Match") == nil || isMended.value > 0 else { return .response(304) }
      let number = bodies.next()
      return .response(200, [("ETag", "\"\(number)\"")], text: TestFeed.rss((1...number).map { "N\($0)" }))
    }
    bench.isOverdue = { _, _ in true }
    for _ in 0..<49 {
      try await bench.poll()
      bench.pass(PollBench.hour)
    }
    #expect(try await bench.state().conduct.verdict == .hidesChanges)
    _ = isMended.next()
    try await bench.poll()
    #expect(try await bench.state().conduct.verdict == .honest)
  }

  @Test("P09 A server whose ETag changes with each request is told, and is no liar")
  func changingETag() async throws {
    let number = Counter()
    let bench = try PollBench { _ in
      .response(200, [("ETag", "\"\(number.next())\"")], text: TestFeed.rss(["A"]))
    }
    for _ in 0..<4 { try await bench.poll() }
    let state = try await bench.state()
    #expect(state.conduct.verdict == .changesValidators && !state.answersConditions)
    #expect(bench.sink.events.contains { $0.name == "feed-conduct" && $0.message.contains("another ETag") })
    #expect(try await bench.titles() == ["A"])
  }

  @Test("P09 A server that ignores conditions is told")
  func ignoredConditions() async throws {
    let bench = try PollBench { _ in .response(200, [("ETag", "\"1\"")], text: TestFeed.rss(["A"])) }
    for _ in 0..<3 { try await bench.poll() }
    #expect(try await bench.state().conduct.verdict == .honest)
    try await bench.poll()
    #expect(try await bench.state().conduct.verdict == .ignoresConditions)
  }

  @Test("P38 A 304 to an unconditional request is a failure, sent once, and told")
  func unaskedNotModified() async throws {
    let bench = try PollBench { _ in .response(304, [("ETag", "\"1\"")]) }
    try await bench.poll()
    let state = try await bench.state()
    #expect(bench.requests.count == 1)
    #expect(state.lastFailure?.code == "not-modified-unasked" && state.validators.isEmpty)
    #expect(state.conduct.verdict == .answersUnasked)
    #expect(state.nextPoll == bench.now + PollBench.hour)
    #expect(bench.events == ["feed-failed", "feed-conduct"])
  }
}
