import ArticleStore
import Articles
import Classification
import Diagnostics
import Fetching
import Foundation
import HTTPTransfer
import Ingestion
import Locking
import Politeness
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// Days of polling publishers of every conduct over loopback, held against the rules afterwards.
@Suite struct PoliteRunTests {
  /// Wednesday, 2026-11-25 10:00 UTC.
  static let start = Date(timeIntervalSince1970: 1_795_600_800)

  @Test func severalDaysOfAllKindsOfServersBreakNoRule() async throws {
    let records = try await run(domains: 2, hours: 72)
    #expect(records.count > 1_000)
    #expect(Set(records.compactMap(\.status)).isSuperset(of: [200, 301, 304, 404, 410, 429, 500, 503]))
    #expect(records.contains { $0.wishes.retryScope == .domain } && records.contains { $0.wishes.retryScope == .host })
    #expect(
      records.contains { $0.wishes.declaredSeconds == 10_800 } && records.contains { !$0.wishes.skipHours.isEmpty })
    var tally = PolitenessTally(PolitenessRules(), since: Self.start, until: Self.start + 1e7)
    for record in records { tally.take(record) }
    let report = tally.report
    #expect(report.violationCounts.filter { $0.value > 0 } == [:])
    for violation in report.violations.prefix(5) { Issue.record("\(violation)") }
    #expect(report.score.unconditional.avoidable == 0)
    #expect(report.score.notModified > 100)
  }

  /// The log of a run over `hours`, with a restart in the middle.
  private func run(domains: Int, hours: Int) async throws -> [RequestRecord] {
    let clock = ManualClock()
    // Whatever goes on looks at the clock.
    let looks = Locked(0)
    let now: @Sendable () -> Date = {
      looks.withLock { $0 += 1 }
      return Self.start + clock.now.offset / .seconds(1)
    }
    let web = try LoopbackWeb(now: now)
    defer { web.stop() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-polite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try await SQLiteArticleStore(path: folder.appending(path: "store.sqlite").path)
    let feeds = LoopbackWeb.feeds(domains: domains)
    let driver = Task { await Self.drive(clock, web, looks) }
    defer { driver.cancel() }
    for half in 0..<2 {
      // A restart forgets whom the pacer is to leave alone, unless that was kept.
      let fetcher = FeedFetcher(
        transfer: web, pacer: DomainPacer(clock: clock),
        settings: FetchSettings(userAgent: "Khabar/1.0 (+https://example.org/)"), now: now)
      let poller = Poller(
        store: store, fetcher: fetcher, classifier: try Classifier(taxonomy: Taxonomy(), gazetteer: Gazetteer()),
        policy: PollPolicy(), diagnostics: MemorySink(), now: now)
      let run = PollRun(
        poller: poller, feeds: feeds, concurrency: 256, spacing: PollSpacing(seconds: 5) { $0 },
        diagnostics: MemorySink())
      let end = Self.start + Double(hours * 3_600 * (half + 1) / 2)
      while now() < end {
        _ = try await run.pass()
        clock.advance(by: .seconds(420))
      }
    }
    var records: [RequestRecord] = []
    try await store.eachRequest(since: .distantPast) { records.append($0) }
    await store.close()
    return records
  }

  /// Moves the clock on to whoever waits for a turn, when nothing else has gone on for a while.
  private static func drive(_ clock: ManualClock, _ web: LoopbackWeb, _ looks: Locked<Int>) async {
    var calm = 0
    var last: (deadline: Duration?, looks: Int) = (nil, 0)
    while !Task.isCancelled {
      try? await Task.sleep(for: .microseconds(200))
      let next = clock.nextDeadline
      let seen = (next, looks.withLock { $0 })
      calm = next != nil && seen == last && web.isIdle ? calm + 1 : 0
      last = seen
      guard calm >= 25, let next else { continue }
      clock.advance(by: max(.zero, next - clock.now.offset))
      calm = 0
    }
  }
}
