import ArticleStore
import Articles
import Classification
import DeskFiles
import Querying

/// The command `khabar label`.
enum LabelCommand {
  static let specification = CommandSpecification(
    path: ["label"], abstract: "Shows stored articles one at a time and takes labels, uncertain ones first.",
    discussion: """
      Each article comes with the topics that the desk proposes and their evidence; a line accepts or changes them, and each
      label is kept before the next article is shown. Articles that have a label there are left out. Lines may also come
      from a pipe.

      \(LabelingWords.help)
      """,
    options: [
      OptionSpecification(
        name: "to", value: "FILE", help: "Add the labels to this file, a JSON object a line; else they go to the store."
      ),
      OptionSpecification(name: "feedback", help: "With --to: keep them in the store too, as `khabar feedback` does."),
      OptionSpecification(name: "query", value: "QUERY", help: "Only articles that match, as in `khabar search`."),
      OptionSpecification(name: "limit", short: "n", value: "NUMBER", help: "Most articles to show (default 50)."),
      OptionSpecification(name: "again", help: "Show also those that have a label."),
      OptionSpecification(name: "json", help: "Print each label as a line of JSON; the articles go to stderr."),
      SharedOptions.now, SharedOptions.desk,
    ], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let limit = try invocation.integer("limit", in: 1...10_000) ?? 50
    let query = try session.query(invocation.value("query") ?? "")
    let path = invocation.value("to")
    let file = try path.map { try LabelJournal(path: $0) }
    let store = try await session.openExistingStore()
    let topics = session.desk.taxonomy.topics
    let keeper = LabelKeeper(
      file: file, store: path == nil || invocation.has("feedback") ? store : nil, topics: topics.map(\.id),
      now: session.now)
    let labeled =
      invocation.has("again") ? [] : try await session.asking { () throws(StoreError) in try await keeper.labeled() }
    let items = try await UncertainArticles(session: session, store: store)
      .items(matching: query, limit: limit, except: labeled)
    let console = invocation.console
    guard !items.isEmpty else {
      await store.close()
      return console.message("no article without a label matches")
    }
    let screen = LabelingScreen(
      styles: console.styles, columns: console.columns, topics: topics.map { ($0.id, $0.label) })
    if console.inputIsTerminal { console.message("\(items.count) articles; ? shows what may be typed") }
    var labeler = Labeler(
      session: session, screen: screen, keeper: keeper,
      machine: LabelingMachine(items: items, topics: topics.map(\.id)))
    let count = try await labeler.run()
    await store.close()
    console.message("\(count) labels kept in \(path ?? "the store")")
  }
}
