import ArticleStore
import Articles
import DeskFiles

/// The command `khabar feedback`.
enum FeedbackCommand {
  static let specification = CommandSpecification(
    path: ["feedback"], abstract: "Keeps what you say of a stored article's topics, for `khabar train`.",
    discussion: """
      +TOPIC says that the article has the topic, -TOPIC that it has not; several may follow each other. The last word on a
      topic counts. Feedback changes no tags by itself, and no new tagging changes it. Without topics it shows what was said
      of the article.
      """,
    options: [
      OptionSpecification(name: "list", help: "Show the feedback on all articles."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ],
    operands: [
      OperandSpecification(
        name: "ARTICLE", arity: .optional, help: "Id of an article, as `khabar search` and the outputs show it."),
      OperandSpecification(name: "+TOPIC|-TOPIC", arity: .many, help: "Topics that it has, and that it has not."),
    ], takesSignedWords: true, run: run)

  private static func run(_ invocation: Invocation) async throws {
    let operands = invocation.arguments.operands
    if invocation.has("list") {
      guard operands.isEmpty else { throw UsageError(message: "Option '--list' goes without an article") }
      return try await list(invocation)
    }
    guard let name = operands.first else { throw UsageError(message: "Missing argument 'ARTICLE'") }
    let session = try DeskSession(invocation)
    let words = try verdicts(operands.dropFirst(), session)
    let store = try await session.openExistingStore()
    let article = try await session.article(named: name, in: store)
    let now = session.now()
    let verdicts = words.map { TopicFeedback(article: article.id, topic: $0.key, isGiven: $0.value, given: now) }
    let feedback = try await session.asking { () throws(StoreError) in
      if !verdicts.isEmpty { try await store.store(verdicts) }
      return try await store.feedback(on: article.id)
    }
    await store.close()
    guard let feedback else {
      if invocation.has("json") { return invocation.console.line("null") }
      return invocation.console.message("there is no feedback on that article")
    }
    try show([feedback], invocation, isPretty: true)
  }

  private static func list(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let store = try await session.openExistingStore()
    let feedback = try await session.asking { () throws(StoreError) in try await store.feedback() }
    await store.close()
    try show(feedback, invocation, isPretty: false)
    let count = feedback.reduce(0) { $0 + $1.verdicts.count }
    invocation.console.message("\(count) verdicts on \(feedback.count) articles")
  }

  /// Topics by `+` and `-`, checked; of the same topic the last word counts.
  private static func verdicts(_ words: some Sequence<String>, _ session: DeskSession) throws -> [String: Bool] {
    var verdicts: [String: Bool] = [:]
    for word in words {
      guard let sign = word.first, sign == "+" || sign == "-" else {
        throw UsageError(message: "'\(word)' has no sign: +\(word) gives the topic, -\(word) refuses it")
      }
      verdicts[try session.topic(named: String(word.dropFirst()))] = sign == "+"
    }
    return verdicts
  }

  private static func show(_ feedback: [ArticleFeedback], _ invocation: Invocation, isPretty: Bool) throws {
    let text = FeedbackText(styles: invocation.console.styles)
    for item in feedback {
      invocation.console.line(
        invocation.has("json") ? try JSONText.of(item, isPretty: isPretty) : text.text(item))
    }
  }
}
