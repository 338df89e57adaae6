import Foundation
import Scheduling

/// How soon news is found for how many requests: polls by rhythm against a fixed interval and the rules of others.
///
/// A simulation over weeks of publication times (`FeedMixture`), of which the first are for learning, with seeds that
/// nothing was tuned on. The figure that counts is the share of the fixed interval's requests with which articles are
/// found as soon. A poll that comes sooner than a server's hints allow is a failure.
///
/// Where `../shared/labels` is, the same is done with feeds whose articles a day are real (`DatedMixture`), without goals.
enum ScheduleBenchmark {
  static let seeds: [UInt64] = [101, 202, 303]
  static let feedCount = 300
  static let days = (training: 35, measuring: 14)

  static func run() async throws {
    let sets = seeds.map { seed in
      var mixture = FeedMixture(seed: seed, days: days.training + days.measuring)
      return mixture.feeds(feedCount)
    }
    let fixed = try await shown("fixed 60 min", sets, .fixed(3_600))
    let asSoon = try await budgetFor(fixed.meanAge, sets, most: fixed.requestsPerDay / Double(sets.count))
    report("as-soon", "requests at the same mean age", asSoon.requestsPerDay, fixed.requestsPerDay, .atMost(0.5))
    report("as-soon.late", "95th percentile of the age", asSoon.lateAge / 60, fixed.lateAge / 60, .none)
    report("as-soon.missed", "missed entries, %", 100 * asSoon.missedShare, 100 * fixed.missedShare, .atMost(1))
    report(
      "as-soon.by-feed", "mean over feeds of the age", asSoon.meanAgeByFeed() / 60, fixed.meanAgeByFeed() / 60, .none)
    for (name, rule) in [("fixed", PollRule.fixed(3_600)), ("miniflux", .miniflux), ("commafeed", .commaFeed)] {
      let rival = name == "fixed" ? fixed : try await shown(name, sets, rule)
      let budget = Int(rival.requestsPerDay / Double(sets.count))
      let ours = try await shown("rhythm with its requests", sets, .rhythm(requestsPerDay: budget))
      guard ours.requestsPerDay <= 1.05 * rival.requestsPerDay else {
        throw BenchmarkFailure("\(name): \(ours.requestsPerDay) requests a day are over the budget of \(budget) a set")
      }
      report(
        "same-cost.\(name)", "mean age in minutes, same requests", ours.meanAge / 60, rival.meanAge / 60, .atMost(1))
    }
    try await runDated()
  }

  /// The same against a fixed hour for feeds with the days of real articles; says so when there are none.
  private static func runDated() async throws {
    let folder = PollPassRun.repository.deletingLastPathComponent().appending(path: "shared/labels")
    var sets: [[SimulatedFeed]] = []
    for seed in seeds {
      let feeds = try DatedMixture.feeds(in: folder, seed: seed, days: days.training + days.measuring)
      if let feeds { sets.append(feeds) }
    }
    guard let first = sets.first else {
      print("schedule", "dated", "left out: there is no \(folder.path)", separator: "\t")
      return
    }
    print("schedule", "dated", "\(first.count) feeds a set", separator: "\t")
    let fixed = try await shown("dated, fixed 60 min", sets, .fixed(3_600))
    let ours = try await shown(
      "dated, rhythm with its requests", sets, .rhythm(requestsPerDay: Int(fixed.requestsPerDay / Double(sets.count))))
    report("dated.same-cost", "mean age in minutes, same requests", ours.meanAge / 60, fixed.meanAge / 60, .none)
    let asSoon = try await budgetFor(fixed.meanAge, sets, most: fixed.requestsPerDay / Double(sets.count))
    report("dated.as-soon", "requests at the same mean age", asSoon.requestsPerDay, fixed.requestsPerDay, .none)
    report("dated.as-soon.missed", "missed entries, %", 100 * asSoon.missedShare, 100 * fixed.missedShare, .none)
  }

  private static func report(
    _ name: String, _ work: String, _ ours: Double, _ rival: Double, _ goal: BenchmarkReport.Goal
  ) {
    let number = BenchmarkReport.number
    BenchmarkReport.line(
      "schedule.\(name)", work: work, ours: "rhythm \(number(ours))", rival: "rival \(number(rival))",
      ratio: ours / max(rival, 1e-9), goal: goal)
  }

  /// The figures with the fewest requests with which articles are found as soon, by bisection of the budget.
  private static func budgetFor(_ age: Double, _ sets: [[SimulatedFeed]], most: Double) async throws -> PollFigures {
    var (low, high) = (0.2, 1.0)
    var best = try await figures(sets, .rhythm(requestsPerDay: Int(most)))
    guard best.meanAge <= age else { return best }
    for _ in 0..<6 {
      let share = (low + high) / 2
      let tried = try await figures(sets, .rhythm(requestsPerDay: Int(most * share)))
      if tried.meanAge <= age { (high, best) = (share, tried) } else { low = share }
    }
    show("rhythm, as soon as fixed", best)
    return best
  }

  private static func shown(_ name: String, _ sets: [[SimulatedFeed]], _ rule: PollRule) async throws -> PollFigures {
    let figures = try await figures(sets, rule)
    show(name, figures)
    return figures
  }

  /// One line of all figures; the ages by kind of feed are means over its feeds.
  private static func show(_ name: String, _ figures: PollFigures) {
    func minutes(_ seconds: Double) -> String { "\(BenchmarkReport.number(seconds / 60)) min" }
    let number = BenchmarkReport.number
    let shown = SimulatedFeed.Kind.allCases.filter { kind in figures.byFeed.contains { $0.kind == kind && $0.count > 0 }
    }
    let kinds = shown.map { "\($0) \(minutes(figures.meanAgeByFeed($0)))" }
    print(
      "schedule", name, "\(Int(figures.requestsPerDay)) requests a day",
      "\(number(figures.articlesPerRequest)) new articles a request expected", "age \(minutes(figures.meanAge))",
      "95th percentile \(minutes(figures.lateAge))", "by feed \(minutes(figures.meanAgeByFeed()))",
      "missed \(BenchmarkReport.number(100 * figures.missedShare)) %", kinds.joined(separator: ", "), separator: "\t")
    fflush(nil)
  }

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
