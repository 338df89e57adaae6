import Articles
import Foundation

/// The hours and weekdays in which a publisher does not want to be asked: RSS 2.0 `<skipHours>` and `<skipDays>`, UTC.
struct QuietHours {
  private let hours: Set<Int>
  private let days: Set<Int>

  /// Takes them from hints; values that name no hour or day are left out, and lists that leave no time open count as
  /// none.
  init(_ hints: PollHints) {
    let hours = Set(hints.skipHours.filter { (0...23).contains($0) })
    let days = Set(hints.skipDays.filter { (1...7).contains($0) })
    self.hours = hours.count == 24 ? [] : hours
    self.days = days.count == 7 ? [] : days
  }

  /// `date`, or the first open hour after it, some minutes in by the feed's place so that not all feeds ask on the hour.
  func firstOpen(from date: Date, place: HashedPlace) -> Date {
    let time = date.timeIntervalSince1970
    guard !(hours.isEmpty && days.isEmpty), abs(time) < 1e11 else { return date }
    let first = Int((time / 3_600).rounded(.down))
    guard isClosed(first) else { return date }
    for hour in first + 1...first + 24 * 8 where !isClosed(hour) {
      return Date(timeIntervalSince1970: Double(hour) * 3_600 + 600 * place.fraction)
    }
    return date
  }

  /// Whether the hour that many hours after 1970 is one to skip; 1970 began on a Thursday.
  private func isClosed(_ hour: Int) -> Bool {
    let day = Int((Double(hour) / 24).rounded(.down))
    let weekday = (((day + 4) % 7) + 7) % 7 + 1
    return hours.contains(hour - day * 24) || days.contains(weekday)
  }
}
