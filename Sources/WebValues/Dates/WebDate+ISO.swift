extension WebDate {
  /// Reads ISO 8601 and W3CDTF; `nil` unless the whole text is one.
  ///
  /// Dates: `2026`, `2026-11`, `2026-11-18`, `20261118`, `2026-322`, `2026322`, `2026-W47-3`, `2026W473`, `2026/11/18`;
  /// with two digits of the year `261118`, `26322`, `26-322`, `26W473`, `-2611`, `-26-11`. Times follow after `t` or
  /// spaces: `07`, `07:30`, `07:30:00`, `073000`, a fraction of the last after `.` or `,`. Zones: `z`, `+05:00`,
  /// `+0500`, `+05`, or a name.
  static func isoDate(_ bytes: [UInt8], zone: DefaultZone) -> ParsedDate? {
    var reader = ISOReader(bytes: bytes)
    guard let day = reader.day() else { return nil }
    var clock = CivilTime(year: day.year)
    var precision = day.precision
    if reader.position < bytes.count, !reader.isZoneOfDay() {
      guard day.precision == .day, reader.separator() else { return nil }
      if reader.position < bytes.count {
        guard let told = reader.time(into: &clock) else { return nil }
        precision = told
      }
    }
    guard let said = reader.zone(country: zone.country) else { return nil }
    let calendar = CalendarSystem.guess(year: day.year, offset: said.seconds)
    guard var civil = CivilTime(year: day.year, month: day.month, day: day.day, in: calendar) else { return nil }
    (civil.hour, civil.minute, civil.second, civil.nanosecond) =
      (clock.hour, clock.minute, clock.second, clock.nanosecond)
    guard let date = civil.date(offset: said.seconds ?? zone.offset(at: civil)) else { return nil }
    return ParsedDate(
      date, precision: precision, offsetSeconds: said.seconds, isApproximate: calendar == .lunarHijri)
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

  // MARK: The date

  /// Takes the date.
  mutating func day() -> Day? {
    if take("-") { return monthOfShortYear() }
    switch digitCount() {
    case 8, 12, 14, 17:
      guard let year = number(4), let month = number(2), let day = number(2) else { return nil }
      return (year, month, day, .day)
    case 7:
      guard let year = number(4), let ordinal = number(3) else { return nil }
      return ordinalDay(ordinal, of: year)
    case 6: return sixDigits()
    case 5:
      guard let year = shortYear(), let ordinal = number(3) else { return nil }
      return ordinalDay(ordinal, of: year)
    case 4:
      guard let year = number(4) else { return nil }
      return dayAfterYear(year)
    case 2: return dayAfterShortYear()
    default: return nil
    }
  }

  /// `-2611`, `-26-11`: the century left out.
  private mutating func monthOfShortYear() -> Day? {
    guard digitCount() == 2 || digitCount() == 4, let year = shortYear() else { return nil }
    _ = take("-")
    guard digitCount() == 2, let month = number(2), position == bytes.count else { return nil }
    return (year, month, 1, .month)
  }

  /// `261118`, or `202611` when that is no day.
  private mutating func sixDigits() -> Day? {
    let start = position
    guard let year = shortYear(), let month = number(2), let day = number(2) else { return nil }
    if CalendarSystem.gregorian.days(year: year, month: month, day: day) != nil { return (year, month, day, .day) }
    position = start
    guard let long = number(4), let later = number(2) else { return nil }
    return (long, later, 1, .month)
  }

  /// RFC 5322 §4.3: 00 to 49 are of this century.
  private mutating func shortYear() -> Int? { number(2).map { $0 < 50 ? 2000 + $0 : 1900 + $0 } }

  /// `26-11-18`, `26-322`, `26-W47-3`, `26W473`.
  private mutating func dayAfterShortYear() -> Day? {
    guard let year = shortYear(), position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    guard take("-"), position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    if digitCount() == 3 { return number(3).flatMap { ordinalDay($0, of: year) } }
    guard digitCount() == 2, let month = number(2), take("-"), digitCount() == 2, let day = number(2) else {
      return nil
    }
    // `18-11-26` with a month that can be none is left to customary order.
    return (1...12).contains(month) && (1...31).contains(day) ? (year, month, day, .day) : nil
  }

  private mutating func dayAfterYear(_ year: Int) -> Day? {
    guard position < bytes.count, bytes[position] != UInt8(ascii: "z") else { return (year, 1, 1, .year) }
    if bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    guard take("-") || take("/") || take(".") else { return nil }
    if position < bytes.count, bytes[position] == UInt8(ascii: "w") { return weekDay(of: year) }
    let digits = digitCount()
    if digits == 3, position + 3 == bytes.count || bytes[position + 3] != UInt8(ascii: "-") {
      return number(3).flatMap { ordinalDay($0, of: year) }
    }
    // `2003-012-31`: a zero too many.
    guard (1...3).contains(digits), let month = number(digits), month <= 12 else { return nil }
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

  // MARK: The time

  /// Whether what follows the date is its zone, as in XML Schema: `2026-11-18Z`, `2026-11-18+05:00`.
  func isZoneOfDay() -> Bool {
    if bytes[position] == UInt8(ascii: "z") { return position + 1 == bytes.count }
    return bytes.count - position == 6 && bytes[position + 3] == UInt8(ascii: ":")
      && (bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-"))
  }

  /// Takes what stands between date and time.
  mutating func separator() -> Bool {
    let start = position
    while take(" ") || take(",") {}
    _ = take("t")
    while take(" ") {}
    return position > start || [4, 6, 9].contains(digitCount())
  }

  /// Takes the time of day.
  mutating func time(into civil: inout CivilTime) -> ParsedDate.Precision? {
    let digits = digitCount()
    if [4, 6, 9].contains(digits) {
      guard let hour = number(2), let minute = number(2) else { return nil }
      (civil.hour, civil.minute) = (hour, minute)
      guard digits >= 6, let second = number(2) else { return fraction(of: 60, into: &civil) ? .minute : nil }
      civil.second = second
      if digits == 9 { return number(3).map { civil.nanosecond = $0 * 1_000_000 }.map { .second } }
      return fraction(of: 1, into: &civil) ? .second : nil
    }
    guard digits == 1 || digits == 2, let hour = number(digits) else { return nil }
    civil.hour = hour
    guard take(":") else { return fraction(of: 3600, into: &civil) ? .minute : nil }
    guard let minute = number(2) else { return nil }
    civil.minute = minute
    guard take(":") else { return fraction(of: 60, into: &civil) ? .minute : nil }
    guard let second = number(2) else { return nil }
    civil.second = second
    return fraction(of: 1, into: &civil) ? .second : nil
  }

  /// Takes `.25` or `,25` of a unit of `seconds`; more than nine digits are read and dropped.
  private mutating func fraction(of seconds: Int, into civil: inout CivilTime) -> Bool {
    guard take(".") || take(",") else { return true }
    let digits = digitCount()
    guard digits > 0 else { return false }
    var billionths = 0
    var unit = 100_000_000
    for byte in bytes[position..<position + digits] {
      billionths += Int(byte & 15) * unit
      unit /= 10
    }
    position += digits
    let total = billionths * seconds
    civil.nanosecond = total % 1_000_000_000
    let whole = total / 1_000_000_000
    civil.minute += whole / 60
    civil.second += whole % 60
    return true
  }

  /// Takes the zone and the end of the text; `seconds` is `nil` when no zone is there.
  mutating func zone(country: String?) -> (seconds: Int?, Void)? {
    while take(" ") {}
    let rest = bytes[position...]
    guard let first = rest.first else { return (nil, ()) }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      return ZoneName.numericOffset(rest).map { ($0, ()) }
    }
    guard rest.allSatisfy(isLetter) else { return nil }
    return ZoneName.offset(of: rest, country: country).map { ($0, ()) }
  }
}
