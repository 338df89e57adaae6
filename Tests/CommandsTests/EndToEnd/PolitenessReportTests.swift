import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct PolitenessReportTests {
  @Test func scorecardOfARun() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    #expect(try await line.run("doctor", "--politeness").status == .noInput)
    _ = try await line.run("poll", "--now", "2026-11-23T12:00:00Z")
    _ = try await line.run("poll", "--force", "--now", "2026-11-23T14:00:00Z")
    let report = try await line.run("doctor", "--politeness", "--now", "2026-11-23T14:00:00Z")
    #expect(report.status == .ok)
    #expect(report.output.contains("requests            48 for 24 feeds"))
    // A truncated sample has no validators worth keeping; a silent one may be asked for all of it.
    #expect(
      report.output.contains(
        /unconditional       5[0-9]\.[0-9] %: first 24, no validators [0-4], on purpose [0-4], avoidable 0/))
    #expect(report.output.contains("violations: 0"))
    let findings = try await line.run("doctor", "--now", "2026-11-23T14:00:00Z").output
    #expect(findings.contains("politeness: 48 requests in 24 h, 0 times against a rule of manners"))
    #expect(report.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let late = try await line.run(
      "doctor", "--politeness", "--since", "90m", "--json", "--now", "2026-11-23T14:00:00Z")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(late.output.utf8)) as? [String: Any])
    let share = try #require(json["notModifiedShare"] as? Double)
    #expect((0.8...1).contains(share))
    let other = try await line.run(
      "doctor", "--politeness", "--domain", "other.example", "--now", "2026-11-23T14:00:00Z")
    #expect(other.output.contains("No request was sent."))
  }

  @Test("P24 a second refresh within a minute is served from the store")
  func refreshTwiceInAMinute() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", "2026-11-23T12:00:00Z")
    let again = try await line.run("poll", "--force", "--json", "--now", "2026-11-23T12:00:59Z")
    #expect(again.output.contains("\"polled\" : 0"))
    let later = try await line.run("poll", "--force", "--json", "--now", "2026-11-23T12:01:00Z")
    #expect(later.output.contains("\"polled\" : 24"))
    #expect(try await line.run("doctor", "--politeness", "--now", "2026-11-23T12:02:00Z").status == .ok)
  }

  @Test func aBrokenRuleEndsWithStatus70() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", "2026-11-23T12:00:00Z")
    let shell = Process()
    shell.executableURL = URL(filePath: "/usr/bin/env")
    let store = line.folder.appending(path: "state/test.sqlite").path
    shell.arguments = ["sqlite3", store, "UPDATE request SET method = 'HEAD' WHERE feed = 'sample-frontier-herald'"]
    try shell.run()
    shell.waitUntilExit()
    let report = try await line.run("doctor", "--politeness", "--now", "2026-11-23T12:30:00Z")
    #expect(report.status == .software)
    #expect(report.output.contains("violations: 1 (1 method)"))
    #expect(report.output.contains("sample-frontier-herald"))
    #expect(try await line.run("doctor", "--politeness", "--now", "2026-11-25T12:30:00Z").status == .ok)
  }

  @Test func mistakesOfTheCommandLine() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    #expect(try await line.run("doctor", "--since", "24h").status == .usage)
    for span in ["24", "h", "-1h", "0d", "99999999999d", "1w"] {
      #expect(try await line.run("doctor", "--politeness", "--since", span).status == .usage, "\(span)")
    }
  }
}
