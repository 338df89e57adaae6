import Articles
import Foundation
import TestSupport
import Testing

@testable import Scheduling

@Suite struct PollPlanTests {
  /// Monday 18 January 2027, 00:00 UTC.
  static let monday = Date(timeIntervalSince1970: 1_800_230_400)
  static let hour = 3_600.0
  static let day = 86_400.0

  /// A feed of so many articles each hour, at the hours given, watched for four weeks until Monday.
  static func rhythm(_ perHour: Int, hours: Set<Int> = Set(0...23), window: Int = 1_000) -> PostingRhythm {
    var rhythm = PostingRhythm()
    let start = monday - 28 * day
    rhythm.observe([start - hour], entryCount: window, now: start)
    for index in 0..<28 * 24 {
      let from = start + Double(index) * hour
      let new =
        hours.contains(index % 24) ? (0..<perHour).map { from + (Double($0) + 0.5) * hour / Double(perHour) } : []
      rhythm.observe(new, entryCount: new.isEmpty ? 0 : window, now: from + hour)
    }
    return rhythm
  }

  private static func bounds(_ policy: PollPolicy = PollPolicy(), hints: PollHints = PollHints()) -> PollBounds {
    var state = FeedState(id: FeedID("a"), url: "https://a.example/")
    state.hints = hints
    return PollBounds(state, policy)
  }

  private func delay(_ rhythm: PostingRhythm, price: Double, at time: Date = monday) -> Double {
    PollPlan(rhythm, bounds: Self.bounds(), price: price, now: time).delay
  }

  @Test(arguments: [1, 2, 4]) func anEvenRateGivesTheIntervalOfTheFormula(_ perHour: Int) {
    let rhythm = Self.rhythm(perHour)
    for price in [500.0, 2_000, 8_000] {
      let rate = rhythm.profile.meanHourlyRate / 3_600
      let expected = (2 * price / rate).squareRoot()
      let ratio = delay(rhythm, price: price) / expected
      #expect((0.8...1.25).contains(ratio), "\(perHour) an hour at \(price): \(ratio)")
    }
  }

  @Test func aPollComesWhenTheFlowEbbsNotBefore() {
    let rhythm = Self.rhythm(8, hours: [6, 7])
    let plan = PollPlan(rhythm, bounds: Self.bounds(), price: 100_000, now: Self.monday)
    #expect((7.5 * Self.hour...9.5 * Self.hour).contains(plan.delay), "\(plan.delay / Self.hour)")
    #expect(plan.expectedArticles > 10)
    #expect(plan.limit == nil)
  }

  @Test("P18 A feed that posts more is asked no later, one that posts less no sooner")
  func delayFallsAsTheRateRises() {
    let quiet = Self.rhythm(1, hours: [12])
    let delays = ([quiet] + [1, 2, 4, 8, 16, 32].map { Self.rhythm($0) }).map { delay($0, price: 3_000) }
    for (slow, fast) in zip(delays, delays.dropFirst()) { #expect(fast <= slow * 1.1) }
    #expect(delays[0] > 4 * delays[5])
  }

  @Test func delayRisesWithThePrice() {
    let rhythm = Self.rhythm(3, hours: Set(4...16))
    for time in [0.0, 5, 12, 20].map({ Self.monday + $0 * Self.hour }) {
      let delays = [1e-6, 100, 1_000, 10_000, 100_000, 1e7].map { delay(rhythm, price: $0, at: time) }
      for (cheap, dear) in zip(delays, delays.dropFirst()) { #expect(cheap <= dear * 1.1) }
      #expect(delays[0] <= 360)
    }
  }

  @Test func entriesAreNotAllowedToLeaveTheDocumentUnseen() {
    let short = PollPlan(
      Self.rhythm(6, window: 10), bounds: Self.bounds(), price: 1e9, now: Self.monday)
    #expect(short.limit == .window)
    #expect(short.expectedArticles <= 5)
    let long = PollPlan(Self.rhythm(6), bounds: Self.bounds(), price: 1e9, now: Self.monday)
    #expect(long.limit == .cap || long.delay > 10 * short.delay)
  }

  @Test func aFeedThatHasNeverPublishedIsAskedAtTheCap() {
    var dead = PostingRhythm()
    dead.observe((0..<9).map { Self.monday - Double(500 + $0) * Self.day }, entryCount: 9, now: Self.monday)
    for day in 1...60 { dead.observe([], now: Self.monday + Double(day) * Self.day) }
    let plan = PollPlan(dead, bounds: Self.bounds(), price: 5_000, now: Self.monday + 60 * Self.day)
    #expect(plan.delay == Self.day)
    #expect(plan.limit == .cap)
  }

  @Test func hintsTakeTheFirstTimeAndTheRhythmTheBestAfterIt() {
    let bounds = Self.bounds(hints: PollHints(ttlSeconds: 4 * 3_600))
    let rhythm = Self.rhythm(8, hours: [6, 7])
    let early = PollPlan(rhythm, bounds: bounds, price: 10, now: Self.monday + 6 * Self.hour)
    #expect(early.delay == 4 * Self.hour)
    #expect(early.limit == .ttl)
    let night = PollPlan(rhythm, bounds: bounds, price: 40_000, now: Self.monday)
    #expect(night.delay > 6 * Self.hour && night.limit == nil)
  }

  @Test func oddRhythmsAndPricesGiveATimeWithinTheBounds() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<150 {
      let bytes = [1] + (0..<282).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var rhythm = PostingRhythm(bytes: bytes)
      if Bool.random(using: &generator) { rhythm.observe([nil, Self.monday], entryCount: 3, now: Self.monday) }
      for price in [1e-300, 1e-6, 1, 1e6, 1e17, Double.greatestFiniteMagnitude] {
        let plan = PollPlan(rhythm, bounds: Self.bounds(), price: price, now: Self.monday)
        #expect((300...Self.day).contains(plan.delay), "\(plan)")
        #expect(plan.expectedArticles >= 0)
      }
    }
  }
}
