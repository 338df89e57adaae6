import Locking

/// Lets one task wait until it is woken or cancelled, whichever comes first; the other one then does nothing.
final class CancellableWaiter: Sendable {
  private enum State: Sendable {
    case idle
    case waiting(CheckedContinuation<Bool, Never>)
    case done(Bool)
  }

  private let state = Locked(State.idle)

  /// Waits, once: `true` when woken, `false` when the task was cancelled first.
  func wait() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if case .done(let answer) = state { return answer }
          state = .waiting(continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      _ = finish(false)
    }
  }

  /// Wakes the task, now or as soon as it waits; `false` when it was cancelled or woken before.
  func wake() -> Bool { finish(true) }

  private func finish(_ answer: Bool) -> Bool {
    let (isFirst, continuation): (Bool, CheckedContinuation<Bool, Never>?) = state.withLock { state in
      switch state {
      case .done: return (false, nil)
      case .idle:
        state = .done(answer)
        return (true, nil)
      case .waiting(let continuation):
        state = .done(answer)
        return (true, continuation)
      }
    }
    continuation?.resume(returning: answer)
    return isFirst
  }
}
