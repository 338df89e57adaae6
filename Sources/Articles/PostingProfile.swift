public import Foundation

/// How many articles a feed is likely to publish when: a Poisson process whose rate varies over the week.
///
/// The rate is the feed's mean, times a factor of the hour of day, times a factor of the weekday (UTC). Each factor is
/// drawn toward 1 as if a few entries had been seen there that came evenly, so thin data give an even week. Entries that
/// come in bursts say less about when than as many that come alone, and weigh accordingly.
public struct PostingProfile: Sendable, Equatable {
  /// Articles an hour in each hour of the week, 168 of them, from Monday midnight UTC.
  public let hourlyRates: [Double]
  /// Articles that come at one go.
  public let burstSize: Double
  /// How much livelier than usual the feed is at `moodTime`, 1 for as usual.
  public let mood: Double
  private let moodTime: Double
  /// Articles from Monday midnight to the start of each hour; 169 of them.
  private let sums: [Double]

  /// What is assumed of a feed of which nothing is known: bursts, and the hours in which they came.
  static let priorBursts = 0.5
  static let priorHours = 12.0
  /// Even entries that each hour and each weekday are drawn toward.
  static let priorOfHour = 1.0
  static let priorOfDay = 3.0

  /// Articles an hour in the mean over a week.
  public var meanHourlyRate: Double { (sums.last ?? 0) / 168 }

  init(_ rhythm: PostingRhythm) {
    let cells = rhythm.cells.count == Cell.count ? rhythm.cells : Array(repeating: 0, count: Cell.count)
    let entries = Double(cells[Cell.entriesByHour].reduce(0, +))
    let hours = Double(cells[Cell.hoursByHour].reduce(0, +))
    let bursts = Double(rhythm.bursts)
    burstSize = max(1, (entries + 2) / (bursts + 2))
    let mean = (bursts + Self.priorBursts) / (hours + Self.priorHours) * burstSize
    let byHour = Self.factors(
      Self.smooth(cells[Cell.entriesByHour]), Self.smooth(cells[Cell.hoursByHour]), mean, Self.priorOfHour * burstSize)
    let byDay = Self.factors(
      cells[Cell.entriesByDay].map(Double.init), cells[Cell.hoursByDay].map(Double.init), mean,
      Self.priorOfDay * burstSize)
    let scale = mean * 168 / max(byHour.reduce(0, +) * byDay.reduce(0, +), 1e-9)
    hourlyRates = byDay.flatMap { day in byHour.map { $0 * day * scale } }
    var sum = 0.0
    sums =
      [0]
      + hourlyRates.map { rate in
        sum += rate
        return sum
      }
    let (seen, expected) = (Double(rhythm.recentEntries) / burstSize, Double(rhythm.recentExpected) / burstSize)
    mood = min(max((seen + 2) / (expected + 2), 0.25), 4)
    moodTime = rhythm.observedUntil?.timeIntervalSince1970 ?? 0
  }

  /// Entries over those that an even rate would give, drawn toward 1 as by `prior` entries.
  private static func factors(_ entries: [Double], _ hours: [Double], _ rate: Double, _ prior: Double) -> [Double] {
    zip(entries, hours).map { ($0 + prior) / ($1 * rate + prior) }
  }

  /// Each hour with its neighbors: what comes at one hour may as well come a little before or after.
  private static func smooth(_ cells: ArraySlice<Float>) -> [Double] {
    let values = cells.map(Double.init)
    return values.indices.map { hour in
      0.25 * values[(hour + 23) % 24] + 0.5 * values[hour] + 0.25 * values[(hour + 1) % 24]
    }
  }

  /// Articles an hour that are usual at a time.
  public func usualRate(at date: Date) -> Double {
    let time = date.timeIntervalSince1970
    return abs(time) < 1e11 ? hourlyRates[Cell.hourOfWeek(time)] : meanHourlyRate
  }

  /// Articles an hour to expect at a time, with the feed's mood of that hour; from the last observation on.
  public func rate(at date: Date) -> Double {
    usualRate(at: date) * liveliness(at: date)
  }

  /// The mood as it will be at a time: it passes.
  package func liveliness(at date: Date) -> Double {
    1 + (mood - 1) * exp(-max(0, date.timeIntervalSince1970 - moodTime) / PostingRhythm.moodSeconds)
  }

  /// Articles to expect between two times, without the mood; 0 when they are in the wrong order.
  public func usualArticles(from: Date, to: Date) -> Double {
    usual(from: from.timeIntervalSince1970, to: to.timeIntervalSince1970)
  }

  func usual(from: Double, to: Double) -> Double {
    guard to > from, abs(from) < 1e11, abs(to) < 1e11 else { return 0 }
    return max(0, sum(to: to) - sum(to: from))
  }

  /// Articles from the Monday before 1970 to a time.
  private func sum(to time: Double) -> Double {
    let hours = time / 3_600 + 72
    let week = (hours / 168).rounded(.down)
    let within = min(max(hours - 168 * week, 0), 167.999_999)
    let hour = Int(within)
    return week * (sums.last ?? 0) + sums[hour] + hourlyRates[hour] * (within - Double(hour))
  }
}

extension PostingRhythm {
  /// The rate by hour of the week, made anew at each call: ask once for many questions.
  ///
  /// - Complexity: A few hundred operations.
  public var profile: PostingProfile { PostingProfile(self) }

  /// Articles that usually come between two times.
  public func expectedArticles(from: Date, to: Date) -> Double { profile.usualArticles(from: from, to: to) }

  /// Articles an hour to expect at a time, more after a burst and fewer in an unusual silence.
  public func rate(at date: Date) -> Double { profile.rate(at: date) }

  /// The longest silence in seconds that is usual in a month: the longest that was seen, or as chance would have it.
  public var expectedLongestGap: Double {
    let profile = profile
    let burstsAnHour = max(profile.meanHourlyRate / profile.burstSize, 1e-9)
    return max(Double(longestGapSeconds), 3_600 * log(max(burstsAnHour * 720, 2.72)) / burstsAnHour)
  }

  /// Whether a feed that used to publish has been silent for much longer than is usual for it.
  ///
  /// It is when the silence is half again as long as the usual longest one and so long that at least five bursts were to
  /// be expected. Only the time that it was watched counts: a feed that cannot be reached is not silent.
  public func isSilent(at now: Date) -> Bool {
    guard let last = lastPublication, let until = observedUntil, bursts >= 1 else { return false }
    let profile = profile
    let end = min(now, until)
    return end.timeIntervalSince(last) > 1.5 * expectedLongestGap
      && profile.usualArticles(from: last, to: end) > 5 * profile.burstSize
  }
}
