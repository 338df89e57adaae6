import Foundation
import Locking

/// Counts unconditional requests by client and feed over a minute; bounded, so that many clients cannot fill memory.
final class RequestLimiter: Sendable {
  private struct Window: Sendable {
    var start: Date
    var count: Int
  }

  private let windows = Locked<[String: Window]>([:])
  private static let maximumWindows = 4096

  /// Counts a request; answers the seconds to wait when it is one too many.
  func secondsToWait(_ key: String, limit: Int, now: Date) -> Int? {
    windows.withLock { windows in
      if windows.count >= Self.maximumWindows, windows[key] == nil {
        windows = windows.filter { now.timeIntervalSince($0.value.start) < 60 }
        if windows.count >= Self.maximumWindows { windows = [:] }
      }
      var window = windows[key] ?? Window(start: now, count: 0)
      let age = now.timeIntervalSince(window.start)
      if age >= 60 || age < 0 { window = Window(start: now, count: 0) }
      window.count += 1
      windows[key] = window
      guard window.count > limit else { return nil }
      return max(1, Int((60 - now.timeIntervalSince(window.start)).rounded(.up)))
    }
  }
}
