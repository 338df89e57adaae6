import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Foundation
import WebValues

/// The command `khabar feeds list`.
enum FeedsListCommand {
  static let specification = CommandSpecification(
    path: ["feeds", "list"], abstract: "Lists the desk's feeds and how each is doing.",
    options: [
      OptionSpecification(name: "failing", help: "Only feeds whose last poll failed, with the reason."),
      SharedOptions.json, SharedOptions.desk,
    ], run: run)

  private struct Row: Encodable {
    let feed: Feed
    let state: FeedState?
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let states = try await states(session)
    var rows = session.desk.allFeeds.map { Row(feed: $0, state: states[$0.id]) }
    if invocation.has("failing") { rows = rows.filter { ($0.state?.consecutiveFailures ?? 0) > 0 } }
    if invocation.has("json") {
      let shown = rows.map { Row(feed: $0.feed.redacted, state: $0.state?.redacted) }
      return invocation.console.line(try JSONText.of(shown))
    }
    for row in rows { show(row, invocation.console) }
    let counts = FeedHealth.allCases.compactMap { health in
      let count = rows.count { ($0.state?.health ?? .new) == health }
      return count > 0 ? "\(count) \(health.rawValue)" : nil
    }
    invocation.console.message("\(rows.count) feeds" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")))
  }

  /// What is known of the feeds; nothing when nothing was polled yet.
  static func states(_ session: DeskSession) async throws -> [FeedID: FeedState] {
    guard FileManager.default.fileExists(atPath: session.desk.storePath) else { return [:] }
    let store = try await session.openStore()
    do throws(StoreError) {
      let states = try await store.feedStates()
      await store.close()
      return Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    } catch {
      throw session.failure(error)
    }
  }

  private static func summary(_ state: FeedState) -> String {
    "\(state.articleCount) articles" + (state.defectCount > 0 ? ", \(state.defectCount) defects" : "")
  }

  /// Where the feed has moved, and what its server makes of conditional requests, when there is anything to tell.
  private static func showManners(_ state: FeedState, of feed: Feed, _ console: Console) {
    if let move = state.move, move.origin == feed.url {
      let since = WebDate.rfc3339(move.since)
      let target = VisibleText.line(Redaction.url(move.adopted ?? move.target))
      console.line(
        move.adopted == nil
          ? "         redirects for good to \(target), as \(move.count) polls since \(since) have said"
          : "         has moved to \(target) and is asked there; `khabar feeds adopt-moves` writes that into feeds.opml"
      )
    }
    let verdict = state.conduct.verdict
    if verdict != .honest { console.line("         its server \(verdict.words)") }
  }

  private static func show(_ row: Row, _ console: Console) {
    let styles = console.styles
    let health = row.state?.health ?? .new
    let word = health.rawValue.padding(toLength: 8)
    let colored =
      switch health {
      case .ok: styles.green(word)
      case .new: styles.dim(word)
      default: styles.red(word)
      }
    let articles = row.state.map(summary) ?? ""
    console.line(
      "\(colored) \(styles.bold(row.feed.id.rawValue))  \(VisibleText.line(row.feed.title))  \(styles.dim(articles))")
    console.line("         " + styles.dim(Redaction.url(row.feed.url)))
    if let identity = row.state?.identity {
      if identity.rung != .guid {
        console.line("         articles are told apart by \(identity.rung.words), not by guid")
      }
      if let note = identity.note { console.line("         " + styles.dim(VisibleText.line(note))) }
    }
    if let state = row.state { showManners(state, of: row.feed, console) }
    guard let state = row.state, state.consecutiveFailures > 0, let failure = state.lastFailure else { return }
    let times = state.consecutiveFailures == 1 ? "once" : "\(state.consecutiveFailures) times"
    let next = state.nextPoll.map { "; next try \(WebDate.rfc3339($0))" } ?? ""
    console.line("         failed \(times): \(VisibleText.line(failure.message))\(next)")
  }
}

extension String {
  /// The text with blanks behind it up to `length` characters.
  fileprivate func padding(toLength length: Int) -> String {
    count < length ? self + String(repeating: " ", count: length - count) : self
  }
}
