/// Lets tasks that work on the same thing do so one after another, in the order they came; other things do not wait.
public final class KeyedTurns<Key: Hashable & Sendable>: Sendable {
  /// Who waits for each key that somebody works on.
  private let lines = Locked<[Key: [CheckedContinuation<Void, Never>]]>([:])

  /// Makes turns that nobody has.
  public init() {}

  /// Runs `body` when it is its turn for `key`; `body` must not ask for a turn of the same key.
  public func withTurn<Result>(_ key: Key, _ body: () async throws -> sending Result) async rethrows -> sending Result {
    await begin(key)
    defer { end(key) }
    return try await body()
  }

  private func begin(_ key: Key) async {
    await withCheckedContinuation { continuation in
      let isFree = lines.withLock { lines in
        guard lines[key] != nil else {
          lines[key] = []
          return true
        }
        lines[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func end(_ key: Key) {
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
}
