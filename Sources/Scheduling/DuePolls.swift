public import Articles
public import Foundation

/// One request that is due, for every feed that shares its URL.
public struct DuePoll: Sendable, Equatable {
  /// The address to ask.
  public var url: String
  /// The feeds that get the answer, in the order of the desk; the first one's settings rule the request.
  public var feeds: [FeedID]
  /// When it may start, so that no domain gets all of its requests at once.
  public var start: Date

  /// Makes a due poll.
  public init(url: String, feeds: [FeedID], start: Date) {
    self.url = url
    self.feeds = feeds
    self.start = start
  }
}

extension PollSchedule {
  /// What is due at `now`, in the order to start it: each domain's first request first, its others spaced.
  ///
  /// However many feeds are due, no domain is asked more often than each `spacing`, and all together no more often than
  /// each `startSpacing`.
  /// Feeds that were never polled come first, then those overdue for longest, then in the order of the desk. Feeds that
  /// are gone are left out. A fresh start therefore shows something of every domain within one request's time.
  ///
  /// - Parameters:
  ///   - feeds: The desk's feeds, in its order.
  ///   - state: What is known of each; a feed without a state was never polled.
  ///   - now: The time that decides.
  ///   - spacing: Seconds between two starts at one domain.
  ///   - startSpacing: Seconds between any two starts; 0 for no such bound.
  ///   - domain: The registrable domain of a URL, as `Fetching` knows it.
  /// - Returns: One poll a URL, ordered by start.
  public static func initialPolls(
    feeds: [Feed], state: (FeedID) -> FeedState?, now: Date, spacing: Double, startSpacing: Double = 0,
    domain: (String) -> String
  ) -> [DuePoll] {
    var polls: [(poll: DuePoll, dueSince: Date, order: Int)] = []
    var positions: [String: Int] = [:]
    for (order, feed) in feeds.enumerated() {
      let state = state(feed.id)
      guard state?.health != .gone else { continue }
      let dueSince = state?.lastPoll == nil ? .distantPast : state?.nextPoll ?? .distantPast
      guard (state?.nextPoll ?? .distantPast) <= now else { continue }
      if let position = positions[feed.url] {
        polls[position].poll.feeds.append(feed.id)
        polls[position].dueSince = min(polls[position].dueSince, dueSince)
      } else {
        positions[feed.url] = polls.count
        polls.append((DuePoll(url: feed.url, feeds: [feed.id], start: now), dueSince, order))
      }
    }
    polls.sort { ($0.dueSince, $0.order) < ($1.dueSince, $1.order) }
    return spread(polls.map(\.poll), from: now, max(0, spacing), max(0, startSpacing), domain)
  }

  /// Gives polls their starts, round by round: in each, every domain that still has polls has one.
  private static func spread(
    _ polls: [DuePoll], from now: Date, _ spacing: Double, _ startSpacing: Double, _ domain: (String) -> String
  ) -> [DuePoll] {
    var rounds: [String: Int] = [:]
    var ordered = polls.enumerated().map { order, poll in
      let name = domain(poll.url)
      defer { rounds[name, default: 0] += 1 }
      return (poll: poll, domain: name, round: rounds[name, default: 0], order: order)
    }
    ordered.sort { ($0.round, $0.order) < ($1.round, $1.order) }
    var last: [String: Double] = [:]
    var start = -startSpacing
    return ordered.map { item in
      start = max(start + startSpacing, last[item.domain].map { $0 + spacing } ?? 0)
      last[item.domain] = start
      var poll = item.poll
      poll.start = now.addingTimeInterval(start)
      return poll
    }
  }
}
