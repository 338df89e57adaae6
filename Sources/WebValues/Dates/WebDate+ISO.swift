import Foundation

extension WebDate {
  /// Reads ISO 8601 and W3CDTF; `nil` unless the whole text is one.
  ///
  /// Dates: `2026`, `2026-11`, `2026-11-18`, `20261118`, `2026-322`, `2026-W47-3`, `2026/11/18`. Times follow after
  /// `t` or spaces: `07`, `07:30`, `07:30:00`, `073000`, fraction after `.` or `,`. Zones: `z`, `+05:00`, `+0500`,
  /// `+05`, or a name.
  static func isoDate(_ bytes: [UInt8], defaultOffset: Int) -> ParsedDate? {
    var reader = ISOReader(bytes: bytes)
    guard let day = reader.day() else { return nil }
    var civil = CivilTime(year: day.year)
    civil.month = day.month
    civil.day = day.day
    guard reader.position < bytes.count else {
      guard let date = civil.date(offset: defaultOffset) else { return nil }
      return ParsedDate(date, precision: day.precision)
    }
    guard day.precision == .day, reader.separator() else { return nil }
    guard let precision = reader.time(into: &civil) else { return nil }
    guard let zone = reader.zone() else { return nil }
    guard let date = civil.date(offset: zone.seconds ?? defaultOffset) else { return nil }
    return ParsedDate(date, precision: precision, offsetSeconds: zone.seconds)
  }
}

/// A cursor over the bytes of an ISO 8601 text.
private struct ISOReader {
  let bytes: [UInt8]
  var position = 0

  typealias Day = (year: Int, month: Int, day: Int, precision: ParsedDate.Precision)

  /// How many digits stand at the cursor.
  func digitCount() -> Int {
    var end = position
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end - position
  }

  /// Takes exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard isDigit(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] & 15)
    }
    position += count
    return value
  }

  /// Takes one byte if it stands there.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Takes the date.
  mutating func day() -> Day? {
    let digits = digitCount()
    switch digits {
    case 8, 12, 14:
      guard let year = number(4), let month = number(2), let day = number(2) else { return nil }
      return (year, month, day, .day)
    case 7:
      guard let year = number(4), let ordinal = number(3) else { return nil }
      return ordinalDay(ordinal, of: year)
    case 4:
      guard let year = number(4) else { return nil }
      return dayAfterYear(year)
    default: return nil
    }
  }

  private mutating func dayAfterYear(_ year: Int) -> Day? {
    guard position < bytes.count else { return (year, 1, 1, .year) }
    if bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    guard take("-") || take("/") || take(".") else { return nil }
    if position < bytes.count, bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    let digits = digitCount()
    if digits == 3 { return number(3).flatMap { ordinalDay($0, of: year) } }
    guard digits == 1 || digits == 2, let month = number(digits) else { return nil }
    guard take("-") || take("/") || take(".") else { return (year, month, 1, .month) }
    let dayDigits = digitCount()
    guard dayDigits == 1 || dayDigits == 2, let day = number(dayDigits) else { return nil }
    return (year, month, day, .day)
  }

  private func ordinalDay(_ ordinal: Int, of year: Int) -> Day? {
    guard ordinal >= 1, ordinal <= (CivilTime.isLeap(year) ? 366 : 365) else { return nil }
    let first = CivilTime.days(fromYear: year, month: 1, day: 1)
    let civil = CivilTime.civil(fromDays: first + ordinal - 1)
    return (civil.year, civil.month, civil.day, .day)
  }

  /// Takes `W47`, `W47-3` or `W473`; the week with 4 January is week 1, Monday is day 1.
  private mutating func weekDay(of year: Int) -> Day? {
    guard take("w"), let week = number(2), (1...53).contains(week) else { return nil }
    var day = 1
    if take("-") || digitCount() == 1 {
      guard let said = number(1), (1...7).contains(said) else { return nil }
      day = said
    }
    let fourth = CivilTime.days(fromYear: year, month: 1, day: 4)
    let weekdayFromMonday = ((fourth + 3) % 7 + 7) % 7
    let civil = CivilTime.civil(fromDays: fourth - weekdayFromMonday + (week - 1) * 7 + day - 1)
    return (civil.year, civil.month, civil.day, .day)
  }

  /// Takes what stands between date and time.
  mutating func separator() -> Bool {
    let start = position
    while take(" ") || take(",") {}
    _ = take("t")
    while take(" ") {}
    return position > start || digitCount() == 4 || digitCount() == 6
  }

  /// Takes the time of day.
  mutating func time(into civil: inout CivilTime) -> ParsedDate.Precision? {
    let hourDigits = digitCount()
    if hourDigits == 4 || hourDigits == 6 {
      guard let hour = number(2), let minute = number(2) else { return nil }
      (civil.hour, civil.minute) = (hour, minute)
      guard hourDigits == 6, let second = number(2) else { return .minute }
      civil.second = second
      return fraction(into: &civil) ? .second : nil
    }
    guard hourDigits == 1 || hourDigits == 2, let hour = number(hourDigits) else { return nil }
    civil.hour = hour
    guard take(":") else { return .minute }
    guard let minute = number(2) else { return nil }
    civil.minute = minute
    guard take(":") else { return .minute }
    guard let second = number(2) else { return nil }
    civil.second = second
    return fraction(into: &civil) ? .second : nil
  }

  /// Takes `.25` or `,25`; more than nine digits are read and dropped.
  private mutating func fraction(into civil: inout CivilTime) -> Bool {
    guard take(".") || take(",") else { return true }
    let digits = digitCount()
    guard digits > 0 else { return false }
    var unit = 100_000_000
    for byte in bytes[position..<position + digits] {
      civil.nanosecond += Int(byte & 15) * unit
      unit /= 10
    }
    position += digits
    return true
  }

  /// Takes the zone and the end of the text; `seconds` is `nil` when no zone is there.
  mutating func zone() -> (seconds: Int?, Void)? {
    while take(" ") {}
    guard position < bytes.count else { return (nil, ()) }
    let rest = Array(bytes[position...])
    guard let seconds = DateNames.offset(of: rest) else { return nil }
    return (seconds, ())
  }
}
