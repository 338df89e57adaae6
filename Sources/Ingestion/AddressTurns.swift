import Foundation
import Locking

/// Keeps requests to one address apart that cannot be one request, since feeds have it with different secrets.
///
/// Each waits until the one before is over, and a minute longer: a server does not see the same request twice in that.
final class AddressTurns: Sendable {
  /// An address that several targets have, and when one of them last asked it.
  struct Contest: Sendable, Equatable {
    let address: String
    let lastAsked: Date?
  }

  /// Seconds from the end of one request to the start of the next.
  static let gapSeconds = 60.0

  private let turns = KeyedTurns<String>()
  private let ends = Locked<[String: Date]>([:])

  /// Waits for the turn, which is given back with `end`.
  ///
  /// - Throws: `CancellationError` when the task is cancelled while it waits; there is no turn then.
  func begin(
    _ contest: Contest, now: @Sendable () -> Date, sleep: @Sendable (Duration) async throws -> Void
  ) async throws {
    await turns.begin(contest.address)
    let known = ends.withLock { $0[contest.address] } ?? .distantPast
    let last = max(known, contest.lastAsked ?? .distantPast)
    // A clock that was set back makes nobody wait for longer.
    let rest = min(Self.gapSeconds - now().timeIntervalSince(last), Self.gapSeconds)
    guard rest > 0 else { return }
    do {
      try await sleep(.seconds(rest))
    } catch {
      turns.end(contest.address)
      throw error
    }
  }

  /// Gives the turn back when the request is over.
  func end(_ contest: Contest, at now: Date) {
    ends.withLock { $0[contest.address] = now }
    turns.end(contest.address)
  }
}
