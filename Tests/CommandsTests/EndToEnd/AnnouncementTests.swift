import ArticleStore
import DeskFiles
import Diagnostics
import Foundation
import HTTPTransfer
import Publication
import TestSupport
import Testing

@testable import Commands

@Suite struct AnnouncementTests {
  private static let now = "2026-11-23T12:00:00Z"

  /// A desk over the samples whose outputs name a hub of this machine.
  private func withDesk(
    _ body: (CommandLine, DeskSession, LoopbackHub, OutputAnnouncer) async throws -> Void
  ) async throws {
    let hub = try LoopbackHub()
    let line = try CommandLine(
      settings: """
        allow:
          - {host: 127.0.0.1, port: \(hub.port)}
        server: {base_url: 'https://news.example.org', hub: '\(hub.url)'}
        """)
    defer { line.remove() }
    let session = try line.session(["--now", Self.now])
    let store = try await session.openStore()
    let transport = try DeskTransport(session, journal: RequestJournal(store))
    let rendering = OutputRendering(session: session, store: store)
    let announcer = try #require(
      OutputAnnouncer(rendering, client: transport.hubClient, sink: MemorySink()))
    try await body(line, session, hub, announcer)
    transport.loop.close()
    await store.close()
    hub.stop()
  }

  @Test("P47 the hub is told once of each output whose bytes have changed, and of no other") func hubIsTold()
    async throws
  {
    try await withDesk { line, session, hub, announcer in
      #expect(await announcer.announce())
      #expect(hub.requests.isEmpty, "nothing has changed since the start")
      #expect(try await line.run("poll", "--now", Self.now).status == .ok)
      #expect(await announcer.announce())
      let topics = ["everything", "militancy"].flatMap { name in
        ["atom", "json", "rss"].map { "https://news.example.org/feeds/\(name).\($0)" }
      }
      #expect(hub.requests.compactMap { $0["hub.url"] }.sorted() == topics)
      #expect(hub.requests.allSatisfy { $0["hub.mode"] == "publish" && $0["hub.topic"] == $0["hub.url"] })
      #expect(try await line.run("poll", "--force", "--now", Self.now).status == .ok)
      #expect(await announcer.announce())
      #expect(hub.requests.count == 6, "polled again, and the bytes are the same")
      let atom = try #require(session.desk.outputs.first)
      let bytes = String(decoding: try await announcer.rendering.bytes(atom, .atom), as: UTF8.self)
      #expect(bytes.contains("rel=\"hub\"") && bytes.contains(hub.url))
      #expect(bytes.contains("href=\"https://news.example.org/feeds/everything.atom\""))
    }
  }

  @Test("P47 a hub that fails is told again") func failingHubIsToldAgain() async throws {
    try await withDesk { line, _, hub, announcer in
      await announcer.announce()
      _ = try await line.run("poll", "--now", Self.now)
      hub.behave(.answers(500))
      #expect(await announcer.announce() == false)
      hub.behave(.accepts)
      #expect(await announcer.announce())
      #expect(hub.requests.count == 12)
    }
  }
}
