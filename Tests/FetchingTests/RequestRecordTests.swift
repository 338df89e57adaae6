import Articles
import Foundation
import HTTPTransfer
import TestSupport
import Testing

@testable import Fetching

/// What the request log gets to know of each request.
@Suite struct RequestRecordTests {
  @Test(arguments: Wire.allCases)
  func eachHopIsARequestOfItsOwn(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { seen in
      switch seen.target {
      case "/old": Answer(301, [("Location", "/new")], "moved")
      default: Answer(200, [("Cache-Control", "max-age=900")], "<rss/>")
      }
    }
    let result = try await bench.fetch("/old")
    #expect(result.requests.count == 2)
    let (first, second) = (try #require(result.requests.first), try #require(result.requests.last))
    #expect(
      (first.status, first.hop, first.bodyBytes, first.isRedirect, first.isPermanentRedirect) == (301, 0, 5, true, true)
    )
    #expect((second.status, second.hop, second.bodyBytes, second.isRedirect) == (200, 1, 6, false))
    #expect(second.wishes.freshSeconds == 900 && first.wishes == ServerWishes())
    #expect(first.addressKey == RequestRecord.addressKey(of: bench.home + "/old"))
    #expect(second.addressKey == RequestRecord.addressKey(of: bench.home + "/new"))
    let host = String(bench.home.dropFirst("http://".count))
    for record in result.requests {
      #expect((record.host, record.domain, record.method) == (host, "127.0.0.1", "GET"))
      #expect(record.start == FetchBench.now && !record.isConditional)
    }
    #expect(second.wireBytes == (wire == .loopback ? 6 : nil))
  }

  @Test(arguments: Wire.allCases)
  func retryAfterIsNotedWithWhomItCovers(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { seen in
      Answer(Int(seen.target.dropFirst()) ?? 200, [("Retry-After", "120")])
    }
    for (host, status, scope) in [
      (bench.home, 404, ServerWishes.Scope.feed), (bench.home, 503, .host), (bench.away, 429, .domain),
    ] {
      let record = try #require(try await bench.fetcher.fetch(FeedRequest(url: "\(host)/\(status)")).requests.first)
      #expect((record.status, record.wishes.retryScope) == (status, scope))
      #expect(record.wishes.retryAfter == FetchBench.now + 120)
    }
    // Nothing was sent, so nothing is noted.
    #expect(try await bench.fetch("/other").requests.isEmpty)
  }

  @Test func conditionalAndFailedRequestsAreNoted() async throws {
    let bench = try FetchBench(.scripted) { seen in
      seen["If-None-Match"] == nil ? Answer(200) : Answer(304)
    }
    let url = bench.home + "/feed"
    let request = FeedRequest(url: url, validators: Validators(etag: "\"1\""), validatorsURL: url)
    let record = try #require(try await bench.fetch(request).requests.first)
    #expect(record.isConditional && record.status == 304)
    let refused = try await bench.fetcher.fetch(FeedRequest(url: "http://127.0.0.2/feed"))
    #expect(refused.requests.isEmpty)
    let silent = FeedFetcher(
      transfer: ScriptedTransfer { _ throws(TransferError) in throw TransferError(.timedOut, "30 s") },
      pacer: DomainPacer(), settings: FetchSettings(userAgent: "x"))
    let failed = try #require(try await silent.fetch(FeedRequest(url: "https://a.example/")).requests.first)
    #expect((failed.status, failed.failure, failed.host) == (nil, "timeout", "a.example"))
    #expect(failed.domain == "a.example")
  }
}
