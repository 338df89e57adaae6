import Classification
import DeskFiles
import Foundation
import Learning

/// The command `khabar evaluate`.
enum EvaluateCommand {
  static let specification = CommandSpecification(
    path: ["evaluate"], abstract: "Compares the desk's tags with labeled items.",
    discussion: """
      Precision, recall and F1 with 95 % intervals by topic and language, confusion of topics, calibration, and the worst
      false alarms and misses with their evidence. A tag that an item is unsure of counts neither way.
      """,
    options: [
      LabelOperands.labels,
      OptionSpecification(name: "model", value: "FILE", help: "Another model than the desk's; 'none' for rules alone."),
      OptionSpecification(name: "compare", value: "FILE", help: "A second model, to show what differs; or 'none'."),
      OptionSpecification(
        name: "worst", value: "NUMBER", help: "So many false alarms and misses are shown (default 10)."),
      OptionSpecification(name: "svg", value: "FILE", help: "Writes the reliability diagram."),
      SharedOptions.json, SharedOptions.desk,
    ],
    run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let files = try LabelOperands.files(invocation, "labels")
    guard !files.isEmpty else { throw UsageError(message: "'khabar evaluate' needs --labels FILE") }
    let topics = try LabelOperands.topics(files, desk: session.desk)
    let items = files.flatMap(\.items)
    let classifier = try classifier(session.desk, invocation.value("model"))
    let evaluator = Evaluator(classifier: classifier, topics: topics)
    let report = await evaluator.report(items)
    let other = try await invocation.value("compare").asyncMap { name in
      await Evaluator(classifier: try Self.classifier(session.desk, name), topics: topics).report(items)
    }
    if let path = invocation.value("svg") { try OutputFile.write(ReliabilityDiagram(report.all).svg(), to: path) }
    if invocation.has("json") {
      return invocation.console.line(try JSONText.of(EvaluationReport(report, other: other)))
    }
    let worst = try invocation.value("worst").map { text in
      guard let number = Int(text), number >= 0 else {
        throw UsageError(message: "Option '--worst' takes a number, not '\(text)'")
      }
      return number
    }
    let text = FiguresText(styles: invocation.console.styles, worst: worst ?? 10)
    invocation.console.write(text.report(report, classifier: classifier))
    if let other { invocation.console.write(text.comparison(report.all, with: other.all)) }
  }

  /// The desk's classifier, or its rules with another model or none.
  private static func classifier(_ desk: Desk, _ name: String?) throws -> Classifier {
    guard let name else { return desk.classifier }
    if name == "none" { return try Classifier(taxonomy: desk.taxonomy, gazetteer: desk.gazetteer) }
    do {
      return try Classifier(taxonomy: desk.taxonomy, gazetteer: desk.gazetteer, model: try ModelOperand.model(name))
    } catch let error as ModelError {
      throw CommandFailure(.badData, "\(name): \(error)")
    }
  }
}

extension Optional where Wrapped: Sendable {
  /// `map` for what takes its time.
  func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
