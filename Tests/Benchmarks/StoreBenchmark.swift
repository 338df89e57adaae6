import ArticleStore
import Articles
import Foundation
import Querying
import SQLiteStore

/// Articles stored per second through `apply`, searchable when it returns, against `sqlite3 .import` of the same rows.
///
/// A second line tells how long the slowest of a set of page queries takes on that store.
enum StoreBenchmark {
  struct Wrong: Error { let what: String }

  static let articleCount = 100_000
  static let batch = 2_000
  /// At least as fast as the rival, which checks nothing and commits once.
  static let goal = 1.0

  static func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ours.sqlite").path
    let store = try await SQLiteArticleStore(path: path)
    let ours = try await fill(store)
    try await check(store)
    try await timeQueries(store)
    await store.close()

    let rival = ImportRival(folder: folder)
    try rival.export("ours.sqlite")
    let theirs = try rival.run(searchingFor: StoreWorkload.rareWord)
    guard theirs.articles == articleCount, theirs.found == articleCount / 1_000 else {
      throw Wrong(what: "the rival holds \(theirs.articles) articles and finds \(theirs.found)")
    }
    let total = theirs.tables + theirs.index
    let ratio = total / ours
    print(
      "store", "insert \(articleCount) articles with full-text index", rate(ours),
      "sqlite3 .import + indexes \(rate(theirs.tables)), + FTS5 rebuild \(rate(total))", String(format: "%.2f", ratio),
      "≥ \(goal)", ratio >= goal ? "met" : "missed", separator: "\t")
  }

  private static func rate(_ time: Duration) -> String {
    "\(Int(Double(articleCount) / (time / .seconds(1)))) articles/s"
  }

  /// The time inside `apply`; making the articles is not counted.
  private static func fill(_ store: SQLiteArticleStore) async throws -> Duration {
    var workload = StoreWorkload()
    var spent = Duration.zero
    let clock = ContinuousClock()
    for start in stride(from: 0, to: articleCount, by: batch) {
      let articles = (start..<(start + batch)).map { workload.article($0) }
      let changes = Dictionary(grouping: articles, by: \.article.feed).map { feed, articles in
        FeedChange(state: FeedState(id: feed, url: "https://\(feed).example/"), articles: articles)
      }
      spent += try await clock.measure { try await store.apply(changes) }
    }
    return spent
  }

  private static let vocabulary = QueryVocabulary(
    topicsByGroup: ["all": (0..<36).map { "topic-number-\($0)" }], entities: ["entity-number-7": .place],
    feeds: ["feed-7"])

  private static func check(_ store: SQLiteArticleStore) async throws {
    let statistics = try await store.statistics()
    let rare = try Query(StoreWorkload.rareWord, vocabulary: vocabulary)
    let found = try await store.articles(matching: rare, now: StoreWorkload.now, limit: 1_000, offset: 0)
    guard statistics.articles == articleCount, statistics.taggedArticles == articleCount,
      found.count == articleCount / 1_000, found.allSatisfy({ rare.matches($0, now: StoreWorkload.now) })
    else { throw Wrong(what: "\(statistics.articles) articles, \(found.count) with \(StoreWorkload.rareWord)") }
  }

  private static func timeQueries(_ store: SQLiteArticleStore) async throws {
    let texts = [
      "", "topic:topic-number-3", "topic:topic-number-3>=0.9 within:7d", "group:all", "entity:entity-number-7",
      "country:PK",
      "feed:feed-7", "source:source-7.example", "score>=0.99", "karachi", StoreWorkload.rareWord, "bul", "\"bul pe\"",
      "topic:topic-number-3 OR bul", "-topic:topic-number-3 bul", "before:2024-07-02",
    ]
    var slowest = (time: Duration.zero, text: "")
    for text in texts {
      let query = try Query(text, vocabulary: vocabulary)
      let time = try await ContinuousClock().measure {
        _ = try await store.articles(matching: query, now: StoreWorkload.now, limit: 50, offset: 0)
      }
      if ProcessInfo.processInfo.environment["BENCH_VERBOSE"] != nil { print("  \(time)\t\(text)") }
      if time > slowest.time { slowest = (time, text) }
    }
    print(
      "store", "page of 50 of \(articleCount), slowest of \(texts.count) queries: \(slowest.text)",
      "\(Int(slowest.time / .milliseconds(1))) ms", "100 ms", "", "≤ 100 ms",
      slowest.time <= .milliseconds(100) ? "met" : "missed", separator: "\t")
  }
}
