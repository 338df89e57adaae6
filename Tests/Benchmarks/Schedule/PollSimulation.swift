import Articles
import Foundation
import Scheduling

/// Polls simulated feeds by one rule, day by day; nothing is asked and no time passes.
///
/// Ours runs as in the program: states, `PostingRhythm.observe`, `PollSchedule`, and a price reckoned each day. Every
/// rule keeps to the same hints of servers and feeds.
struct PollSimulation {
  let feeds: [SimulatedFeed]
  let rule: PollRule
  /// Days of learning, and days that count after them.
  let days: (training: Int, measuring: Int)
  private var states: [FeedState]
  private var seen: [Int]
  private var due: [Double]
  private var last: [Double]
  private var policy: PollPolicy
  private var figures = PollFigures()

  static func run(
    _ feeds: [SimulatedFeed], _ rule: PollRule, days: (training: Int, measuring: Int)
  ) -> PollFigures {
    var simulation = PollSimulation(feeds, rule, days)
    for day in 0..<days.training + days.measuring { simulation.poll(on: day) }
    return simulation.figures
  }

  private init(_ feeds: [SimulatedFeed], _ rule: PollRule, _ days: (training: Int, measuring: Int)) {
    (self.feeds, self.rule, self.days) = (feeds, rule, days)
    states = feeds.map { feed in
      var state = FeedState(id: feed.id, url: "https://\(feed.id).example/feed")
      state.hints = feed.hints
      state.health = .ok
      if feed.hasValidators { state.validators.etag = "\"1\"" }
      return state
    }
    seen = feeds.map { $0.count(by: FeedMixture.start) }
    due = feeds.indices.map { FeedMixture.start + Double($0 * 7_919 % 3_600) }
    last = feeds.map { _ in -.infinity }
    policy = PollPolicy()
    if case .rhythm(let budget) = rule { policy.requestsPerDay = budget }
    if case .fixed(let interval) = rule { (policy.intervalSeconds, policy.isAdaptive) = (interval, false) }
    figures.days = Double(days.measuring)
    figures.byFeed = feeds.map { ($0.kind, 0, 0) }
  }

  private mutating func poll(on day: Int) {
    if case .rhythm = rule { policy.requestPrice = RequestPrice(states: states, policy: policy).price }
    let end = FeedMixture.start + Double(day + 1) * 86_400
    for index in feeds.indices {
      while due[index] < end { poll(index, counts: day >= days.training) }
    }
  }

  private mutating func poll(_ index: Int, counts: Bool) {
    let feed = feeds[index]
    let now = due[index]
    let count = feed.count(by: now)
    let shown = max(seen[index], count - feed.window)
    if counts {
      figures.requests += 1
      figures.missed += shown - seen[index]
      if now - last[index] < feed.leastInterval || feed.isClosed(now) { figures.violations += 1 }
      for entry in shown..<max(shown, count) {
        let age = now - feed.times[entry]
        figures.ages.append(Float(age))
        figures.byFeed[index].sum += age
        figures.byFeed[index].count += 1
      }
    }
    last[index] = now
    due[index] = next(index, count: count, new: shown..<max(shown, count), now: now)
    seen[index] = count
  }

  private mutating func next(_ index: Int, count: Int, new: Range<Int>, now: Double) -> Double {
    let feed = feeds[index]
    let time = Date(timeIntervalSince1970: now)
    states[index].lastSuccess = time
    var policy = policy
    switch rule {
    case .rhythm:
      let isFirst = !states[index].rhythm.hasReadDocument
      let entries = isFirst ? max(0, count - feed.window)..<count : new
      let hasChanged = isFirst || !new.isEmpty
      states[index].rhythm.observe(
        entries.map(feed.date), entryCount: hasChanged ? min(feed.window, count) : 0, now: time)
    case .fixed: break
    case .miniflux, .commaFeed:
      policy.feedIntervalSeconds = Int(max(rule.interval(feed, published: count, now: now), feed.leastInterval))
    }
    let next = PollSchedule.decision(after: .succeeded, state: states[index], policy: policy, now: time).time
    return next?.timeIntervalSince1970 ?? .infinity
  }
}
