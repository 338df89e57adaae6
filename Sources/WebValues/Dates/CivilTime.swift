import Foundation

/// A wall-clock time in the proleptic Gregorian calendar; whole numbers only, so no step can trap on wild input.
///
/// Day arithmetic is that of H. Hinnant's "chrono-compatible low-level date algorithms": a year starts in March, and
/// 400 years are one era of 146,097 days.
struct CivilTime: Sendable, Equatable {
  /// Year, −9999 to 99999.
  var year: Int
  /// Month, 1 to 12.
  var month = 1
  /// Day of the month, from 1.
  var day = 1
  /// Hour, 0 to 24; 24 only as 24:00:00.
  var hour = 0
  /// Minute, 0 to 59.
  var minute = 0
  /// Second, 0 to 60; 60 is a leap second and counts as the next minute's first.
  var second = 0
  /// Billionths of a second.
  var nanosecond = 0

  /// Midnight of 1 January.
  init(year: Int) { self.year = year }

  /// Midnight of a day of any calendar, if there is such a day.
  init?(year: Int, month: Int, day: Int, in calendar: CalendarSystem) {
    guard (0...99999).contains(year) else { return nil }
    guard let days = calendar.days(year: year, month: month, day: day) else { return nil }
    self.init(days: days)
  }

  /// Midnight of the day `days` after 1970-01-01.
  init(days: Int) { (year, month, day) = Self.civil(fromDays: days) }

  /// The wall clock at `date` in a zone `offset` seconds east of UTC; clamped to the years 0 to 9999.
  init(_ date: Date, offset: Int = 0) {
    let seconds = date.timeIntervalSince1970
    let clamped = seconds.isFinite ? min(max(seconds, -62_167_219_200), 253_402_300_799) : 0
    let whole = clamped.rounded(.down)
    let local = Int(whole) + offset
    let days = local >= 0 ? local / 86400 : -((86399 - local) / 86400)
    let rest = local - days * 86400
    let civil = Self.civil(fromDays: days)
    year = civil.year
    month = civil.month
    day = civil.day
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
    nanosecond = min(999_999_999, Int((clamped - whole) * 1e9))
  }

  /// Whether every field is in its range.
  var isValid: Bool {
    (-9999...99999).contains(year) && (1...12).contains(month) && day >= 1
      && day <= Self.days(inMonth: month, of: year) && (0...59).contains(minute) && (0...60).contains(second)
      && (0...999_999_999).contains(nanosecond)
      && ((0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0 && nanosecond == 0))
  }

  /// The point in time, if the fields are valid, for a wall clock `offset` seconds east of UTC.
  func date(offset: Int) -> Date? {
    guard isValid, abs(offset) <= 86400 else { return nil }
    let days = Self.days(fromYear: year, month: month, day: day)
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
    return Date(timeIntervalSince1970: Double(seconds) + Double(nanosecond) / 1e9)
  }

  /// 0 for Sunday to 6 for Saturday.
  var weekday: Int { Self.weekday(year: year, month: month, day: day) }

  /// 0 for Sunday to 6 for Saturday.
  static func weekday(year: Int, month: Int, day: Int) -> Int {
    let days = Self.days(fromYear: year, month: month, day: day)
    return ((days + 4) % 7 + 7) % 7
  }

  /// Days in a month, 1 to 12.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a year has 366 days.
  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days from 1970-01-01 to a date.
  static func days(fromYear year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date that lies `days` after 1970-01-01.
  static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
