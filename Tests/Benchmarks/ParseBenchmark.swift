import Articles
import FeedFormats
import Foundation
import Markup
import Normalization

/// Time from bytes to `FeedDocument`, against libxml2 with callbacks that do nothing, on the same bytes.
///
/// Every figure is a share of the yardstick's time in the same rounds, one core, medians of nine. The yardstick gets
/// the pieces that it is fastest with. Lines: reading, normalizing, the peers, the geometric means, all cores, memory.
enum ParseBenchmark {
  private static let readingGoal = 1.4
  private static let normalizingGoal = 1.4
  private static let rounds = 9

  static func run() async throws {
    let feeds = GeneratedFeeds.all()
    for feed in feeds { try check(feed) }
    let times = try feeds.map { try measure($0) }
    for (feed, time) in zip(feeds, times) {
      line("parse", feed, time, ours: time.reading, what: "FeedDocument", goal: readingGoal)
    }
    for (feed, time) in zip(feeds, times) {
      line("parse.normalize", feed, time, ours: time.normalizing, what: "articles", goal: normalizingGoal)
    }
    mean("parse.mean", "FeedDocument", times.map { $0.reading / $0.yardstick }, goal: readingGoal)
    mean("parse.normalize.mean", "articles", times.map { $0.normalizing / $0.yardstick }, goal: normalizingGoal)
    for peer in ParsePeers.installed() { try compare(peer, feeds, times) }
    try await ParseScaling.run(feeds)
    try ParseMemory.run(feeds)
  }

  /// A parse that loses text is not fast but wrong.
  private static func check(_ feed: GeneratedFeeds.Feed) throws {
    let document = try FeedReader.read(feed.bytes)
    let textBytes = document.entries.reduce(0) { sum, entry in
      sum + [entry.title, entry.summary, entry.content].reduce(0) { $0 + ($1?.value.utf8.count ?? 0) }
    }
    guard document.entries.map({ $0.title?.value ?? "" }) == feed.titles, document.defectCount == 0,
      feed.textBytes.map({ $0 == textBytes }) ?? (textBytes > feed.bytes.count / 2)
    else {
      throw BenchmarkFailure("\(feed.name): \(document.entries.count) entries, \(textBytes) bytes of text are wrong")
    }
    let articles = normalized(document).articles
    guard articles.count == feed.titles.count else {
      throw BenchmarkFailure("\(feed.name): \(articles.count) articles of \(feed.titles.count) entries")
    }
  }

  private static func normalized(_ document: FeedDocument) -> NormalizedFeed {
    let url = "https://outlet.example/feed"
    let context = NormalizationContext(
      feed: Articles.Feed(id: FeedID("outlet"), url: url, title: "Outlet"), documentURL: url,
      now: Date(timeIntervalSince1970: 1_772_500_000))
    return ArticleNormalizer.articles(of: document, context: context)
  }

  // MARK: Times

  /// Seconds for one document.
  struct Times {
    var yardstick: Double
    var pieceSize: Int
    var reading: Double
    var normalizing: Double
  }

  /// Medians of interleaved rounds; each round reads 2 MB, so that small documents are measured as well as large ones.
  private static func measure(_ feed: GeneratedFeeds.Feed) throws -> Times {
    let repeats = max(1, 2_000_000 / feed.bytes.count)
    let document = try FeedReader.read(feed.bytes)
    var pieces: [Int: [Double]] = [:]
    var (reading, normalizing): ([Double], [Double]) = ([], [])
    var count = 0
    for _ in 0..<rounds {
      for size in XMLYardstick.pieceSizes {
        pieces[size, default: []].append(
          seconds(repeats) { count += XMLYardstick.countElements(feed.bytes, pieceSize: size) })
      }
      reading.append(try seconds(repeats) { count += try FeedReader.read(feed.bytes).entries.count })
      normalizing.append(seconds(repeats) { count += normalized(document).articles.count })
    }
    guard count > rounds * repeats * feed.titles.count * 2 else { throw BenchmarkFailure("\(feed.name): nothing read") }
    let medians = XMLYardstick.pieceSizes.map { size in (size, (pieces[size] ?? []).sorted()[rounds / 2]) }
    let best = medians.min { $0.1 < $1.1 } ?? (0, 0)
    return Times(
      yardstick: best.1, pieceSize: best.0, reading: reading.sorted()[rounds / 2],
      normalizing: normalizing.sorted()[rounds / 2])
  }

  private static func seconds(_ repeats: Int, _ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure { for _ in 0..<repeats { try body() } }.seconds / Double(repeats)
  }

  // MARK: Lines

  private static func line(
    _ name: String, _ feed: GeneratedFeeds.Feed, _ time: Times, ours: Double, what: String, goal: Double
  ) {
    func speed(_ seconds: Double) -> String { "\(Int(Double(feed.bytes.count) / 1e6 / seconds)) MB/s" }
    BenchmarkReport.line(
      "\(name)/\(feed.name)", work: "\(feed.bytes.count / 1_000) kB to \(what)", ours: speed(ours),
      rival: "libxml2 no-op \(speed(time.yardstick)) in pieces of \(time.pieceSize / 1_024) KiB",
      ratio: ours / time.yardstick, goal: .atMost(goal))
  }

  private static func mean(_ name: String, _ what: String, _ ratios: [Double], goal: Double) {
    BenchmarkReport.line(
      name, work: "geometric mean of \(ratios.count) feeds to \(what)",
      ours: "worst \(BenchmarkReport.number(ratios.max() ?? 0))", rival: "libxml2 no-op",
      ratio: geometricMean(ratios), goal: .atMost(goal))
  }

  private static func geometricMean(_ values: [Double]) -> Double {
    exp(values.reduce(0) { $0 + log($1) } / Double(max(1, values.count)))
  }

  /// One peer on all feeds: its share of the yardstick's speed beside ours.
  private static func compare(_ peer: any ParsePeer, _ feeds: [GeneratedFeeds.Feed], _ times: [Times]) throws {
    var (ours, theirs): ([Double], [Double]) = ([], [])
    var failed: [String] = []
    for (feed, time) in zip(feeds, times) {
      guard let run = try peer.read(feed), run.seconds > 0, run.titles.sorted() == feed.titles.sorted() else {
        failed.append(feed.name)
        continue
      }
      ours.append(time.yardstick / time.reading)
      theirs.append(time.yardstick / run.seconds)
      BenchmarkReport.line(
        "parse.\(peer.name)/\(feed.name)", work: "share of the no-op speed",
        ours: BenchmarkReport.number(time.yardstick / time.reading),
        rival: "\(peer.name) \(BenchmarkReport.number(time.yardstick / run.seconds))",
        ratio: time.reading / run.seconds, goal: .none)
    }
    guard !ours.isEmpty else { return print("parse.\(peer.name)", "reads none of the feeds right", separator: "\t") }
    let (us, them) = (geometricMean(ours), geometricMean(theirs))
    BenchmarkReport.line(
      "parse.\(peer.name).mean",
      work: "share of the no-op speed, \(ours.count) feeds" + (failed.isEmpty ? "" : ", without \(failed)"),
      ours: BenchmarkReport.number(us), rival: "\(peer.name) \(BenchmarkReport.number(them)), \(peer.method)",
      ratio: them / us, goal: .atMost(1))
  }
}
