import ArticleStore
import Articles
import Diagnostics
import Foundation
import HTTPServer
import Ingestion
import Locking
import Querying
import TestSupport
import Testing
import WebInterface
import WebSub

@testable import Commands

/// A whole desk with its server, a publisher and a hub, all on this machine and over sockets.
private final class PushDesk {
  static let now = "2026-11-23T12:00:00Z"
  let line: CommandLine
  let hub: LoopbackHub
  let publisher: LoopbackServer
  let store: any ArticleStore
  let server: HTTPServer
  let session: DeskSession
  let subscriptions: DeskSubscriptions
  let polling: DeskPolling
  let log = MemorySink()
  let generation = StoreGeneration()

  init() async throws {
    let hub = try LoopbackHub()
    let address = Locked("")
    let publisher = try LoopbackServer { _ in
      let own = address.withLock { $0 }
      let fields = [
        ("Content-Type", "application/rss+xml"), ("Link", "<\(hub.url)>; rel=\"hub\", <\(own)>; rel=\"self\""),
      ]
      return .response(200, fields, text: Self.rss("old", "Weather: rain over the hills"))
    }
    address.withLock { $0 = publisher.url("/feed") }
    line = try CommandLine(
      feeds: "<outline type=\"rss\" text=\"Valley\" khabar:id=\"valley\" xmlUrl=\"\(publisher.url("/feed"))\"/>",
      settings: """
        allow:
          - {host: 127.0.0.1, port: \(hub.port)}
          - {host: 127.0.0.1, port: \(publisher.port)}
        websub: {callback_base: 'https://news.example.org/khabar'}
        server: {tokens: [reader]}
        secrets: [{name: reader}]
        """)
    let settings = line.folder.appending(path: "desk/desk.yaml")
    let text = try String(contentsOf: settings, encoding: .utf8)
    try line.write(text.replacing("enabled: true", with: "enabled: false"), to: "desk/desk.yaml")
    (self.hub, self.publisher) = (hub, publisher)
    session = try line.session(["--port", "0", "--now", Self.now], environment: ["KHABAR_SECRET_READER": "let-me-in"])
    store = try await session.openStore()
    let transport = try DeskTransport(session, journal: RequestJournal(store))
    subscriptions = try #require(
      DeskSubscriptions(session, store: store, transport: transport, diagnostics: log))
    try await subscriptions.load()
    server = try DeskServer.start(
      session, store: store, generation: generation, subscriptions: subscriptions, sink: log)
    let generation = generation
    polling = try DeskPolling(
      session, store: store, transport: transport, subscriptions: subscriptions, diagnostics: log,
      pushProgress: { if $0.contains(where: { $0.storedCount > 0 }) { generation.advance() } })
  }

  /// One round of what `khabar run` does for subscriptions.
  func turn() async { await subscriptions.subscriber.turn(reading: subscriptions.reader(polling.run)) }

  /// Polls the feed, asks the hub, and lets it ask back.
  func subscribe() async throws -> LoopbackHub.Request {
    _ = try await polling.run.pass()
    await turn()
    let request = try #require(hub.requests.first)
    let echo = try await hub.verify(request, at: server.port)
    #expect(echo.status == 200 && echo.text == "echo-me")
    return request
  }

  func found(_ query: String) async throws -> [TaggedArticle] {
    try await store.articles(matching: try session.query(query), now: session.now(), limit: 100, offset: 0)
  }

  func close() async {
    await server.stop()
    polling.close()
    await store.close()
    hub.stop()
    publisher.stop()
    line.remove()
  }

  static func rss(_ guid: String, _ title: String) -> String {
    """
    <rss version="2.0"><channel><title>Valley</title><link>https://valley.example/</link>
    <item><guid>\(guid)</guid><link>https://valley.example/\(guid)</link><title>\(title)</title>
    <description>\(title), officials in Peshawar, Pakistan, said.</description>
    <pubDate>Mon, 23 Nov 2026 11:00:00 GMT</pubDate></item></channel></rss>
    """
  }
}

@Suite struct PushEndToEndTests {
  private let attack = PushDesk.rss("new", "Suicide bombing kills 12 at a police checkpoint in Khyber Pakhtunkhwa")

  private func withDesk(_ body: (PushDesk, LoopbackHub.Request) async throws -> Void) async throws {
    let desk = try await PushDesk()
    do {
      try await body(desk, try await desk.subscribe())
    } catch {
      await desk.close()
      throw error
    }
    await desk.close()
  }

  @Test("P49 a delivery over sockets is answered, tagged and stored in one round; a forged one is answered alike")
  func deliveryIsTaggedAndStored() async throws {
    try await withDesk { desk, request in
      #expect(desk.subscriptions.subscriber.status(of: FeedID("valley"))?.stage == "active")
      #expect(try await desk.found("").count == 1)
      let before = desk.generation.value
      let forged = try await desk.hub.deliver(attack, to: request, at: desk.server.port, signature: "sha256=00")
      let unsigned = try await desk.hub.deliver(
        attack, to: request, at: desk.server.port,
        signature: LoopbackHub.signature(of: attack, secret: "a guess"))
      await desk.turn()
      #expect(try await desk.found("").count == 1 && desk.generation.value == before)
      let taken = try await desk.hub.deliver(attack, to: request, at: desk.server.port)
      #expect(taken.status == 202 && taken.body.isEmpty)
      #expect(forged.status == 202 && unsigned.status == 202 && forged.body == taken.body)
      await desk.turn()
      let found = try await desk.found("tagged:yes group:militancy")
      #expect(found.map(\.article.title) == ["Suicide bombing kills 12 at a police checkpoint in Khyber Pakhtunkhwa"])
      #expect(desk.generation.value == before + 1, "outputs are rendered anew")
      let status = try #require(desk.subscriptions.subscriber.status(of: FeedID("valley")))
      #expect((status.deliveries, status.articles, status.refusals) == (1, 1, 2))
      let state = try #require(try await desk.store.feedStates().first { $0.id == FeedID("valley") })
      #expect(state.articleCount == 2 && state.requestCount == 1)
    }
  }

  @Test("P49 the callback needs no token, and nothing else is behind it") func callbackIsAllThatIsOpen() async throws {
    try await withDesk { desk, request in
      func ask(_ text: String) async throws -> LoopbackClient.Response {
        try await LoopbackClient.response(port: desk.server.port, text + " HTTP/1.1\r\nHost: news.example.org\r\n\r\n")
      }
      func post(_ path: String, _ more: String = "") async throws -> Int {
        try await LoopbackClient.response(
          port: desk.server.port,
          "POST \(path) HTTP/1.1\r\nHost: news.example.org\r\nContent-Length: 1\r\n\(more)\r\nx"
        ).status
      }
      #expect(request.callbackPath == "/khabar/websub/\(request.callbackID)")
      for path in ["/", "/feeds/everything.rss", "/api/articles", "/opml"] {
        let status = try await ask("GET \(path)").status
        #expect([401, 421].contains(status), "\(path) \(status)")
        #expect(try await post(path) == 405)
      }
      #expect(try await post("/websub/\(request.callbackID)") == 202, "a proxy may take the base path off")
      #expect(try await post("/websub/guess") == 404)
      #expect(try await post("/websub") == 405)
      #expect(try await post("/websub/\(request.callbackID)/more") == 405)
      #expect(try await post(request.callbackPath, "Content-Encoding: gzip\r\n") == 415)
      let declared = try await LoopbackClient.response(
        port: desk.server.port,
        "POST \(request.callbackPath) HTTP/1.1\r\nHost: x\r\nContent-Length: 20000001\r\n\r\n")
      #expect(declared.status == 413)
      let unread = try await LoopbackClient.response(
        port: desk.server.port, "POST /websub/guess HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
      #expect(unread.status == 404, "before a byte of its body is read")
      let unasked = try await ask("GET \(request.callbackPath)?hub.mode=subscribe&hub.topic=x&hub.challenge=y")
      #expect(unasked.status == 404)
      let head = try await LoopbackClient.response(
        port: desk.server.port, "HEAD \(request.callbackPath) HTTP/1.1\r\nHost: x\r\n\r\n", toHead: true)
      #expect(head.status == 404)
    }
  }

  @Test("P49 feeds health shows how a hub is doing, without its secrets") func healthShowsHubs() async throws {
    try await withDesk { desk, request in
      let shown = try await desk.line.run("feeds", "health", "--json", "--now", PushDesk.now)
      let report = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
      let feeds = try #require(report["feeds"] as? [[String: Any]])
      let push = try #require(feeds.first { $0["id"] as? String == "valley" }?["push"] as? [String: Any])
      #expect(push["stage"] as? String == "active" && push["hub"] as? String == desk.hub.url)
      #expect(!shown.output.contains(request.callbackID) && !shown.output.contains(request["hub.secret"] ?? "?"))
    }
  }
}
