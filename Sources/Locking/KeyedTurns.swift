/// Lets tasks that work on the same thing do so one after another, in the order they came; other things do not wait.
public final class KeyedTurns<Key: Hashable & Sendable>: Sendable {
  /// Who waits for each key that somebody works on.
  private let lines = Locked<[Key: [CheckedContinuation<Void, Never>]]>([:])

  /// Makes turns that nobody has.
  public init() {}

  /// Waits for the turn; whoever has it gives it back with `end`, and asks for no other turn of the same key meanwhile.
  ///
  /// Cancellation does not end the wait.
  public func begin(_ key: Key) async {
    if lines.withLock({ Self.take(key, &$0) }) { return }
    await withCheckedContinuation { continuation in
      let isFree = lines.withLock { lines in
        if Self.take(key, &lines) { return true }
        lines[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Gives the turn to whoever came next.
  public func end(_ key: Key) {
    let next: CheckedContinuation<Void, Never>? = lines.withLock { lines in
      guard var line = lines[key], !line.isEmpty else {
        lines[key] = nil
        return nil
      }
      let next = line.removeFirst()
      lines[key] = line
      return next
    }
    next?.resume()
  }

  private static func take(_ key: Key, _ lines: inout [Key: [CheckedContinuation<Void, Never>]]) -> Bool {
    guard lines[key] == nil else { return false }
    lines[key] = []
    return true
  }
}
