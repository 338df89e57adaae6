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
    #expect(try await line.run("search", "taliban").status == .noInput)
    #expect(try await line.run("feeds", "list").output.contains("sample-"))
    let blocked = try await line.run("poll", environment: ["KHABAR_STATE": "/proc/none"])
    #expect(blocked.status == .cannotCreate)
    #expect(blocked.errors.contains("KHABAR_STATE"))
    try line.write(String(repeating: "\u{1}\u{2}\u{0}ELF", count: 100), to: "binary")
    let binary = try await line.run("tag", line.folder.appending(path: "binary").path)
    #expect(binary.status == .badData)
    #expect(binary.errors.contains("is no text"))
  }

  @Test func mistypedNamesAreAnsweredWithWhatWasMeant() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    #expect(try await line.run("emit", "militanzy").errors.contains("did you mean 'militancy'?"))
    #expect(try await line.run("check", "/tmp/desk").errors.contains("--desk /tmp/desk"))
    #expect(try await line.run("help", "poll").output.contains("USAGE: khabar poll"))
    #expect(try await line.run("feeds", "remove", "sample-delta-post").errors.contains("desk.yaml"))
    let country = try await line.run("feeds", "add", "https://news.example/feed", "--country", "pakistan")
    #expect(country.status == .usage)
    #expect(country.errors.contains("--country"))
  }

  @Test func feedsAreAddedListedAndRemoved() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let added = try await line.run(
      "feeds", "add", "https://news.example/feed", "--title", "News", "--group", "Pakistan/Newspapers", "--country",
      "PK")
    #expect(added.output == "news-example-feed\n")
    #expect(try await line.run("feeds", "add", "https://news.example/feed").status == .configuration)
    let twin = try await line.run("feeds", "add", "http://www.news.example/feed/", "--id", "twin")
    #expect(twin.errors.contains("nearly the same address"))
    #expect(try await line.run("feeds", "export").output.contains("xmlUrl=\"https://news.example/feed\""))
    #expect(try await line.run("feeds", "remove", "news-example-feed").status == .ok)
    #expect(try await line.run("feeds", "remove", "news-example-feed").status == .badData)
    try line.write(
      "<opml version=\"2.0\"><body><outline xmlUrl=\"https://a.example/\"/></body></opml>", to: "other.opml")
    let imported = try await line.run("feeds", "import", line.folder.appending(path: "other.opml").path)
    #expect(imported.output == "a-example\n")
  }

  @Test func oneStoreIsPolledByOneProcess() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let count = try await line.run("search", "--count").output
    let store = line.folder.appending(path: "state/test.sqlite")
    let lock = try #require(FileHandle(forUpdatingAtPath: store.path + ".lock"))
    #expect(flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
    let second = try await line.run("poll", "--force")
    #expect(second.status == .unavailable)
    #expect(second.errors.contains("another khabar"))
    #expect(flock(lock.fileDescriptor, LOCK_UN) == 0)
    #expect(try await line.run("search", "--count").output == count)
  }
}
