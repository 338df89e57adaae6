/// The calendars that dates in feeds are told in.
enum CalendarSystem: Sendable, Equatable {
  case gregorian
  /// Iran's and Afghanistan's, years 1300 to 1499.
  case solarHijri
  /// The Islamic calendar as tables reckon it; the moon may differ by a day or two.
  case lunarHijri

  /// What a year means that stands without the name of a month.
  ///
  /// No feed speaks of the 14th century: 1300 to 1420 are solar (1921 to 2042), 1421 to 1499 lunar (2000 to 2077). A
  /// time that names UTC was made by a program, so its year is Gregorian as said.
  static func guess(year: Int, offset: Int?) -> CalendarSystem {
    guard (1300...1499).contains(year), offset != 0 else { return .gregorian }
    return year <= 1420 ? .solarHijri : .lunarHijri
  }

  /// Days from 1970-01-01 to a date of this calendar, if there is such a date.
  func days(year: Int, month: Int, day: Int) -> Int? {
    switch self {
    case .gregorian:
      guard (1...12).contains(month), day >= 1, day <= CivilTime.days(inMonth: month, of: year) else { return nil }
      return CivilTime.days(fromYear: year, month: month, day: day)
    case .solarHijri: return Self.solarHijriDays(year: year, month: month, day: day)
    case .lunarHijri: return Self.lunarHijriDays(year: year, month: month, day: day)
    }
  }

  /// Leap years repeat in 33-year cycles, which is exact for 1300 to 1499; 1 Farvardin (Hamal) 1403 was 2024-03-20.
  private static func solarHijriDays(year: Int, month: Int, day: Int) -> Int? {
    guard (1300...1499).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    func isLeap(_ year: Int) -> Bool { [1, 5, 9, 13, 17, 22, 26, 30].contains(year % 33) }
    guard day <= (month <= 6 ? 31 : month <= 11 || isLeap(year) ? 30 : 29) else { return nil }
    var days = 19_802
    if year >= 1403 {
      for past in 1403..<year { days += isLeap(past) ? 366 : 365 }
    } else {
      for coming in year..<1403 { days -= isLeap(coming) ? 366 : 365 }
    }
    return days + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1
  }

  /// The civil tabular calendar: 11 leap years in 30, months of 30 and 29 days by turns.
  ///
  /// 1 Muharram 1 was 622-07-16 of the Julian calendar. The 30th is a day of every month: the moon may give it one.
  private static func lunarHijriDays(year: Int, month: Int, day: Int) -> Int? {
    guard (1300...1500).contains(year), (1...12).contains(month), (1...30).contains(day) else { return nil }
    let daysBeforeYear = (year - 1) * 354 + (3 + 11 * year) / 30
    let daysBeforeMonth = (59 * (month - 1) + 1) / 2
    return daysBeforeYear + daysBeforeMonth + day - 1 - 492_148
  }
}
