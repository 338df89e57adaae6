import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct PollAndEmitTests {
  private static let now = "2026-11-23T12:00:00Z"

  @Test func twoRunsGiveTheSameBytes() async throws {
    var outputs: [[String: Data]] = []
    for _ in 0..<2 {
      let line = try CommandLine()
      defer { line.remove() }
      #expect(try await line.run("poll", "--now", Self.now).status == .ok)
      let folder = line.folder.appending(path: "out").path
      let emitted = try await line.run("emit", "--to", folder, "--now", Self.now)
      #expect(emitted.output.split(separator: "\n").count == 6)
      var files = try line.contents(of: "out")
      // The port of the samples is the run's own; it stands in the source link of each item.
      for name in files.keys { files[name] = Data(Self.withoutPorts(files[name] ?? Data()).utf8) }
      outputs.append(files)
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0]["everything.rss"]?.count ?? 0 > 100_000)
  }

  private static func withoutPorts(_ data: Data) -> String {
    String(decoding: data, as: UTF8.self).replacing(/127\.0\.0\.1:[0-9]+/, with: "127.0.0.1:PORT")
  }

  @Test func aSecondPollBringsNothingTwiceAndLosesNothing() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let first = try await line.run("poll", "--json", "--now", Self.now)
    let summary = try JSONDecoder().decode([String: Int].self, from: Data(first.output.utf8))
    #expect(summary["failed"] == 0)
    #expect(summary["stored"] == summary["entries"])
    let folder = line.folder.appending(path: "out").path
    _ = try await line.run("emit", "--to", folder, "--now", Self.now)
    let again = try await line.run("poll", "--force", "--json", "--now", "2026-11-23T13:00:00Z")
    let second = try JSONDecoder().decode([String: Int].self, from: Data(again.output.utf8))
    #expect(second["polled"] == summary["polled"])
    #expect(second["stored"] == 0)
    #expect(second["failed"] == 0)
    #expect(try await line.run("search", "--count").output == "\(summary["stored"] ?? -1)\n")
    #expect(try await line.run("emit", "--to", folder, "--now", Self.now).output.isEmpty)
  }

  @Test func aFeedThatFailsIsToldAndTheRestGoesOn() async throws {
    let port = try LoopbackPort.free()
    let line = try CommandLine(
      feeds: "<outline type=\"rss\" text=\"Dead\" khabar:id=\"dead\" xmlUrl=\"http://127.0.0.1:\(port)/feed\"/>")
    defer { line.remove() }
    let poll = try await line.run("poll", "--now", Self.now)
    #expect(poll.status == .ok)
    #expect(poll.errors.contains("feed=dead code=address-refused"))
    let failing = try await line.run("feeds", "list", "--failing")
    #expect(failing.output.contains("allow"))
    #expect(try await line.run("search", "--count", "tagged:yes").output != "0\n")
  }

  @Test func searchAndExplainShowWhatIsStored() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let found = try await line.run("search", "--json", "-n", "1", "topic:diplomatic-recognition")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any])
    let article = try #require(object["article"] as? [String: Any])
    let id = try #require(article["id"] as? String)
    let explained = try await line.run("explain", id)
    #expect(explained.status == .ok)
    #expect(explained.output.contains("diplomatic-recognition"))
    #expect(explained.output.contains("outputs: everything"))
    #expect(try await line.run("explain", "urn:khabar:article:\(id)").status == .ok)
    #expect(try await line.run("explain", "none").status == .badData)
  }

  @Test func mistakesHaveTheirExitStatus() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    #expect(try await line.run("search", "topic:nothing").status == .usage)
    #expect(try await line.run("emit", "nothing").status == .usage)
    #expect(try await line.run("emit").status == .usage)
    #expect(try await line.run("parse", "/no/such/file").status == .noInput)
    #expect(try await line.run("tag", "/").status == .noInput)
    #expect(try await line.run("check", "--desk", "/no/such/desk").status == .configuration)
    #expect(try await line.run("poll", "--desk", "/no/such/desk").status == .configuration)
    #expect(try await line.run("poll", "--now", "yesterday").status == .usage)
    let blocked = try await line.run("search", environment: ["KHABAR_STATE": "/proc/none"])
    #expect(blocked.status == .cannotCreate)
    #expect(blocked.errors.contains("KHABAR_STATE"))
  }
}
