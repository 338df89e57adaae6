import Articles
import Foundation
import HTTPServer
import Publication
import Querying
import TestSupport
import Testing

@testable import WebInterface

/// The two ways a case is run.
enum Transport: String, CaseIterable, CustomTestStringConvertible {
  case inProcess, sockets
  var testDescription: String { rawValue }
}

enum WebCase {
  static let now = Date(timeIntervalSince1970: 1_795_000_000)

  static func article(
    _ id: String, title: String, summary: String, language: String = "en", words: String
  ) -> TaggedArticle {
    var article = Article(
      id: ArticleID(id), feed: FeedID("dawn"), identity: .guid, identityKey: id, title: title,
      published: ArticleDate(now.addingTimeInterval(-3600), source: .published),
      firstSeen: now.addingTimeInterval(-1800))
    article.url = "https://example.org/\(id)?a=1&b=2"
    article.summary = summary
    article.text = summary
    article.language = language
    article.declaredLanguage = "en-US"
    article.script = language == "ur" ? "Arab" : "Latn"
    article.contentHash = id
    let start = title.range(of: words).map { title.utf8.distance(from: title.startIndex, to: $0.lowerBound) } ?? 0
    let span = TextSpan(field: .title, start: start, end: start + words.utf8.count, words: words)
    return TaggedArticle(
      article: article,
      classification: Classification(
        isInScope: true, scopeReason: "names \(words)",
        tags: [Tag(topic: "border-management", score: 0.93, evidence: [Evidence(span: span, rule: "r", share: 1)])],
        place: ArticlePlace(
          id: "torkham", name: "Torkham", type: "border-crossing", countries: ["PK", "AF"],
          coordinates: Coordinates(latitude: 34.12, longitude: 71.0934))))
  }

  static let articles = [
    article(
      "1", title: "Torkham crossing closed for third day", summary: "Officials said trade stopped.", words: "Torkham"),
    article(
      "2", title: "طورخم سرحد تیسرے روز بھی بند", summary: "حکام کے مطابق تجارت رک گئی ہے۔", language: "ur",
      words: "طورخم"),
    article(
      "3", title: "<script>alert(1)</script> & \"quotes\"", summary: "<img src=x onerror=alert(1)> \u{202E}gpj.exe",
      words: "<script>"),
  ]

  static func application(
    _ store: FakeStore = FakeStore(articles), access: AccessControl = AccessControl()
  ) throws
    -> WebApplication
  {
    WebApplication(
      store: store,
      outputs: [
        Output(
          id: "borders", title: "Borders", description: "Crossings",
          query: try Query("", vocabulary: QueryVocabulary()),
          formats: [.rss, .atom, .json])
      ],
      feeds: [Feed(id: FeedID("dawn"), url: "https://dawn.example/rss", title: "Dawn")],
      vocabulary: QueryVocabulary(),
      topics: TopicCatalog([
        PublishedTopic(id: "border-management", label: "Border management", group: "g", groupLabel: "G")
      ]),
      title: "Regional security", baseURL: "https://khabar.example", access: access, now: { now })
  }

  /// Sends one request the chosen way and gives the answer in the same shape.
  static func send(
    _ application: WebApplication, _ transport: Transport, _ target: String
  ) async throws -> HTTPServerResponse {
    try await send(application, transport, "GET", target, [HTTPField("Host", "localhost:8080")])
  }

  static func send(
    _ application: WebApplication, _ transport: Transport, _ method: String, _ target: String, _ headers: [HTTPField]
  ) async throws -> HTTPServerResponse {
    if transport == .inProcess {
      let request = HTTPServerRequest(
        try #require(HTTPMethod(rawValue: method)), target: try #require(RequestTarget(target)), headers: headers)
      return await application.respond(to: request)
    }
    let server = try application.start(HTTPServerConfiguration(port: 0))
    let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    let response = try await LoopbackClient.response(
      port: server.port, "\(method) \(target) HTTP/1.1\r\n\(lines)\r\n", toHead: method == "HEAD")
    await server.stop()
    return HTTPServerResponse(
      status: response.status, headers: response.headers.map { HTTPField($0.name, $0.value) }, body: response.body)
  }
}

extension HTTPServerResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}
