import Articles
import Foundation

/// How a feed is doing, for people: its health, and what else is odd about it; the first that holds, from the worst on.
enum FeedCondition: String, Encodable, CaseIterable {
  /// 410: no longer asked.
  case gone
  /// The address gives a web page.
  case html
  /// The last poll failed.
  case failing
  /// Answers, and publishes nothing for much longer than is usual for it.
  case silent
  /// Its server does not keep to the rules of conditional requests.
  case liar
  /// It redirects for good, and its new address is asked.
  case moved
  /// All is well; never asked.
  case ok, new

  /// The condition of a feed in a state; without one it was never asked.
  init(_ feed: Feed, _ state: FeedState?, now: Date) {
    guard let state else {
      self = .new
      return
    }
    switch state.health {
    case .gone: self = .gone
    case .html: self = .html
    case .failing: self = .failing
    case .new: self = .new
    case .ok where state.rhythm.isSilent(at: now): self = .silent
    case .ok where state.conduct.verdict != .honest: self = .liar
    case .ok: self = state.address(of: feed.url) == feed.url ? .ok : .moved
    }
  }

  /// Whether a person should look at it.
  var isOdd: Bool { self != .ok && self != .new }
}
