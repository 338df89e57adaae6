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
    let feedback: [TopicFeedback]
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let store = try await session.openExistingStore()
    let found = try await session.article(named: invocation.arguments.operands[0], in: store)
    let feedback = try await session.asking { () throws(StoreError) in try await store.feedback(on: found.id) }
    await store.close()
    let now = session.now()
    let outputs = session.desk.outputs.filter { $0.query.matches(found, now: now) }.map(\.id)
    if invocation.has("json") {
      let report = Report(
        article: found.article, classification: found.classification, outputs: outputs,
        feedback: feedback?.verdicts ?? [])
      return invocation.console.line(try JSONText.of(report))
    }
    show(found, outputs: outputs, feedback, session)
  }

  private static func show(
    _ item: TaggedArticle, outputs: [String], _ feedback: ArticleFeedback?, _ session: DeskSession
  ) {
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
      ("feedback", feedback.map { FeedbackText.words($0) }),
    ]
    console.line()
    console.line(console.styles.bold("Article"))
    for (name, value) in rows { if let value { console.line("  \(name): \(VisibleText.line(value))") } }
  }
}
