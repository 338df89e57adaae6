import Articles
import Foundation
import Testing

@testable import Scheduling

@Suite struct RequestPriceTests {
  private static let monday = PollPlanTests.monday

  private func state(_ name: String, _ rhythm: PostingRhythm, health: FeedHealth = .ok) -> FeedState {
    var state = FeedState(id: FeedID(name), url: "https://\(name).example/")
    state.validators.etag = "\"1\""
    (state.lastSuccess, state.health, state.rhythm) = (Self.monday, health, rhythm)
    return state
  }

  /// Requests that plans make in a week when nothing changes.
  private func requestsPerDay(_ states: [FeedState], _ policy: PollPolicy) -> Double {
    var count = 0
    for state in states {
      var now = Self.monday
      while now < Self.monday + 7 * 86_400 {
        let next = PollSchedule.decision(after: .succeeded, state: state, policy: policy, now: now).time
        now = next ?? .distantFuture
        count += 1
      }
    }
    return Double(count) / 7
  }

  private var mixed: [FeedState] {
    [
      state("a", PollPlanTests.rhythm(1, hours: [12])), state("b", PollPlanTests.rhythm(1)),
      state("c", PollPlanTests.rhythm(6, hours: Set(3...15))), state("d", PollPlanTests.rhythm(12)),
      state("e", PollPlanTests.rhythm(2, hours: [1, 2, 3])),
    ]
  }

  @Test func requestsStayNearTheBudget() {
    for interval in [1_800, 3_600, 7_200] {
      var policy = PollPolicy(intervalSeconds: interval, jitter: 0)
      let price = RequestPrice(states: mixed, policy: policy)
      policy.requestPrice = price.price
      #expect(price.price != nil)
      let ratio = requestsPerDay(mixed, policy) / price.requestsPerDay
      #expect(abs(price.requestsPerDay - 5 * 86_400 / Double(interval)) < 1e-6)
      #expect((0.8...1.15).contains(ratio), "\(interval): \(ratio)")
    }
  }

  @Test func aBudgetOfTheDeskReplacesTheInterval() {
    var policy = PollPolicy(jitter: 0, requestsPerDay: 40)
    let price = RequestPrice(states: mixed, policy: policy)
    #expect(price.requestsPerDay == 40)
    policy.requestPrice = price.price
    #expect(price.price != nil)
    #expect(requestsPerDay(mixed, policy) < 46)
  }

  @Test func equalFeedsGetTheInterval() throws {
    let states = (0..<4).map { state("f\($0)", PollPlanTests.rhythm(2)) }
    var policy = PollPolicy(jitter: 0)
    policy.requestPrice = RequestPrice(states: states, policy: policy).price
    let next = PollSchedule.decision(after: .succeeded, state: states[0], policy: policy, now: Self.monday).time
    let delay = try #require(next).timeIntervalSince(Self.monday)
    #expect((3_000...4_400).contains(delay), "\(delay)")
  }

  @Test func thePriceFallsAsTheBudgetRises() throws {
    let prices = [10, 50, 200, 1_000].compactMap {
      RequestPrice(states: mixed, policy: PollPolicy(requestsPerDay: $0)).price
    }
    #expect(prices.count == 4)
    #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func theOrderOfFeedsDoesNotMatter() throws {
    let one = try #require(RequestPrice(states: mixed, policy: PollPolicy()).price)
    let other = try #require(RequestPrice(states: mixed.reversed(), policy: PollPolicy()).price)
    #expect(abs(one / other - 1) < 0.002)
    #expect(RequestPrice(states: mixed, policy: PollPolicy()).price == one)
  }

  @Test func thereIsNoPriceUntilHalfOfTheFeedsAreKnown() {
    let new = (0..<6).map { state("new\($0)", PostingRhythm(), health: .new) }
    #expect(RequestPrice(states: [], policy: PollPolicy()).price == nil)
    #expect(RequestPrice(states: new, policy: PollPolicy()).price == nil)
    #expect(RequestPrice(states: mixed + new, policy: PollPolicy()).price == nil)
    #expect(RequestPrice(states: mixed + new.prefix(5), policy: PollPolicy()).price != nil)
    #expect(RequestPrice(states: mixed, policy: PollPolicy(isAdaptive: false)).price == nil)
  }

  @Test func feedsThatAreNotAskedByRhythmTakeNoShare() throws {
    let busy = PollPlanTests.rhythm(30)
    let plain = try #require(RequestPrice(states: mixed, policy: PollPolicy()).price)
    let others = [
      state("failing", busy, health: .failing), state("gone", busy, health: .gone), state("page", busy, health: .html),
    ]
    #expect(RequestPrice(states: mixed + others, policy: PollPolicy()).price == plain)
    let own = [FeedID("own"): PollPolicy(feedIntervalSeconds: 600)]
    let fixed = RequestPrice(states: mixed + [state("own", busy)], policy: PollPolicy(), policies: own)
    #expect(fixed.price == plain)
    #expect(fixed.requestsPerDay == 5 * 24 + 144)
    let limited = RequestPrice(
      states: mixed + [state("own", busy)], policy: PollPolicy(requestsPerDay: 100), policies: own)
    #expect(limited.requestsPerDay == 144)
    #expect(try #require(limited.price) > 1e6)
  }
}
