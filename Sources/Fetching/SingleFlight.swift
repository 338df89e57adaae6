import Locking

/// Does the same work once for everyone who asks for it at the same time.
///
/// The work goes on while anyone waits for it and is cancelled when the last one leaves.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Flight: Sendable {
    let number: Int
    var task: Task<Void, Never>?
    var waiters: [Int: CancellableWaiter] = [:]
  }

  private final class Box: Sendable {
    let value = Locked<Value?>(nil)
  }

  private struct State: Sendable {
    var flights: [Key: (flight: Flight, box: Box)] = [:]
    var lastNumber = 0
  }

  private let state = Locked(State())

  /// The result of `work`, or of equal work under way for the same key.
  ///
  /// - Throws: `CancellationError` when this caller's task is cancelled.
  func value(
    for key: Key, _ work: @escaping @Sendable () async -> Value
  ) async throws(CancellationError) -> Value {
    let waiter = CancellableWaiter()
    let (id, number, box): (Int, Int, Box) = state.withLock { state in
      state.lastNumber += 1
      let id = state.lastNumber
      if let entry = state.flights[key] {
        state.flights[key]?.flight.waiters[id] = waiter
        return (id, entry.flight.number, entry.box)
      }
      var flight = Flight(number: id)
      let box = Box()
      flight.waiters[id] = waiter
      flight.task = Task { [weak self] in
        let value = await work()
        box.value.withLock { $0 = value }
        self?.land(key, id)
      }
      state.flights[key] = (flight, box)
      return (id, id, box)
    }
    guard await waiter.wait(), let value = box.value.withLock({ $0 }) else {
      leave(key, id, number)
      throw CancellationError()
    }
    return value
  }

  /// Wakes everyone who waits for a flight.
  private func land(_ key: Key, _ number: Int) {
    let waiters: [CancellableWaiter] = state.withLock { state in
      guard let entry = state.flights[key], entry.flight.number == number else { return [] }
      state.flights[key] = nil
      return Array(entry.flight.waiters.values)
    }
    for waiter in waiters { _ = waiter.wake() }
  }

  /// Takes one who has given up out of a flight, and ends the flight when nobody is left.
  private func leave(_ key: Key, _ id: Int, _ number: Int) {
    state.withLock { state in
      guard var entry = state.flights[key], entry.flight.number == number else { return }
      entry.flight.waiters[id] = nil
      if entry.flight.waiters.isEmpty {
        entry.flight.task?.cancel()
        state.flights[key] = nil
      } else {
        state.flights[key] = entry
      }
    }
  }
}
