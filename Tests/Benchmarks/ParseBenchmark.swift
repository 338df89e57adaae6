import FeedFormats
import Foundation
import Markup

/// Time from bytes to `FeedDocument`, against libxml2 with callbacks that do nothing, on the same bytes.
///
/// One line a feed: name, our speed, the rival's, our time as a share of its time, the goal, the verdict. When
/// `KHABAR_BENCH_PYTHON` names a Python that has feedparser or fastfeedparser, a line for each follows.
enum ParseBenchmark {
  /// Our time as a share of libxml2's own.
  static let goal = 2.0
  private static let rounds = 15

  static func run() async throws {
    let feeds = GeneratedFeeds.all()
    for feed in feeds { try check(feed) }
    for feed in feeds {
      let times = try measure(feed)
      report("parse/\(feed.name)", feed, ours: times.ours, rival: times.rival, rivalName: "libxml2 no-op", goal: goal)
      for rival in PythonRivals.installed() {
        guard let time = try PythonRivals.time(rival, feed) else { continue }
        report("parse/\(feed.name)", feed, ours: times.ours, rival: time, rivalName: rival, goal: 1.0)
      }
    }
  }

  /// A parse that loses text is not fast but wrong.
  private static func check(_ feed: GeneratedFeeds.Feed) throws {
    let document = try FeedReader.read(feed.bytes)
    let textBytes = document.entries.reduce(0) { sum, entry in
      sum + [entry.title, entry.summary, entry.content].reduce(0) { $0 + ($1?.value.utf8.count ?? 0) }
    }
    guard document.entries.count == feed.entries, textBytes == feed.textBytes, document.defectCount == 0 else {
      print("parse/\(feed.name)\twrong result: \(document.entries.count) entries, \(textBytes) bytes of text")
      exit(1)
    }
  }

  /// Medians of interleaved rounds.
  private static func measure(_ feed: GeneratedFeeds.Feed) throws -> (ours: Duration, rival: Duration) {
    let clock = ContinuousClock()
    var ours: [Duration] = []
    var rival: [Duration] = []
    var count = 0
    for _ in 0..<rounds {
      rival.append(clock.measure { count += XMLYardstick.countElements(feed.bytes) })
      ours.append(try clock.measure { count += try FeedReader.read(feed.bytes).entries.count })
    }
    guard count > rounds * feed.entries else { exit(1) }
    return (ours.sorted()[rounds / 2], rival.sorted()[rounds / 2])
  }

  private static func report(
    _ name: String, _ feed: GeneratedFeeds.Feed, ours: Duration, rival: Duration, rivalName: String, goal: Double
  ) {
    let ratio = ours / rival
    func speed(_ time: Duration) -> String {
      String(format: "%.0f MB/s", Double(feed.bytes.count) / 1e6 / (time / .seconds(1)))
    }
    let verdict = ratio <= goal ? "met" : "missed"
    print(
      [
        name, speed(ours), "\(rivalName) \(speed(rival))", String(format: "%.2f of its time", ratio),
        String(format: "goal %.1f", goal), verdict,
      ].joined(separator: "\t"))
  }
}
