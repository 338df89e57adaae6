import Articles
import Foundation

/// Feeds whose articles a day are those of real sources, from the dates of labeled items; nothing else of them is read.
///
/// A date is a day: how the articles lie within it, and all that a server says, is drawn as in `FeedMixture`. The items
/// are a sample of what the sources have published, so rates are lower than theirs.
enum DatedMixture {
  /// Draws of hours, hints and windows for each stretch of days of each source.
  static let drawsPerStretch = 8
  /// Days before the start that the first document may show.
  private static let daysBefore = 14

  private struct Item: Decodable {
    let source: String
    let date: String
  }

  /// The mixture of a folder of `*.jsonl` files; `nil` when there is none.
  static func feeds(in folder: URL, seed: UInt64, days: Int) throws -> [SimulatedFeed]? {
    let files = ["train.jsonl", "dev.jsonl"].map { folder.appending(path: $0) }
    guard files.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else { return nil }
    var counts: [String: [Int: Int]] = [:]
    for file in files {
      for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
        let item = try JSONDecoder().decode(Item.self, from: line)
        guard let day = day(item.date) else { continue }
        counts[item.source, default: [:]][day, default: 0] += 1
      }
    }
    var mixture = FeedMixture(seed: seed, days: days)
    var feeds: [SimulatedFeed] = []
    for source in counts.keys.sorted() {
      for stretch in stretches(counts[source] ?? [:], days: days) {
        for _ in 0..<drawsPerStretch { feeds.append(mixture.feed(feeds.count, articlesByDay: stretch)) }
      }
    }
    return feeds
  }

  /// Articles by day from `-daysBefore` to `days`, for each such stretch of the source's time that begins on a Monday.
  ///
  /// Stretches with articles on fewer than half of their days are left out: single old items say nothing of a source.
  private static func stretches(_ counts: [Int: Int], days: Int) -> [[Int: Int]] {
    guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
    // 1970 began on a Thursday.
    let monday = first + (7 - (first + 3) % 7) % 7
    return stride(from: monday, through: last - days - daysBefore + 1, by: days).compactMap { start in
      let own = counts.filter { (start..<start + days + daysBefore).contains($0.key) }
      guard own.count >= (days + daysBefore) / 2 else { return nil }
      return Dictionary(uniqueKeysWithValues: own.map { ($0.key - start - daysBefore, $0.value) })
    }
  }

  /// Days since 1970 of `2025-01-22`; `nil` for anything else.
  private static func day(_ text: String) -> Int? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let date = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
    return date.map { Int(($0.timeIntervalSince1970 / 86_400).rounded(.down)) }
  }
}
