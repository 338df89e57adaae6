public import Articles
import Fetching
import Foundation
public import WebSub

/// One address to ask, for every feed of the desk that has it: two subscriptions to one URL are one request.
public struct PollTarget: Sendable, Equatable {
  /// The feeds, in the order of the desk; the first one's settings rule the request.
  public var feeds: [Feed]

  /// The feed whose name stands for the target.
  var lead: Feed { feeds[0] }

  /// What feeds of one target have in common: those that send different secrets share no request.
  struct Key: Hashable {
    let address: String
    let credentialName: String?

    init(_ feed: Feed, _ address: (Feed) -> String) {
      self.address = address(feed)
      let isTrusted = FeedRequest.mayPassCredentials(from: feed.url, to: self.address)
      credentialName = isTrusted ? feed.credentialName : nil
    }
  }

  /// The targets of a list of feeds, in the order of the first feed of each.
  ///
  /// A feed that has moved to another one's address shares its request; `address` tells where it is asked.
  static func targets(_ feeds: [Feed], address: (Feed) -> String = { $0.url }) -> [PollTarget] {
    var targets: [PollTarget] = []
    var positions: [Key: Int] = [:]
    for feed in feeds {
      let key = Key(feed, address)
      if let position = positions[key] {
        targets[position].feeds.append(feed)
      } else {
        positions[key] = targets.count
        targets.append(PollTarget(feeds: [feed]))
      }
    }
    return targets
  }

  /// The one of those targets that has `feed`.
  static func target(of feed: Feed, among feeds: [Feed], address: (Feed) -> String) -> PollTarget {
    let key = Key(feed, address)
    return PollTarget(feeds: feeds.filter { Key($0, address) == key })
  }

  /// Addresses that several of these targets have, which only different secrets bring about, and the feeds there.
  static func contested(_ targets: [PollTarget], address: (Feed) -> String) -> [String: [FeedID]] {
    let guarded = Set(targets.filter { Key($0.lead, address).credentialName != nil }.map { address($0.lead) })
    guard !guarded.isEmpty else { return [:] }
    let groups = Dictionary(grouping: targets.filter { guarded.contains(address($0.lead)) }) { address($0.lead) }
    return groups.filter { $0.value.count > 1 }.mapValues { $0.flatMap { $0.feeds.map(\.id) } }
  }
}

/// What a pass over the due feeds came to; sums only, since what is known of 100,000 feeds once more would fill memory.
public struct PollPass: Sendable, Equatable {
  /// Feeds whose poll was stored, those that were put off aside.
  public var polledCount = 0
  /// Of those, the ones that did not answer, or whose answer was of no use.
  public var failedCount = 0
  /// Feeds that were not asked: they skip the hour, or their server has asked for quiet.
  public var postponedCount = 0
  /// Entries in all documents that were read.
  public var entryCount = 0
  /// Articles that were stored, new or changed.
  public var storedCount = 0
  /// Of those, the ones with at least one tag.
  public var taggedCount = 0
  /// Addresses that were asked for nothing: the store refused what they brought, so they will be asked again.
  public var unstoredCount = 0
  /// Why, in the store's words; of the last one.
  public var storeMessage: String?

  mutating func add(_ results: [PollResult]) {
    for result in results {
      polledCount += result.isPostponed ? 0 : 1
      failedCount += result.isFailed ? 1 : 0
      postponedCount += result.isPostponed ? 1 : 0
      entryCount += result.entryCount
      storedCount += result.storedCount
      taggedCount += result.taggedCount
    }
  }
}

/// What one poll of one feed came to.
public struct PollResult: Sendable, Equatable {
  /// The feed's state after it.
  public var state: FeedState
  /// Whether the feed was asked, and the answer was of use.
  public var succeeded: Bool
  /// Entries in the document; 0 when it was not read.
  public var entryCount: Int
  /// Articles that were stored, new or changed.
  public var storedCount: Int
  /// Of those, the ones with at least one tag.
  public var taggedCount: Int
  /// What the feed says of hubs.
  public var hubs = HubReport.unknown
  /// New articles that a hub should have told of before.
  public var missedCount = 0
  /// Whether nothing was asked, since the feed skips the hour or its server has asked for quiet.
  public var isPostponed = false

  /// Whether the feed was asked in vain.
  public var isFailed: Bool { !succeeded && !isPostponed }

  init(state: FeedState, succeeded: Bool, entryCount: Int = 0, storedCount: Int = 0, taggedCount: Int = 0) {
    self.state = state
    self.succeeded = succeeded
    self.entryCount = entryCount
    self.storedCount = storedCount
    self.taggedCount = taggedCount
  }
}
