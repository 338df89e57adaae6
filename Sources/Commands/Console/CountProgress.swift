import Foundation
import Locking

/// How far something has come that goes through very many: a line on a terminal, nothing elsewhere.
final class CountProgress: Sendable {
  private struct State: Sendable {
    var done = 0
    var lastShown: Date?
  }
  /// Seconds between two drawings, and how many pass before the clock is asked again.
  private static let period = 0.1
  private static let stride = 64

  private let console: Console
  private let doing: String
  private let total: Int
  private let state = Locked(State())

  /// Shows `doing 120 of 4500 articles` from the first tenth of a second on.
  init(_ console: Console, doing: String, total: Int) {
    self.console = console
    self.doing = doing
    self.total = total
  }

  /// Counts one more.
  func advance() {
    let done: Int? = state.withLock { state in
      state.done += 1
      guard console.errorIsTerminal, state.done % Self.stride == 0 else { return nil }
      let now = Date()
      guard let last = state.lastShown else {
        state.lastShown = now
        return nil
      }
      guard now.timeIntervalSince(last) >= Self.period else { return nil }
      state.lastShown = now
      return state.done
    }
    guard let done else { return }
    let percent = total > 0 ? " (\(min(100, 100 * done / total)) %)" : ""
    console.setStatus(TerminalText.cut("\(doing) \(done) of \(total) articles\(percent)", to: console.columns - 1))
  }

  /// Takes the line away.
  func finish() {
    if console.errorIsTerminal { console.setStatus("") }
  }
}
