import Foundation
import Scheduling

/// How soon news is found for how many requests: polls by rhythm against a fixed interval and the rules of others.
///
/// A simulation over weeks of publication times (`FeedMixture`), of which the first are for learning; several seeds, none
/// of which the program was tuned on. The figure that counts is the share of the fixed interval's requests with which
/// articles are found as soon.
enum ScheduleBenchmark {
  static let seeds: [UInt64] = [101, 202, 303]
  static let feedCount = 300
  static let days = (training: 35, measuring: 14)

  static func run() async throws {
    let sets = seeds.map { seed in
      var mixture = FeedMixture(seed: seed, days: days.training + days.measuring)
      return mixture.feeds(feedCount)
    }
    let fixed = try await figures(sets, PollRule.fixed(3_600))
    let budget = fixed.requestsPerDay / Double(sets.count)
    show("fixed interval, 60 min", fixed)
    for minutes in [30, 120] { show("fixed interval, \(minutes) min", try await figures(sets, .fixed(minutes * 60))) }
    for rule in [PollRule.miniflux, .commaFeed] {
      let rival = try await figures(sets, rule)
      show("\(rule)", rival)
      let same = Int(rival.requestsPerDay / Double(sets.count))
      show("rhythm, budget of \(rule)", try await figures(sets, .rhythm(requestsPerDay: same)))
    }
    for share in [1, 0.5, 0.33, 0.25, 0.15] {
      show("rhythm, \(share) of fixed", try await figures(sets, .rhythm(requestsPerDay: Int(budget * share))))
    }
  }

  private static func show(_ name: String, _ figures: PollFigures) {
    let kinds = SimulatedFeed.Kind.allCases.map { "\($0) \(minutes(figures.meanAgeByFeed($0)))" }
    print(
      "schedule", name, "\(Int(figures.requestsPerDay)) requests/day", "age mean \(minutes(figures.meanAge))",
      "p95 \(minutes(figures.lateAge))", "by feed \(minutes(figures.meanAgeByFeed()))",
      "missed \(BenchmarkReport.number(100 * figures.missedShare)) %", "violations \(figures.violations)",
      kinds.joined(separator: ", "), separator: "\t")
    fflush(nil)
  }

  private static func minutes(_ seconds: Double) -> String { "\(BenchmarkReport.number(seconds / 60)) min" }

  /// The figures of a rule over all sets of feeds together.
  private static func figures(_ sets: [[SimulatedFeed]], _ rule: PollRule) async throws -> PollFigures {
    let all = await withTaskGroup(of: (Int, PollFigures).self) { group in
      for (number, feeds) in sets.enumerated() {
        group.addTask { (number, PollSimulation.run(feeds, rule, days: days)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var sum = PollFigures()
    for (_, figures) in all.sorted(by: { $0.0 < $1.0 }) { sum.add(figures) }
    if sum.violations > 0 {
      throw BenchmarkFailure("\(rule): \(sum.violations) polls came sooner than the server's hints allow")
    }
    return sum
  }
}
