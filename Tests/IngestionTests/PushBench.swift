import ArticleStore
import Articles
import Classification
import Diagnostics
import Fetching
import Foundation
import HTTPTransfer
import Locking
import Querying
import SQLiteStore
import Scheduling

@testable import Ingestion

/// Answers requests from a script, as soon as a test lets it.
final class ScriptedServer: HTTPTransferring {
  private struct State: Sendable {
    var answer = HTTPResponse(status: 404)
    var requests: [HTTPRequest] = []
    var gate: CheckedContinuation<Void, Never>?
    var isHeld = false
  }
  private let state = Locked(State())

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  /// Whether a request waits for `release`.
  var isWaiting: Bool { state.withLock { $0.gate != nil } }

  func answer(_ status: Int, _ text: String = "", _ fields: [HTTPField] = []) {
    state.withLock { $0.answer = HTTPResponse(status: status, fields: fields, body: Array(text.utf8)) }
  }

  /// Lets requests wait.
  func hold() { state.withLock { $0.isHeld = true } }

  func release() {
    let gate = state.withLock { state in
      state.isHeld = false
      defer { state.gate = nil }
      return state.gate
    }
    gate?.resume()
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    state.withLock { $0.requests.append(request) }
    await withCheckedContinuation { continuation in
      let passes = state.withLock { state in
        if state.isHeld { state.gate = continuation }
        return !state.isHeld
      }
      if passes { continuation.resume() }
    }
    return state.withLock { $0.answer }
  }
}

/// A feed that is polled and delivered, into a store of its own.
final class PushBench: Sendable {
  static let start = Date(timeIntervalSince1970: 1_795_000_000)
  let feed = Feed(id: FeedID("valley"), url: "https://valley.example/rss", title: "Valley")
  let store: SQLiteArticleStore
  let server = ScriptedServer()
  let clock = Locked(start)
  let trust = Locked(0)
  let log = MemorySink()
  let poller: Poller
  let target: PollTarget

  init(_ store: SQLiteArticleStore) throws {
    self.store = store
    let (clock, trust) = (clock, trust)
    let now: @Sendable () -> Date = { clock.withLock { $0 } }
    let pacer = DomainPacer(DomainManners(spacing: .zero))
    let fetcher = FeedFetcher(transfer: server, pacer: pacer, settings: FetchSettings(userAgent: "t"), now: now)
    let classifier = try Classifier(taxonomy: Taxonomy(), gazetteer: Gazetteer())
    poller = Poller(
      store: store, fetcher: fetcher, classifier: classifier, policy: PollPolicy(), diagnostics: log,
      pushTrust: { _ in trust.withLock { $0 } }, now: now)
    target = PollTarget(feeds: [feed])
  }

  func advance(_ seconds: Double) { clock.withLock { $0 += seconds } }

  /// The state as stored.
  func state() async throws -> FeedState {
    try await store.feedStates().first ?? FeedState(id: feed.id, url: feed.url)
  }

  /// A poll by what a run knows, which is what the last poll gave.
  func poll(knowing state: FeedState? = nil) async throws -> PollResult {
    let stored = try await self.state()
    return try await poller.poll(target, states: [state ?? stored])[0]
  }

  func push(_ text: String) async throws -> PushResult {
    try await poller.push(PushedDocument(bytes: Array(text.utf8), contentType: "application/rss+xml"), to: target)
  }

  func titles() async throws -> [String] {
    let query = try Query("", vocabulary: QueryVocabulary())
    let now = clock.withLock { $0 }
    return try await store.articles(matching: query, now: now, limit: 1_000, offset: 0).map(\.article.title).sorted()
  }

  /// A feed with these stories; each was published so many seconds after the start.
  static func rss(_ stories: [(Int, Double)], head: String = "", title: String = "Story") -> String {
    let items = stories.map { number, age in
      let date = (start + age).formatted(.iso8601)
      return """
        <item><guid>g\(number)</guid><link>https://valley.example/\(number)</link><title>\(title) \(number)</title>
        <pubDate>\(date)</pubDate></item>
        """
    }
    return """
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Valley</title>\(head)
      \(items.joined())</channel></rss>
      """
  }
}

/// Calls `body` with a bench on a new store.
func withPushBench(_ body: (PushBench) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-push-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let store = try await SQLiteArticleStore(path: folder.appending(path: "store.sqlite").path)
  try await body(try PushBench(store))
  await store.close()
}
