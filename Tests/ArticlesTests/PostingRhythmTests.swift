import Articles
import Foundation
import TestSupport
import Testing

@Suite struct PostingRhythmTests {
  /// Monday 18 January 2027, 00:00 UTC.
  private static let monday = Date(timeIntervalSince1970: 1_800_230_400)
  private static let hour = 3_600.0
  private static let day = 86_400.0

  /// A feed that publishes at given hours on given weekdays (0 for Monday), watched hourly for some weeks.
  private func watched(weeks: Int, hours: Set<Int>, days: Set<Int> = Set(0...6), each: Int = 1) -> PostingRhythm {
    var rhythm = PostingRhythm()
    rhythm.observe([Self.monday - Self.hour], entryCount: 20, now: Self.monday)
    for hour in 0..<weeks * 168 {
      let start = Self.monday + Double(hour) * Self.hour
      let publishes = hours.contains(hour % 24) && days.contains(hour / 24 % 7)
      let new = publishes ? (0..<each).map { start + 120 + Double($0) * 700 } : []
      rhythm.observe(new, entryCount: new.isEmpty ? 0 : 20, now: start + Self.hour)
    }
    return rhythm
  }

  /// The rate of each hour of the week over the mean.
  private func shares(_ rhythm: PostingRhythm) -> [Double] {
    let profile = rhythm.profile
    return profile.hourlyRates.map { $0 / profile.meanHourlyRate }
  }

  private func now(_ weeks: Int) -> Date { Self.monday + Double(weeks) * 7 * Self.day }

  @Test func unreadFeedIsThoughtToPublishAboutDaily() {
    let rhythm = PostingRhythm()
    let expected = rhythm.expectedArticles(from: Self.monday, to: Self.monday + Self.day)
    #expect(abs(expected - 1) < 0.01)
    #expect(shares(rhythm).count == 168)
    #expect(shares(rhythm).allSatisfy { abs($0 - 1) < 1e-9 })
    #expect(!rhythm.isSilent(at: Self.monday))
    #expect(rhythm.bytes.isEmpty)
  }

  @Test func firstDocumentGivesAUsableRate() {
    var rhythm = PostingRhythm()
    // 50 entries, one each 90 minutes: 16 a day.
    rhythm.observe((0..<50).map { Self.monday - Double($0) * 5_400 - 60 }, entryCount: 50, now: Self.monday)
    let expected = rhythm.expectedArticles(from: Self.monday, to: Self.monday + Self.day)
    #expect((12...18).contains(expected), "\(expected)")
    #expect(rhythm.lastPublication == Self.monday - 60)
    #expect(rhythm.windowEntries == 50)
  }

  @Test func anEntryOfLongAgoDoesNotSlowTheRate() {
    var rhythm = PostingRhythm()
    let dates = (0..<50).map { Self.monday - Double($0) * 1_800 } + [Self.monday - 4_000 * Self.day]
    rhythm.observe(dates, entryCount: 51, now: Self.monday)
    #expect((30...55).contains(rhythm.expectedArticles(from: Self.monday, to: Self.monday + Self.day)))
  }

  @Test func deadFeedIsExpectedToStaySo() {
    var rhythm = PostingRhythm()
    rhythm.observe((0..<20).map { Self.monday - Double(400 + $0) * Self.day }, entryCount: 20, now: Self.monday)
    #expect(rhythm.expectedArticles(from: Self.monday, to: Self.monday + 30 * Self.day) < 1)
  }

  @Test func hoursAndWeekdaysAreLearned() {
    let rhythm = watched(weeks: 4, hours: [6, 7, 8], days: [0, 1, 2, 3, 4], each: 4)
    let profile = shares(rhythm)
    #expect(profile[7] > 4)
    #expect(profile[7] > 10 * profile[15])
    #expect(profile[6 * 24 + 7] < 0.25 * profile[7])
    #expect(abs(profile.reduce(0, +) - 168) < 1e-6)
    let week = rhythm.expectedArticles(from: now(4), to: now(5))
    #expect((50...65).contains(week), "\(week)")
  }

  @Test func ratesAddUp() {
    let profile = watched(weeks: 3, hours: [3, 4, 20], days: [1, 5]).profile
    let start = Self.monday - 12_345.6
    var sum = 0.0
    for step in 0..<1_000 {
      let from = start + Double(step) * 1_234.5
      sum += profile.usualArticles(from: from, to: from + 1_234.5)
    }
    #expect(abs(sum - profile.usualArticles(from: start, to: start + 1_234_500)) < 1e-6)
    #expect(profile.usualArticles(from: start, to: start) == 0)
    #expect(profile.usualArticles(from: start, to: start - 1) == 0)
  }

  @Test func aChangeIsLearnedWithinWeeks() {
    var rhythm = watched(weeks: 8, hours: Set(0...23), each: 4)
    for hour in 0..<12 * 168 { rhythm.observe([], now: now(8) + Double(hour + 1) * Self.hour) }
    let day = rhythm.expectedArticles(from: now(20), to: now(20) + Self.day)
    #expect(day < 0.2 * 96)
    #expect(day > 0)
  }

  @Test func entriesWithoutDatesAreSpreadOverTheTimeSinceTheLastAnswer() {
    var rhythm = PostingRhythm()
    rhythm.observe([nil, nil, nil], entryCount: 3, now: Self.monday)
    #expect(rhythm.observedUntil == Self.monday)
    #expect(rhythm.lastPublication == nil)
    for day in 1...28 {
      rhythm.observe([nil, nil], entryCount: 20, now: Self.monday + Double(day) * Self.day)
    }
    let day = rhythm.expectedArticles(from: now(4), to: now(4) + Self.day)
    #expect((1.5...2.5).contains(day), "\(day)")
    #expect(shares(rhythm).allSatisfy { (0.8...1.2).contains($0) })
  }

  @Test func datesThatAreOnlyDaysSayNothingOfHours() {
    var rhythm = PostingRhythm()
    let midnight = Self.monday + 19 * Self.hour
    rhythm.observe((0..<30).map { midnight - Double($0 / 3) * Self.day }, entryCount: 30, now: midnight + Self.hour)
    let profile = shares(rhythm)
    #expect(profile[19] < 1.2 * profile[7])
    #expect((2...4).contains(rhythm.expectedArticles(from: now(1), to: now(1) + Self.day)))
  }

  @Test func aBurstIsOnePieceOfNews() {
    let alone = watched(weeks: 2, hours: [9])
    var burst = PostingRhythm()
    burst.observe([Self.monday - Self.hour], entryCount: 200, now: Self.monday)
    for hour in 0..<336 {
      let start = Self.monday + Double(hour) * Self.hour
      let new = hour == 9 ? (0..<2_000).map { start + Double($0) / 10 } : []
      burst.observe(new, entryCount: new.isEmpty ? 0 : 4_000, now: start + Self.hour)
    }
    #expect(burst.profile.burstSize > 100)
    #expect(alone.profile.burstSize < 1.2)
    // Believed as they came, they would make it 168.
    #expect(shares(burst)[9] < 6)
  }

  @Test func livelyAndQuietHoursShowForAWhile() {
    var rhythm = watched(weeks: 3, hours: Set(0...23))
    let usual = rhythm.profile.usualRate(at: now(3))
    #expect(abs(rhythm.rate(at: now(3)) - usual) < 0.2 * usual)
    for hour in 1...3 {
      let end = now(3) + Double(hour) * Self.hour
      rhythm.observe((0..<5).map { end - 3_000 + Double($0) * 601 }, entryCount: 20, now: end)
    }
    let end = now(3) + 3 * Self.hour
    #expect(rhythm.rate(at: end) > 1.7 * rhythm.profile.usualRate(at: end))
    #expect(rhythm.rate(at: end + 2 * Self.day) < 1.01 * rhythm.profile.usualRate(at: end + 2 * Self.day))
  }

  @Test func silenceIsHeldAgainstTheFeedsOwnRhythm() {
    var daily = watched(weeks: 4, hours: [6])
    var busy = watched(weeks: 4, hours: Set(0...23))
    #expect((20 * Self.hour...8 * Self.day).contains(daily.expectedLongestGap))
    func isSilent(_ rhythm: inout PostingRhythm, after hours: Int) -> Bool {
      let end = now(4) + Double(hours) * Self.hour
      rhythm.observe([], now: end)
      return rhythm.isSilent(at: end)
    }
    #expect(!isSilent(&busy, after: 3))
    #expect(!isSilent(&daily, after: 24))
    #expect(isSilent(&busy, after: 48))
    #expect(!isSilent(&daily, after: 72))
    #expect(isSilent(&daily, after: 24 * 14))
  }

  @Test func aFeedThatCannotBeReachedIsNotSilent() {
    let rhythm = watched(weeks: 4, hours: Set(0...23))
    #expect(!rhythm.isSilent(at: now(30)))
  }

  @Test func hostileDatesNeitherTrapNorMislead() {
    var generator = SeededGenerator(seed: 11)
    let odd: [Date?] = [
      nil, .distantPast, .distantFuture, Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1e300),
      Date(timeIntervalSince1970: -.infinity), Date(timeIntervalSince1970: .nan), Self.monday, Self.monday + 1e7,
    ]
    for _ in 0..<300 {
      var rhythm = PostingRhythm()
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let count = Int.random(in: 0...40, using: &generator)
        let dates = (0..<count).map { _ in odd[Int.random(in: odd.indices, using: &generator)] }
        let isOdd = Bool.random(using: &generator)
        let now = isOdd ? odd[Int.random(in: 1..<9, using: &generator)] ?? Self.monday : Self.monday
        rhythm.observe(dates, entryCount: count * (Bool.random(using: &generator) ? 1 : -3), now: now)
        let profile = rhythm.profile
        #expect(profile.hourlyRates.allSatisfy { $0 >= 0 && $0.isFinite && $0 < 10_000 })
        #expect(rhythm.rate(at: now).isFinite)
        #expect(profile.usualArticles(from: Self.monday, to: now).isFinite)
        #expect(rhythm.expectedLongestGap.isFinite)
        _ = rhythm.isSilent(at: now)
        #expect(PostingRhythm(bytes: rhythm.bytes) == rhythm)
        #expect(rhythm.bytes.count < 400)
      }
    }
  }

  @Test func twoThousandEntriesAtOneTimeDoNotMakeABusyFeed() {
    var rhythm = PostingRhythm()
    rhythm.observe(Array(repeating: Self.monday - 60, count: 2_000), entryCount: 2_000, now: Self.monday)
    for hour in 1...48 { rhythm.observe([], now: Self.monday + Double(hour) * Self.hour) }
    #expect(rhythm.expectedArticles(from: now(1), to: now(1) + Self.day) < 5)
  }

  @Test func aClockThatWasWrongIsForgiven() {
    var rhythm = watched(weeks: 1, hours: [6])
    rhythm.observe([], now: now(500))
    rhythm.observe([now(1) + 60], entryCount: 20, now: now(1) + Self.hour)
    #expect(rhythm.observedUntil == now(1) + Self.hour)
  }

  @Test func storedFormIsSmallAndKeepsEverything() throws {
    let rhythm = watched(weeks: 3, hours: [1, 17, 18], each: 3)
    #expect(rhythm.bytes.count == 283)
    #expect(PostingRhythm(bytes: rhythm.bytes) == rhythm)
    let coded = try JSONDecoder().decode(PostingRhythm.self, from: JSONEncoder().encode(rhythm))
    #expect(coded == rhythm)
    for length in 0..<283 { _ = PostingRhythm(bytes: Array(rhythm.bytes.prefix(length))).profile }
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let noise = [1] + (0..<282).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var read = PostingRhythm(bytes: noise)
      read.observe([Self.monday, nil], entryCount: 9, now: Self.monday + 60)
      #expect(read.profile.hourlyRates.allSatisfy { $0.isFinite })
    }
    #expect(PostingRhythm(bytes: [9] + rhythm.bytes.dropFirst()) == PostingRhythm())
  }
}
