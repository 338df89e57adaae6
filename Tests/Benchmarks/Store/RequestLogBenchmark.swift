import ArticleStore
import Articles
import Foundation
import SQLiteStore

/// What the request log adds to a warm pass: polls stored with their requests against the same polls without.
///
/// A second figure tells how fast the log is read back.
enum RequestLogBenchmark {
  static let polls = 102_400
  static let batch = 64
  /// A request may add at most so much to the time of a poll's state.
  static let goal = 1.5

  static func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try await SQLiteArticleStore(path: folder.appending(path: "log.sqlite").path)
    var spent = [0.0, 0.0]
    for start in stride(from: 0, to: 2 * polls, by: batch) {
      let side = start / batch % 2
      let changes = (start..<start + batch).map { change($0, isLogged: side == 1) }
      // Processor time of all threads: waiting for the disk would hide what a row costs.
      let before = clock()
      try await store.apply(changes)
      spent[side] += Double(clock() - before) / Double(CLOCKS_PER_SEC)
    }
    try await read(store)
    await store.close()
    let each = String(format: "%.2f µs a request", (spent[1] - spent[0]) / Double(polls) * 1e6)
    BenchmarkReport.line(
      "log", work: "\(polls) polls stored with their requests, \(batch) at a time", ours: each,
      rival: String(format: "%.2f µs a poll without", spent[0] / Double(polls) * 1e6), ratio: spent[1] / spent[0],
      goal: .atMost(goal))
  }

  private static func change(_ number: Int, isLogged: Bool) -> FeedChange {
    let id = FeedID("publisher-of-news-\(number % 2_000)")
    var change = FeedChange(state: FeedState(id: id, url: "https://feeds.publisher-\(number % 2_000).example/rss"))
    if isLogged { change.requests = [request(number, of: id)] }
    return change
  }

  private static func request(_ number: Int, of feed: FeedID) -> RequestRecord {
    RequestRecord(
      feed: feed, host: "feeds.publisher-\(number % 2_000).example", domain: "publisher-\(number % 2_000).example",
      addressKey: number &* 0x9E37_79B9_7F4A_7C1,
      start: Date(timeIntervalSince1970: 1_795_000_000 + Double(number) / 50),
      durationMilliseconds: 180, known: .validators, isConditional: true, status: 304, reusedConnection: true,
      wishes: ServerWishes(freshSeconds: 900))
  }

  private static func read(_ store: SQLiteArticleStore) async throws {
    let start = ContinuousClock().now
    var count = 0
    try await store.eachRequest(since: .distantPast) { count += $0.status == 304 ? 1 : 0 }
    let seconds = (ContinuousClock().now - start) / .seconds(1)
    guard count == polls else { throw BenchmarkFailure("\(count) of \(polls) requests in the log") }
    print("log", "\(count) requests read", "\(Int(Double(count) / seconds)) a second", separator: "\t")
  }
}
