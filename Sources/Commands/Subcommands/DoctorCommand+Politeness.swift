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

  /// Our scorecard of the last `seconds`, from the whole log: what was asked before decides what was allowed.
  private static func politeness(
    _ session: DeskSession, _ store: any ArticleStore, seconds: Int, domain: String? = nil
  ) async throws -> PolitenessReport {
    let now = session.now()
    var tally = PolitenessTally(
      try PolitenessRules(session.desk), since: now.addingTimeInterval(-Double(seconds)), until: now, domain: domain)
    do throws(StoreError) {
      try await store.eachRequest(since: .distantPast) { tally.take($0) }
    } catch {
      throw session.failure(error)
    }
    return tally.report
  }

  /// The scorecard of a day in one line.
  static func politenessFinding(_ session: DeskSession, _ store: any ArticleStore) async throws -> Finding {
    let report = try await politeness(session, store, seconds: 86_400)
    let count = report.violationCount
    let counts = "\(report.score.requests) requests in 24 h, \(count) times against a rule of manners"
    return Finding(
      check: "politeness", verdict: count > 0 ? .bad : .good,
      message: counts + (count > 0 ? "; `khabar doctor --politeness` lists them" : ""))
  }

  static func showPoliteness(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let seconds = try TimeSpan.seconds("since", invocation) ?? 86_400
    let store = try await session.openExistingStore()
    let report = try await politeness(
      session, store, seconds: seconds, domain: invocation.value("domain")?.lowercased())
    await store.close()
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
