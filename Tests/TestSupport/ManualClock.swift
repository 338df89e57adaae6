import Locking

/// A clock that stands still until a test moves it; sleepers wake in the order of their times.
public final class ManualClock: Clock, Sendable {
  /// A moment, counted from the clock's making.
  public struct Instant: InstantProtocol {
    /// Time since the clock was made.
    public var offset: Swift.Duration

    /// The moment `duration` later.
    public func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }

    /// The time from here to `other`.
    public func duration(to other: Instant) -> Swift.Duration { other.offset - offset }

    /// Orders by time.
    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct Sleeper: Sendable {
    let id: Int
    let deadline: Instant
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State: Sendable {
    var now = Instant(offset: .zero)
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var lastID = 0
  }

  private let state = Locked(State())

  /// Makes a clock that shows zero.
  public init() {}

  /// The moment the clock shows.
  public var now: Instant { state.withLock { $0.now } }

  /// Any time can be told apart.
  public var minimumResolution: Swift.Duration { .nanoseconds(1) }

  /// How many tasks sleep.
  public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// When the next sleeper wants to wake, as time since the clock was made.
  public var nextDeadline: Swift.Duration? { state.withLock { $0.sleepers.map(\.deadline).min()?.offset } }

  /// Sleeps until the clock is moved to `deadline` or the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Swift.Duration? = nil) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let woke = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return false }
          if state.now >= deadline { return true }
          state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let sleeper: Sleeper? = state.withLock { state in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(returning: false)
    }
    guard woke else { throw CancellationError() }
  }

  /// Moves the clock and wakes whoever is due.
  public func advance(by duration: Swift.Duration) {
    let due: [Sleeper] = state.withLock { state in
      let now = state.now.advanced(by: duration)
      state.now = now
      let due = state.sleepers.filter { $0.deadline <= now }
      state.sleepers.removeAll { $0.deadline <= now }
      return due
    }
    for sleeper in due.sorted(by: { ($0.deadline, $0.id) < ($1.deadline, $1.id) }) {
      sleeper.continuation.resume(returning: true)
    }
  }
}
