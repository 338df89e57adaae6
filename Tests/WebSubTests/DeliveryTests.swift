import ArticleStore
import Articles
import Diagnostics
import Foundation
import Locking
import TestSupport
import Testing

@testable import WebSub

@Suite struct DeliveryTests {
  /// A bench with a subscription that its hub has confirmed.
  private func withSubscription(
    _ change: (inout PushSettings) -> Void = { _ in },
    _ body: (SubscriberBench, LoopbackHub.Request) async throws -> Void
  ) async throws {
    let hub = try LoopbackHub()
    try await withBench(change) { bench in try await body(bench, try await bench.subscribe(hub)) }
  }

  @Test("P49 a delivery with a right signature is read, with its type and topic") func deliveryIsRead() async throws {
    try await withSubscription { bench, request in
      #expect(bench.subscriber.take(bench.delivery("<feed/>", request), at: request.callbackID) == .accepted)
      await bench.turn()
      let expected = PushDelivery(
        feed: bench.feed.id, topic: SubscriberBench.topic, contentType: "application/atom+xml",
        body: Array("<feed/>".utf8))
      #expect(bench.delivered.withLock { $0 } == [expected])
      #expect(bench.status?.deliveries == 1 && bench.status?.articles == 1)
      let stored = try await bench.store.pushSubscriptions()
      #expect(stored.map(\.record.deliveries) == [1])
    }
  }

  @Test("P49 a bad or missing signature is answered 2xx, ignored and counted") func forgeriesAreIgnored() async throws {
    try await withSubscription { bench, request in
      var forged = bench.delivery("<feed/>", request)
      forged.body = Array("<feed>!</feed>".utf8)
      var unsigned = forged
      unsigned.signature = nil
      var garbled = forged
      garbled.signature = "sha256=12"
      let otherKey = PostedDelivery(
        contentType: nil, signature: LoopbackHub.signature(of: "x", secret: "guess"), body: Array("x".utf8))
      for delivery in [forged, unsigned, garbled, otherKey] {
        #expect(bench.subscriber.take(delivery, at: request.callbackID) == .accepted)
      }
      await bench.turn()
      #expect(bench.delivered.withLock { $0.isEmpty })
      #expect(bench.status?.refusals == 4 && bench.status?.deliveries == 0)
      #expect(bench.log.events.filter { $0.name == "websub-ignored" }.count == 4)
    }
  }

  @Test(
    "P49 SHA-256 and better are believed, SHA-1 only where the desk says so",
    arguments: [("sha1", false), ("sha256", true), ("sha384", true), ("sha512", true)])
  func signatureMethods(method: String, isBelieved: Bool) async throws {
    for acceptsSHA1 in [false, true] {
      try await withSubscription({ $0.acceptsSHA1 = acceptsSHA1 }) { bench, request in
        _ = bench.subscriber.take(bench.delivery("x", request, method), at: request.callbackID)
        await bench.turn()
        #expect(bench.delivered.withLock { $0.count } == (isBelieved || acceptsSHA1 ? 1 : 0))
      }
    }
  }

  @Test("P49 a delivery of another topic is ignored") func otherTopics() async throws {
    try await withSubscription { bench, request in
      for (index, (link, isRead)) in [
        ("<https://evil.example/feed>; rel=self", false), ("<https://valley.example/feed>; rel=\"self\"", true),
        ("<https://hub.example/>; rel=hub", true), ("<HTTPS://Valley.Example/feed>; rel=self", true),
        ("<https://valley.example/feed>; rel=self, <https://evil.example/>; rel=self", false),
      ].enumerated() {
        let before = bench.delivered.withLock { $0.count }
        var delivery = bench.delivery("\(index)", request)
        delivery.linkFields = [link]
        #expect(bench.subscriber.take(delivery, at: request.callbackID) == .accepted)
        await bench.turn()
        #expect(bench.delivered.withLock { $0.count } - before == (isRead ? 1 : 0), "\(link)")
      }
    }
  }

  @Test("P49 a replay is answered and read once") func replays() async throws {
    try await withSubscription { bench, request in
      for _ in 0..<3 {
        #expect(bench.subscriber.take(bench.delivery("same", request), at: request.callbackID) == .accepted)
      }
      await bench.turn()
      #expect(bench.delivered.withLock { $0.count } == 1)
    }
  }

  @Test("P49 bodies over the cap, compressed ones and unknown callbacks are refused") func refusals() async throws {
    try await withSubscription { bench, request in
      let id = request.callbackID
      #expect(bench.subscriber.admission(at: id) == .admitted(maximumBytes: 10_000))
      #expect(bench.subscriber.admission(at: "none") == .refused(.unknown))
      let huge = String(repeating: "x", count: 10_001)
      #expect(bench.subscriber.take(bench.delivery(huge, request), at: id) == .tooLarge)
      var compressed = bench.delivery("x", request)
      compressed.contentEncoding = "gzip"
      #expect(bench.subscriber.take(compressed, at: id) == .unsupportedEncoding)
      #expect(bench.subscriber.take(bench.delivery("x", request), at: String(id.dropLast())) == .unknown)
      #expect(bench.subscriber.take(bench.delivery("x", request), at: "") == .unknown)
    }
  }

  @Test("P49 a flood is bounded by rate and by what may wait") func floods() async throws {
    try await withSubscription({ $0.deliveriesPerMinute = 5 }) { bench, request in
      let answers = (0..<8).map { bench.subscriber.take(bench.delivery("\($0)", request), at: request.callbackID) }
      #expect(
        answers == Array(repeating: .accepted, count: 5) + Array(repeating: .tooMany(retryAfterSeconds: 60), count: 3))
      #expect(bench.subscriber.admission(at: request.callbackID) == .refused(.tooMany(retryAfterSeconds: 60)))
      bench.advance(seconds: 61)
      #expect(bench.subscriber.take(bench.delivery("later", request), at: request.callbackID) == .accepted)
    }
    try await withSubscription({ $0.maximumWaiting = 3 }) { bench, request in
      let answers = (0..<5).map { bench.subscriber.take(bench.delivery("\($0)", request), at: request.callbackID) }
      #expect(answers == [.accepted, .accepted, .accepted, .busy(retryAfterSeconds: 30), .busy(retryAfterSeconds: 30)])
      #expect(bench.subscriber.admission(at: request.callbackID) == .refused(.busy(retryAfterSeconds: 30)))
      await bench.turn()
      #expect(bench.subscriber.take(bench.delivery("3", request), at: request.callbackID) == .accepted, "not lost")
    }
  }

  @Test("P49 bytes that wait are bounded, too") func bytesThatWait() async throws {
    try await withSubscription { bench, request in
      let bodies = (0..<6).map { "\($0)" + String(repeating: "x", count: 9_000) }
      let answers = bodies.map { bench.subscriber.take(bench.delivery($0, request), at: request.callbackID) }
      #expect(answers.filter { $0 == .accepted }.count == 4)
      #expect(answers.last == .busy(retryAfterSeconds: 30))
    }
  }

  @Test("P49 after the lease deliveries are refused, but for what clocks differ by") func afterTheLease() async throws {
    try await withSubscription { bench, request in
      bench.advance(seconds: 864_500)
      #expect(bench.subscriber.take(bench.delivery("1", request), at: request.callbackID) == .accepted)
      bench.advance(seconds: 101)
      #expect(bench.subscriber.take(bench.delivery("2", request), at: request.callbackID) == .gone)
      #expect(bench.status?.stage == "expired")
    }
  }

  @Test("P49 what cannot be read or stored is counted, and may come again") func failuresOfReading() async throws {
    try await withSubscription { bench, request in
      bench.outcome.withLock {
        $0 = .success(.unreadable(FeedFailure(code: "html", message: "a page", at: SubscriberBench.start)))
      }
      _ = bench.subscriber.take(bench.delivery("page", request), at: request.callbackID)
      await bench.turn()
      #expect(bench.status?.refusals == 1)
      bench.outcome.withLock { $0 = .failure(StoreError(code: .full, message: "full")) }
      _ = bench.subscriber.take(bench.delivery("news", request), at: request.callbackID)
      await bench.turn()
      bench.outcome.withLock { $0 = .success(.stored(articles: 2)) }
      _ = bench.subscriber.take(bench.delivery("news", request), at: request.callbackID)
      await bench.turn()
      #expect(bench.status?.articles == 2 && bench.delivered.withLock { $0.count } == 3)
    }
  }

  @Test("P49 trust grows with what is delivered, and polls tell when it is misplaced") func trust() async throws {
    try await withSubscription { bench, request in
      #expect(bench.subscriber.trust(in: bench.feed.id) == 0)
      _ = bench.subscriber.take(bench.delivery("x", request), at: request.callbackID)
      await bench.turn()
      bench.subscriber.note(.unknown, of: bench.feed.id, missed: 0, answered: false)
      #expect(bench.subscriber.trust(in: bench.feed.id) == 0, "a poll that failed proves nothing")
      bench.subscriber.note(.unknown, of: bench.feed.id, missed: 0, answered: true)
      #expect(bench.subscriber.trust(in: bench.feed.id) == 1)
      bench.subscriber.note(.unknown, of: bench.feed.id, missed: 2, answered: true)
      #expect(bench.subscriber.trust(in: bench.feed.id) == 0 && bench.status?.missed == 2)
    }
  }

  @Test func runDeliversWithoutBeingAsked() async throws {
    try await withSubscription { bench, request in
      let task = Task { await bench.subscriber.run(reading: bench.reader) }
      #expect(bench.subscriber.take(bench.delivery("x", request), at: request.callbackID) == .accepted)
      for _ in 0..<500 where bench.delivered.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(10)) }
      #expect(bench.delivered.withLock { $0.count } == 1)
      task.cancel()
      await task.value
    }
  }
}
