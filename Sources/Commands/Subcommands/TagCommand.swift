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
      """,
    options: [
      OptionSpecification(name: "title", value: "TEXT", help: "The title, when it is not the first line."),
      OptionSpecification(name: "language", value: "TAG", help: "Its language, such as ur or prs (default: detected)."),
      OptionSpecification(name: "regional", help: "Treat the source as regional: everything passes the region gate."),
      OptionSpecification(name: "all", short: "a", help: "Show all evidence, not the five strongest of each topic."),
      SharedOptions.json, SharedOptions.desk,
    ],
    operands: [OperandSpecification(name: "FILE|-", help: "The article: file, or - for standard input.")], run: run)

  private struct Report: Encodable {
    let title: String
    let text: String
    let classification: Classification
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let name = invocation.arguments.operands[0]
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
    if invocation.has("json") {
      let report = Report(title: pasted.title, text: pasted.text, classification: classification)
      return invocation.console.line(try JSONText.of(report))
    }
    var report = TagReport(styles: invocation.console.styles, topicLabels: session.topicLabels)
    if invocation.has("all") { report.maximumEvidence = .max }
    invocation.console.write(report.text(pasted.fields, classification))
  }

  /// The language of a pasted article where the text leaves no doubt; else the words of all languages are looked for.
  private static func language(of pasted: PastedArticle) -> String? {
    let detected = LanguageDetector.detect(title: pasted.title, text: pasted.text)
    return detected.certainty == .sure ? detected.language : nil
  }
}
