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
import TestSupport
import Testing

@testable import Ingestion

/// Whole polls from scheduler to store: a loopback server stands for every host, and the test moves all clocks.
final class PollBench {
  typealias Handler = @Sendable (LoopbackServer.Request) -> [LoopbackServer.Step]

  static let start = Date(timeIntervalSince1970: 1_795_000_000)
  static let hour = 3_600.0
  static let day = 86_400.0

  var feeds: [Feed]
  var policy = PollPolicy(jitter: 0, isAdaptive: false)
  var takesDeltas = true
  var revalidation = Revalidation()
  var adoption = MoveAdoption()
  var isOverdue: @Sendable (FeedState, Date) -> Bool = { _, _ in false }
  var spacing = Duration.zero
  /// `user:password` by the name of a secret.
  var credentials: [String: String] = [:]
  /// What one request may cost.
  var limits = TransferLimits()
  /// The way to servers, instead of the one that takes all requests to the bench's own.
  var transfer: (any HTTPTransferring)?
  private(set) var sink = MemorySink()
  private let server: LoopbackServer
  private let loop: TransferLoop
  private let folder: URL
  private let time = Locked(PollBench.start)
  private var clock = ManualClock()
  private var store: SQLiteArticleStore?
  private var poller: Poller?

  /// A bench whose feeds are at `urls`, all of which `handler` answers; `Host` tells them apart.
  init(_ urls: [String] = ["http://news.example/feed"], _ handler: @escaping Handler) throws {
    feeds = urls.enumerated().map { Feed(id: FeedID("feed-\($0)"), url: $1, title: "Feed \($0)") }
    server = try LoopbackServer(handler: handler)
    loop = TransferLoop(TransferSettings(addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")])))
    folder = FileManager.default.temporaryDirectory.appending(path: "khabar-manners-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    server.stop()
    loop.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var now: Date { time.withLock { $0 } }

  /// The requests so far.
  var requests: [LoopbackServer.Request] { server.requests }

  /// Names of the events so far that people see.
  var events: [String] { sink.events.filter { $0.severity > .debug }.map(\.name) }

  /// Lets time pass, for the program's clocks alike.
  func pass(_ seconds: Double) {
    time.withLock { $0 += seconds }
    clock.advance(by: .seconds(seconds))
  }

  /// Ends the program: only what is stored is known afterwards.
  func restart() async {
    await store?.close()
    (store, poller, clock) = (nil, nil, ManualClock())
  }

  /// One pass over what is due, or over all feeds.
  @discardableResult
  func poll(isForced: Bool = true, pauseSeconds: Double = 0, isUnconditional: Bool = false) async throws -> PollPass {
    let run = PollRun(
      poller: try await openPoller(), feeds: feeds, concurrency: 8,
      spacing: PollSpacing(seconds: 0) { $0 }, diagnostics: sink)
    return try await run.pass(isForced: isForced, pauseSeconds: pauseSeconds, isUnconditional: isUnconditional)
  }

  /// One pass over what is due, while time passes in steps; `check` is called after each with its number from 0.
  func pollWhileTimePasses(every seconds: Double, _ check: (Int) -> Void) async throws {
    let run = PollRun(
      poller: try await openPoller(), feeds: feeds, concurrency: 100, spacing: PollSpacing(seconds: 0) { $0 },
      diagnostics: sink)
    let isDone = Locked(false)
    let task = Task {
      defer { isDone.withLock { $0 = true } }
      return try await run.pass()
    }
    var round = 0
    while !isDone.withLock({ $0 }) {
      // What this moment allows has time to happen.
      for _ in 0..<25 where !isDone.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
      check(round)
      pass(seconds)
      round += 1
    }
    _ = try await task.value
  }

  /// What the store knows of a feed.
  func state(_ number: Int = 0) async throws -> FeedState {
    try #require(try await openStore().feedStates().first { $0.id == feeds[number].id })
  }

  /// What the store knows of each feed.
  func states() async throws -> [FeedID: FeedState] {
    Dictionary(uniqueKeysWithValues: try await openStore().feedStates().map { ($0.id, $0) })
  }

  /// Titles of all stored articles, sorted.
  func titles() async throws -> [String] {
    let query = try Query("", vocabulary: QueryVocabulary())
    let articles = try await openStore().articles(matching: query, now: now, limit: 1_000, offset: 0)
    return articles.map(\.article.title).sorted()
  }

  private func openStore() async throws -> SQLiteArticleStore {
    if let store { return store }
    let opened = try await SQLiteArticleStore(path: folder.appending(path: "store.sqlite").path)
    store = opened
    return opened
  }

  private func openPoller() async throws -> Poller {
    if let poller { return poller }
    let time = time
    let fetcher = FeedFetcher(
      transfer: transfer ?? RoutedTransfer(loop: loop, root: server.url("")),
      pacer: DomainPacer(DomainManners(spacing: spacing), clock: clock),
      settings: FetchSettings(userAgent: "Khabar/1.0 (+https://example.org/)", limits: limits),
      now: { time.withLock { $0 } })
    let (policy, takesDeltas, revalidation, credentials) = (policy, takesDeltas, revalidation, credentials)
    let adoption = adoption
    let made = Poller(
      store: try await openStore(), fetcher: fetcher,
      classifier: try Classifier(taxonomy: Taxonomy(), gazetteer: Gazetteer()), policy: policy,
      manners: { feed in
        var own = policy
        own.feedIntervalSeconds = feed.intervalSeconds
        return FeedManners(
          policy: own, takesDeltas: takesDeltas, revalidation: revalidation, adoption: adoption)
      }, isOverdue: isOverdue, diagnostics: sink, credentials: { credentials[$0] }, now: { time.withLock { $0 } })
    poller = made
    return made
  }
}

/// Takes requests for any host to one loopback server, which sees the host's name.
private struct RoutedTransfer: HTTPTransferring {
  let loop: TransferLoop
  let root: String

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let url = try HTTPURL(request.url)
    let origin = "\(url.scheme)://\(url.host)"
    var routed = request
    routed.url = root + url.absolute.dropFirst(origin.count)
    routed.fields.append(HTTPField("Host", url.host))
    return try await loop.response(to: routed)
  }
}

/// Small feeds of a test's server.
enum TestFeed {
  /// RSS with an item a title, dated a day before the bench starts; `channel` is put before the items.
  static func rss(_ titles: [String], channel: String = "") -> String {
    let items = titles.map { title in
      "<item><title>\(title)</title><link>http://news.example/\(title)</link><guid>\(title)</guid></item>"
    }
    return "<rss version=\"2.0\"><channel><title>News</title>\(channel)\(items.joined())</channel></rss>"
  }
}
