import Articles
import Foundation
import Scheduling

/// How first polls spread out, so that they neither all wait in line at one domain nor all start at once.
public struct PollSpacing: Sendable {
  /// Seconds between two starts at one domain.
  public var seconds: Double
  /// Seconds between any two starts of polls that a run finds due when it begins; a pass does not wait.
  public var startSeconds: Double
  /// What counts as one domain: the same text for URLs that must not be asked at the same time.
  public var domain: @Sendable (String) -> String

  /// Makes a spacing; 50 starts a second over all domains, so that 100,000 feeds take half an hour.
  public init(seconds: Double, startSeconds: Double = 0.02, domain: @escaping @Sendable (String) -> String) {
    self.seconds = seconds
    self.startSeconds = startSeconds
    self.domain = domain
  }
}

/// Which address is to be asked when, with what is known of its feeds; lives in one run.
struct FeedSchedule {
  /// What is known of one feed, in a block of its own: a dictionary of these large values is a third empty, and copied
  /// whole when it grows.
  private final class Known: Sendable {
    let state: FeedState

    init(_ state: FeedState) { self.state = state }
  }

  /// A target, and when it is next due; `nil` while it is asked, and when it never is.
  private struct Placed {
    var target: PollTarget
    var due: Date?
  }

  private let feeds: [Feed]
  /// Also holds times that no longer count: those that are not in `targets`.
  private var heap = DueHeap()
  private var states: [FeedID: Known]
  /// By the feed that stands for each.
  private var targets: [FeedID: Placed]
  /// Addresses that several targets have, since their secrets differ, and the feeds of all of them.
  private var contested: [String: [FeedID]]
  /// Feeds that are due at the beginning.
  private(set) var dueFeedCount = 0
  private let policy: PollPolicy
  /// Of feeds that have others.
  private let policies: [FeedID: PollPolicy]
  /// Polls until the price of a request is reckoned anew, and when it was last.
  private var pollsUntilPrice = 0
  private var pricedAt = Date.distantPast

  /// What a request must be worth, from what is known of all feeds; see `reckonPrice`.
  private(set) var requestPrice: Double?

  /// Takes up where the states left off; feeds that are gone are left out, and unless `includesLater` those not due.
  init(
    feeds: [Feed], known: (FeedID) -> FeedState?, now: Date, spacing: PollSpacing, includesLater: Bool,
    policy: PollPolicy = PollPolicy(), policies: [FeedID: PollPolicy] = [:]
  ) {
    (self.feeds, self.policy, self.policies) = (feeds, policy, policies)
    var states: [FeedID: Known] = [:]
    states.reserveCapacity(feeds.count)
    for feed in feeds where states[feed.id] == nil {
      states[feed.id] = Known(PollDecider.starting(feed, known(feed.id)))
    }
    self.states = states
    let address = Self.address(states)
    let ordered = PollTarget.targets(feeds, address: address)
    targets = Dictionary(ordered.map { ($0.lead.id, Placed(target: $0)) }, uniquingKeysWith: { first, _ in first })
    contested = PollTarget.contested(ordered, address: address)
    var leads: [FeedID: FeedID] = [:]
    for target in ordered { for feed in target.feeds { leads[feed.id] = target.lead.id } }
    let due = PollSchedule.initialPolls(
      feeds: feeds, state: { [states] in states[$0]?.state }, now: now, spacing: spacing.seconds,
      startSpacing: includesLater ? spacing.startSeconds : 0, domain: spacing.domain)
    var placed = Set<FeedID>()
    for poll in due {
      // Whichever of the feeds at an address is due, the address is asked once, for all of them that share a target.
      for lead in poll.feeds.compactMap({ leads[$0] }) where placed.insert(lead).inserted {
        place(lead, due: poll.start)
        dueFeedCount += targets[lead]?.target.feeds.count ?? 0
      }
    }
    reckonPrice(now: now)
    guard includesLater else { return }
    for target in ordered where !placed.contains(target.lead.id) {
      let known = target.feeds.compactMap { states[$0.id]?.state }
      let later = known.compactMap { $0.health == .gone ? nil : $0.nextPoll }.min()
      if let later { place(target.lead.id, due: later) }
    }
  }

  /// When the first address is due; `nil` when none waits.
  var firstDue: Date? { heap.firstDue }

  /// Takes the first address that is due by `now`; `nil` when none is.
  mutating func next(by now: Date) -> PollTarget? {
    while let due = heap.firstDue, let id = heap.popDue(by: now) {
      guard targets[id]?.due == due else { continue }
      targets[id]?.due = nil
      return targets[id]?.target
    }
    return nil
  }

  /// What is known of a feed.
  func state(_ feed: Feed) -> FeedState { states[feed.id]?.state ?? FeedState(id: feed.id, url: feed.url) }

  /// The address of a target when other targets have it too; `nil` for nearly all.
  func contest(_ target: PollTarget) -> AddressTurns.Contest? {
    guard !contested.isEmpty else { return nil }
    let address = address(target.lead)
    guard let feeds = contested[address] else { return nil }
    return AddressTurns.Contest(address: address, lastAsked: feeds.compactMap { states[$0]?.state.lastPoll }.max())
  }

  /// Takes what a poll has learned, and places the next one.
  ///
  /// A target that was merged into another while it was asked waits with that one.
  mutating func finish(_ lead: FeedID, states new: [FeedState], now: Date) {
    let target = targets[lead]?.target
    let before = target?.feeds.map { address($0) }
    for state in new { states[state.id] = Known(state) }
    if let target, before != target.feeds.map({ address($0) }) {
      regroup(target, now)
    } else if let next = new.compactMap(\.nextPoll).min() {
      place(lead, due: next)
    }
    pollsUntilPrice -= 1
    if pollsUntilPrice <= 0 || abs(now.timeIntervalSince(pricedAt)) >= 3_600 { reckonPrice(now: now) }
  }

  /// Reckons what a request must be worth: each hour, and whenever a quarter of the feeds has been polled, since then much
  /// may be known that was not.
  ///
  /// It looks at all feeds, but so seldom that its part of a poll does not grow with their number.
  private mutating func reckonPrice(now: Date) {
    let leads = targets.keys.sorted()
    let known = leads.lazy.compactMap { [states] in states[$0]?.state }
    requestPrice = RequestPrice(states: known, policy: policy, policies: policies).price
    pollsUntilPrice = max(16, leads.count / 4)
    pricedAt = now
  }

  /// Places the next poll of an address whose last one could not be stored.
  mutating func retry(_ lead: FeedID, at time: Date) { place(lead, due: time) }

  /// The address to ask for a feed.
  private func address(_ feed: Feed) -> String { states[feed.id]?.state.address(of: feed.url) ?? feed.url }

  private static func address(_ states: [FeedID: Known]) -> (Feed) -> String {
    { feed in states[feed.id]?.state.address(of: feed.url) ?? feed.url }
  }

  private mutating func place(_ lead: FeedID, due: Date) {
    guard targets[lead] != nil else { return }
    targets[lead]?.due = due
    heap.insert(lead, due: due)
  }

  /// Puts feeds of a target that have moved, or moved back, to those that have their address now.
  ///
  /// That is not asked again before the least interval is over: this poll was redirected there. It looks at all targets,
  /// but for few polls of any feed.
  private mutating func regroup(_ target: PollTarget, _ now: Date) {
    let address = Self.address(states)
    targets[target.lead.id] = nil
    for part in PollTarget.targets(target.feeds, address: address) {
      let key = PollTarget.Key(part.lead, address)
      let others = targets.values.filter { PollTarget.Key($0.target.lead, address) == key }
      for other in others { targets[other.target.lead.id] = nil }
      let ids = Set((part.feeds + others.flatMap(\.target.feeds)).map(\.id))
      let merged = PollTarget(feeds: others.isEmpty ? part.feeds : feeds.filter { ids.contains($0.id) })
      targets[merged.lead.id] = Placed(target: merged)
      let earliest = now.addingTimeInterval(Double(policy.minimumSeconds))
      let theirs = others.compactMap(\.due).map { max($0, earliest) }
      let own = part.feeds.compactMap { states[$0.id]?.state.nextPoll }
      if let due = (own + theirs).min() { place(merged.lead.id, due: due) }
    }
    contested = PollTarget.contested(targets.values.map(\.target), address: address)
  }
}
