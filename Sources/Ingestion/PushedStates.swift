import Articles
import Locking

/// Keeps polls and deliveries of one feed from overwriting what the other has learned.
///
/// Who knows a feed's state is the schedule of the run, and it hears of polls only. What deliveries have changed since
/// waits here for the next poll, and each of the two has a turn, from reading the state to storing it.
final class PushedStates: Sendable {
  private let turns = KeyedTurns<FeedID>()
  private let newer = Locked<[FeedID: FeedState]>([:])

  /// Waits for the turn of a target, and says what is known of its feeds by then.
  func begin(_ target: PollTarget, _ states: [FeedState]) async -> [FeedState] {
    await turns.begin(target.lead.id)
    return newer.withLock { newer in states.map { newer[$0.id] ?? $0 } }
  }

  /// Waits for the turn of a target.
  func begin(_ target: PollTarget) async { await turns.begin(target.lead.id) }

  /// Gives the turn back.
  func end(_ target: PollTarget) { turns.end(target.lead.id) }

  /// What a delivery has changed, and is stored.
  func keep(_ states: [FeedState]) {
    newer.withLock { newer in for state in states { newer[state.id] = state } }
  }

  /// A poll that knew of it is stored.
  func forget(_ target: PollTarget) {
    newer.withLock { newer in for feed in target.feeds { newer[feed.id] = nil } }
  }
}
