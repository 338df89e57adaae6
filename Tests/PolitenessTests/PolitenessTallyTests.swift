import Articles
import Foundation
import Politeness
import Testing

@Suite struct PolitenessTallyTests {
  private static let start = PolitenessAuditorTests.start

  private func report(
    _ records: [RequestRecord], since seconds: Double = 0, domain: String? = nil
  ) -> PolitenessReport {
    var tally = PolitenessTally(
      PolitenessRules(), since: Self.start + seconds, until: Self.start + 1e7, domain: domain)
    for record in records { tally.take(record) }
    return tally.report
  }

  private func request(
    _ seconds: Double, _ feed: String = "a", _ change: (inout RequestRecord) -> Void = { _ in }
  ) -> RequestRecord { PolitenessAuditorTests.request(seconds, feed, change) }

  @Test func requestsAreCountedByWhatWasKnown() {
    let score = report([
      request(0, "a") { ($0.known, $0.isConditional) = (.nothing, false) },
      request(0, "b") { ($0.known, $0.isConditional) = (.body, false) },
      request(0, "c") { ($0.isConditional, $0.isUnconditionalOnPurpose) = (false, true) },
      request(0, "d") { $0.isConditional = false },
      request(0, "e") { $0.status = 304 }, request(0, "f") { $0.status = 304 }, request(0, "g"),
      request(0, "h") { ($0.status, $0.isConditional, $0.known) = (301, false, .nothing) },
      request(0, "i") { ($0.status, $0.failure) = (nil, "timeout") }, request(0, "j") { $0.status = 429 },
    ]).score
    #expect((score.requests, score.feeds, score.unanswered, score.redirects) == (10, 10, 1, 1))
    #expect((score.unconditional.total, score.unconditional.first, score.unconditional.withoutValidators) == (4, 1, 1))
    #expect((score.unconditional.onPurpose, score.unconditional.avoidable) == (1, 1))
    #expect(score.conditional == 5)
    #expect(score.unconditionalShare == 4.0 / 9)
    #expect((score.notModified, score.tooMany) == (2, 1))
    #expect(score.notModifiedShare == 2.0 / 8)
    #expect(report([]).score.notModifiedShare == nil)
  }

  @Test func bytesSavedAreThoseOfTheFeedsLastBody() {
    let hour = 3_600.0
    let traffic = report(
      [
        request(0) { ($0.bodyBytes, $0.wireBytes) = (1_000, 400) },
        request(hour) { $0.status = 304 },
        request(2 * hour) { ($0.bodyBytes, $0.wireBytes) = (2_000, 500) },
        request(3 * hour) { $0.status = 304 }, request(4 * hour, "b") { $0.status = 304 },
        request(5 * hour, "c") { ($0.bodyBytes, $0.wireBytes) = (300, nil) },
        request(6 * hour, "c") { $0.status = 304 },
      ], since: hour
    ).score.traffic
    #expect((traffic.received, traffic.onTheWire) == (2_300, 800))
    #expect((traffic.savedByNotModified, traffic.notModifiedOfUnknownSize) == (400 + 500 + 300, 1))
    #expect(traffic.savedByCompression == 1_500)
  }

  @Test func domainsStandInOrderWithTheirBusiestHour() throws {
    var log: [RequestRecord] = []
    for (feed, seconds) in [(0, 0.0), (1, 50), (2, 100), (3, 3_700), (4, 3_710), (5, 3_720), (6, 3_730)] {
      log.append(request(seconds, "feed-\(feed)") { ($0.host, $0.domain) = ("www.x.example", "x.example") })
    }
    log.append(request(4_000, "b") { ($0.status, $0.reusedConnection) = (304, true) })
    log.append(request(9_000, "b") { ($0.status, $0.reusedConnection) = (304, false) })
    let score = report(log).score
    #expect(score.domains.map(\.domain) == ["x.example", "b.example"])
    #expect(score.domains.map(\.requests) == [7, 2])
    #expect((score.domains[0].mostInOneHour, score.domains[0].busiestHour) == (4, Self.start + 3_600))
    #expect(score.domains[1].notModified == 2)
    #expect(score.reuseShare == 0.5)
    let streak = try #require(score.longestStreak)
    #expect((streak.domain, streak.requests, streak.seconds) == ("x.example", 4, 30))
    #expect(streak.start == Self.start + 3_700)
    #expect(report(log, domain: "b.example").score.requests == 2)
    #expect(report(log, domain: "www.x.example").score.domains.map(\.domain) == ["x.example"])
  }

  @Test func violationsCountOnlyInTheTimeButKnowWhatWasBefore() {
    let log = [
      request(0) { $0.wishes.freshSeconds = 86_400 }, request(100), request(20_000) { $0.wishes.freshSeconds = 86_400 },
      request(40_000),
    ]
    #expect(report(log).violationCounts["fresh"] == 2)
    let late = report(log, since: 30_000)
    #expect((late.violationCount, late.violationCounts["fresh"]) == (1, 1))
    #expect(late.violations.map(\.kind) == [.fresh])
    #expect(late.violationCounts.count == Violation.Kind.allCases.count)
    #expect(report(log, domain: "other.example").violationCount == 0)
    let many = report((0..<150).map { number in request(Double(number) * 400, "a") { $0.method = "POST" } })
    #expect((many.violationCount, many.violations.count) == (150, PolitenessReport.mostListed))
  }
}
