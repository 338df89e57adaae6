import Foundation

/// Reads dates that name the month in words or order its parts by custom: RFC 822 and its many relatives.
///
/// Weekdays are skipped, right or wrong. Of two ambiguous numbers the first is the day, as everywhere in the region.
struct WordDateReader {
  private let bytes: [UInt8]
  private let mayBeSolarHijri: Bool
  private var position = 0
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var isSolarHijri = false
  private var time: (hour: Int, minute: Int, second: Int, nanosecond: Int)?
  private var hasSeconds = false
  private var isAfternoon: Bool?
  private var offset: Int?
  private var unknownWords = 0

  init(_ text: DateText) {
    bytes = text.bytes
    mayBeSolarHijri = text.hasPersianDigits
  }

  /// The date, if day, month and year can be told.
  mutating func read(defaultOffset: Int) -> ParsedDate? {
    while position < bytes.count {
      let byte = bytes[position]
      if isDigit(byte) {
        guard number() else { return nil }
      } else if isLetter(byte) || byte >= 0x80 {
        guard word() else { return nil }
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), time != nil, offset == nil, signedZone() {
        continue
      } else {
        position += 1
      }
    }
    return result(defaultOffset: defaultOffset)
  }

  private func result(defaultOffset: Int) -> ParsedDate? {
    guard let year, let month else { return nil }
    var civil = CivilTime(year: year)
    civil.month = month
    civil.day = day ?? 1
    if isSolarHijri || (mayBeSolarHijri && (1300..<1500).contains(year)) {
      guard let days = CivilTime.days(fromSolarHijriYear: year, month: month, day: civil.day) else { return nil }
      (civil.year, civil.month, civil.day) = CivilTime.civil(fromDays: days)
    }
    var precision: ParsedDate.Precision = day == nil ? .month : .day
    if let time {
      guard day != nil else { return nil }
      (civil.hour, civil.minute, civil.second, civil.nanosecond) = time
      if let isAfternoon, civil.hour <= 12 { civil.hour = civil.hour % 12 + (isAfternoon ? 12 : 0) }
      precision = hasSeconds ? .second : .minute
    }
    return civil.date(offset: offset ?? defaultOffset).map {
      ParsedDate($0, precision: precision, offsetSeconds: offset)
    }
  }

  // MARK: Numbers

  /// The number at the cursor; `nil` when it has more than nine digits.
  private mutating func digits() -> (value: Int, count: Int)? {
    var value = 0
    let start = position
    while position < bytes.count, isDigit(bytes[position]) {
      guard position - start < 9 else { return nil }
      value = value * 10 + Int(bytes[position] & 15)
      position += 1
    }
    return (value, position - start)
  }

  private func next(_ byte: Unicode.Scalar, at index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: byte)
  }

  private func digitFollows(_ index: Int) -> Bool { index < bytes.count && isDigit(bytes[index]) }

  /// Takes a number and gives it the role its surroundings tell.
  private mutating func number() -> Bool {
    guard let (value, count) = digits() else { return false }
    if next(":", at: position), digitFollows(position + 1), time == nil { return clock(hour: value) }
    if day == nil, month == nil, let separator = numericSeparator() { return numericDate(value, count, separator) }
    if count == 4 || (day != nil && count == 3) {
      guard year == nil else { return count == 4 && time == nil ? compactClock(value) : false }
      year = count == 3 ? 1900 + value : value
      return true
    }
    if let meridiem = meridiem(), time == nil, (1...12).contains(value) {
      time = (value, 0, 0, 0)
      isAfternoon = meridiem
      return true
    }
    guard count <= 2 else { return false }
    if day == nil, value >= 1, value <= 31 {
      day = value
      skipOrdinalSuffix()
      return true
    }
    guard year == nil else { return false }
    // RFC 5322 §4.3: 00 to 49 are of this century.
    year = value < 50 ? 2000 + value : 1900 + value
    return true
  }

  /// The byte between two numbers of a numeric date, if one begins here.
  private func numericSeparator() -> UInt8? {
    guard position < bytes.count, digitFollows(position + 1) else { return nil }
    let separator = bytes[position]
    guard separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: "-") else {
      return nil
    }
    var index = position + 1
    while digitFollows(index) { index += 1 }
    return index < bytes.count && bytes[index] == separator && digitFollows(index + 1) ? separator : nil
  }

  /// `18/11/2026`, `18.11.26`, `18-11-2026`, `11/18/2026`, `2026/11/18`.
  private mutating func numericDate(_ first: Int, _ firstCount: Int, _ separator: UInt8) -> Bool {
    position += 1
    guard let second = digits() else { return false }
    position += 1
    guard let third = digits(), second.count <= 2 else { return false }
    if firstCount == 4 {
      (year, month, day) = (first, second.value, third.value)
      return third.count <= 2
    }
    guard firstCount <= 2, third.count == 4 || third.count == 2 else { return false }
    year = third.count == 4 ? third.value : third.value < 50 ? 2000 + third.value : 1900 + third.value
    let isMonthFirst = separator == UInt8(ascii: "/") && first <= 12 && second.value > 12
    (day, month) = isMonthFirst ? (second.value, first) : (first, second.value)
    return true
  }

  /// Takes `:30`, `:30:00`, `:30:00.25` after the hour.
  private mutating func clock(hour: Int) -> Bool {
    position += 1
    guard let minute = digits() else { return false }
    var second = 0
    var nanosecond = 0
    if next(":", at: position), digitFollows(position + 1) {
      position += 1
      guard let said = digits() else { return false }
      second = said.value
      hasSeconds = true
      if next(".", at: position) || next(",", at: position), digitFollows(position + 1) {
        position += 1
        guard let fraction = digits() else { return false }
        nanosecond = fraction.value
        for _ in fraction.count..<9 { nanosecond *= 10 }
      }
    }
    time = (hour, minute.value, second, nanosecond)
    if let meridiem = meridiem() { isAfternoon = meridiem }
    return hour <= 24 && minute.value <= 59 && second <= 60
  }

  /// Takes `0730` after a complete date.
  private mutating func compactClock(_ value: Int) -> Bool {
    guard value / 100 < 24, value % 100 < 60 else { return false }
    time = (value / 100, value % 100, 0, 0)
    return true
  }

  /// Takes `am`, `pm`, `a.m.`, `p.m.`; answers whether it is the afternoon.
  private mutating func meridiem() -> Bool? {
    var index = position
    while next(" ", at: index) { index += 1 }
    guard next("a", at: index) || next("p", at: index) else { return nil }
    let isAfternoon = bytes[index] == UInt8(ascii: "p")
    index += 1
    if next(".", at: index) { index += 1 }
    guard next("m", at: index) else { return nil }
    index += 1
    guard index >= bytes.count || !isLetter(bytes[index]) else { return nil }
    position = index
    return isAfternoon
  }

  private mutating func skipOrdinalSuffix() {
    guard position + 1 < bytes.count else { return }
    let pair = (bytes[position], bytes[position + 1])
    let suffixes: [(Unicode.Scalar, Unicode.Scalar)] = [("s", "t"), ("n", "d"), ("r", "d"), ("t", "h")]
    guard suffixes.contains(where: { UInt8(ascii: $0) == pair.0 && UInt8(ascii: $1) == pair.1 }) else { return }
    guard position + 2 >= bytes.count || !isLetter(bytes[position + 2]) else { return }
    position += 2
  }

  // MARK: Words and zones

  /// Takes a word: month, weekday, zone, or one of at most four that mean nothing to us.
  private mutating func word() -> Bool {
    let start = position
    while position < bytes.count, isLetter(bytes[position]) || bytes[position] >= 0x80 { position += 1 }
    let word = Array(bytes[start..<position])
    if let meridiem = DateNames.meridiems[word], time != nil {
      isAfternoon = meridiem
      return true
    }
    if month == nil, let known = DateNames.month(word) {
      month = known.month
      isSolarHijri = known.isSolarHijri
      return true
    }
    if DateNames.isWeekday(word) { return true }
    if time != nil, offset == nil, let zone = DateNames.zone(word) {
      offset = zone
      // `GMT+5`, `UTC +05:00`: the number refines the name.
      guard zone == 0 else { return true }
      while next(" ", at: position) { position += 1 }
      if next("+", at: position) || next("-", at: position) { _ = signedZone() }
      return true
    }
    unknownWords += 1
    return unknownWords <= 4
  }

  /// Takes `+0500`, `-05:30`, `+5`.
  private mutating func signedZone() -> Bool {
    guard digitFollows(position + 1) else { return false }
    var end = position + 1
    while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ":") { end += 1 }
    guard let seconds = DateNames.numericOffset(Array(bytes[position..<end])) else { return false }
    offset = seconds
    position = end
    return true
  }
}
