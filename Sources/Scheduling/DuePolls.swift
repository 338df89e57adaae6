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
  /// What is due at `now`, in the order to start it: each domain's first request at once, its others spaced.
  ///
  /// Feeds that were never polled come first, then those overdue for longest, then in the order of the desk. Feeds that
  /// are gone are left out. A fresh start therefore shows something of every domain within one request's time.
  ///
  /// - Parameters:
  ///   - feeds: The desk's feeds, in its order.
  ///   - states: What is known of them; a feed without a state was never polled.
  ///   - now: The time that decides.
  ///   - spacing: Seconds between two starts at one domain.
  ///   - domain: The registrable domain of a URL, as `Fetching` knows it.
  /// - Returns: One poll a URL, ordered by start.
  public static func initialPolls(
    feeds: [Feed], states: [FeedID: FeedState], now: Date, spacing: Double, domain: (String) -> String
  ) -> [DuePoll] {
    var polls: [(poll: DuePoll, dueSince: Date, order: Int)] = []
    var positions: [String: Int] = [:]
    for (order, feed) in feeds.enumerated() {
      let state = states[feed.id]
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
    var ranks: [String: Int] = [:]
    for index in polls.indices {
      let name = domain(polls[index].poll.url)
      let rank = ranks[name, default: 0]
      ranks[name] = rank + 1
      polls[index].poll.start = now.addingTimeInterval(Double(rank) * max(0, spacing))
    }
    let ordered = polls.enumerated().sorted { ($0.element.poll.start, $0.offset) < ($1.element.poll.start, $1.offset) }
    return ordered.map(\.element.poll)
  }
}
