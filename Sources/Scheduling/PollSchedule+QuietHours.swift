public import Articles
public import Foundation

extension PollSchedule {
  /// How long a request may wait for its domain's turn before it is sent, in seconds.
  private static let waitSeconds = 300.0

  /// When a feed that is about to be asked is to be asked instead: it is due, but its `skipHours` or `skipDays` have begun
  /// meanwhile, or will while it waits for its turn.
  ///
  /// - Returns: The end of the quiet; `nil` when the feed may be asked now.
  public static func quietEnd(_ state: FeedState, at now: Date) -> Date? {
    let quiet = QuietHours(state.hints)
    let place = HashedPlace(state.url)
    for date in [now, now.addingTimeInterval(waitSeconds)] {
      let open = quiet.firstOpen(from: date, place: place)
      if open > date { return open }
    }
    return nil
  }
}
