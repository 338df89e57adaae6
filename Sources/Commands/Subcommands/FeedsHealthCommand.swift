import ArticleStore
import Articles
import DeskFiles
import Foundation
import Scheduling
import Spelling
import WebSub

/// The command `khabar feeds health`.
enum FeedsHealthCommand {
  static let specification = CommandSpecification(
    path: ["feeds", "health"], abstract: "Shows how each feed is doing, when it publishes, and when it is asked next.",
    discussion: """
      States: ok; new (never asked); failing; html (a web page instead of a feed); gone (410, no longer asked); silent (for
      much longer than is usual for it); liar (the server does not keep to the rules of conditional requests); moved (a new
      address is asked). The bars show articles by hour of day (UTC). `why` says what the next request
      waits for: rhythm (by then news is likely), window (later, entries could be missed), interval, fresh, ttl and sy (so
      server or feed ask), skip (skipHours), whole (no validators, so each request costs a whole document), failed,
      asked to (Retry-After), least and longest (the desk's limits).
      """,
    options: [
      OptionSpecification(name: "state", value: "STATES", help: "Only feeds in these states, such as failing,silent."),
      OptionSpecification(name: "country", value: "CODE", help: "Only feeds of this country, such as PK."),
      OptionSpecification(name: "group", value: "NAME", help: "Only feeds below this group of the feed list."),
      OptionSpecification(
        name: "sort", value: "ORDER",
        help: "state (default: the odd ones first), title, country, rate, newest, asked or next."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ], run: run)

  private enum Order: String, CaseIterable { case state, title, country, rate, newest, asked, next }

  private struct Report: Encodable {
    let feeds: [FeedHealthRow]
    let silences: [CountrySilence]
    let isNetworkDown: Bool
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let order = try order(invocation)
    let conditions = try conditions(invocation)
    let (now, feeds) = (session.now(), session.desk.allFeeds)
    let states = try await FeedsListCommand.states(session)
    let pushes = try await pushes(session)
    var watch = SilenceWatch()
    let polled = feeds.compactMap { feed in states[feed.id].map { (feed, $0) } }
    for (feed, state) in polled.sorted(by: { ($0.1.lastPoll ?? .distantPast) < ($1.1.lastPoll ?? .distantPast) }) {
      watch.learn(feed, state)
    }
    _ = watch.events(at: now)
    let rows = feeds.filter { isWanted($0, invocation) }.map {
      FeedHealthRow($0, states[$0.id], push: pushes[$0.id], now: now)
    }
    .filter { conditions.isEmpty || conditions.contains($0.condition) }
    let report = Report(
      feeds: sorted(rows, by: order), silences: watch.current(at: now), isNetworkDown: watch.isNetworkDown)
    if invocation.has("json") { return invocation.console.line(try JSONText.of(report)) }
    let console = invocation.console
    let table = FeedHealthTable(styles: console.styles, columns: console.columns, isUTF8: console.isUTF8, now: now)
    console.write(table.text(report.feeds, silences: report.silences, isNetworkDown: report.isNetworkDown))
    let counts = FeedCondition.allCases.compactMap { condition in
      let count = rows.count { $0.condition == condition }
      return count > 0 ? "\(count) \(condition.rawValue)" : nil
    }
    console.message("\(rows.count) feeds" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")))
  }

  /// How the hubs of feeds are doing.
  private static func pushes(_ session: DeskSession) async throws -> [FeedID: PushStatus] {
    guard FileManager.default.fileExists(atPath: session.desk.storePath) else { return [:] }
    let store = try await session.openStore()
    do throws(StoreError) {
      let wanted = try await store.pushSubscriptions().filter(\.isWanted)
      await store.close()
      let now = session.now()
      return Dictionary(wanted.map { ($0.feed, PushStatus($0, now: now)) }, uniquingKeysWith: { first, _ in first })
    } catch {
      throw session.failure(error)
    }
  }

  private static func order(_ invocation: Invocation) throws -> Order {
    guard let text = invocation.value("sort") else { return .state }
    if let order = Order(rawValue: text) { return order }
    let names = Order.allCases.map(\.rawValue)
    let meant = Suggestion.closest(to: text, among: names).map { ". Did you mean '\($0)'?" } ?? ""
    throw UsageError(message: "Option '--sort' takes \(names.joined(separator: ", ")), not '\(text)'\(meant)")
  }

  private static func conditions(_ invocation: Invocation) throws -> Set<FeedCondition> {
    let words = (invocation.value("state") ?? "").split(separator: ",").map { $0.trimmingPrefix(while: { $0 == " " }) }
    return try Set(
      words.map { word in
        if let condition = FeedCondition(rawValue: String(word)) { return condition }
        let names = FeedCondition.allCases.map(\.rawValue)
        let meant = Suggestion.closest(to: String(word), among: names).map { ". Did you mean '\($0)'?" } ?? ""
        throw UsageError(message: "Option '--state' takes \(names.joined(separator: ", ")), not '\(word)'\(meant)")
      })
  }

  private static func isWanted(_ feed: Feed, _ invocation: Invocation) -> Bool {
    if let country = invocation.value("country"), feed.country?.uppercased() != country.uppercased() { return false }
    guard let group = invocation.value("group")?.lowercased() else { return true }
    let path = feed.groups.joined(separator: "/").lowercased()
    return feed.groups.contains { $0.lowercased() == group } || path == group || path.hasPrefix(group + "/")
  }

  /// Rows in an order in which equal ones stay as in the desk.
  private static func sorted(_ rows: [FeedHealthRow], by order: Order) -> [FeedHealthRow] {
    func by<Key: Comparable>(_ key: (FeedHealthRow) -> Key) -> [FeedHealthRow] {
      rows.map { (key($0), $0) }.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
        .map(\.element.1)
    }
    switch order {
    case .state: return by { FeedCondition.allCases.firstIndex(of: $0.condition) ?? 0 }
    case .title: return by { $0.title.lowercased() }
    case .country: return by { $0.country ?? "~" }
    case .rate: return by { -($0.articlesPerDay ?? -1) }
    case .newest: return by { -($0.lastArticle ?? .distantPast).timeIntervalSinceReferenceDate }
    case .asked: return by { -($0.lastPoll ?? .distantPast).timeIntervalSinceReferenceDate }
    case .next: return by { ($0.condition == .gone ? .distantFuture : $0.nextPoll ?? .distantPast) }
    }
  }
}
