import ArticleStore
import Articles
import DeskFiles
import Foundation
import SQLiteStore

/// The command `khabar doctor`.
enum DoctorCommand {
  static let specification = CommandSpecification(
    path: ["doctor"], abstract: "Looks at desk, store, and this machine, and says what is wrong and what to do.",
    discussion: """
      Exits with 69 when a check failed, and with --politeness with 70 when we broke a rule of manners. Sends no request.
      """,
    options: politenessOptions + [SharedOptions.json, SharedOptions.now, SharedOptions.desk], run: run)

  struct Finding: Encodable {
    enum Verdict: String, Encodable { case good, warning, bad }
    let check: String
    let verdict: Verdict
    let message: String
  }

  private static func run(_ invocation: Invocation) async throws {
    if invocation.has("politeness") { return try await showPoliteness(invocation) }
    for name in ["since", "domain"] where invocation.value(name) != nil {
      throw UsageError(message: "Option '--\(name)' goes with --politeness")
    }
    let folder = DeskSession.folder(invocation)
    let report = Desk.check(folder, environment: DeskSession.environment(invocation))
    var findings = deskFindings(report, folder)
    if report.desk != nil {
      let session = try DeskSession(invocation)
      findings += await storeFindings(session)
      findings.append(diskFinding(session.desk.storePath))
    }
    show(findings, invocation)
    if findings.contains(where: { $0.verdict == .bad }) { throw CommandFailure(.unavailable, "") }
  }

  private static func deskFindings(_ report: DeskReport, _ folder: String) -> [Finding] {
    let counts = "\(report.errorCount) errors, \(report.warningCount) warnings in \(folder)"
    guard report.errorCount == 0 else {
      return [Finding(check: "desk", verdict: .bad, message: "\(counts); `khabar check` lists them")]
    }
    let verdict: Finding.Verdict = report.warningCount > 0 ? .warning : .good
    let hint = report.warningCount > 0 ? "; `khabar check` lists them" : ""
    return [Finding(check: "desk", verdict: verdict, message: counts + hint)]
  }

  private static func storeFindings(_ session: DeskSession) async -> [Finding] {
    guard FileManager.default.fileExists(atPath: session.desk.storePath) else {
      let message = "there is none yet at \(session.desk.storePath); `khabar poll` or `khabar run` makes it"
      return [Finding(check: "store", verdict: .warning, message: message)]
    }
    do {
      let store = try await session.openSQLiteStore()
      let statistics = try await store.statistics()
      let problems = try await store.integrityProblems()
      let states = try await store.feedStates()
      let politeness = try await politenessFinding(session, store)
      await store.close()
      let megabytes = (statistics.bytes ?? 0) / 1_000_000
      let content =
        "\(statistics.articles) articles (\(statistics.taggedArticles) tagged), \(megabytes) MB, "
        + "schema \(statistics.schemaVersion), \(session.desk.storePath)"
      return [
        Finding(check: "store", verdict: .good, message: content),
        Finding(
          check: "store-integrity", verdict: problems.isEmpty ? .good : .bad,
          message: problems.isEmpty
            ? "no damage found"
            : "damaged: \(problems.joined(separator: "; ")); move the file away, a new one is made and polled again"),
        feedFinding(states, session.desk), politeness,
      ]
    } catch {
      let message = (error as? StoreError)?.message ?? (error as? CommandFailure)?.message ?? "\(error)"
      return [Finding(check: "store", verdict: .bad, message: message)]
    }
  }

  private static func feedFinding(_ states: [FeedState], _ desk: Desk) -> Finding {
    let ids = Set(desk.allFeeds.map(\.id))
    let known = states.filter { ids.contains($0.id) }
    let failing = known.count { $0.consecutiveFailures > 0 }
    let requests = known.reduce(0) { $0 + $1.requestCount }
    let unmodified = known.reduce(0) { $0 + $1.notModifiedCount }
    let message =
      "\(known.count) of \(ids.count) feeds polled, \(failing) failing, \(requests) requests, "
      + "\(unmodified) answered 304" + (failing > 0 ? "; `khabar feeds list --failing` shows why" : "")
    return Finding(check: "feeds", verdict: failing > 0 ? .warning : .good, message: message)
  }

  private static func diskFinding(_ storePath: String) -> Finding {
    var folder = URL(filePath: storePath).deletingLastPathComponent().path
    while folder.count > 1, !FileManager.default.fileExists(atPath: folder) {
      folder = URL(filePath: folder).deletingLastPathComponent().path
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return Finding(check: "disk", verdict: .warning, message: "the free space of \(folder) is not known")
    }
    let isLow = free < 200_000_000
    let hint = isLow ? "; free some, or set $KHABAR_STATE to another disk" : ""
    return Finding(
      check: "disk", verdict: isLow ? .bad : .good, message: "\(free / 1_000_000) MB free in \(folder)\(hint)")
  }

  private static func show(_ findings: [Finding], _ invocation: Invocation) {
    let console = invocation.console
    if invocation.has("json") { return console.line((try? JSONText.of(findings)) ?? "[]") }
    for finding in findings {
      let mark =
        switch finding.verdict {
        case .good: console.styles.green("good   ")
        case .warning: console.styles.yellow("warning")
        case .bad: console.styles.red("bad    ")
        }
      console.line("\(mark)  \(finding.check): \(finding.message)")
    }
  }
}
