import Articles
import Foundation
import TestSupport
import Testing

@testable import Scheduling

@Suite struct PollScheduleTests {
  /// Friday 15 January 2027, 08:00 UTC.
  static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static let hour = 3_600.0
  private static let day = 86_400.0
  private let exact = PollPolicy(jitter: 0)

  private func state(_ change: (inout FeedState) -> Void = { _ in }) -> FeedState {
    var state = FeedState(id: FeedID("a"), url: "https://news.example/feed")
    state.validators = Validators(etag: "\"1\"")
    state.lastSuccess = Self.now
    change(&state)
    return state
  }

  private func delay(
    _ state: FeedState, _ policy: PollPolicy? = nil, after outcome: PollOutcome = .succeeded, now: Date = Self.now
  ) -> Double? {
    PollSchedule.decision(after: outcome, state: state, policy: policy ?? exact, now: now).time?.timeIntervalSince(now)
  }

  private func failure(_ code: String, _ count: Int, retryAfter: Double? = nil) -> Double? {
    let failure = FeedFailure(code: code, message: "", at: Self.now)
    return delay(
      state { $0.consecutiveFailures = count },
      after: .failed(failure, retryAfter: retryAfter.map { Self.now.addingTimeInterval($0) }))
  }

  @Test func intervalIsTheDesksOrTheFeeds() {
    #expect(delay(state()) == Self.hour)
    #expect(delay(state(), PollPolicy(feedIntervalSeconds: 900, jitter: 0)) == 900)
    #expect(delay(state(), PollPolicy(intervalSeconds: 1, jitter: 0)) == 300)
    #expect(delay(state(), PollPolicy(feedIntervalSeconds: -5, jitter: 0)) == 300)
    #expect(delay(state(), PollPolicy(intervalSeconds: 1, minimumSeconds: 60, jitter: 0)) == 60)
  }

  @Test(
    "P11, P12 Hints raise the interval, each to its cap",
    arguments: [
      (PollHints(freshnessSeconds: 7_200), 2 * hour), (PollHints(freshnessSeconds: 60), hour),
      (PollHints(freshnessSeconds: 31_536_000), day), (PollHints(freshnessSeconds: 0), hour),
      (PollHints(freshnessSeconds: Int.max), day), (PollHints(freshnessSeconds: Int.min), hour),
      (PollHints(ttlSeconds: 10_800), 3 * hour), (PollHints(ttlSeconds: 30 * 86_400), 7 * day),
      (PollHints(syndicationSeconds: 1_800), hour), (PollHints(syndicationSeconds: 2 * 86_400), 2 * day),
      (PollHints(freshnessSeconds: 7_200, ttlSeconds: 10_800, syndicationSeconds: 14_400), 4 * hour),
    ])
  func hintsRaiseTheIntervalToTheirCaps(_ hints: PollHints, _ expected: Double) {
    #expect(delay(state { $0.hints = hints }) == expected)
  }

  @Test("P17 A server without validators is asked each 6 hours, others each hour")
  func serverWithoutValidatorsIsAskedSeldom() {
    #expect(delay(state { $0.validators = Validators() }) == 6 * Self.hour)
    #expect(
      delay(
        state {
          $0.validators = Validators()
          $0.hints.freshnessSeconds = 600
        }) == Self.hour)
    #expect(delay(state { $0.validators = Validators() }, PollPolicy(feedIntervalSeconds: 900, jitter: 0)) == 900)
    // Validators that are ignored are none.
    #expect(delay(state { $0.conduct.ignoredConditions = 3 }) == 6 * Self.hour)
    #expect(delay(state { $0.conduct.changedValidators = 3 }) == 6 * Self.hour)
    #expect(delay(state { $0.conduct.ignoredConditions = 2 }) == Self.hour)
  }

  @Test func jitterIsTheFeedsOwnAndRepeatable() throws {
    let delays = (0..<500).compactMap { number in
      delay(state { $0.url = "https://news.example/\(number)" }, PollPolicy())
    }
    #expect(
      delays
        == (0..<500).compactMap { number in
          delay(state { $0.url = "https://news.example/\(number)" }, PollPolicy())
        })
    #expect(delays.allSatisfy { (Self.hour...1.1 * Self.hour).contains($0) })
    let tenths = Set(delays.map { Int(($0 - Self.hour - 1) / 36) })
    #expect(tenths.count == 10)
  }

  @Test("P15 Skipped hours and days are not polled") func skippedHoursAndDaysAreNotPolled() {
    // 08:00 plus an hour is 09:00.
    let place = (HashedPlace("https://news.example/feed").fraction * 600).rounded(.up)
    #expect(delay(state { $0.hints.skipHours = [9, 10, 11] }) == 4 * Self.hour + place)
    #expect(delay(state { $0.hints.skipHours = [10] }) == Self.hour)
    // Friday is 6, Saturday 7, Sunday 1.
    #expect(delay(state { $0.hints.skipDays = [6, 7, 1] }) == 16 * Self.hour + 2 * Self.day + place)
    #expect(delay(state { $0.hints.skipDays = [5, 1] }) == Self.hour)
    #expect(
      delay(
        state {
          $0.hints.skipDays = [6]
          $0.hints.skipHours = [0, 1]
        }) == 18 * Self.hour + place)
  }

  @Test("P15 Lists that leave no time open are ignored") func impossibleSkipListsAreIgnored() {
    #expect(delay(state { $0.hints.skipHours = Array(0...23) }) == Self.hour)
    #expect(delay(state { $0.hints.skipDays = Array(1...7) }) == Self.hour)
    #expect(delay(state { $0.hints.skipHours = [24, -1, 99] }) == Self.hour)
    #expect(delay(state { $0.hints.skipHours = [9] }, now: .distantFuture) != nil)
    #expect(
      delay(state { $0.hints.skipDays = [1] }, now: Date(timeIntervalSince1970: 1e18)).map { $0 >= 0 } == true)
  }

  @Test func weekdaysBeforeTheEpochAreRight() {
    // 31 December 1969 was a Wednesday (4), its 09:00 is 15 hours before 1970.
    let before = Date(timeIntervalSince1970: -16 * Self.hour)
    let place = (HashedPlace("https://news.example/feed").fraction * 600).rounded(.up)
    #expect(delay(state { $0.hints.skipDays = [4] }, now: before) == 16 * Self.hour + place)
    #expect(delay(state { $0.hints.skipDays = [5] }, now: before) == Self.hour)
  }

  @Test func goneIsNeverAskedAgain() {
    #expect(failure("http-410", 1) == nil)
    #expect(failure("http-410", 1, retryAfter: 60) == nil)
  }

  @Test(arguments: ["http-429", "http-503"])
  func throttlingWithoutATimeBacksOffFromTenMinutes(_ code: String) throws {
    let offset = (HashedPlace("https://news.example/feed").fraction * 3_600).rounded(.up)
    let quick = PollPolicy(intervalSeconds: 300, jitter: 0)
    let delays = [1, 2, 3, 4, 20].map { count in
      delay(
        state { $0.consecutiveFailures = count }, quick,
        after: .failed(FeedFailure(code: code, message: "", at: Self.now), retryAfter: nil))
    }
    #expect(delays == [600, 1_200, 2_400, 4_800, Self.day].map { $0 + offset })
    #expect(try #require(failure(code, 1)) == Self.hour + offset)
  }

  @Test func retryAfterIsObeyedToADay() {
    #expect(failure("http-429", 1, retryAfter: 7_200) == 7_200)
    #expect(failure("http-503", 1, retryAfter: 120) == 300)
    #expect(failure("http-429", 1, retryAfter: 317_100) == Self.day)
    #expect(failure("http-500", 1, retryAfter: 900) == 900)
    #expect(failure("http-429", 1, retryAfter: -50) == failure("http-429", 1))
    #expect(failure("http-429", 5, retryAfter: 1) == failure("http-429", 5))
  }

  @Test(arguments: ["http-404", "http-403", "http-401", "not-a-feed", "address-refused", "redirect-loop", "http-300"])
  func refusalsDoubleToADayThenWeeksThenMonths(_ code: String) {
    let expected: [(Int, Double)] = [
      (1, 2 * Self.hour), (2, 4 * Self.hour), (3, 8 * Self.hour), (4, 16 * Self.hour), (5, Self.day),
      (12, Self.day), (13, 7 * Self.day), (16, 7 * Self.day), (17, 30 * Self.day), (Int.max, 30 * Self.day),
    ]
    for (count, delay) in expected { #expect(failure(code, count) == delay) }
  }

  @Test(arguments: ["http-500", "http-502", "timeout", "resolve", "tls", "connect", "http-408", "not-modified-unasked"])
  func transientFailuresBackOffSeparately(_ code: String) {
    let expected: [(Int, Double)] = [
      (0, Self.hour), (1, Self.hour), (2, 2 * Self.hour), (3, 4 * Self.hour), (4, 6 * Self.hour), (29, 6 * Self.hour),
      (30, Self.day),
    ]
    for (count, delay) in expected { #expect(failure(code, count) == delay) }
  }

  @Test func recoveryReturnsToTheInterval() {
    #expect(delay(state { $0.lastFailure = FeedFailure(code: "timeout", message: "", at: Self.now) }) == Self.hour)
  }

  @Test func postponedPollWaitsForItsTime() {
    #expect(delay(state(), after: .postponed(until: Self.now.addingTimeInterval(777))) == 777)
    #expect(delay(state(), after: .postponed(until: Self.now.addingTimeInterval(-1))) == 300)
    #expect(delay(state(), after: .postponed(until: .distantFuture)) == Self.day)
  }

  @Test("P15 a poll put off by hours to skip waits to their end, however far, and says why")
  func pollPutOffByItsFeed() {
    let until = Self.now.addingTimeInterval(6 * Self.day)
    let decision = PollSchedule.decision(
      after: .postponed(until: until, because: .skipHours), state: state(), policy: exact, now: Self.now)
    #expect(decision.time == until && decision.reason?.kind == .skipHours)
    let asked = PollSchedule.decision(after: .postponed(until: until), state: state(), policy: exact, now: Self.now)
    #expect(asked.reason?.kind == .retryAfter)
  }

  @Test("P15 a poll that comes late into hours to skip is put off to their end")
  func latePollIsPutOff() {
    let hours = state { $0.hints.skipHours = [8, 9] }
    let end = PollSchedule.quietEnd(hours, at: Self.now)?.timeIntervalSince(Self.now) ?? 0
    #expect((2 * Self.hour...2 * Self.hour + 600).contains(end))
    // Due some minutes before, it would still wait for its turn when they begin.
    #expect(PollSchedule.quietEnd(hours, at: Self.now - 200) != nil)
    #expect(PollSchedule.quietEnd(hours, at: Self.now - 400) == nil)
    #expect(PollSchedule.quietEnd(hours, at: Self.now + 2 * Self.hour) == nil)
    #expect(PollSchedule.quietEnd(state(), at: Self.now) == nil)
    #expect(PollSchedule.quietEnd(state { $0.hints.skipHours = Array(0..<24) }, at: Self.now) == nil)
    #expect(
      PollSchedule.quietEnd(state { $0.hints.skipDays = [6] }, at: Self.now)?.timeIntervalSince(Self.now) ?? 0 > 15
        * Self.hour)
  }

  /// What each reason is given for, by rhythm or by interval.
  @Test func theReasonTellsWhatPrevailed() {
    func reason(_ policy: PollPolicy, _ change: (inout FeedState) -> Void = { _ in }) -> PollReason? {
      PollSchedule.decision(after: .succeeded, state: state(change), policy: policy, now: Self.now).reason
    }
    let dear = PollPolicy(jitter: 0, requestPrice: 1e12)
    let cheap = PollPolicy(jitter: 0, requestPrice: 1e-3)
    #expect(
      reason(exact) == PollReason(.interval, seconds: 3_600, expectedArticles: reason(exact)?.expectedArticles ?? 0))
    #expect(reason(exact) { $0.hints.ttlSeconds = 7_200 }?.kind == .ttl)
    #expect(reason(exact) { $0.hints.freshnessSeconds = 7_200 }?.kind == .freshness)
    #expect(reason(exact) { $0.hints.syndicationSeconds = 7_200 }?.kind == .syndication)
    #expect(reason(exact) { $0.hints.skipHours = [9] }?.kind == .skipHours)
    #expect(reason(exact) { $0.validators = Validators() }?.kind == .withoutValidators)
    #expect(reason(PollPolicy(intervalSeconds: 1, jitter: 0))?.kind == .floor)
    #expect(reason(dear) == PollReason(.cap, seconds: 86_400, expectedArticles: reason(dear)?.expectedArticles ?? 0))
    #expect(reason(cheap)?.kind == .floor && reason(cheap)?.seconds == 300)
    #expect(reason(cheap) { $0.hints.freshnessSeconds = 900 }?.kind == .freshness)
    #expect(reason(PollPolicy(jitter: 0, requestPrice: 1_000))?.kind == .rhythm)
    let failure = FeedFailure(code: "timeout", message: "", at: Self.now)
    for (retryAfter, kind) in [(nil, PollReason.Kind.backoff), (Self.now + 900, .retryAfter), (Self.now + 1, .floor)] {
      let outcome = PollOutcome.failed(failure, retryAfter: retryAfter)
      #expect(PollSchedule.decision(after: outcome, state: state(), policy: exact, now: Self.now).reason?.kind == kind)
    }
    let gone = PollOutcome.failed(FeedFailure(code: "http-410", message: "", at: Self.now), retryAfter: nil)
    #expect(PollSchedule.decision(after: gone, state: state(), policy: exact, now: Self.now) == PollDecision())
  }

  @Test("P17, P18 Rhythm and price rule between floor and cap; a feed's own interval and the desk's word rule them")
  func rhythmRulesBetweenFloorAndCap() {
    let busy = PollPlanTests.rhythm(20)
    func delay(_ policy: PollPolicy, _ rhythm: PostingRhythm = busy) -> Double? {
      self.delay(state { $0.rhythm = rhythm }, policy, now: PollPlanTests.monday)
    }
    #expect(delay(PollPolicy(jitter: 0, requestPrice: 1)) == 300)
    #expect(delay(PollPolicy(minimumSeconds: 60, jitter: 0, requestPrice: 1)) == 60)
    #expect(delay(PollPolicy(maximumSeconds: 43_200, jitter: 0, requestPrice: 1e15), PostingRhythm()) == 43_200)
    #expect(delay(PollPolicy(feedIntervalSeconds: 900, jitter: 0, requestPrice: 1)) == 900)
    #expect(delay(PollPolicy(jitter: 0, isAdaptive: false, requestPrice: 1)) == 3_600)
    for price in [0, -1, .infinity, .nan] { #expect(delay(PollPolicy(jitter: 0, requestPrice: price)) == 3_600) }
  }

  @Test("P11 No poll comes before any bound or, where nobody asks for it, after the cap")
  func pollsKeepToTheBounds() {
    var generator = SeededGenerator(seed: 77)
    func seconds() -> Int? {
      let choices = [nil, 0, 60, 900, 7_200, 90_000, 9_000_000, Int.max, Int.min, -5]
      return choices[Int.random(in: choices.indices, using: &generator)]
    }
    let rhythms = [PostingRhythm(), PollPlanTests.rhythm(1, hours: [5]), PollPlanTests.rhythm(9, window: 10)]
    for round in 0..<400 {
      let state = state { state in
        state.hints = PollHints(freshnessSeconds: seconds(), ttlSeconds: seconds(), syndicationSeconds: seconds())
        if round % 3 == 0 { state.hints.skipHours = (0..<6).map { _ in Int.random(in: -1...24, using: &generator) } }
        if round % 5 == 0 { state.hints.skipDays = (0..<3).map { _ in Int.random(in: 0...8, using: &generator) } }
        state.rhythm = rhythms[round % 3]
        state.url = "https://news.example/\(round)"
        if round % 4 == 0 { state.validators = Validators() }
      }
      let policy = PollPolicy(requestPrice: exp2(Double.random(in: -20...40, using: &generator)))
      let now = PollPlanTests.monday + Double.random(in: 0...604_800, using: &generator)
      let decision = PollSchedule.decision(after: .succeeded, state: state, policy: policy, now: now)
      #expect(decision == PollSchedule.decision(after: .succeeded, state: state, policy: policy, now: now))
      guard let time = decision.time else {
        Issue.record("no next poll")
        continue
      }
      let delay = time.timeIntervalSince(now)
      let hints = state.hints
      let declared = max(min(hints.ttlSeconds ?? 0, 604_800), min(hints.syndicationSeconds ?? 0, 604_800))
      let least = max(300, min(hints.freshnessSeconds ?? 0, 86_400), declared)
      #expect(delay >= Double(least))
      let isQuiet = !hints.skipHours.isEmpty || !hints.skipDays.isEmpty
      if !isQuiet { #expect(delay <= Double(max(least, 86_400)) + 1) }
      let hour = Int(time.timeIntervalSince1970 / 3_600)
      #expect(!hints.skipHours.contains(hour % 24))
      #expect(!hints.skipDays.contains((hour / 24 + 4) % 7 + 1))
    }
  }
}
