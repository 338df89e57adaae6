import ArticleStore
import Articles
import FeedFormats
import Foundation
import HTTPServer
import Locking
import Publication
import Querying
import Testing

@testable import WebInterface

@Suite struct WebApplicationTests {
  private let host = HTTPField("Host", "localhost:8080")

  /// H4, H5, H7, H9, H10 on the page: text is escaped, the policy forbids scripts, links tell nothing, nothing is loaded.
  @Test(arguments: Transport.allCases) func pageIsEscapedMarkedAndLockedDown(transport: Transport) async throws {
    let response = try await WebCase.send(WebCase.application(), transport, "/")
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "text/html; charset=utf-8")
    let policy = try #require(response.headers["Content-Security-Policy"])
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(response.headers["X-Frame-Options"] == "DENY")
    let text = response.text
    #expect(text.contains("<mark>Torkham</mark> crossing closed"))
    #expect(text.contains("<mark>طورخم</mark>"))
    #expect(text.contains("<h3 dir=\"auto\">"))
    #expect(text.contains("<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"))
    #expect(!text.contains("<script"))
    #expect(!text.contains("<img"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("href=\"https://example.org/1?a=1&amp;b=2\""))
    #expect(text.contains("noopener noreferrer"))
    #expect(text.contains("Border management</b> 93 %"))
  }

  @Test(
    "P46 Outputs have ETag, Last-Modified, max-age and Vary, are not sent twice, and HEAD agrees with GET",
    arguments: Transport.allCases, ["rss", "atom", "json"])
  func feedHasValidatorsAndIsNotSentTwice(transport: Transport, format: String) async throws {
    let application = try WebCase.application()
    let target = "/feeds/borders.\(format)"
    let first = try await WebCase.send(application, transport, target)
    #expect(first.status == 200)
    #expect(first.headers["Cache-Control"] == "max-age=300")
    #expect(first.headers["Vary"] == "Accept-Encoding")
    #expect(try FeedReader.read(first.body).entries.count == 3)
    let tag = try #require(first.headers["ETag"])
    let date = try #require(first.headers["Last-Modified"])
    #expect(date == "Wed, 18 Nov 2026 10:36:40 GMT")
    for field in [HTTPField("If-None-Match", tag), HTTPField("If-Modified-Since", date)] {
      let again = try await WebCase.send(application, transport, "GET", target, [host, field])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      #expect(again.headers["ETag"] == tag)
    }
    let head = try await WebCase.send(application, transport, "HEAD", target, [host])
    #expect(head.status == 200)
    #expect(head.headers["ETag"] == tag)
    #expect(head.headers["Last-Modified"] == date)
    #expect(head.headers["Cache-Control"] == "max-age=300" && head.headers["Vary"] == "Accept-Encoding")
  }

  @Test(arguments: Transport.allCases) func unknownAddressesHelp(transport: Transport) async throws {
    for target in [
      "/nothing", "/feeds/none.rss", "/feeds/borders.rdf", "/feeds/borders", "/feeds/../secret", "/api", "/%3Cb%3E",
    ] {
      let response = try await WebCase.send(WebCase.application(), transport, target)
      #expect(response.status == 404)
      #expect(response.text.contains("/feeds/borders.atom"))
      #expect(!response.text.contains("<b>"))
    }
  }

  @Test(arguments: Transport.allCases) func postIsRefused(transport: Transport) async throws {
    let response = try await WebCase.send(WebCase.application(), transport, "POST", "/", [host])
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == "GET, HEAD")
  }

  @Test(arguments: Transport.allCases) func onlyKnownHostNamesAreAnswered(transport: Transport) async throws {
    let application = try WebCase.application()
    for name in ["localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:80", "khabar.example", "localhost."] {
      #expect(
        try await WebCase.send(application, transport, "GET", "/healthz", [HTTPField("Host", name)]).status == 200)
    }
    for name in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]", "khabar.example.evil"] {
      #expect(try await WebCase.send(application, transport, "GET", "/", [HTTPField("Host", name)]).status == 421)
    }
    #expect(try await WebCase.send(application, transport, "GET", "http://evil.example/", [host]).status == 421)
    #expect(try await WebCase.send(application, .inProcess, "GET", "/", []).status == 400)
    #expect(
      try await WebCase.send(application, transport, "GET", "/", [host, HTTPField("Host", "evil")]).status == 400)
  }

  @Test(arguments: Transport.allCases) func tokenOpensAllAndOutputTokensOpenOneFeed(transport: Transport) async throws {
    let application = try WebCase.application(access: AccessControl(token: "s3cret"))
    let output = try #require(application.access.outputToken("borders"))
    func status(_ target: String, _ authorization: String? = nil) async throws -> Int {
      let fields = authorization.map { [host, HTTPField("Authorization", $0)] } ?? [host]
      return try await WebCase.send(application, transport, "GET", target, fields).status
    }
    #expect(try await status("/") == 401)
    #expect(try await status("/", "Bearer s3cret") == 200)
    #expect(try await status("/", "Bearer wrong") == 401)
    #expect(try await status("/", "Basic \(Data("me:s3cret".utf8).base64EncodedString())") == 200)
    #expect(try await status("/", "Basic %%%") == 401)
    #expect(try await status("/feeds/borders.rss") == 401)
    #expect(try await status("/feeds/borders.rss?token=\(output)") == 200)
    #expect(try await status("/feeds/borders.rss?token=s3cret") == 401)
    #expect(try await status("/feeds/other.rss?token=\(output)") == 401)
    #expect(try await status("/?token=\(output)") == 401)
    #expect(try await status("/healthz") == 200)
    #expect(application.access.outputToken("other") != output)
  }

  @Test func otherMachinesNeedAToken() throws {
    let error = #expect(throws: HTTPServerError.self) {
      try WebCase.application().start(HTTPServerConfiguration(address: "0.0.0.0", port: 0))
    }
    #expect(error?.code == .notAllowed)
    let empty = #expect(throws: HTTPServerError.self) {
      try WebCase.application(access: AccessControl(token: "")).start(HTTPServerConfiguration(address: "::", port: 0))
    }
    #expect(empty?.code == .notAllowed)
  }

  @Test("P46 ETag and Last-Modified of an output change only when its bytes do")
  func feedsAreRenderedOncePerGenerationAndLastModifiedMoves() async throws {
    let store = FakeStore(WebCase.articles)
    let application = try WebCase.application(store)
    let first = try await WebCase.send(application, .inProcess, "/feeds/borders.rss")
    _ = try await WebCase.send(application, .inProcess, "/feeds/borders.rss")
    #expect(store.contents.withLock { $0.queries } == 1)
    application.generation.advance()
    let same = try await WebCase.send(application, .inProcess, "/feeds/borders.rss")
    #expect(store.contents.withLock { $0.queries } == 2)
    #expect(same == first)
    store.contents.withLock { $0.articles[0].article.title = "Corrected" }
    application.generation.advance()
    let changed = try await WebCase.send(application, .inProcess, "/feeds/borders.rss")
    #expect(changed.headers["ETag"] != first.headers["ETag"])
    #expect(changed.headers["Last-Modified"] == "Wed, 18 Nov 2026 11:06:40 GMT")
  }

  @Test("P48 A client that asks for all of an output more than once a minute gets 429 with Retry-After")
  func unconditionalPollingIsRefusedByDefault() async throws {
    let time = Locked(WebCase.now)
    var application = try WebCase.application()
    application.now = { time.withLock { $0 } }
    func status(_ address: String, _ name: String = "rss", _ more: [HTTPField] = []) async throws -> (Int, String?) {
      let target = try #require(RequestTarget("/feeds/borders.\(name)"))
      let request = HTTPServerRequest(.get, target: target, headers: [host] + more, remoteAddress: address)
      let response = await application.respond(to: request)
      return (response.status, response.headers["Retry-After"])
    }
    #expect(try await status("192.0.2.1") == (200, nil))
    time.withLock { $0 += 20 }
    #expect(try await status("192.0.2.1") == (429, "40"))
    #expect(try await status("192.0.2.1", "rss", [HTTPField("If-None-Match", "\"x\"")]) == (200, nil))
    #expect(try await status("192.0.2.1", "atom") == (200, nil))
    #expect(try await status("192.0.2.2") == (200, nil))
    time.withLock { $0 += 40 }
    #expect(try await status("192.0.2.1") == (200, nil))
    for address in ["127.0.0.1", "127.0.0.1", "::1", "::1"] { #expect(try await status(address) == (200, nil)) }
  }

  @Test("P48 The number is the desk's choice") func unconditionalPollingIsLimited() async throws {
    var application = try WebCase.application()
    application.unconditionalRequestsPerMinute = 2
    application.limitsLoopback = true
    var request = HTTPServerRequest(
      .get, target: try #require(RequestTarget("/feeds/borders.rss")), headers: [host], remoteAddress: "127.0.0.9")
    #expect(await application.respond(to: request).status == 200)
    #expect(await application.respond(to: request).status == 200)
    let refused = await application.respond(to: request)
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "60")
    request.headers.append(HTTPField("If-None-Match", "\"other\""))
    #expect(await application.respond(to: request).status == 200)
  }

  @Test(arguments: Transport.allCases) func articlesAreHadAsJSON(transport: Transport) async throws {
    let application = try WebCase.application()
    let response = try await WebCase.send(application, transport, "/api/articles?limit=2&offset=1")
    let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    let articles = try #require(object?["articles"] as? [[String: Any]])
    #expect(articles.map { $0["id"] as? String } == ["2", "3"])
    #expect(object?["total"] as? Int == 3)
    let languages = ["language", "declaredLanguage", "script"].map { articles.first?[$0] as? String }
    #expect(languages == ["ur", "en-US", "Arab"])
    let place = articles.first?["place"] as? [String: Any]
    #expect(place?["id"] as? String == "torkham" && place?["countries"] as? [String] == ["PK", "AF"])
    #expect(place?["longitude"] as? Double == 71.0934)
    for target in [
      "/api/articles?limit=0", "/api/articles?limit=9999", "/api/articles?limit=x", "/api/articles?offset=-1",
    ] {
      #expect(try await WebCase.send(application, transport, target).status == 400)
    }
  }

  @Test(arguments: Transport.allCases) func failingFeedsAreShownWithTheirReason(transport: Transport) async throws {
    var state = FeedState(id: FeedID("dawn"), url: "https://dawn.example/rss")
    state.health = .failing
    state.consecutiveFailures = 3
    state.lastFailure = FeedFailure(code: "http-404", message: "404 <Not Found>", at: WebCase.now)
    let application = try WebCase.application(FakeStore(WebCase.articles, states: [state]))
    let page = try await WebCase.send(application, transport, "/").text
    #expect(page.contains("404 &lt;Not Found&gt; (2026-11-18 11:06 UTC, 3 in a row)"))
    let response = try await WebCase.send(application, transport, "/api/feeds")
    let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    let feed = try #require((object?["feeds"] as? [[String: Any]])?.first)
    #expect(feed["health"] as? String == "failing")
    #expect((feed["lastFailure"] as? [String: Any])?["code"] as? String == "http-404")
    #expect(!response.text.contains("dawn.example/rss"))
  }

  @Test func unreadableStoreIs503AndRecorded() async throws {
    let store = FakeStore([])
    store.contents.withLock { $0.failure = StoreError(code: .busy, message: "/secret/path is locked") }
    for target in ["/", "/healthz", "/feeds/borders.rss", "/api/articles", "/api/feeds"] {
      let response = try await WebCase.send(WebCase.application(store), .inProcess, target)
      #expect(response.status == 503)
      #expect(!response.text.contains("/secret"))
    }
  }

  @Test func outputsAreHadAsOPML() async throws {
    let response = try await WebCase.send(WebCase.application(), .inProcess, "/opml")
    #expect(response.text.contains("xmlUrl=\"https://khabar.example/feeds/borders.rss\""))
  }

  @Test func caretsStandUnderTheWrongPlace() {
    let error = QueryError(offset: 6, length: 5, message: "no topic 'bordr'", suggestion: "border")
    #expect(
      error.caretText(for: "topic:bordr") == "topic:bordr\n      ^^^^^\nno topic 'bordr'\nDid you mean 'border'?")
    let outside = QueryError(offset: 99, length: 99, message: "m")
    #expect(outside.caretText(for: "a\nb") == "a b\n   ^\nm")
  }

  @Test func spansThatDoNotFitAreLeftOut() {
    var bytes: [UInt8] = []
    let spans = [(0, 99), (-1, 2), (3, 3), (1, 2), (0, 2), (2, 5)].map {
      TextSpan(field: .title, start: $0.0, end: $0.1, words: "")
    }
    Highlighting.append("خabc", marks: spans.map { .init(span: $0) }, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "<mark>خabc</mark>")
  }

  @Test(arguments: Transport.allCases) func wordsThatLowerAScoreAreNotMarkedAsSupport(transport: Transport) async throws
  {
    var tagged = WebCase.article("1", title: "Kabul denies raid near Torkham", summary: "No more.", words: "raid")
    func evidence(_ start: Int, _ words: String, _ rule: String, _ share: Double) -> Evidence {
      let span = TextSpan(field: .title, start: start, end: start + words.utf8.count, words: words)
      return Evidence(span: span, rule: rule, share: share)
    }
    tagged.classification.tags[0].evidence = [
      evidence(13, "raid", "r", 1.5), evidence(6, "denies", "clauses/denial", -0.4),
      evidence(13, "raid", "clauses/background", -0.1),
    ]
    let text = try await WebCase.send(WebCase.application(FakeStore([tagged])), transport, "/").text
    #expect(
      text.contains("Kabul <mark class=\"against\" title=\"lowers the score\">denies</mark> <mark>raid</mark> near"))
    #expect(text.contains("<li title=\"raid; lowered by: denies, raid\">"))
  }

  @Test func excerptShowsSupportBeforeWhatSpeaksAgainst() {
    let text = "denied " + String(repeating: "x ", count: 300) + "attack " + String(repeating: "y ", count: 300)
    let marks = [(0, 6, true), (607, 613, false)].map {
      Highlighting.Mark(span: TextSpan(field: .text, start: $0.0, end: $0.1, words: ""), isAgainst: $0.2)
    }
    var bytes: [UInt8] = []
    Highlighting.appendExcerpt(text, marks: marks, length: 300, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains("<mark>attack</mark>"))
  }

  @Test func tablesBreakNoWordsAndStackOnNarrowScreens() {
    let style = StyleSheet.response.text
    let rules = style.split(separator: "}").map { $0.replacing("\n", with: " ") }
    let cells = rules.filter { $0.contains("overflow-wrap") && ($0.contains("th") || $0.contains("td")) }
    #expect(cells.map { $0.prefix { $0 != "{" }.trimmingCharacters(in: .whitespaces) } == ["td:last-child"])
    #expect(style.contains("@media (max-width: 40rem) {\n  table, tbody, tr, th, td { display: block;"))
  }

  @Test("P47 the answer names hub and topic in its Link header, with a hub only", arguments: Transport.allCases)
  func linkHeaderNamesTheHub(transport: Transport) async throws {
    var application = try WebCase.application()
    #expect(try await WebCase.send(application, transport, "/feeds/borders.rss").headers["Link"] == nil)
    application.hubURL = "https://hub.example/"
    let response = try await WebCase.send(application, transport, "/feeds/borders.json")
    #expect(
      response.headers["Link"]
        == "<https://hub.example/>; rel=\"hub\", <https://khabar.example/feeds/borders.json>; rel=\"self\"")
  }
}
