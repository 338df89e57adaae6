import Articles
import Digests
import Foundation
import HTTPTransfer
import TestSupport
import Testing

@testable import Fetching

@Suite struct FeedFetcherTests {
  @Test(arguments: Wire.allCases)
  func documentCarriesEverythingToStore(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in
      Answer(
        200,
        [
          ("Content-Type", "application/rss+xml; charset=utf-8"), ("ETag", "W/\"a b\""),
          ("Last-Modified", "yesterday, more or less"), ("Cache-Control", "public"), ("Cache-Control", "max-age=600"),
          ("Age", "100"),
        ], "<rss/>")
    }
    let result = try await bench.fetch("/feed?b=2&a=1&x=%2F")
    let document = try #require(result.document)
    #expect(document.bytes == Array("<rss/>".utf8))
    #expect(document.contentType == "application/rss+xml; charset=utf-8")
    #expect(document.bodyHash == SHA256.hexadecimal("<rss/>"))
    #expect(document.metadata.validators == Validators(etag: "W/\"a b\"", lastModified: "yesterday, more or less"))
    #expect(document.metadata.freshnessSeconds == 500)
    #expect(document.metadata.finalURL == bench.home + "/feed?b=2&a=1&x=%2F")
    #expect(result.requestCount == 1 && result.receivedBytes == 6 && result.hops.isEmpty)
    let seen = try #require(bench.requests.first)
    #expect(seen.target == "/feed?b=2&a=1&x=%2F")
    #expect(seen["User-Agent"] == "Khabar/1.0 (+https://example.org/)")
    #expect(seen["Accept"]?.hasPrefix("application/atom+xml, application/rss+xml") == true)
    for name in ["If-None-Match", "If-Modified-Since", "Cookie", "Referer", "Authorization"] {
      #expect(seen[name] == nil)
    }
  }

  @Test(arguments: Wire.allCases)
  func validatorsGoBackByteIdentical(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { seen in
      seen["If-None-Match"] == "W/\"x, y\"" && seen["If-Modified-Since"] == "Tue,  1 Jan 2019"
        ? Answer(304, [("ETag", "\"new\""), ("Cache-Control", "max-age=900")]) : Answer(200, [], "changed")
    }
    let old = Validators(etag: "W/\"x, y\"", lastModified: "Tue,  1 Jan 2019")
    let url = bench.home + "/feed"
    let result = try await bench.fetch(FeedRequest(url: url, validators: old, validatorsURL: url))
    let merged = Validators(etag: "\"new\"", lastModified: "Tue,  1 Jan 2019")
    #expect(
      result.outcome
        == .notModified(FetchedMetadata(finalURL: url, validators: merged, freshnessSeconds: 900)))
  }

  @Test(arguments: Wire.allCases)
  func validatorsAreNotSentToAnotherURL(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(200, [], "x") }
    let old = Validators(etag: "\"old\"")
    let request = FeedRequest(url: bench.home + "/new", validators: old, validatorsURL: bench.home + "/old")
    let result = try await bench.fetch(request)
    #expect(bench.requests.first?["If-None-Match"] == nil)
    #expect(result.document?.metadata.validators.isEmpty == true)
  }

  @Test(arguments: Wire.allCases)
  func validatorsFollowTheRedirectToTheirURL(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { seen in
      if seen.target == "/feed" { return Answer(302, [("Location", "/real#part")]) }
      return seen["If-None-Match"] == "\"r\"" ? Answer(304) : Answer(200, [("ETag", "\"r\"")], "x")
    }
    let first = try await bench.fetch("/feed")
    let metadata = try #require(first.document?.metadata)
    #expect(metadata.finalURL == bench.home + "/real")
    let second = try await bench.fetch(
      FeedRequest(url: bench.home + "/feed", validators: metadata.validators, validatorsURL: metadata.finalURL))
    #expect(second.outcome == .notModified(metadata))
    #expect(bench.requests.map { $0["If-None-Match"] } == [nil, nil, nil, "\"r\""])
  }

  @Test(arguments: Wire.allCases)
  func sameBodyIsUnchangedButBringsNewValidators(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(200, [("ETag", "\"2\"")], "same") }
    let url = bench.home + "/feed"
    let result = try await bench.fetch(
      FeedRequest(
        url: url, validators: Validators(etag: "\"1\"", lastModified: "x"), validatorsURL: url,
        bodyHash: SHA256.hexadecimal("same")))
    #expect(result.outcome == .unchanged(FetchedMetadata(finalURL: url, validators: Validators(etag: "\"2\""))))
  }

  @Test(arguments: Wire.allCases)
  func unaskedNotModifiedIsAFailure(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(304) }
    #expect(try await bench.fetch("/feed").code == "not-modified-unasked")
    #expect(bench.requests.count == 1)
  }

  @Test(arguments: Wire.allCases)
  func htmlIsLeftToTheReader(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(200, [("Content-Type", "text/html")], "<html>") }
    #expect(try await bench.fetch("/").document?.contentType == "text/html")
  }

  @Test(arguments: [204, 206, 226, 300, 400, 401, 403, 404, 410, 418, 429, 451, 500, 502, 503, 599])
  func statusBecomesAStableCode(_ status: Int) async throws {
    let bench = try FetchBench(.scripted) { _ in Answer(status, [], "page") }
    let result = try await bench.fetch("/feed?token=geheim&page=2")
    #expect(result.code == "http-\(status)")
    #expect(result.retryAfter == nil)
    #expect(result.failureMessage?.contains("geheim") == false)
    #expect(result.failureMessage?.contains("/feed?token=…&page=2") == true)
  }

  @Test(arguments: Wire.allCases)
  func goneIsAFailureWithItsOwnCode(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(410) }
    #expect(try await bench.fetch("/feed").code == "http-410")
  }

  @Test(arguments: Wire.allCases)
  func retryAfterHoldsTheWholeDomain(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(429, [("Retry-After", "120")]) }
    let first = try await bench.fetch("/one")
    #expect(first.code == "http-429")
    #expect(first.retryAfter == FetchBench.now.addingTimeInterval(120))
    let second = try await bench.fetch("/two")
    guard case .postponed(let until) = second.outcome else {
      Issue.record("asked again: \(second.outcome)")
      return
    }
    #expect(abs(until.timeIntervalSince(FetchBench.now) - 120) < 5)
    #expect(second.requestCount == 0 && bench.requests.count == 1)
    #expect(try await bench.fetch(FeedRequest(url: bench.away + "/")).code == "http-429")
  }

  @Test(
    arguments: [
      ("120", 120), ("Fri, 15 Jan 2027 08:02:00 GMT", 120), ("317100", 86_400), ("-5", nil), ("soon", nil), ("0", nil),
      ("99999999999999999999", 86_400), ("Fri, 15 Jan 2021 08:02:00 GMT", nil), ("", nil),
    ] as [(String, Int?)])
  func retryAfterIsReadInBothForms(_ value: String, _ seconds: Int?) async throws {
    for status in [429, 503] {
      let bench = try FetchBench(.scripted) { _ in Answer(status, [("Retry-After", value)]) }
      let expected = seconds.map { FetchBench.now.addingTimeInterval(Double($0)) }
      #expect(try await bench.fetch("/").retryAfter == expected)
    }
  }

  @Test func failuresOfTheWireHaveCodes() async throws {
    let codes: [(TransferError.Code, String)] = [
      (.timedOut, "timeout"), (.resolveFailed, "resolve"), (.connectFailed, "connect"), (.tlsFailed, "tls"),
      (.bodyTooLarge, "too-large"), (.headersTooLarge, "headers-too-large"), (.badContentEncoding, "bad-encoding"),
      (.connectionLost, "connection-lost"), (.protocolError, "protocol"), (.addressRefused, "address-refused"),
    ]
    for (code, name) in codes {
      let transfer = ScriptedTransfer { _ throws(TransferError) in throw TransferError(code, "why") }
      let fetcher = FeedFetcher(transfer: transfer, pacer: DomainPacer(), settings: FetchSettings(userAgent: "K/1"))
      let result = try await fetcher.fetch(FeedRequest(url: "http://me:pw@news.example/feed"))
      #expect(result.code == name)
      #expect(result.failureMessage == "http://news.example/feed: why")
    }
  }

  @Test(arguments: ["ftp://x/", "", "file:///etc/passwd", "http://"])
  func addressThatIsNoneIsAFailure(_ url: String) async throws {
    let bench = try FetchBench(.scripted) { _ in Answer(200) }
    #expect(try await bench.fetch(FeedRequest(url: url)).code == "invalid-url")
    #expect(bench.requests.isEmpty)
  }

  @Test(arguments: Wire.allCases)
  func equalRequestsAtTheSameTimeAreOne(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in
      usleep(100_000)
      return Answer(200, [], "once")
    }
    let url = bench.home + "/feed"
    let results = try await withThrowingTaskGroup(of: FetchResult.self) { group in
      for _ in 0..<5 { group.addTask { try await bench.fetch(FeedRequest(url: url)) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 5 && results.allSatisfy { $0.document?.bytes == Array("once".utf8) })
    #expect(bench.requests.count == 1)
  }

  @Test func cancelledCallerLeavesTheOthersTheirAnswer() async throws {
    let clock = ManualClock()
    let transfer = ScriptedTransfer { _ throws(TransferError) in
      do { try await clock.sleep(for: .seconds(1)) } catch { throw TransferError(.cancelled, "") }
      return HTTPResponse(status: 200, body: [1])
    }
    let fetcher = FeedFetcher(transfer: transfer, pacer: DomainPacer(), settings: FetchSettings(userAgent: "K/1"))
    let request = FeedRequest(url: "http://news.example/feed")
    let first = Task { try await fetcher.fetch(request) }
    while clock.sleeperCount == 0 { await Task.yield() }
    let second = Task { try await fetcher.fetch(request) }
    try await Task.sleep(for: .milliseconds(20))
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    clock.advance(by: .seconds(1))
    #expect(try await second.value.document?.bytes == [1])
    #expect(transfer.requests.count == 1)
  }

  @Test func lastCallersCancellationEndsTheRequest() async throws {
    let clock = ManualClock()
    let transfer = ScriptedTransfer { _ throws(TransferError) in
      do { try await clock.sleep(for: .seconds(1)) } catch { throw TransferError(.cancelled, "") }
      return HTTPResponse(status: 200)
    }
    let fetcher = FeedFetcher(transfer: transfer, pacer: DomainPacer(), settings: FetchSettings(userAgent: "K/1"))
    let task = Task { try await fetcher.fetch(FeedRequest(url: "http://news.example/feed")) }
    while clock.sleeperCount == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    while clock.sleeperCount > 0 { await Task.yield() }
  }

  @Test func validatorsThatCannotGoBackAreNotKept() async throws {
    let bench = try FetchBench(.scripted) { _ in
      Answer(200, [("ETag", "\"caf\u{e9}\""), ("Last-Modified", "")], "x")
    }
    #expect(try await bench.fetch("/").document?.metadata.validators == Validators())
  }
}
