import ArticleStore
import Articles
import Diagnostics
import Publication
import Querying
import WebValues

/// The command `khabar search`.
enum SearchCommand {
  static let specification = CommandSpecification(
    path: ["search"], abstract: "Finds stored articles, newest first.",
    discussion: """
      QUERY is the language of the desk's outputs: words, "phrases", topic:cross-border-militancy, group:militancy,
      actor:ttp, org:un, place:PK-KP, country:AF, feed:dawn, lang:ur, script:Cyrl, score>=0.7, within:24h, AND, OR, NOT, ( ).
      Without a query it lists everything.
      """,
    options: [
      OptionSpecification(name: "limit", short: "n", value: "NUMBER", help: "Most articles to show (default 20)."),
      OptionSpecification(name: "offset", value: "NUMBER", help: "Articles to skip first."),
      OptionSpecification(name: "count", help: "Only say how many there are."),
      OptionSpecification(name: "output", value: "ID", help: "Search in the articles of one output of the desk."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ],
    operands: [OperandSpecification(name: "QUERY", arity: .many, help: "What to find.")], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let limit = try invocation.integer("limit", in: 1...10_000) ?? 20
    let offset = try invocation.integer("offset", in: 0...1_000_000_000) ?? 0
    let query = try session.query(try text(invocation, session))
    let store = try await session.openExistingStore()
    let console = invocation.console
    let now = session.now()
    do throws(StoreError) {
      let count = try await store.count(matching: query, now: now)
      guard !invocation.has("count") else { return console.line("\(count)") }
      let found = try await store.articles(matching: query, now: now, limit: limit, offset: offset)
      await store.close()
      try show(found, invocation)
      console.message(count == found.count ? "\(count) articles" : "\(found.count) of \(count) articles")
    } catch {
      throw session.failure(error)
    }
  }

  /// The words of the command line, inside the query of `--output` when it is given.
  private static func text(_ invocation: Invocation, _ session: DeskSession) throws -> String {
    let words = invocation.arguments.operands.joined(separator: " ")
    guard let id = invocation.value("output") else { return words }
    let output = try session.output(id)
    return words.isEmpty ? output.query.text : "(\(output.query.text)) AND (\(words))"
  }

  private static func show(_ articles: [TaggedArticle], _ invocation: Invocation) throws(StoreError) {
    let console = invocation.console
    for item in articles {
      if invocation.has("json") {
        console.line((try? JSONText.of(item, isPretty: false)) ?? "")
        continue
      }
      let styles = console.styles
      let article = item.article
      let topics = item.classification.tags.map(\.topic).joined(separator: ", ")
      console.line(styles.bold(VisibleText.line(article.title)))
      let about = "\(WebDate.rfc3339(article.plausiblePublication))  \(article.feed)  \(article.id)"
      console.line("  " + styles.dim(about))
      if !topics.isEmpty { console.line("  " + styles.cyan(topics)) }
      if let url = article.url { console.line("  " + styles.dim(VisibleText.line(url))) }
    }
  }
}
