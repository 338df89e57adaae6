import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Publication
import Querying
import WebValues

/// The command `khabar explain`.
enum ExplainCommand {
  static let specification = CommandSpecification(
    path: ["explain"], abstract: "Shows why a stored article has its tags, and which outputs publish it.",
    options: [
      OptionSpecification(name: "all", short: "a", help: "Show all evidence, not the five strongest of each topic."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ],
    operands: [
      OperandSpecification(name: "ARTICLE", help: "Id of an article, as `khabar search` and the outputs show it.")
    ], run: run)

  private struct Report: Encodable {
    let article: Article
    let classification: Classification
    let outputs: [String]
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let name = invocation.arguments.operands[0]
    let id = ArticleID(name.split(separator: ":").last.map(String.init) ?? name)
    let store = try await session.openExistingStore()
    let found: TaggedArticle?
    do throws(StoreError) {
      found = try await store.article(id)
    } catch {
      throw session.failure(error)
    }
    await store.close()
    guard let found else {
      throw CommandFailure(.badData, "the store has no article '\(name)'; `khabar search` shows ids")
    }
    let now = session.now()
    let outputs = session.desk.outputs.filter { $0.query.matches(found, now: now) }.map(\.id)
    if invocation.has("json") {
      let report = Report(article: found.article, classification: found.classification, outputs: outputs)
      return invocation.console.line(try JSONText.of(report))
    }
    show(found, outputs: outputs, session)
  }

  private static func show(_ item: TaggedArticle, outputs: [String], _ session: DeskSession) {
    let console = session.invocation.console
    var report = TagReport(styles: console.styles, topicLabels: session.topicLabels)
    if session.invocation.has("all") { report.maximumEvidence = .max }
    console.write(report.text(item.article, item.classification))
    let article = item.article
    let feed = session.desk.allFeeds.first { $0.id == article.feed }?.title ?? "no longer in the desk"
    let rows: [(String, String?)] = [
      ("id", article.id.rawValue), ("feed", "\(article.feed) (\(feed))"), ("url", article.url),
      ("published", "\(WebDate.rfc3339(article.published.date)) (\(article.published.source.rawValue))"),
      ("first seen", WebDate.rfc3339(article.firstSeen)), ("changed", article.updated.map(WebDate.rfc3339)),
      ("withdrawn by its publisher", article.withdrawn.map(WebDate.rfc3339)),
      ("told apart by", "\(article.identity.words): \(article.identityKey)"),
      ("rules", item.classification.rulesVersion),
      ("outputs", outputs.isEmpty ? "none" : outputs.joined(separator: ", ")),
    ]
    console.line()
    console.line(console.styles.bold("Article"))
    for (name, value) in rows { if let value { console.line("  \(name): \(VisibleText.line(value))") } }
  }
}
