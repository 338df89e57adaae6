public import ArticleStore
public import Articles
public import Diagnostics
public import Foundation
public import HTTPServer
public import Publication
public import Querying

/// Everything that is served: the page for people, output feeds, the JSON API.
///
/// The same in process and over sockets. It reads only: no request changes anything, so there is nothing for a forged one
/// to do; `callbacks` aside, whose senders prove themselves.
public struct WebApplication: Sendable {
  /// Where articles and feed states are.
  public var store: any ArticleStore
  /// The desk's outputs, in its order.
  public var outputs: [Output]
  /// The desk's feeds, in its order.
  public var feeds: [Feed]
  /// The names that queries may use.
  public var vocabulary: QueryVocabulary
  /// Names of the topics.
  public var topics: TopicCatalog
  /// The desk's name, the title of the page.
  public var title: String
  /// Where this is reached from outside, without a slash at the end; `nil` when feeds shall not tell.
  public var baseURL: String?
  /// The WebSub hub that feeds name.
  public var hubURL: String?
  /// Who may read.
  public var access: AccessControl
  /// Seconds that clients may keep feeds: the desk's poll interval.
  public var maximumAgeSeconds = 300
  /// Unconditional requests for one feed from one address in a minute, before 429; `nil` for no limit.
  public var unconditionalRequestsPerMinute: Int? = 1
  /// Whether that holds for this machine, too; behind a proxy on it everyone has its address.
  public var limitsLoopback = false
  /// Where hubs deliver; `nil` when nothing is subscribed to.
  public var callbacks: PushCallbacks?
  /// Told of what the program changes in the store.
  public let generation: StoreGeneration
  /// Where failures are reported.
  public var sink: (any EventSink)?
  /// The clock.
  public var now: @Sendable () -> Date
  let cache = OutputCache()
  let limiter = RequestLimiter()

  /// Makes an application; the rest is set field by field.
  ///
  /// Whoever changes the store advances `generation`, so that feeds are rendered anew.
  public init(
    store: any ArticleStore, outputs: [Output], feeds: [Feed], vocabulary: QueryVocabulary, topics: TopicCatalog,
    title: String, baseURL: String? = nil, access: AccessControl = AccessControl(),
    generation: StoreGeneration = StoreGeneration(), now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.outputs = outputs
    self.feeds = feeds
    self.vocabulary = vocabulary
    self.topics = topics
    self.title = title
    self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    self.access = access
    self.generation = generation
    self.now = now
  }

  /// Answers one request.
  public func respond(to request: HTTPServerRequest) async -> HTTPServerResponse {
    if let callbacks, let response = await callbacks.response(to: request) { return response }
    guard request.method != .post else {
      return ErrorPage(405, "Only reading is possible here", "Use GET or HEAD.").response([
        HTTPField("Allow", "GET, HEAD")
      ])
    }
    if let refusal = access.refusal(of: request, baseURL: baseURL) { return refusal }
    do throws(StoreError) {
      return try await route(request).conditioned(on: request, now: now())
    } catch {
      sink?.record(Event(.error, "web-store-failed", error.message, [Event.Field("code", error.code.rawValue)]))
      return ErrorPage(
        503, "The store cannot be read", "The log says why (\(error.code.rawValue)). Try again in a minute."
      ).response([HTTPField("Retry-After", "60")])
    }
  }

  private func route(_ request: HTTPServerRequest) async throws(StoreError) -> HTTPServerResponse {
    let segments = request.target.segments
    switch (segments.first, segments.count) {
    case (nil, _): return try await frontPage(request)
    case ("feeds", 2): return try await feed(segments[1], request)
    case ("style.css", 1): return StyleSheet.response
    case ("opml", 1): return outputList()
    case ("healthz", 1): return try await health()
    case ("api", 2) where segments[1] == "articles": return try await articlesJSON(request)
    case ("api", 2) where segments[1] == "feeds": return try await feedsJSON()
    default: return notFound(request)
    }
  }

  /// 404 with what there is.
  func notFound(_ request: HTTPServerRequest) -> HTTPServerResponse {
    ErrorPage(
      404, "There is nothing at this address", request.target.path,
      links: [("/", "Latest articles"), ("/opml", "All outputs as OPML"), ("/api/feeds", "State of the feeds (JSON)")]
        + outputs.flatMap { output in
          output.formats.map { ("/feeds/\(output.id).\($0.fileExtension)", "\(output.title) (\($0.rawValue))") }
        }
    ).response()
  }

  /// Whether the store answers.
  private func health() async throws(StoreError) -> HTTPServerResponse {
    _ = try await store.statistics()
    return .message(200, "ok")
  }

  /// The builder of output feeds.
  var builder: OutputFeedBuilder {
    OutputFeedBuilder(topics: topics, feeds: feeds, baseURL: baseURL, hubURL: hubURL)
  }
}
