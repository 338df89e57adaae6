import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// What a request looks like, as a server sees it.
@Suite struct RequestHygieneTests {
  private static let feed = [LoopbackServer.Step].response(
    200, [("ETag", "\"1\""), ("Set-Cookie", "id=7; Path=/"), ("Vary", "Cookie")], text: TestFeed.rss(["A"]))

  @Test("P21 A poll asks for the feed and nothing else, whatever the feed names")
  func nothingElse() async throws {
    let channel = """
      <link>http://news.example/</link><image><url>http://news.example/logo.png</url></image>
      <docs>http://news.example/docs</docs><cloud domain="news.example" port="80" path="/cloud" protocol="http-post"/>
      <item><title>A</title><link>http://news.example/a</link><comments>http://news.example/a#c</comments>
      <enclosure url="http://news.example/a.mp3" length="1" type="audio/mpeg"/>
      <description>&lt;img src="http://news.example/a.png"&gt;&lt;script src="/x.js"&gt;&lt;/script&gt;</description></item>
      """
    let bench = try PollBench { request in
      request.target == "/feed" ? .response(200, text: TestFeed.rss(["B"], channel: channel)) : .response(404)
    }
    for _ in 0..<3 { try await bench.poll() }
    #expect(bench.requests.map(\.target) == ["/feed", "/feed", "/feed"])
    #expect(try await bench.titles() == ["A", "B"])
  }

  @Test("P40 Only GET is sent, through redirects, failures and conditions too")
  func onlyGet() async throws {
    let polls = Counter()
    let statuses = [200, 304, 301, 302, 303, 307, 308, 405, 501, 429, 206]
    let bench = try PollBench { request in
      if request.target != "/feed" { return Self.feed }
      let status = statuses[(polls.next() - 1) % statuses.count]
      return status == 200
        ? Self.feed : .response(status, (301...308).contains(status) && status != 304 ? [("Location", "/next")] : [])
    }
    for _ in statuses {
      try await bench.poll()
      bench.pass(PollBench.day)
    }
    #expect(bench.requests.count == statuses.count + 5)
    #expect(Set(bench.requests.map(\.method)) == ["GET"])
    #expect(bench.requests.allSatisfy { $0.body.isEmpty && $0.value("Content-Length") == nil })
  }

  @Test(
    "P41 The query goes out byte for byte",
    arguments: [
      "?a=%7e&b=+&c=|x", "?&&=&a=b=c", "?q=%E0%A4%A&x=%zz", "?a=1&a=1&A=1", "?x=/../..//?y", "?r=[1]{2}^`\\",
      "?feed=rss2&cat='%27,;:@!$()*", "?a=%2F%2f&b=%20",
    ])
  func query(_ query: String) async throws {
    let bench = try PollBench(["http://news.example/a%7Eb/feed\(query)"]) { _ in Self.feed }
    try await bench.poll()
    try await bench.poll()
    #expect(bench.requests.map(\.target) == Array(repeating: "/a%7Eb/feed\(query)", count: 2))
  }

  @Test("P41 No cookie, no referrer, no cache-buster, not even when the server sets and redirects")
  func noTracks() async throws {
    let bench = try PollBench { request in
      request.target == "/feed"
        ? .response(302, [("Location", "/real"), ("Set-Cookie", "id=7; Path=/")]) : Self.feed
    }
    for _ in 0..<3 {
      try await bench.poll()
      bench.pass(PollBench.day)
    }
    #expect(bench.requests.count == 6)
    #expect(Set(bench.requests.map(\.target)) == ["/feed", "/real"])
    let allowed: Set = [
      "host", "user-agent", "accept", "accept-encoding", "if-none-match", "if-modified-since", "a-im",
    ]
    for request in bench.requests {
      #expect(Set(request.fields.map { $0.name.lowercased() }).subtracting(allowed).isEmpty, "\(request.fields)")
    }
  }

  @Test("P42 The User-Agent names program, version and contact, the same for every feed and after a restart")
  func userAgent() async throws {
    let bench = try PollBench(["http://a.example/feed", "http://b.example/feed"]) { _ in Self.feed }
    try await bench.poll()
    await bench.restart()
    bench.pass(PollBench.day)
    try await bench.poll()
    #expect(bench.requests.count == 4)
    #expect(Set(bench.requests.map { $0.value("User-Agent") }) == ["Khabar/1.0 (+https://example.org/)"])
  }

  @Test("P43 gzip is asked for and undone, and validators belong to what came")
  func compression() async throws {
    let packed =
      "H4sIAAAAAAACA7MpKi5WKEstKs7Mz7NVMtIzULKzSc5IzMtLzbGzKcksyUm180stL7bRh7BtMktSc2ESAYnJ2akpcKn00swUuwIbfTBtow9R"
      + "qQ83TB9okx0A+fUbFG8AAAA="
    let body = try #require(Data(base64Encoded: packed))
    let bench = try PollBench { request in
      request.value("If-None-Match") == "\"1-gzip\""
        ? .response(304) : .response(200, [("Content-Encoding", "gzip"), ("ETag", "\"1-gzip\"")], body: Array(body))
    }
    try await bench.poll()
    try await bench.poll()
    let codings = bench.requests[0].value("Accept-Encoding")?.split(separator: ",").map { $0.drop { $0 == " " } } ?? []
    #expect(codings.contains("gzip") && codings.allSatisfy { ["gzip", "br"].contains($0) })
    #expect(try await bench.titles() == ["Packed"])
    #expect(try await bench.state().notModifiedCount == 1)
  }

  @Test("P45 Accept names feeds first and everything last; connections are kept and used again")
  func acceptAndConnections() async throws {
    let bench = try PollBench { _ in Self.feed }
    for _ in 0..<4 { try await bench.poll() }
    let accept = try #require(bench.requests[0].value("Accept"))
    let types = accept.split(separator: ",").map { $0.drop { $0 == " " } }
    let qualities = types.map { type in
      type.split(separator: ";").dropFirst().first.flatMap { Double($0.dropFirst(2)) } ?? 1
    }
    for type in ["application/atom+xml", "application/rss+xml", "application/feed+json"] {
      #expect(types.contains { $0 == type })
    }
    #expect(types.last?.hasPrefix("*/*;q=0.1") == true)
    #expect(qualities == qualities.sorted(by: >) && Set(qualities).count > 3)
    #expect(Set(bench.requests.map(\.connection)) == [1])
    #expect(bench.requests.allSatisfy { $0.value("Connection") == nil })
  }
}
