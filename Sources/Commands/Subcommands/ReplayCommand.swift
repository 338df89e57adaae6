import ArticleStore
import Articles
import Classification
import DeskFiles
import Foundation
import Locking
import Publication
import Querying
import WebValues

/// The command `khabar replay`.
enum ReplayCommand {
  static let specification = CommandSpecification(
    path: ["replay"], abstract: "Tags stored articles with the desk as it is now, and shows what would change.",
    discussion: """
      Counts how many articles gain and lose each topic and enter and leave each output, and shows the newest of them with
      the evidence that made or unmade each tag. Nothing is stored without --apply, which stores all new tags in one
      transaction, while nothing polls.
      """,
    options: [
      OptionSpecification(name: "query", value: "QUERY", help: "Only articles that match, as in `khabar search`."),
      OptionSpecification(
        name: "since", value: "TIME", help: "Only articles published since: 7d, or a time such as 2026-11-01."),
      OptionSpecification(
        name: "limit", short: "n", value: "NUMBER", help: "Most changed articles to show (default 20); all are counted."
      ),
      OptionSpecification(name: "apply", help: "Store the new tags."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let limit = try invocation.integer("limit", in: 0...1_000) ?? 20
    let query = try session.query(try text(invocation, session))
    try session.checkStoreExists()
    let lock = invocation.has("apply") ? try StoreLock(session) : nil
    let store = try await session.openExistingStore()
    let tally = try await tally(query, limit: limit, session, store)
    await store.close()
    _ = consume lock
    let report = ReplayReport(tally, session.desk, isApplied: invocation.has("apply"))
    if invocation.has("json") { return invocation.console.line(try JSONText.of(report)) }
    let articles = tally.changes.map { ($0.before.id, $0.before.article) }
    let text = ReplayText(
      styles: invocation.console.styles, articles: Dictionary(articles, uniquingKeysWith: { first, _ in first }))
    invocation.console.write(text.text(report))
    if !report.isApplied {
      invocation.console.message("nothing was stored; `khabar replay --apply` stores the new tags")
    }
  }

  /// Goes through the articles; with `--apply` in the transaction that stores their new tags.
  private static func tally(
    _ query: Query, limit: Int, _ session: DeskSession, _ store: any ArticleStore
  ) async throws -> ReplayTally {
    let now = session.now()
    let desk = session.desk
    let total = try await session.asking { () throws(StoreError) in try await store.count(matching: query, now: now) }
    let feedback = try await session.asking { () throws(StoreError) in try await store.feedback() }
    let progress = CountProgress(session.invocation.console, doing: "tagging", total: total)
    let tally = Locked(
      ReplayTally(
        outputs: desk.outputs, rulesVersion: desk.classifier.rulesVersion, feedback: feedback, limit: limit, now: now))
    let feeds = RegionalFeeds(desk)
    let replay: @Sendable (TaggedArticle) -> Articles.Classification = { item in
      let after = desk.classifier.classify(feeds.text(of: item))
      tally.withLock { $0.note(item, after) }
      progress.advance()
      return after
    }
    if session.invocation.has("apply") {
      let replaced = try await session.asking { () throws(StoreError) in
        try await store.reclassify(matching: query, now: now) { replay($0) }
      }
      progress.finish()
      session.invocation.console.message("\(replaced) articles have new tags, scores or rules")
    } else {
      try await session.asking { () throws(StoreError) in
        try await store.eachArticle(matching: query, now: now) { _ = replay($0) }
      }
      progress.finish()
    }
    return tally.withLock { $0 }
  }

  /// The query of `--query` and the time of `--since`.
  private static func text(_ invocation: Invocation, _ session: DeskSession) throws -> String {
    let query = invocation.value("query") ?? ""
    guard let since = invocation.value("since") else { return query }
    let start: Date
    if let seconds = try? TimeSpan.seconds("since", invocation) {
      start = session.now().addingTimeInterval(-Double(seconds))
    } else if let date = WebDate.parse(since)?.date {
      start = date
    } else {
      throw UsageError(message: "Option '--since' takes 7d, or a time such as 2026-11-01, not '\(since)'")
    }
    let after = "after:\(WebDate.rfc3339(start))"
    return query.isEmpty ? after : "(\(query)) \(after)"
  }
}
