import Articles
import Classification
import DeskFiles
import Foundation
import Markup
import Normalization

/// The command `khabar tag`.
enum TagCommand {
  static let specification = CommandSpecification(
    path: ["tag"], abstract: "Tags a pasted article and shows the words that earned each tag.",
    discussion: """
      The article may be plain text (its first line is the title), an HTML fragment, or a saved web page: menus, image
      captions, share buttons, comments and related stories are left out before tagging.

      --jsonl takes lines with id, title, summary and, where known, content, url and language, and prints for each a line
      with id, scope, topics (each with its evidence), entities and place, in the same order. Starts and lengths count
      Unicode scalars.
      """,
    options: [
      OptionSpecification(name: "title", value: "TEXT", help: "The title, when it is not the first line."),
      OptionSpecification(name: "language", value: "TAG", help: "Its language, such as ur or prs (default: detected)."),
      OptionSpecification(name: "regional", help: "Treat the source as regional: everything passes the region gate."),
      OptionSpecification(name: "jsonl", value: "FILE", help: "Tags a file of JSON lines; prints a JSON line an item."),
      OptionSpecification(name: "relations", help: "Also tell who did what to whom (PLOVER types; English only)."),
      OptionSpecification(name: "all", short: "a", help: "Show all evidence, not the five strongest of each topic."),
      SharedOptions.json, SharedOptions.desk,
    ],
    operands: [
      OperandSpecification(name: "FILE|-", arity: .optional, help: "The article: file, or - for standard input.")
    ], run: run)

  private struct Report: Encodable {
    let title: String
    let text: String
    let classification: Classification
    /// Absent unless asked for.
    let relations: [Relation]?
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    if let file = invocation.value("jsonl") { return try await TagLines(session, invocation).run(file) }
    guard let name = invocation.arguments.operands.first else {
      throw UsageError(message: "'khabar tag' needs a file, - for standard input, or --jsonl FILE")
    }
    let input = try InputDocument(file: name)
    let shown = name == "-" ? "standard input" : name
    guard PastedArticle.isText(input.bytes) else {
      throw CommandFailure(
        .badData, "\(shown) is no text: it holds mostly control bytes; give an article as text or HTML")
    }
    let pasted = PastedArticle.read(input.bytes, title: invocation.value("title"))
    guard !pasted.title.isEmpty || !pasted.text.isEmpty else {
      throw CommandFailure(.badData, "\(shown) has no readable text")
    }
    let text = ClassifiableText(
      title: pasted.title, text: pasted.text, language: invocation.value("language") ?? language(of: pasted),
      isRegionalFeed: invocation.has("regional"))
    let classification = session.desk.classifier.classify(text)
    let relations = invocation.has("relations") ? try relationFinder(session).relations(in: text) : nil
    if invocation.has("json") {
      let report = Report(title: pasted.title, text: pasted.text, classification: classification, relations: relations)
      return invocation.console.line(try JSONText.of(report))
    }
    var report = TagReport(styles: invocation.console.styles, topicLabels: session.topicLabels)
    if invocation.has("all") { report.maximumEvidence = .max }
    invocation.console.write(report.text(pasted.fields, classification, relations: relations))
  }

  private static func relationFinder(_ session: DeskSession) throws(CommandFailure) -> RelationFinder {
    if let finder = session.desk.relations { return finder }
    throw CommandFailure(.configuration, "the desk has no \(Desk.FileName.relations), which --relations reads")
  }

  /// The language of a pasted article where the text leaves no doubt; else the words of all languages are looked for.
  private static func language(of pasted: PastedArticle) -> String? {
    let detected = LanguageDetector.detect(title: pasted.title, text: pasted.text)
    return detected.certainty == .sure ? detected.language : nil
  }
}
