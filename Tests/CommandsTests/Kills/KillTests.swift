import Foundation
import Glibc
import TestSupport
import Testing

/// `khabar poll` in a process of its own, killed at any moment.
///
/// `KHABAR_KILLS` is how often; `make check-kills` takes 50.
@Suite struct KillTests {
  private static let kills = ProcessInfo.processInfo.environment["KHABAR_KILLS"].flatMap { Int($0) } ?? 15
  private static let feedCount = 200

  private enum End { case killed, ended }

  /// A desk with the feeds of a server, and the program that polls it.
  private struct Desk {
    let folder: URL
    private let program = Samples.repository.appending(path: ".build/debug/khabar")

    init(_ feeds: ChangingFeeds) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "khabar-kill-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let outlines = (0..<feeds.count).map { feed in
        #"<outline type="rss" text="Feed \#(feed)" xmlUrl="\#(feeds.url(feed))" khabar:id="feed-\#(feed)"/>"#
      }
      let files = [
        "desk.yaml": """
        name: kill
        title: Kill
        allow:
          - { host: 127.0.0.1, port: \(feeds.port) }
        outputs:
          - { id: all, title: All, query: "tagged:yes" }
        """,
        "feeds.opml": """
        <opml version="2.0" xmlns:khabar="urn:khabar:opml:1"><head><title>Feeds</title></head><body>
        \(outlines.joined(separator: "\n"))
        </body></opml>
        """,
        "topics.yaml": """
        scheme: {id: test, version: '1', label: Test}
        groups:
          - {id: sayings, label: Sayings}
        topics:
          - id: saying
            label: Saying
            group: sayings
            definition: Something said.
            triggers:
              en: {strong: [has to say]}
        """,
        "gazetteer.yaml": "gazetteer: {id: test, version: '1', focus_countries: [PK]}\n",
      ]
      for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    var store: String { folder.appending(path: "state/kill.sqlite").path }

    /// Starts a pass over all feeds at the hour of that number.
    func start(hour: Int) throws -> Process {
      let process = Process()
      process.executableURL = program
      let now = Date(timeIntervalSince1970: 1_795_000_000 + Double(hour) * 3_600).formatted(.iso8601)
      process.arguments = ["poll", "--quiet", "--force", "--now", now, "--desk", folder.path]
      process.environment = ["KHABAR_STATE": folder.appending(path: "state").path]
      process.standardError = FileHandle(forWritingAtPath: "/dev/null")
      try process.run()
      return process
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  /// When a pass is killed.
  private enum Moment {
    /// After so many more answers, and a while.
    case answers(Int, milliseconds: Int)
    /// Once the store's log has grown so often, and a while: around the end of a transaction.
    case growths(Int, microseconds: UInt32)

    static func random(_ feedCount: Int, _ random: inout SeededGenerator) -> Moment {
      if Bool.random(using: &random) {
        return .growths(
          Int.random(in: 1...12, using: &random), microseconds: UInt32.random(in: 0...3_000, using: &random))
      }
      // From before the first request to after the last, when only the store is still busy.
      return .answers(
        Int.random(in: 0...feedCount, using: &random), milliseconds: Int.random(in: 0...40, using: &random))
    }
  }

  /// Kills the process at the moment, unless it has ended before.
  private static func kill(_ process: Process, at moment: Moment, of feeds: ChangingFeeds, log: String) throws -> End {
    switch moment {
    case .answers(let count, let milliseconds):
      let goal = feeds.answerCount + count
      while process.isRunning, feeds.answerCount < goal { usleep(500) }
      usleep(UInt32(milliseconds) * 1_000)
    case .growths(var count, let microseconds):
      var size = logSize(log)
      while process.isRunning, count > 0 {
        let now = logSize(log)
        if now != size { (size, count) = (now, count - 1) }
        usleep(100)
      }
      usleep(microseconds)
    }
    let wasRunning = process.isRunning
    if wasRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return wasRunning ? .killed : .ended
  }

  private static func logSize(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  @Test("kill -9 at any moment of a pass loses no article, doubles none, and leaves no validator without its body")
  func passesAreKilled() async throws {
    let feeds = try ChangingFeeds(count: Self.feedCount)
    defer { feeds.stop() }
    let desk = try Desk(feeds)
    defer { desk.remove() }
    var check = StoreCheck(path: desk.store, feedCount: feeds.count)
    var random = SeededGenerator(seed: 9)
    var killed = 0
    var divided = 0
    for number in 0..<Self.kills {
      feeds.change(&random)
      let moment = Moment.random(feeds.count, &random)
      let process = try desk.start(hour: number)
      if try Self.kill(process, at: moment, of: feeds, log: desk.store + "-wal") == .killed { killed += 1 }
      guard FileManager.default.fileExists(atPath: desk.store) else { continue }
      let complaints = try check.complaints()
      #expect(complaints.isEmpty, "kill \(number), \(moment): \(complaints.prefix(5))")
      let current = (0..<feeds.count).count { check.versions[$0] == feeds.version(of: $0) }
      if current > 0, current < feeds.count { divided += 1 }
    }
    // Most must have hit something: a pass under way, of which a part was stored.
    #expect(killed * 10 >= Self.kills * 8, "only \(killed) of \(Self.kills) were killed")
    #expect(divided * 3 >= Self.kills, "only \(divided) of \(Self.kills) passes were divided")
    let last = try desk.start(hour: Self.kills)
    last.waitUntilExit()
    #expect(last.terminationStatus == 0)
    #expect(try check.complaints().isEmpty)
    for feed in 0..<feeds.count { #expect(check.versions[feed] == feeds.version(of: feed)) }
  }
}
