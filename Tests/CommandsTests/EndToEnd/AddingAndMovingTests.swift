import Foundation
import TestSupport
import Testing

@testable import Commands

/// What adding and moving a feed costs a publisher, from command line to socket.
@Suite struct AddingAndMovingTests {
  private static let document = """
    <rss version="2.0"><channel><title>Harbor</title><link>/</link><description>d</description>
    <item><title>Ferry resumes</title><guid>1</guid></item></channel></rss>
    """

  private static func line(_ server: LoopbackServer, feeds: String = "", settings: String = "") throws -> CommandLine {
    let allowed = ["127.0.0.1", "localhost"].map { "  - { host: \($0), port: \(server.port) }\n" }.joined()
    return try CommandLine(feeds: feeds, settings: "allow:\n\(allowed)\(settings)")
  }

  @Test("P20 Discovering, adding and polling a feed for the first time costs one request to it")
  func oneRequestForANewFeed() async throws {
    let server = try LoopbackServer { request in
      if request.target == "/" {
        return .response(200, text: "<html><link rel=alternate type=application/rss+xml href=/feed></html>")
      }
      return request.value("If-None-Match") == "\"1\""
        ? .response(304) : .response(200, [("ETag", "\"1\"")], text: Self.document)
    }
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    #expect(try await line.run("feeds", "discover", server.url("/")).status == .ok)
    #expect(try await line.run("feeds", "add", server.url("/feed"), "--id", "harbor").status == .ok)
    _ = try await line.run("poll")
    #expect(server.requests.map(\.target) == ["/", "/feed"])
    #expect(try await line.run("search", "--count", "feed:harbor").output == "1\n")
    // What came with the preview makes the next poll conditional.
    let later = Date().addingTimeInterval(7_200).formatted(.iso8601)
    _ = try await line.run("poll", "--now", later)
    #expect(server.requests.map { $0.value("If-None-Match") } == [nil, nil, "\"1\""])
  }

  @Test("P20 A preview that is old is not believed, and adding alone asks for nothing")
  func oldPreview() async throws {
    let server = try LoopbackServer { _ in .response(200, [("ETag", "\"1\"")], text: Self.document) }
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    #expect(try await line.run("parse", server.url("/feed")).status == .ok)
    #expect(try await line.run("feeds", "add", server.url("/feed")).status == .ok)
    #expect(server.requests.count == 1)
    _ = try await line.run("poll", "--now", Date().addingTimeInterval(7_200).formatted(.iso8601))
    #expect(server.requests.count == 2)
  }

  @Test("P30 A move is shown while it is young, adopted later, and written into feeds.opml on demand")
  func moveIsShownAndWritten() async throws {
    let server = try LoopbackServer { request in
      let port = (request.value("Host") ?? "").drop { $0 != ":" }
      return request.target == "/old"
        ? .response(301, [("Location", "http://localhost\(port)/new?a=1&b=2")])
        : .response(200, [("ETag", "\"1\"")], text: Self.document)
    }
    defer { server.stop() }
    let line = try Self.line(
      server, feeds: "<outline type=\"rss\" text=\"Harbor\" khabar:id=\"harbor\" xmlUrl=\"\(server.url("/old"))\"/>")
    defer { line.remove() }
    for day in 10..<14 { _ = try await line.run("poll", "--force", "--now", "2026-11-\(day)T12:00:00Z") }
    let young = try await line.run("feeds", "list")
    #expect(
      young.output.contains("redirects for good to http://localhost:\(server.port)/new?a=1&b=2, as 4 polls since"))
    #expect(try await line.run("feeds", "adopt-moves").errors.contains("0 addresses were written"))
    let fifth = try await line.run("poll", "--force", "--now", "2026-11-14T12:00:00Z")
    #expect(fifth.errors.contains("moved for good to http://localhost"))
    #expect(try await line.run("feeds", "list").output.contains("has moved to http://localhost"))
    let before = try await line.run("feeds", "adopt-moves", "--dry-run")
    #expect(before.output == "harbor  \(server.url("/old")) → http://localhost:\(server.port)/new?a=1&b=2\n")
    let list = line.folder.appending(path: "desk/feeds.opml")
    #expect(try String(contentsOf: list, encoding: .utf8).contains(server.url("/old")))
    #expect(try await line.run("feeds", "adopt-moves").status == .ok)
    #expect(
      try String(contentsOf: list, encoding: .utf8).contains(
        "xmlUrl=\"http://localhost:\(server.port)/new?a=1&amp;b=2\""))
    let count = server.requests.count
    _ = try await line.run("poll", "--force", "--now", "2026-11-15T12:00:00Z")
    #expect(server.requests.dropFirst(count).map(\.target) == ["/new?a=1&b=2"])
    #expect(server.requests.last?.value("If-None-Match") == "\"1\"")
    #expect(try await line.run("feeds", "list").output.contains("moved") == false)
  }

  @Test("S12 A move that would take a secret to another host is not written")
  func secretIsNotMoved() async throws {
    let server = try LoopbackServer { request in
      let port = (request.value("Host") ?? "").drop { $0 != ":" }
      return request.target == "/old"
        ? .response(301, [("Location", "http://localhost\(port)/new")]) : .response(200, text: Self.document)
    }
    defer { server.stop() }
    let line = try Self.line(
      server,
      feeds: """
        <outline type="rss" text="Harbor" khabar:id="harbor" khabar:secret="partner" xmlUrl="\(server.url("/old"))"/>
        """, settings: "secrets: [{ name: partner }]")
    defer { line.remove() }
    for day in 10..<16 { _ = try await line.run("poll", "--force", "--now", "2026-11-\(day)T12:00:00Z") }
    let run = try await line.run("feeds", "adopt-moves")
    #expect(run.errors.contains("'harbor' keeps its address: its secret 'partner' was given for http://127.0.0.1"))
    #expect(run.errors.contains("0 addresses were written"))
    let list = try String(contentsOf: line.folder.appending(path: "desk/feeds.opml"), encoding: .utf8)
    #expect(list.contains(server.url("/old")))
  }
}
