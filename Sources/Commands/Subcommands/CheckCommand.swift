import Classification
import DeskFiles
import Querying

/// The command `khabar check`.
enum CheckCommand {
  static let specification = CommandSpecification(
    path: ["check"], abstract: "Finds every mistake in a desk, with file, line and column.",
    discussion: "Exits with 78 when there are errors; warnings alone exit with 0. Says which secrets are not set.",
    options: [SharedOptions.desk, SharedOptions.json], run: run)

  private struct Report: Encodable {
    let desk: String
    let errors: Int
    let warnings: Int
    let problems: [DeskProblem]
  }

  private static func run(_ invocation: Invocation) async throws {
    let folder = DeskSession.folder(invocation)
    let report = Desk.check(folder, environment: DeskSession.environment(invocation))
    let console = invocation.console
    if invocation.has("json") {
      let value = Report(
        desk: folder, errors: report.errorCount, warnings: report.warningCount, problems: report.problems)
      console.line(try JSONText.of(value))
    } else {
      for problem in report.problems { console.line(problem.description) }
      console.line(summary(report, folder))
    }
    if report.errorCount > 0 { throw CommandFailure(.configuration, "") }
  }

  private static func summary(_ report: DeskReport, _ folder: String) -> String {
    let counts = "errors: \(report.errorCount), warnings: \(report.warningCount)"
    guard let desk = report.desk else { return "\(folder): \(counts)" }
    return "\(folder): \(counts); \(desk.feeds.count) feeds, \(desk.taxonomy.topics.count) topics, "
      + "\(desk.vocabulary.entities.count) entities, \(desk.outputs.count) outputs"
  }
}
