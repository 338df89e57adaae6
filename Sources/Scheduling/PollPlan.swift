import Articles
import Foundation

/// When to ask a feed next so that its articles wait least for what the requests cost.
///
/// Articles come as a Poisson process of rate λ(t) that is known for the week (`PostingProfile`). Polls at t₁ < t₂ < …
/// let articles wait Σ ∫ λ(s)·(tₖ − s) ds over each interval, in article-seconds. To make the wait least for a given
/// number of requests is, by Lagrange, to make least Σ (∫ λ(s)·(tₖ − s) ds + p), p being the price of a request, the
/// same for every feed: the request that saves fewest article-seconds then saves as many at each feed. For a constant
/// rate an interval T costs λT²/2 + p, so T = √(2p/λ): intervals go with the root of the rate (J. Cho, H.
/// Garcia-Molina: Effective page refresh policies for web crawlers, 2003; for age, not freshness). For a varying rate
/// the best times meet λ(tₖ)·(tₖ₊₁ − tₖ) = ∫ λ over the interval before (K. C. Sia, J. Cho, H.-K. Cho: Efficient
/// monitoring algorithm for fast news alerts, 2007): a poll comes when the flow of news ebbs, not in its middle.
///
/// That condition has many solutions, so the best one is searched for: dynamic programming over some hundred times
/// ahead, finer where the next poll is likely to be. Where the plan ends, the rest is reckoned as if the rate did not
/// change within an interval: λT/2 + p/T a second, with T = √(2p/λ) as far as the bounds allow.
struct PollPlan: Equatable {
  /// Seconds until the next poll.
  let delay: Double
  /// Articles that are expected by then.
  let expectedArticles: Double
  /// What held it back, `nil` when it is the best time.
  let limit: PollReason.Kind?

  /// The share of the entries of a document that may be new before a poll: what is beyond them is missed.
  static let windowShare = 0.5
  private static let steps = 96

  /// Plans from `now`, when all that was published is known.
  init(_ rhythm: PostingRhythm, bounds: PollBounds, price: Double, now: Date) {
    let grid = Grid(rhythm, bounds: bounds, price: price, now: now)
    let costs = Self.costsToGo(grid, bounds, price)
    let room = max(3, Self.windowShare * Double(rhythm.windowEntries))
    var (best, bestCost) = (1, Double.infinity)
    var limit: PollReason.Kind? = .cap
    var last = 1
    for index in 1..<grid.times.count {
      guard index == 1 || grid.times[index] <= Double(bounds.latest) else { break }
      guard index == 1 || rhythm.windowEntries == 0 || grid.articles[index] <= room else {
        limit = .window
        break
      }
      last = index
      let cost = grid.wait(0, index) + price + costs[index]
      if cost < bestCost { (best, bestCost) = (index, cost) }
    }
    self.limit = best == 1 ? bounds.kind : best == last && last < grid.times.count - 1 ? limit : nil
    delay = self.limit == .cap ? Double(bounds.latest) : grid.times[best]
    expectedArticles = grid.articles[best]
  }

  /// What all polls after one at each time cost at best, waits and requests.
  private static func costsToGo(_ grid: Grid, _ bounds: PollBounds, _ price: Double) -> [Double] {
    let last = grid.times.count - 1
    // Only the next poll must keep to the bound to the second; those after it are planned anew.
    let (shortest, longest) = (0.9 * Double(bounds.earliest), Double(bounds.latest))
    var costs = Array(repeating: 0.0, count: last + 1)
    for index in stride(from: last - 1, to: 0, by: -1) {
      // Only near the end may the plan stop; elsewhere that would leave out what requests cost.
      var cost = index > last * 3 / 4 ? grid.rest[index] : .infinity
      for next in index + 1...last {
        let interval = grid.times[next] - grid.times[index]
        if interval > longest { break }
        if interval >= shortest { cost = min(cost, grid.wait(index, next) + price + costs[next]) }
      }
      costs[index] = cost.isFinite ? cost : grid.rest[index]
    }
    return costs
  }

  /// Times ahead, and how many articles come by then.
  private struct Grid {
    /// Seconds from now: 0, the earliest time, then in steps that grow.
    var times = [0.0]
    /// Articles expected by each time.
    var articles = [0.0]
    /// Their integral, article-seconds.
    private var integral = [0.0]
    /// What the time from here to the end costs at the best of constant rates.
    var rest: [Double] = []

    init(_ rhythm: PostingRhythm, bounds: PollBounds, price: Double, now: Date) {
      let profile = rhythm.profile
      let perSecond = max(profile.usualArticles(from: now, to: now + 86_400) / 86_400, 1e-9)
      let step = min(max((2 * price / perSecond).squareRoot() / 8, 60), 1_800)
      var flow = [0.0]
      var length = Double(bounds.earliest)
      for index in 0..<PollPlan.steps {
        let start = times[index]
        let usual = profile.usualArticles(from: now + start, to: now + start + length)
        let coming = usual * profile.liveliness(at: now + start + length / 2)
        times.append(start + length)
        integral.append(integral[index] + (articles[index] + coming / 2) * length)
        articles.append(articles[index] + coming)
        let interval = (2 * price * length / max(coming, 1e-12)).squareRoot()
        let kept = min(max(interval, Double(bounds.earliest)), Double(bounds.latest))
        flow.append(coming * kept / 2 + price * length / kept)
        length = step * (1 + Double(index) / 32)
      }
      var cost = 0.0
      rest = flow.reversed().map { part in
        defer { cost += part }
        return cost
      }.reversed()
    }

    /// How long the articles of an interval wait for its end, article-seconds.
    func wait(_ from: Int, _ to: Int) -> Double {
      integral[to] - integral[from] - articles[from] * (times[to] - times[from])
    }
  }
}
