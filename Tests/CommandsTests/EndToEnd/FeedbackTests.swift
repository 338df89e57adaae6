import Articles
import Foundation
import Testing

@testable import Commands

@Suite struct FeedbackTests {
  private static let now = "2026-11-23T12:00:00Z"

  private func id(_ line: CommandLine) async throws -> String {
    let found = try await line.run("search", "--json", "-n", "1", "topic:diplomatic-recognition")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any])
    return try #require((object["article"] as? [String: Any])?["id"] as? String)
  }

  @Test func whatIsSaidIsKeptAndShown() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let id = try await id(line)
    #expect(try await line.run("feedback", id).errors.contains("no feedback"))
    let said = try await line.run(
      "feedback", id, "+narcotics", "-diplomatic-recognition", "+interstate-clash", "--now", Self.now)
    #expect(said.status == .ok)
    #expect(said.output.contains("+interstate-clash +narcotics -diplomatic-recognition"))
    _ = try await line.run("feedback", id, "-interstate-clash", "--now", "2026-11-23T13:00:00Z")
    let shown = try await line.run("explain", id).output
    #expect(shown.contains("feedback: +narcotics -diplomatic-recognition -interstate-clash"))
    let explained = try await line.run("explain", id, "--json")
    #expect(explained.output.contains("\"isGiven\" : false"))
    let list = try await line.run("feedback", "--list", "--json")
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let feedback = try decoder.decode(ArticleFeedback.self, from: Data(list.output.utf8))
    #expect(feedback.given == ["narcotics"])
    #expect(feedback.refused == ["diplomatic-recognition", "interstate-clash"])
    #expect(!feedback.title.isEmpty)
    #expect(list.errors == "3 verdicts on 1 articles\n")
  }

  @Test func mistakesAreToldAndKeepNothing() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let id = try await id(line)
    let topic = try await line.run("feedback", id, "+narcotics", "-interstate-clahs")
    #expect(topic.status == .usage)
    #expect(topic.errors.contains("did you mean 'interstate-clash'?"))
    #expect(try await line.run("feedback", "none", "+narcotics").status == .badData)
    #expect(try await line.run("feedback", id, "narcotics").errors.contains("+narcotics gives the topic"))
    #expect(try await line.run("feedback").status == .usage)
    #expect(try await line.run("feedback", "--list", id).status == .usage)
    #expect(try await line.run("feedback", "--list").output.isEmpty)
  }

  @Test func signedWordsAreNoOptions() throws {
    let parsed = try ArgumentParser(specification: FeedbackCommand.specification)
      .parse(["-d", "desk", "a", "-diplomatic-recognition", "+narcotics", "--json"])
    #expect(parsed.operands == ["a", "-diplomatic-recognition", "+narcotics"])
    #expect(parsed.values == ["desk": "desk"])
    #expect(parsed.flags == ["json"])
  }
}
