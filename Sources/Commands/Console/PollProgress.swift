import Foundation
import Locking

/// A counter on one line of stderr, when that is a terminal.
final class PollProgress: Sendable {
  private let total: Int
  private let console: Console
  private let isShown: Bool
  private let done = Locked(0)

  init(total: Int, console: Console) {
    self.total = total
    self.console = console
    isShown = console.errorIsTerminal
  }

  /// Counts polls as done, and shows it.
  func advance(by count: Int) {
    let now = done.withLock { done in
      done += count
      return done
    }
    guard isShown, now.isMultiple(of: max(1, total / 200)) || now == total else { return }
    let width = 30
    let filled = total > 0 ? min(width, width * now / total) : width
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    console.log("\r\(bar) \(now)/\(total) feeds ")
  }

  /// Clears the line.
  func finish() { if isShown { console.log("\r\u{1B}[K") } }
}
