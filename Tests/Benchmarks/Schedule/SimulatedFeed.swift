import Articles
import Foundation
import TestSupport

/// A publisher whose publication times are known for weeks ahead, and what its server says to pollers.
struct SimulatedFeed {
  enum Kind: String, CaseIterable {
    case newspaper, portal, agency, edition, organization, monitor, dead
  }

  let id: FeedID
  let kind: Kind
  /// When its entries appear, seconds since 1970, in order.
  let times: [Double]
  /// Entries that its document holds.
  let window: Int
  let hints: PollHints
  let hasValidators: Bool
  /// What its entries say of their time.
  let dates: Dates

  enum Dates { case exact, dayOnly, none }

  /// The date that an entry carries.
  func date(_ index: Int) -> Date? {
    switch dates {
    case .exact: Date(timeIntervalSince1970: times[index].rounded())
    case .dayOnly: Date(timeIntervalSince1970: (times[index] / 86_400).rounded(.down) * 86_400)
    case .none: nil
    }
  }

  /// How many entries have appeared by a time.
  func count(by time: Double) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The seconds between two polls that the server, the feed and good manners ask for: reckoned apart from the scheduler,
  /// to check it.
  var leastInterval: Double {
    let asked =
      [
        min(hints.freshnessSeconds ?? 0, 86_400), min(hints.ttlSeconds ?? 0, 604_800),
        min(hints.syndicationSeconds ?? 0, 604_800),
      ].max() ?? 0
    let isSilent = !hasValidators && asked == 0
    return Double(max(300, asked, isSilent ? 21_600 : 0))
  }

  /// Whether the feed asks not to be polled at a time.
  func isClosed(_ time: Double) -> Bool {
    let hour = Int(time / 3_600)
    // 1970 began on a Thursday, which is 5.
    return hints.skipHours.contains(hour % 24) || hints.skipDays.contains((hour / 24 + 4) % 7 + 1)
  }
}

/// Numbers of the usual distributions.
struct Dice {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Evenly between 0 and 1.
  mutating func even() -> Double { Double.random(in: 0..<1, using: &generator) }

  mutating func even(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }

  mutating func chance(_ probability: Double) -> Bool { even() < probability }

  /// One of the keys, each as often as its weight says.
  mutating func pick<Key>(_ weights: [(Key, Double)]) -> Key {
    var rest = even() * weights.reduce(0) { $0 + $1.1 }
    for (key, weight) in weights {
      rest -= weight
      if rest < 0 { return key }
    }
    return weights[weights.count - 1].0
  }

  mutating func normal() -> Double { (-2 * log(1 - even())).squareRoot() * cos(2 * .pi * even()) }

  /// A value of this median, whose logarithm varies so much.
  mutating func lognormal(_ median: Double, _ sigma: Double) -> Double { median * exp(sigma * normal()) }

  mutating func poisson(_ mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    if mean > 40 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
    let limit = exp(-mean)
    var (count, product) = (0, even())
    while product > limit {
      count += 1
      product *= even()
    }
    return count
  }
}
