import Articles
import Fetching
import Foundation

/// Decides when a permanent redirect is believed, and when no longer: a pure function like `PollDecider`.
enum MoveDecider {
  /// Polls in a row that must fail, over a day at least, until the desk's own address is asked again.
  static let failuresToFallBack = 5
  private static let secondsToFallBack = 86_400.0

  /// Notes in `state` where a poll was redirected to; `state` has the poll's success or failure in it.
  static func follow(
    _ result: FetchResult, of feed: Feed, from old: FeedState, into state: inout FeedState,
    adoption: MoveAdoption = MoveAdoption(), now: Date
  ) {
    let known = old.move.flatMap { $0.origin == feed.url ? $0 : nil }
    guard state.consecutiveFailures == 0 else {
      state.move = known
      if let known, known.adopted != nil, hasFailedForLong(state, now) { fallBack(&state) }
      return
    }
    let asked = old.address(of: feed.url)
    guard let target = result.permanentURL, mayMove(from: asked, to: target), target != asked else {
      state.move = known.flatMap { settled($0) }
      return
    }
    var move = known ?? FeedMove(origin: feed.url, target: target, count: 0, since: now)
    if move.target != target { (move.target, move.count, move.since) = (target, 0, now) }
    move.count += 1
    let hasLasted = now.timeIntervalSince(move.since) >= Double(adoption.seconds)
    if move.count >= adoption.answers, hasLasted { (move.adopted, move.adoptedAt) = (target, now) }
    // Back where it came from.
    state.move = move.adopted == feed.url ? nil : move
  }

  /// An address that answers by itself has no other candidate; one that was adopted stays.
  private static func settled(_ move: FeedMove) -> FeedMove? {
    guard let adopted = move.adopted else { return nil }
    var move = move
    if move.target != adopted { (move.target, move.count, move.since) = (adopted, 0, move.adoptedAt ?? move.since) }
    return move
  }

  /// A feed that was had over TLS is not had without it for good.
  private static func mayMove(from old: String, to new: String) -> Bool {
    !(old.lowercased().hasPrefix("https:") && !new.lowercased().hasPrefix("https:"))
  }

  private static func hasFailedForLong(_ state: FeedState, _ now: Date) -> Bool {
    if state.health == .gone { return true }
    let last = state.lastSuccess ?? .distantPast
    return state.consecutiveFailures >= failuresToFallBack && now.timeIntervalSince(last) >= secondsToFallBack
  }

  /// The adopted address is given up, and the desk's is asked as after a first failure.
  private static func fallBack(_ state: inout FeedState) {
    state.move = nil
    state.consecutiveFailures = 1
    if state.health == .gone { state.health = .failing }
  }
}
