import ArticleStore
import Articles
import FeedFormats
import Foundation
import Normalization
import Querying
import SQLiteStore
import Testing

@testable import Ingestion

/// One entry of a scripted document.
struct Item {
  var guid: String?
  var link: String?
  var title: String
  var date: String?
  var text: String

  init(_ guid: String?, _ link: String?, _ title: String, date: String? = nil, text: String = "") {
    (self.guid, self.link, self.title, self.date, self.text) = (guid, link, title, date, text)
  }

  var entry: FeedEntry {
    var entry = FeedEntry()
    entry.id = guid
    entry.idIsPermalink = false
    if let link { entry.links = [FeedLink(link)] }
    entry.title = TextConstruct(title)
    entry.published = date
    if !text.isEmpty { entry.summary = TextConstruct(text) }
    return entry
  }
}

/// A feed that is polled again and again, into a store of its own: what a user would see of it.
final class FeedHistory {
  static let start = Date(timeIntervalSince1970: 1_795_000_000)
  let feed = Feed(id: FeedID("valley"), url: "https://valley.example/rss", title: "Valley")
  let store: SQLiteArticleStore
  private(set) var state: FeedState
  private(set) var now = start
  private(set) var last = Intake(news: [], newCount: 0, identity: IdentityPolicy())

  init(_ store: SQLiteArticleStore) {
    self.store = store
    state = FeedState(id: feed.id, url: feed.url)
  }

  /// One poll that brings these items; goes through the same steps as `Poller`, network and tagging aside.
  func poll(_ items: [Item], deleted: [DeletedEntry] = []) async throws {
    now += 1_800
    var document = FeedDocument(format: .rss20)
    document.entries = items.map(\.entry)
    document.deletedEntries = deleted
    let context = NormalizationContext(feed: feed, documentURL: feed.url, now: now, identity: state.identity)
    let normalized = ArticleNormalizer.articles(of: document, context: context)
    let intake = try await ArticleIntake(store: store, feed: feed.id).take(normalized, isNew: state.articleCount == 0)
    PollDecider.take(intake, of: normalized, into: &state, now: now)
    let none = Classification(isInScope: false, scopeReason: "")
    let articles = intake.news.map { TaggedArticle(article: $0, classification: none) }
    try await store.apply([
      FeedChange(state: state, articles: articles, aliases: intake.aliases, withdrawals: intake.withdrawals)
    ])
    // What the next poll knows is what the store has kept.
    state = try #require(try await store.feedStates().first)
    last = intake
  }

  /// All articles that a user sees, newest first.
  func articles() async throws -> [Article] {
    let query = try Query("", vocabulary: QueryVocabulary())
    return try await store.articles(matching: query, now: now, limit: 10_000, offset: 0).map(\.article)
  }

  /// Their titles, sorted.
  func titles() async throws -> [String] { try await articles().map(\.title).sorted() }
}

/// Calls `body` with the history of a feed that was never polled.
func withFeedHistory(_ body: (FeedHistory) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-history-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let store = try await SQLiteArticleStore(path: folder.appending(path: "store.sqlite").path)
  try await body(FeedHistory(store))
  await store.close()
}

/// Twenty items of a well-made feed, newest first, from `first` on.
func items(_ first: Int, count: Int = 20, _ change: (inout Item, Int) -> Void = { _, _ in }) -> [Item] {
  (first..<(first + count)).reversed().map { number in
    let date = FeedHistory.start.addingTimeInterval(Double(number - 200) * 3_677)
    var item = Item(
      "guid-\(number)", "https://valley.example/story/\(number)", "Story \(number)", date: date.formatted(.iso8601),
      text: "Body of story \(number).")
    change(&item, number)
    return item
  }
}
