import Articles
import Foundation
import Scheduling

/// A way to choose the time of the next poll.
enum PollRule {
  /// Ours, with so many requests a day for all feeds.
  case rhythm(requestsPerDay: Int?)
  /// The same interval for all, in seconds.
  case fixed(Int)
  /// 7 days over the entries of the last week, 5 min to 24 h; miniflux 2.2, `entry_frequency`.
  case miniflux
  /// Half the mean gap between the entries of the document, 5 min to 1 h; 1, 2, 4 h when the newest is 7, 14, 30 days
  /// old; CommaFeed 5, `FeedRefreshIntervalCalculator`.
  case commaFeed

  /// Seconds to the next poll by a rule of others, before the server's hints.
  func interval(_ feed: SimulatedFeed, published count: Int, now: Double) -> Double {
    switch self {
    case .rhythm: return 0
    case .fixed(let interval): return Double(interval)
    case .miniflux:
      let week = count - feed.count(by: now - 7 * 86_400)
      return week == 0 ? 86_400 : min(max(7 * 86_400 / Double(week), 300), 86_400)
    case .commaFeed:
      let shown = feed.times[max(0, count - feed.window)..<count]
      guard let newest = shown.last, let oldest = shown.first else { return 14_400 }
      let silence = (now - newest) / 86_400
      if silence > 30 { return 14_400 }
      if silence > 14 { return 7_200 }
      if silence > 7 || shown.count < 2 { return 3_600 }
      return min(max((newest - oldest) / Double(shown.count - 1) / 2, 300), 3_600)
    }
  }
}

/// What polling by one rule came to in the weeks that count.
struct PollFigures {
  var requests = 0
  var days = 0.0
  /// Seconds between publication and discovery of each article found.
  var ages: [Float] = []
  /// Sum and number of the ages of each feed that published.
  var byFeed: [(kind: SimulatedFeed.Kind, sum: Double, count: Int)] = []
  /// Articles that left their document before anybody had seen them.
  var missed = 0
  /// Polls that came before the server's hints allowed.
  var violations = 0

  var requestsPerDay: Double { Double(requests) / days }
  /// New articles that a request brings in the mean.
  var articlesPerRequest: Double { Double(ages.count) / Double(max(1, requests)) }
  var meanAge: Double { ages.isEmpty ? 0 : ages.reduce(0) { $0 + Double($1) } / Double(ages.count) }
  var lateAge: Double { ages.isEmpty ? 0 : Double(ages.sorted()[ages.count * 95 / 100]) }
  var missedShare: Double { Double(missed) / Double(max(1, missed + ages.count)) }

  /// The mean over feeds of each one's mean age: one that publishes weekly counts as much as one that never rests.
  func meanAgeByFeed(_ kind: SimulatedFeed.Kind? = nil) -> Double {
    let means = byFeed.filter { $0.count > 0 && (kind == nil || $0.kind == kind) }.map { $0.sum / Double($0.count) }
    return means.isEmpty ? 0 : means.reduce(0, +) / Double(means.count)
  }

  mutating func add(_ other: PollFigures) {
    requests += other.requests
    days = other.days
    ages += other.ages
    byFeed += other.byFeed
    missed += other.missed
    violations += other.violations
  }
}
