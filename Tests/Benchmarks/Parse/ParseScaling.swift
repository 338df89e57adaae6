import FeedFormats
import Foundation

/// Many documents on all cores, against the same documents one after the other.
enum ParseScaling {
  private static let documents = 2_000

  static func run(_ feeds: [GeneratedFeeds.Feed]) async throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var (alone, together): ([Double], [Double]) = ([], [])
    for _ in 0..<5 {
      alone.append(try await time(feeds, workers: 1))
      together.append(try await time(feeds, workers: cores))
    }
    let gain = alone.sorted()[2] / together.sorted()[2]
    BenchmarkReport.line(
      "parse.cores", work: "\(documents) documents", ours: "\(cores) cores \(BenchmarkReport.number(gain)) times one",
      rival: "\(cores) times one", ratio: gain / Double(cores), goal: .atLeast(0.8))
  }

  /// Each worker takes every so manieth document: none waits for another.
  private static func time(_ feeds: [GeneratedFeeds.Feed], workers: Int) async throws -> Double {
    let start = ContinuousClock.now
    let entries = try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<workers {
        group.addTask {
          var count = 0
          for index in stride(from: worker, to: documents, by: workers) {
            count += try FeedReader.read(feeds[index % feeds.count].bytes).entries.count
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let expected = (0..<documents).reduce(0) { $0 + feeds[$1 % feeds.count].titles.count }
    guard entries == expected else { throw BenchmarkFailure("\(entries) entries of \(expected) on \(workers) cores") }
    return (ContinuousClock.now - start).seconds
  }
}
