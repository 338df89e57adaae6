import Articles
import Foundation
import Scheduling

/// How first polls spread out, so that they do not all wait in line at one domain.
public struct PollSpacing: Sendable {
  /// Seconds between two starts at one domain.
  public var seconds: Double
  /// What counts as one domain: the same text for URLs that must not be asked at the same time.
  public var domain: @Sendable (String) -> String

  /// Makes a spacing.
  public init(seconds: Double, domain: @escaping @Sendable (String) -> String) {
    self.seconds = seconds
    self.domain = domain
  }
}

/// Which address is to be asked when, with what is known of its feeds; lives in one run.
struct FeedSchedule {
  private var heap = DueHeap()
  private var states: [FeedID: FeedState]
  private let targets: [FeedID: PollTarget]

  /// Takes up where the states left off; feeds that are gone are left out, and unless `includesLater` those not due.
  init(
    feeds: [Feed], states: [FeedID: FeedState], now: Date, spacing: PollSpacing, includesLater: Bool
  ) {
    self.states = states
    targets = Dictionary(uniqueKeysWithValues: PollTarget.targets(feeds).map { ($0.lead.id, $0) })
    let due = PollSchedule.initialPolls(
      feeds: feeds, states: states, now: now, spacing: spacing.seconds, domain: spacing.domain)
    var placed = Set<FeedID>()
    for poll in due {
      heap.insert(poll.feeds[0], due: poll.start)
      placed.formUnion(poll.feeds)
    }
    guard includesLater else { return }
    for (id, target) in targets where !placed.contains(id) {
      let later = target.feeds.compactMap { states[$0.id]?.health == .gone ? nil : states[$0.id]?.nextPoll }.min()
      if let later { heap.insert(id, due: later) }
    }
  }

  /// Takes the first address that is due by `now`.
  mutating func next(by now: Date) -> PollTarget? {
    heap.popDue(by: now).flatMap { targets[$0] }
  }

  /// What is known of a feed.
  func state(_ feed: Feed) -> FeedState { states[feed.id] ?? FeedState(id: feed.id, url: feed.url) }

  /// Takes what a poll has learned, and places the next one.
  mutating func finish(_ lead: FeedID, states new: [FeedState]) {
    for state in new { states[state.id] = state }
    if let next = new.compactMap(\.nextPoll).min() { heap.insert(lead, due: next) }
  }

  /// Places the next poll of an address whose last one could not be stored.
  mutating func retry(_ lead: FeedID, at time: Date) { heap.insert(lead, due: time) }
}
