public import Foundation

/// What a poll found that a hub should have told of.
public enum MissedDeliveries {
  /// How long a hub may take to tell of an article.
  public static let patienceSeconds = 900.0

  /// How many of the new articles of a poll are older than that at `now`.
  ///
  /// - Parameters:
  ///   - publications: When each was published; `nil` where the feed does not say, which counts, for a poll in the first
  ///     minutes after publication is rare.
  ///   - now: When the poll was answered.
  /// - Returns: At most as many as `publications`.
  public static func count(_ publications: [Date?], now: Date) -> Int {
    publications.count { $0.map { now.timeIntervalSince($0) > patienceSeconds } ?? true }
  }
}
