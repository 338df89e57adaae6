import ArticleStore
import Foundation
import Politeness

/// `khabar doctor --politeness`: our own scorecard from the request log.
extension DoctorCommand {
  static let politenessOptions = [
    OptionSpecification(
      name: "politeness", help: "Show how we have behaved towards publishers, and every rule of manners that we broke."),
    OptionSpecification(
      name: "since", value: "TIME", help: "With --politeness: how far to look back, such as 24h (default) or 7d."),
    OptionSpecification(
      name: "domain", value: "NAME", help: "With --politeness: only requests to this domain or host."),
  ]

  /// The report with its shares, as `--json` prints it.
  private struct PolitenessJSON: Encodable {
    let report: PolitenessReport
    let unconditionalShare: Double?
    let notModifiedShare: Double?
    let connectionReuseShare: Double?

    init(_ report: PolitenessReport) {
      self.report = report
      unconditionalShare = report.score.unconditionalShare
      notModifiedShare = report.score.notModifiedShare
      connectionReuseShare = report.score.reuseShare
    }
  }

  static func showPoliteness(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let seconds = try TimeSpan.seconds("since", invocation) ?? 86_400
    let now = session.now()
    let store = try await session.openExistingStore()
    var tally = PolitenessTally(
      try PolitenessRules(session.desk), since: now.addingTimeInterval(-Double(seconds)), until: now,
      domain: invocation.value("domain")?.lowercased())
    do throws(StoreError) {
      // All of the log: what was asked before decides what was allowed.
      try await store.eachRequest(since: .distantPast) { tally.take($0) }
      await store.close()
    } catch {
      throw session.failure(error)
    }
    let report = tally.report
    if invocation.has("json") {
      invocation.console.line(try JSONText.of(PolitenessJSON(report)))
    } else {
      invocation.console.write(PolitenessText(styles: invocation.console.styles).text(report))
    }
    if report.violationCount > 0 {
      throw CommandFailure(
        .software, "\(report.violationCount) requests broke a rule of manners; please report it with this output")
    }
  }
}
