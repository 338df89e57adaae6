import Articles
import Foundation

/// Feeds as a desk on several countries has them: few publish most, many publish seldom, some not at all.
///
/// Rates are heavy-tailed; hours and weekdays are those of the publisher's time zone; days and hours vary beyond chance;
/// breaking news of a country makes all its feeds livelier for hours; some feeds change their habits.
struct FeedMixture {
  /// Monday 5 January 2026.
  static let start = 1_767_571_200.0
  let days: Int
  private var dice: Dice
  private let crises: [Crisis]

  private struct Crisis {
    let zone: Int
    let start: Double
    let hours: Double
    let strength: Double
  }

  /// Hours east of UTC: Kabul and Karachi, Delhi, Kathmandu and Dhaka, Almaty, London, Beijing, Washington.
  private static let zones = [4.5, 5.0, 5.5, 5.75, 6.0, 0.0, 8.0, -5.0]

  init(seed: UInt64, days: Int) {
    self.days = days
    dice = Dice(seed: seed)
    var crises: [Crisis] = []
    for _ in 0..<days / 2 {
      crises.append(
        Crisis(
          zone: Int(dice.even() * 8), start: Self.start + dice.even() * Double(days) * 86_400,
          hours: dice.even(4...30), strength: dice.even(1.5...5)))
    }
    self.crises = crises
  }

  /// As many feeds, of all kinds.
  mutating func feeds(_ count: Int) -> [SimulatedFeed] { (0..<count).map { feed($0) } }

  private mutating func feed(_ number: Int) -> SimulatedFeed {
    let kind = dice.pick([
      (SimulatedFeed.Kind.newspaper, 0.28), (.portal, 0.15), (.agency, 0.07), (.edition, 0.08), (.organization, 0.22),
      (.monitor, 0.1), (.dead, 0.1),
    ])
    let zone = Int(dice.even() * Double(Self.zones.count))
    var times: [Double] = []
    switch kind {
    case .newspaper: times = flow(perDay: dice.lognormal(18, 1), zone, contrast: 0.9, clusters: 1.3)
    case .portal: times = flow(perDay: dice.lognormal(40, 0.9), zone, contrast: 0.7, clusters: 1.1)
    case .agency: times = flow(perDay: dice.lognormal(120, 0.6), zone, contrast: 0.5, clusters: 2.5)
    case .edition:
      times = flow(perDay: dice.lognormal(4, 0.7), zone, contrast: 0.9, clusters: 1) + editions(zone)
    case .organization: times = flow(perDay: dice.lognormal(0.6, 1.1), zone, contrast: 1, clusters: 1.5)
    case .monitor: times = issues(zone)
    case .dead: times = (0..<12).map { Self.start - 86_400 * (30 + 400 * dice.even() + Double($0)) }
    }
    return feed(number, kind, times)
  }

  private mutating func feed(_ number: Int, _ kind: SimulatedFeed.Kind, _ times: [Double]) -> SimulatedFeed {
    SimulatedFeed(
      id: FeedID("feed-\(1_000 + number)"), kind: kind, times: times.sorted(),
      window: dice.pick([(10, 0.25), (20, 0.3), (30, 0.15), (50, 0.2), (100, 0.1)]), hints: hints(),
      hasValidators: dice.chance(0.94), dates: dice.pick([(.exact, 0.9), (.dayOnly, 0.05), (.none, 0.05)]))
  }

  /// A newspaper with so many articles on each day from the start, spread over a day as for other newspapers.
  mutating func feed(_ number: Int, articlesByDay: [Int: Int]) -> SimulatedFeed {
    let zone = Int(dice.even() * Double(Self.zones.count))
    let peak = dice.even(9...17)
    let second = dice.even(17...23)
    let weights = (0..<24).map { hour in
      let local = (Double(hour) + 0.5 + Self.zones[zone] + 24).truncatingRemainder(dividingBy: 24)
      return (hour, 0.1 + Self.bell(local, peak, 3.5) + 0.6 * Self.bell(local, second, 2.5))
    }
    var times: [Double] = []
    for (day, count) in articlesByDay.sorted(by: { $0.key < $1.key }) {
      for _ in 0..<count {
        times.append(Self.start + Double(day) * 86_400 + (Double(dice.pick(weights)) + dice.even()) * 3_600)
      }
    }
    return feed(number, .newspaper, times)
  }

  /// Entries all day long, more of them in the publisher's waking hours.
  private mutating func flow(perDay: Double, _ zone: Int, contrast: Double, clusters: Double) -> [Double] {
    let peak = dice.even(9...17)
    let second = dice.even(17...23)
    let weekend = dice.even(0.2...1)
    let firstRestDay = [0, 1, 2, 3].contains(zone) && dice.chance(0.3) ? 4 : 5
    // A feed in eight turns to another rate within the weeks.
    let turn = dice.chance(0.125) ? dice.even() * Double(days) : Double(days)
    let turned = dice.lognormal(1, 0.8)
    var times: [Double] = []
    // The weeks before the start are what the first document shows.
    for day in -14..<days {
      let isRest = [firstRestDay, (firstRestDay + 1) % 7].contains(((day % 7) + 7) % 7)
      let mood = dice.lognormal(0.95, 0.3) * (isRest ? weekend : 1) * (Double(day) < turn ? 1 : turned)
      for hour in 0..<24 {
        let local = (Double(hour) + 0.5 + Self.zones[zone] + 24).truncatingRemainder(dividingBy: 24)
        let shape = Self.bell(local, peak, 3.5) + 0.6 * Self.bell(local, second, 2.5)
        let hourly = perDay / 24 * mood * ((1 - contrast) + contrast * shape * 2.35) * dice.lognormal(0.92, 0.4)
        let from = Self.start + Double(day * 24 + hour) * 3_600
        append(&times, mean: hourly * liveliness(zone, from), clusters: clusters, from: from)
      }
    }
    return times
  }

  private mutating func append(_ times: inout [Double], mean: Double, clusters: Double, from: Double) {
    for _ in 0..<dice.poisson(mean / clusters) {
      let time = from + dice.even() * 3_600
      times.append(time)
      guard clusters > 1 else { continue }
      for _ in 0..<dice.poisson(clusters - 1) { times.append(time + dice.even() * 300) }
    }
  }

  /// The printed paper, put online in one go each night.
  private mutating func editions(_ zone: Int) -> [Double] {
    let hour = dice.even(-1...4)
    let size = dice.lognormal(35, 0.5)
    var times: [Double] = []
    for day in -14..<days where !dice.chance(0.04) {
      let time = Self.start + (Double(day * 24) + hour - Self.zones[zone] + 0.3 * dice.normal()) * 3_600
      for _ in 0..<dice.poisson(size) { times.append(time + dice.even() * 900) }
    }
    return times
  }

  /// A weekly, on its day, sometimes a day late, sometimes not at all, in one to four parts.
  private mutating func issues(_ zone: Int) -> [Double] {
    let weekday = Int(dice.even() * 5)
    let hour = dice.even(8...18)
    var times: [Double] = []
    for week in -10..<days / 7 + 1 where !dice.chance(0.08) {
      let day = Double(week * 7 + weekday + (dice.chance(0.15) ? 1 : 0))
      let time = Self.start + day * 86_400 + (hour - Self.zones[zone] + dice.normal()) * 3_600
      for part in 0...Int(dice.even() * 4) { times.append(time + Double(part) * 60) }
    }
    return times
  }

  private mutating func hints() -> PollHints {
    var hints = PollHints()
    hints.freshnessSeconds = dice.pick([
      (nil, 0.55), (0, 0.1), (60, 0.08), (300, 0.12), (900, 0.07), (1_800, 0.04), (3_600, 0.03), (86_400, 0.01),
    ])
    hints.ttlSeconds = dice.pick([(nil, 0.85), (900, 0.03), (1_800, 0.05), (3_600, 0.06), (14_400, 0.01)])
    hints.syndicationSeconds = dice.pick([(nil, 0.8), (3_600, 0.19), (86_400, 0.01)])
    if dice.chance(0.03) { hints.skipHours = [0, 1, 2, 3] }
    if dice.chance(0.02) { hints.skipDays = [1, 7] }
    return hints
  }

  private func liveliness(_ zone: Int, _ time: Double) -> Double {
    crises.reduce(1) { factor, crisis in
      let hours = (time - crisis.start) / 3_600
      guard crisis.zone == zone, hours >= 0, hours < crisis.hours else { return factor }
      return factor * (1 + (crisis.strength - 1) * (1 - hours / crisis.hours))
    }
  }

  /// A bell around an hour of the day, 1 at its top.
  private static func bell(_ hour: Double, _ top: Double, _ width: Double) -> Double {
    let distance = abs(hour - top)
    let nearest = min(distance, 24 - distance)
    return exp(-nearest * nearest / (2 * width * width))
  }
}
