public import Articles
import Foundation

/// What a request must save to be worth sending, so that all feeds together cost the budget of requests.
///
/// In article-seconds: by how much a request must shorten the sum of the waits of articles between publication and
/// discovery. At price p a feed of rate λ(t) is asked about √(λ(t)/2p) times a second (`PollPlan`), but never sooner
/// or later than its bounds allow; the sum over all feeds falls as the price rises, so the price that meets the budget is
/// found by bisection. Requests thus go to the feeds and the hours in which they find most.
public struct RequestPrice: Sendable, Equatable {
  /// The price in article-seconds; `nil` while too little is known of the feeds, and then intervals are fixed.
  public let price: Double?
  /// Requests a day that the feeds may cost together.
  public let requestsPerDay: Double

  /// Feeds of which this share has been read make a price.
  static let knownShare = 0.5

  /// Reckons the price from what is known of all feeds.
  ///
  /// - Parameters:
  ///   - states: The feeds' states; those gone or failing are left out, since they are not asked by rhythm.
  ///   - policy: Bounds and budget.
  ///   - policies: Those of feeds that have others; feeds with an interval of their own only take from the budget.
  /// - Complexity: O(feeds); some microseconds each. Pure, and independent of the order of the feeds up to rounding.
  public init(states: some Sequence<FeedState>, policy: PollPolicy, policies: [FeedID: PollPolicy] = [:]) {
    var budget = 0.0
    var fixed = 0.0
    var known = 0
    var asked: [(rhythm: PostingRhythm, bounds: PollBounds)] = []
    for state in states where state.health == .ok || state.health == .new {
      let own = policies[state.id] ?? policy
      let bounds = PollBounds(state, own)
      let requests = 86_400 / Double(max(own.feedIntervalSeconds ?? own.intervalSeconds, bounds.earliest))
      if own.isAdaptive, own.feedIntervalSeconds == nil {
        budget += requests
        asked.append((state.rhythm, bounds))
        if state.rhythm.observedUntil != nil { known += 1 }
      } else {
        fixed += requests
      }
    }
    if let limit = policy.requestsPerDay { budget = max(0, Double(limit) - fixed) }
    requestsPerDay = budget + fixed
    let isKnown = !asked.isEmpty && Double(known) >= Self.knownShare * Double(asked.count)
    price = isKnown ? Self.price(asked.map { Demand($0.rhythm, $0.bounds) }, budget) : nil
  }

  /// The least price at which the feeds do not cost more than the budget, to a thousandth.
  private static func price(_ demands: [Demand], _ budget: Double) -> Double {
    var (low, high) = (-20.0, 50.0)
    while high - low > 0.001 {
      let middle = (low + high) / 2
      let factor = 1 / (2 * exp2(middle)).squareRoot()
      let cost = demands.reduce(0) { $0 + $1.requestsPerDay(factor) }
      if cost > budget { low = middle } else { high = middle }
    }
    return exp2(high)
  }

  /// How many requests a feed is worth, by price.
  private struct Demand {
    /// The mean over the week of the root of the rate in articles a second.
    let rootRate: Double
    /// Requests a day at most and at least.
    let most: Double
    let least: Double

    init(_ rhythm: PostingRhythm, _ bounds: PollBounds) {
      let profile = rhythm.profile
      rootRate = profile.hourlyRates.reduce(0) { $0 + ($1 / 3_600).squareRoot() } / 168
      most = 86_400 / Double(bounds.earliest)
      let room = max(3, PollPlan.windowShare * Double(rhythm.windowEntries))
      let turnover = rhythm.windowEntries > 0 ? 24 * profile.meanHourlyRate / room : 0
      least = min(most, max(86_400 / Double(bounds.latest), turnover))
    }

    func requestsPerDay(_ factor: Double) -> Double { min(max(86_400 * rootRate * factor, least), most) }
  }
}
