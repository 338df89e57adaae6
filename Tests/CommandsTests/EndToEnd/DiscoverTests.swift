import Foundation
import TestSupport
import Testing

@testable import Commands

/// `khabar feeds discover` against pages of a loopback server.
@Suite struct DiscoverTests {
  private static let feed = """
    <rss version="2.0"><channel><title>Harbor &amp;amp; Ledger</title><link>/</link><description>d</description>
    <item><title>Older</title><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>
    <item><title>Newer</title><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>
    """
  private static let pages: [String: String] = [
    "/declared": """
    <html><head><link rel="alternate" type="application/rss+xml" href="news.rss">
    <link rel="alternate" type="application/atom+xml" href="/gone.atom"></head></html>
    """,
    "/linked": "<html><body><a href='/news.rss'>RSS</a> <a href='/declared'>page</a></body></html>",
    "/bare": "<html><body>Nothing to see</body></html>",
    "/login": "<html><form method=post><input type=password name=p></form></html>", "/error": "{\"error\":\"closed\"}",
    "/news.rss": feed, "/rss.xml": feed,
  ]

  private static func server() throws -> LoopbackServer {
    try LoopbackServer { request in
      guard let page = pages[request.target] else {
        return [.send(Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8))]
      }
      let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n\r\n"
      return [.send(Array((head + page).utf8))]
    }
  }

  private static func line(_ server: LoopbackServer) throws -> CommandLine {
    try CommandLine(settings: "allow:\n  - { host: 127.0.0.1, port: \(server.port) }")
  }

  @Test func declaredFeedsAreReadBeforeTheyAreTold() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    let found = try await line.run("feeds", "discover", server.url("/declared"))
    #expect(found.status == .ok)
    #expect(
      found.output == """
        Harbor & Ledger
          rss-2.0, 2 entries, newest 2026-03-03T10:00:00Z
          \(server.url("/news.rss"))

        """)
    #expect(found.errors.contains("no feed: \(server.url("/gone.atom")): nothing there (404)"))
    #expect(found.errors.contains("khabar feeds add"))
  }

  @Test("What people look at is logged once the desk has a store, and is no poll") func looksAreLogged() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    #expect(try await line.run("parse", server.url("/news.rss")).status == .ok)
    #expect(try await line.run("doctor", "--politeness").status == .noInput, "a look makes no store")
    #expect(try await line.run("poll").status == .ok)
    #expect(try await line.run("parse", server.url("/news.rss")).status == .ok)
    #expect(try await line.run("feeds", "discover", server.url("/declared")).status == .ok)
    #expect(try await line.run("parse", server.url("/news.rss"), server.url("/rss.xml")).status == .ok)
    let report = try await line.run("doctor", "--politeness")
    #expect(report.status == .ok && report.output.contains("24 for 24 feeds, 6 by parse and feeds discover"))
  }

  @Test("P44 Without being told to, no address is tried that the page does not name")
  func nothingIsGuessed() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    #expect(try await line.run("feeds", "discover", server.url("/bare")).status == .badData)
    #expect(server.requests.map(\.target) == ["/bare"])
    _ = try await line.run("feeds", "discover", server.url("/declared"))
    #expect(Set(server.requests.map(\.target)) == ["/bare", "/declared", "/news.rss", "/gone.atom"])
  }

  @Test func linksServeWhenNothingIsDeclared() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    let found = try await line.run("feeds", "discover", "--json", server.url("/linked"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any])
    let feeds = try #require(object["feeds"] as? [[String: Any]])
    #expect(feeds.count == 1)
    #expect(feeds.first?["origin"] as? String == "linked")
    #expect(feeds.first?["entries"] as? Int == 2)
  }

  @Test func usualPathsAreTriedOnlyWhenAsked() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    let without = try await line.run("feeds", "discover", server.url("/bare"))
    #expect(without.status == .badData)
    #expect(without.errors.contains("--guess"))
    #expect(server.requests.count == 1)
    let with = try await line.run("feeds", "discover", "--guess", server.url("/bare"))
    #expect(with.status == .ok)
    #expect(with.output.contains(server.url("/rss.xml")))
    #expect(server.requests.count == 2 + FeedDiscovery.usualPaths.count)
  }

  @Test(arguments: [("/login", "login page"), ("/error", "closed"), ("/bare", "names no feed; ")])
  func aDocumentThatIsNoPageIsToldForWhatItIs(_ path: String, _ words: String) async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    let found = try await line.run("feeds", "discover", server.url(path))
    #expect(found.status == .badData)
    #expect(found.errors.contains(words))
  }

  @Test func aFeedIsToldAsItself() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    let found = try await line.run("feeds", "discover", server.url("/news.rss"))
    #expect(found.status == .ok)
    #expect(found.errors.contains("This is a feed itself"))
  }

  @Test func aFileIsReadWithTheAddressItIsFrom() async throws {
    let server = try Self.server()
    defer { server.stop() }
    let line = try Self.line(server)
    defer { line.remove() }
    try line.write(Self.pages["/declared"] ?? "", to: "page.html")
    let file = line.folder.appending(path: "page.html").path
    let found = try await line.run("feeds", "discover", "--base-url", server.url("/x"), file)
    #expect(found.output.contains(server.url("/news.rss")))
    #expect(try await line.run("feeds", "discover", "example.com").errors.contains("https://example.com"))
  }
}
