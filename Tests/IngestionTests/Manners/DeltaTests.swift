import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// RFC 3229 with the instance manipulation `feed`: only what is new travels.
@Suite struct DeltaTests {
  private static let base = (etag: "\"1\"", titles: ["A", "B"])

  /// A whole feed first; then what `delta` says, to whoever asks for it.
  private func bench(
    _ fields: [(String, String)], status: Int = 226, text: String = TestFeed.rss(["C"])
  ) throws -> PollBench {
    try PollBench { request in
      switch (request.value("If-None-Match"), request.value("A-IM")) {
      case (Self.base.etag, "feed"): .response(status, fields, text: text)
      case (Self.base.etag, _), ("\"2\"", _): .response(304)
      default:
        .response(
          200, [("ETag", Self.base.etag)], text: TestFeed.rss(Self.base.titles, channel: "<ttl>120</ttl>"))
      }
    }
  }

  @Test("P10 226 adds what is new and deletes nothing; its validators are kept, its hash is not the document's")
  func delta() async throws {
    let bench = try bench([("IM", "feed"), ("ETag", "\"2\""), ("Delta-Base", "\"1\"")])
    try await bench.poll()
    #expect(try await bench.state().bodyHash != nil)
    bench.pass(3 * PollBench.hour)
    try await bench.poll()
    #expect(bench.requests.map { $0.value("A-IM") } == [nil, "feed"])
    #expect(try await bench.titles() == ["A", "B", "C"])
    let state = try await bench.state()
    #expect(state.validators == Validators(etag: "\"2\"") && state.bodyHash == nil)
    #expect(state.hints.ttlSeconds == 7_200)
    #expect(state.validatorsSince == PollBench.start)
    try await bench.poll()
    #expect(bench.requests.last?.value("If-None-Match") == "\"2\"")
    #expect(try await bench.state().notModifiedCount == 1)
  }

  @Test(
    "P10 226 that is made otherwise, or from another document, is refused, and none is asked for again",
    arguments: [[("IM", "vcdiff")], [("IM", "feed, vcdiff")], [], [("IM", "feed"), ("Delta-Base", "\"0\"")]])
  func unusableDelta(_ fields: [(String, String)]) async throws {
    let bench = try bench(fields + [("ETag", "\"9\"")])
    try await bench.poll()
    try await bench.poll()
    var state = try await bench.state()
    #expect(state.lastFailure?.code == "delta-unusable" && state.conduct.badDeltas == 1)
    #expect(state.validators.etag == Self.base.etag)
    await bench.restart()
    try await bench.poll()
    #expect(bench.requests.map { $0.value("A-IM") } == [nil, "feed", nil])
    #expect(bench.requests.last?.value("If-None-Match") == Self.base.etag)
    state = try await bench.state()
    #expect(state.health == .ok)
    #expect(try await bench.titles() == ["A", "B"])
  }

  @Test("P10 226 whose body is no feed counts as unusable")
  func brokenDelta() async throws {
    let bench = try bench([("IM", "feed")], text: "")
    try await bench.poll()
    try await bench.poll()
    try await bench.poll()
    #expect(bench.requests.map { $0.value("A-IM") } == [nil, "feed", nil])
  }

  @Test("P10 The desk can do without, and nothing is asked for without an ETag")
  func notAskedFor() async throws {
    let bench = try bench([("IM", "feed")])
    bench.takesDeltas = false
    try await bench.poll()
    try await bench.poll()
    #expect(bench.requests.allSatisfy { $0.value("A-IM") == nil })
    let dated = try PollBench { _ in .response(200, [("Last-Modified", "monday")], text: TestFeed.rss(["A"])) }
    try await dated.poll()
    try await dated.poll()
    #expect(dated.requests.last?.value("If-Modified-Since") == "monday")
    #expect(dated.requests.allSatisfy { $0.value("A-IM") == nil })
  }

  @Test("P39 226 and 206 that nobody asked for are failures", arguments: [206, 226])
  func unaskedParts(_ status: Int) async throws {
    let bench = try PollBench { _ in
      .response(status, [("ETag", "\"1\""), ("IM", "feed")], text: TestFeed.rss(["A"]))
    }
    try await bench.poll()
    #expect(try await bench.state().lastFailure?.code == "http-\(status)")
    #expect(try await bench.state().validators.isEmpty)
    #expect(try await bench.titles().isEmpty)
  }
}
