import ArticleStore
import Articles
import Diagnostics
import Foundation
import Locking
import SQLiteStore
import TestSupport
import Testing

@testable import WebSub

@Suite struct SubscriberTests {
  @Test("P49 a hub is asked with topic, lease, secret and a callback that nobody can guess") func requestIsComplete()
    async throws
  {
    let hub = try LoopbackHub()
    try await withBench { bench in
      bench.offer(hub.url)
      await bench.turn()
      let request = try #require(hub.requests.first)
      #expect(hub.requests.count == 1 && request.contentType == "application/x-www-form-urlencoded")
      #expect(request.userAgent == "Khabar/1.0 (+https://example.org/)")
      #expect(request["hub.mode"] == "subscribe" && request["hub.topic"] == SubscriberBench.topic)
      #expect(request["hub.lease_seconds"] == "864000")
      let callback = try #require(request["hub.callback"])
      #expect(callback.hasPrefix("https://news.example.org/websub/") && request.callbackID.utf8.count == 64)
      let secret = try #require(request["hub.secret"])
      #expect(secret.utf8.count == 64 && secret != request.callbackID)
      let told = bench.log.events.map { "\($0)" }.joined() + "\(String(describing: bench.status))"
      #expect(!told.contains(secret) && !told.contains(request.callbackID))
      #expect(bench.status?.stage == "requested")
      let record = try #require(bench.requests.withLock { $0 }.first)
      #expect(record.kind == .hub && record.method == "POST" && record.status == 202 && record.failure == nil)
      #expect(record.host.hasPrefix("127.0.0.1:"))
    }
  }

  @Test("P49 each subscription has its own callback and secret") func secretsDiffer() async throws {
    let hub = try LoopbackHub()
    try await withBench { bench in
      for name in ["a", "b", "c"] {
        let offer = HubOffer(topic: "https://\(name).example/", hubs: [hub.url])
        bench.subscriber.note(.offered(offer), of: FeedID(name), missed: 0, answered: true)
      }
      await bench.turn()
      #expect(Set(hub.requests.map(\.callbackID)).count == 3)
      #expect(Set(hub.requests.compactMap { $0["hub.secret"] }).count == 3)
    }
  }

  @Test("P49 the challenge is echoed once, for the right topic and mode; the lease survives a restart")
  func verificationAndRestart() async throws {
    let hub = try LoopbackHub()
    try await withStorePath { path in
      let store = try await SQLiteArticleStore(path: path)
      let bench = try SubscriberBench(store)
      bench.offer(hub.url)
      await bench.turn()
      let request = try #require(hub.requests.first)
      #expect(await bench.verify(request, topic: "https://other.example/") == .unknown)
      #expect(await bench.verify(request, mode: "unsubscribe") == .unknown)
      #expect(await bench.verify(request, mode: "publish") == .unknown)
      #expect(await bench.subscriber.answer(CallbackQuery([]), at: request.callbackID) == .unknown)
      #expect(await bench.verify(request) == .challenge("echo-me"))
      #expect(await bench.verify(request) == .unknown, "a replay")
      await store.close()
      let again = try await SQLiteArticleStore(path: path)
      let second = try SubscriberBench(again)
      try await second.subscriber.load(feeds: [second.feed])
      #expect(second.status?.stage == "active")
      #expect(second.status?.leaseEnd == SubscriberBench.start + 864_000)
      #expect(second.subscriber.take(second.delivery("<feed/>", request), at: request.callbackID) == .accepted)
      await second.turn()
      #expect(second.delivered.withLock { $0.count } == 1)
      await again.close()
    }
  }

  @Test("P49 nothing is echoed that could not be stored") func challengeWaitsForTheStore() async throws {
    let hub = try LoopbackHub()
    try await withBench { bench in
      bench.offer(hub.url)
      await bench.turn()
      let request = try #require(hub.requests.first)
      await bench.store.close()
      let before = bench.status
      // The hub that comes again is told the same, for nothing was granted yet.
      for _ in 0..<2 {
        #expect(await bench.verify(request) == .busy(retryAfterSeconds: 60))
        #expect(bench.status == before && before?.stage == "requested")
        #expect(bench.subscriber.take(bench.delivery("x", request), at: request.callbackID) == .gone)
      }
    }
  }

  @Test("P49 a lease is renewed at 80 % of it with the same callback and secret") func renewal() async throws {
    let hub = try LoopbackHub()
    try await withBench { bench in
      let first = try await bench.subscribe(hub, lease: "10000")
      bench.advance(seconds: 7_999)
      await bench.turn()
      #expect(hub.requests.count == 1)
      bench.advance(seconds: 201)
      await bench.turn()
      #expect(hub.requests.count == 2)
      let second = hub.requests[1]
      #expect(second["hub.callback"] == first["hub.callback"] && second["hub.secret"] == first["hub.secret"])
      #expect(bench.subscriber.take(bench.delivery("x", first), at: first.callbackID) == .accepted, "until it is over")
      #expect(await bench.verify(second, lease: "10000") == .challenge("echo-me"))
      #expect(bench.status?.leaseEnd == SubscriberBench.start + 18_200)
    }
  }

  @Test("P49 redirects 307 and 308 are followed with the whole request, others and circles are not")
  func redirects() async throws {
    let end = try LoopbackHub()
    let start = try LoopbackHub(.answers(308, [("Location", end.url)]))
    try await withBench { bench in
      bench.offer(start.url)
      await bench.turn()
      #expect(end.requests.first?["hub.secret"] == start.requests.first?["hub.secret"])
      #expect(end.requests.first?["hub.secret"] != nil)
      let arrived = try #require(end.requests.first)
      #expect(await bench.verify(arrived) == .challenge("echo-me"))
    }
    for (status, target, code) in [
      (302, end.url, "hub-302"), (307, "/hub", "hub-redirect"), (307, "ftp://x/", "hub-redirect"),
    ] {
      let before = end.requests.count
      start.behave(.answers(status, [("Location", target)]))
      try await withBench { bench in
        bench.offer(start.url)
        await bench.turn()
        #expect(bench.status?.failure?.code == code)
        #expect(end.requests.count == before)
      }
    }
  }

  @Test("S9 a hub on a private address is refused by the guard, at once and behind a redirect")
  func hubsMeetTheAddressGuard() async throws {
    let hidden = try LoopbackHub()
    try await withBench({ $0.usesInsecureHubs = true }, allowed: []) { bench in
      bench.offer(
        hidden.url, "http://localhost:\(hidden.port)/", "http://169.254.169.254/latest/", "http://[::1]:\(hidden.port)/"
      )
      for _ in 0..<5 {
        await bench.turn()
        #expect(bench.status?.failure?.code == "hub-address")
      }
      #expect(hidden.requests.isEmpty)
    }
    let open = try LoopbackHub(.answers(307, [("Location", "http://127.0.0.2:\(hidden.port)/")]))
    try await withBench { bench in
      bench.offer(open.url)
      await bench.turn()
      #expect(open.requests.count == 1 && hidden.requests.isEmpty)
      #expect(["hub-address", "hub-insecure"].contains(bench.status?.failure?.code))
    }
  }

  @Test("P49 a secret travels over TLS only; without it a hub is used only when the desk says so")
  func insecureHubs() async throws {
    try await withBench(allowed: []) { bench in
      bench.offer("http://hub.example/")
      #expect(bench.status == nil)
      bench.offer("http://hub.example/", "https://secure.example/")
      #expect(bench.status?.hub == "https://secure.example/")
    }
    try await withBench({ $0.usesInsecureHubs = true }, allowed: []) { bench in
      bench.offer("http://hub.example/")
      let known = bench.subscriber.state.withLock { Array($0.subscriptions.values) }
      #expect(known.map(\.secret) == [nil] && known.map(\.hub) == ["http://hub.example/"])
    }
  }

  @Test("P49 a hub that answers with an error is asked again later, others are tried") func failingHubs() async throws {
    let bad = try LoopbackHub(.answers(404, [], "no\u{1B}such topic"))
    let good = try LoopbackHub()
    try await withBench { bench in
      bench.offer(bad.url, good.url)
      await bench.turn()
      #expect(bench.status?.failure?.code == "hub-404")
      #expect(bench.status?.failure?.message.contains("\u{1B}") == false)
      await bench.turn()
      #expect(bad.requests.count == 1 && good.requests.count == 1)
    }
    let busy = try LoopbackHub(.answers(503, [("Retry-After", "7000")]))
    try await withBench { bench in
      bench.offer(busy.url)
      await bench.turn()
      #expect(bench.status?.nextRequest == SubscriberBench.start + 7_000)
      bench.advance(seconds: 6_999)
      await bench.turn()
      #expect(busy.requests.count == 1)
    }
  }

  @Test("P49 a hub that floods or hangs costs a bounded answer and nothing else") func floodingHub() async throws {
    let hub = try LoopbackHub(.floods)
    try await withBench { bench in
      bench.offer(hub.url)
      await bench.turn()
      #expect(bench.status?.failure?.code == "hub-unreachable")
    }
    hub.stop()
  }

  @Test("P49 a denial is heard for the topic only, and deliveries end") func denial() async throws {
    let hub = try LoopbackHub()
    try await withBench { bench in
      let request = try await bench.subscribe(hub)
      func deny(_ topic: String) async -> CallbackAnswer {
        let query = [("hub.mode", "denied"), ("hub.topic", topic), ("hub.reason", "too many")]
        return await bench.subscriber.answer(CallbackQuery(query), at: request.callbackID)
      }
      #expect(await deny("https://other.example/") == .unknown)
      #expect(bench.status?.stage == "active")
      #expect(await deny(SubscriberBench.topic) == .accepted)
      #expect(bench.status?.stage == "denied" && bench.status?.failure?.message.contains("too many") == true)
      #expect(bench.subscriber.take(bench.delivery("x", request), at: request.callbackID) == .gone)
    }
  }

  @Test("P49 a feed that leaves the desk is unsubscribed; its callback is dead at once") func leaving() async throws {
    let hub = try LoopbackHub()
    try await withStorePath { path in
      let store = try await SQLiteArticleStore(path: path)
      let first = try SubscriberBench(store)
      let request = try await first.subscribe(hub)
      let bench = try SubscriberBench(store)
      try await bench.subscriber.load(feeds: [])
      #expect(bench.status == nil)
      #expect(bench.subscriber.take(bench.delivery("x", request), at: request.callbackID) == .gone)
      await bench.turn()
      let farewell = try #require(hub.requests.last)
      #expect(farewell["hub.mode"] == "unsubscribe" && farewell["hub.callback"] == request["hub.callback"])
      #expect(farewell["hub.secret"] == nil)
      #expect(await bench.verify(farewell) == .challenge("echo-me"))
      #expect(bench.subscriber.take(bench.delivery("x", request), at: request.callbackID) == .unknown)
      #expect(try await store.pushSubscriptions().isEmpty)
      await store.close()
    }
  }

  @Test func newTopicIsANewSubscription() async throws {
    let hub = try LoopbackHub()
    try await withBench { bench in
      let first = try await bench.subscribe(hub)
      bench.offer(hub.url, topic: "https://valley.example/new")
      await bench.turn()
      let modes = hub.requests.dropFirst().map { "\($0["hub.mode"] ?? "") \($0["hub.topic"] ?? "")" }
      #expect(modes.sorted() == ["subscribe https://valley.example/new", "unsubscribe \(SubscriberBench.topic)"])
      #expect(hub.requests.last { $0["hub.mode"] == "subscribe" }?.callbackID != first.callbackID)
    }
  }

  @Test("P49 a feed that names no hub any more is unsubscribed, but not for one odd answer") func hubIsNamedNoMore()
    async throws
  {
    let hub = try LoopbackHub()
    try await withBench { bench in
      let request = try await bench.subscribe(hub)
      func leaveOut() { bench.subscriber.note(.none, of: bench.feed.id, missed: 0, answered: true) }
      for _ in 0..<4 {
        leaveOut()
        leaveOut()
        bench.offer(hub.url)
      }
      await bench.turn()
      #expect(hub.requests.count == 1 && bench.status?.stage == "active")
      for _ in 0..<3 { leaveOut() }
      #expect(bench.status == nil)
      await bench.turn()
      #expect(hub.requests.last?["hub.mode"] == "unsubscribe" && hub.requests.count == 2)
      bench.offer(hub.url)
      await bench.turn()
      let again = try #require(hub.requests.last)
      #expect(again["hub.mode"] == "subscribe" && again.callbackID == request.callbackID, "taken up again")
      #expect(await bench.verify(again) == .challenge("echo-me"))
    }
  }
}
