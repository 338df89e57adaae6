import Articles
import Locking

/// The addresses that are asked instead of the desk's, as polls have left them, for whoever has no schedule at hand.
final class AdoptedAddresses: Sendable {
  private let moves = Locked<[FeedID: FeedMove]?>(nil)

  /// Whether anything was learned yet.
  var isKnown: Bool { moves.withLock { $0 != nil } }

  /// Takes what is known of feeds; few of them have moved.
  func learn(_ states: [FeedState]) {
    moves.withLock { moves in
      var known = moves ?? [:]
      for state in states { known[state.id] = state.move.flatMap { $0.adopted == nil ? nil : $0 } }
      moves = known
    }
  }

  /// Tells the address to ask for a feed, as of now.
  var addresses: (Feed) -> String {
    let moves = moves.withLock { $0 } ?? [:]
    return { feed in
      guard let move = moves[feed.id], move.origin == feed.url, let adopted = move.adopted else { return feed.url }
      return adopted
    }
  }
}
