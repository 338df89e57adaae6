import Foundation
import Testing

@testable import Commands

@Suite struct ReplayTests {
  private static let now = "2026-11-23T12:00:00Z"

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Puts a topic nearly out of reach, so that most who have it lose it.
  private func edit(_ line: CommandLine) throws {
    let file = line.folder.appending(path: "desk/topics.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let topic = "- id: diplomatic-recognition\n"
    #expect(text.contains(topic))
    try line.write(text.replacing(topic, with: topic + "  threshold: 0.99\n"), to: "desk/topics.yaml")
  }

  @Test func changesAreShownBeforeTheyAreMade() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let unchanged = try object(try await line.run("replay", "--json", "--now", Self.now).output)
    #expect(unchanged["olderRules"] as? Int == 0 && unchanged["retagged"] as? Int == 0)
    #expect(unchanged["rescored"] as? Int == 0 && (unchanged["articles"] as? Int ?? 0) > 100)
    try edit(line)
    let before = try await line.run("search", "--count", "topic:diplomatic-recognition").output
    let dry = try await line.run("replay", "--json", "-n", "1000", "--now", Self.now)
    let report = try object(dry.output)
    let lost = try #require((report["topics"] as? [[String: Any]])?.first?["lost"] as? Int)
    #expect(lost > 0)
    #expect(report["olderRules"] as? Int == report["articles"] as? Int)
    let changes = try #require(report["changes"] as? [[String: Any]])
    let lostTag = try #require((changes.first?["lost"] as? [[String: Any]])?.first)
    #expect((lostTag["reason"] as? String)?.contains("needs 0.99") == true)
    #expect((lostTag["remaining"] as? [Any])?.isEmpty == false)
    #expect(try await line.run("search", "--count", "topic:diplomatic-recognition").output == before)
    let text = try await line.run("replay", "--since", "7d", "--now", Self.now)
    #expect(text.output.contains("- diplomatic-recognition") && text.errors.contains("nothing was stored"))

    let applied = try object(try await line.run("replay", "--apply", "--json", "--now", Self.now).output)
    #expect(applied["retagged"] as? Int == report["retagged"] as? Int)
    let after = try object(try await line.run("replay", "--json", "--now", Self.now).output)
    #expect(after["olderRules"] as? Int == 0 && after["retagged"] as? Int == 0)
    #expect(try await line.run("search", "--count", "topic:diplomatic-recognition").output != before)
  }

  @Test func applyingNeedsTheLockAndMistakesAreTold() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let store = line.folder.appending(path: "state/test.sqlite")
    let lock = try #require(FileHandle(forUpdatingAtPath: store.path + ".lock"))
    #expect(flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(try await line.run("replay", "--apply").status == .unavailable)
    #expect(try await line.run("replay").status == .ok)
    #expect(flock(lock.fileDescriptor, LOCK_UN) == 0)
    #expect(try await line.run("replay", "--since", "yesterday").status == .usage)
    #expect(try await line.run("replay", "--query", "topic:nothing").status == .usage)
  }
}
