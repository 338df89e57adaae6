extension WordDateReader {
  /// Takes a number and gives it the role its surroundings tell.
  mutating func number() -> Bool {
    guard let (value, count) = digits() else { return false }
    if clock != nil { isBeyondClock = true }
    if count <= 2, next(":", at: position), digitFollows(position + 1) { return takeClock(hour: value) }
    // `09:xx`: a time that nobody can read.
    if next(":", at: position), letterFollows(position + 1) { return false }
    if let (unit, end) = unit() {
      position = end
      return take(value, unit)
    }
    if let separator = numericSeparator(isYearFirst: count == 4) { return numericDate(value, count, separator) }
    if clock == nil, count <= 2, let isClock = customaryClock(hour: value) { return isClock }
    if count >= 4 { return longNumber(value, count) }
    if count == 3 {
      // Programs that add 1900 to a year counted from 1900.
      guard day.year == nil, day.day != nil, (100...199).contains(value) else { return false }
      day.year = 1900 + value
      return true
    }
    return shortNumber(value)
  }

  /// The number at the cursor; `nil` when it has more than nine digits.
  private mutating func digits() -> (value: Int, count: Int)? {
    var value = 0
    let start = position
    while digitFollows(position) {
      guard position - start < 9 else { return nil }
      value = value * 10 + Int(bytes[position] & 15)
      position += 1
    }
    return (value, position - start)
  }

  /// A year, a day without separators, or a time without colons after the date.
  private mutating func longNumber(_ value: Int, _ count: Int) -> Bool {
    if count == 4, day.year == nil {
      day.year = value
      return true
    }
    if count == 8, day.year == nil, day.month == nil, day.day == nil {
      (day.year, day.month, day.day) = (value / 10000, value / 100 % 100, value % 100)
      return true
    }
    guard day.isComplete else { return false }
    if clock == nil, count == 4 || count == 6 {
      let (clockValue, second) = count == 6 ? (value / 100, value % 100) : (value, nil)
      return set(ClockParts(hour: clockValue / 100, minute: clockValue % 100, second: second))
    }
    // `+0500` that lost its sign.
    guard clock != nil, offset == nil, count == 4, value <= 1400, value % 100 < 60 else { return false }
    offset = value / 100 * 3600 + value % 100 * 60
    return true
  }

  /// One or two digits: day, year, hour.
  private mutating func shortNumber(_ value: Int) -> Bool {
    if day.day == nil, (1...31).contains(value) {
      day.day = value
      skipOrdinalSuffix()
      return true
    }
    if day.year == nil {
      // RFC 5322 §4.3: 00 to 49 are of this century.
      day.year = value < 50 ? 2000 + value : 1900 + value
      return true
    }
    guard day.isComplete else { return false }
    let rest = afterSpaces(position)
    if clock == nil, value < 24, rest == bytes.count || next("+", at: rest) || next("-", at: rest) {
      return set(ClockParts(hour: value))
    }
    if clock != nil, offset == nil, value == 0 {
      offset = 0
      return true
    }
    guard firstDay == nil else { return true }
    beginSecondDay()
    return shortNumber(value)
  }

  /// The unit after the cursor and where it ends: one character, or a word as in `7 بج کر 30 منٹ`.
  private func unit() -> (DateUnit, end: Int)? {
    let start = afterSpaces(position)
    guard start < bytes.count, bytes[start] >= 0x80 else { return nil }
    if let unit = DateUnit.unit(in: bytes, at: start) { return (unit, start + 3) }
    var end = start
    while letterFollows(end) { end += 1 }
    guard case .unit(let unit) = DateVocabulary.meaning(bytes[start..<end]) else { return nil }
    return (unit, end)
  }

  /// Takes a number whose unit stands after it.
  private mutating func take(_ value: Int, _ unit: DateUnit) -> Bool {
    switch unit {
    case .year: day.year = day.year ?? value
    case .month: day.month = day.month ?? value
    case .day: day.day = day.day ?? value
    case .hour: return clock == nil && set(ClockParts(hour: value))
    case .minute: clock?.minute = value
    case .second: clock?.second = value
    }
    return true
  }

  // MARK: Numeric dates

  /// The byte between the numbers of a numeric date, if one begins here; spaces may follow full stops.
  private func numericSeparator(isYearFirst: Bool) -> UInt8? {
    guard !day.isComplete || firstDay == nil, position < bytes.count else { return nil }
    guard day.isComplete || day.isMonthDoubtful || (day.day == nil && day.month == nil) else { return nil }
    let separator = bytes[position]
    guard separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: "-") else {
      return nil
    }
    func afterSeparator(_ index: Int) -> Int {
      separator == UInt8(ascii: ".") ? afterSpaces(index + 1) : index + 1
    }
    var index = afterSeparator(position)
    guard digitFollows(index) else { return nil }
    while digitFollows(index) { index += 1 }
    guard index < bytes.count, bytes[index] == separator else { return nil }
    return digitFollows(afterSeparator(index)) ? separator : nil
  }

  /// `18/11/2026`, `18.11.26`, `18-11-2026`, `11/18/2026`, `2026/11/18`, `26-11-18`, `2026. 11. 18.`.
  private mutating func numericDate(_ first: Int, _ firstCount: Int, _ separator: UInt8) -> Bool {
    if day.isComplete { beginSecondDay() }
    position = afterSpaces(position + 1)
    guard let (second, secondCount) = digits() else { return false }
    position = afterSpaces(position + 1)
    guard let (third, thirdCount) = digits() else { return false }
    // `2003-012-31`: a zero too many.
    guard secondCount <= 2 || (secondCount == 3 && second <= 12) else { return false }
    day.isMonthDoubtful = false
    if firstCount == 4 {
      guard thirdCount <= 2 else { return false }
      (day.year, day.month, day.day) = (first, second, third)
    } else {
      guard firstCount <= 2, thirdCount <= 2 || thirdCount == 4 else { return false }
      setCustomary(first, second, third, thirdCount: thirdCount, separator)
    }
    return skipSeparatorBeforeClock(separator)
  }

  /// Orders three numbers of which the first has at most two digits.
  ///
  /// Two digits apart by hyphens are ISO 8601's YY-MM-DD; a last number of one digit is no year; of day and month the
  /// day comes first, unless it cannot.
  private mutating func setCustomary(_ first: Int, _ second: Int, _ third: Int, thirdCount: Int, _ separator: UInt8) {
    let isHyphenated = separator == UInt8(ascii: "-") && thirdCount == 2 && second <= 12 && (1...31).contains(third)
    if isHyphenated || thirdCount == 1 {
      (day.year, day.month, day.day) = (first < 50 ? 2000 + first : 1900 + first, second, third)
      return
    }
    day.year = thirdCount == 4 ? third : third < 50 ? 2000 + third : 1900 + third
    let isMonthFirst = first <= 12 && second > 12
    (day.day, day.month) = isMonthFirst ? (second, first) : (first, second)
    day.isSlashed = separator == UInt8(ascii: "/") && !isMonthFirst && second <= 12
  }

  /// `18-11-2026-07:30`: the same hyphen before the time; before anything else it would be a fourth part.
  private mutating func skipSeparatorBeforeClock(_ separator: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == separator, digitFollows(position + 1) else { return true }
    var index = position + 1
    while digitFollows(index) { index += 1 }
    guard next(":", at: index) else { return false }
    position += 1
    return true
  }

  private mutating func skipOrdinalSuffix() {
    guard position + 1 < bytes.count else { return }
    for suffix in ["st", "nd", "rd", "th", "er"] where bytes[position...].starts(with: suffix.utf8) {
      guard !letterFollows(position + 2) else { continue }
      position += 2
      return
    }
  }

  // MARK: Times

  private mutating func set(_ said: ClockParts) -> Bool {
    clock = said
    isBeyondClock = false
    if let meridiem = meridiem() { half = meridiem }
    return said.hour <= 24 && said.minute <= 59 && (said.second ?? 0) <= 60
  }

  /// Takes `:30`, `:30:00`, `:30:00.25`, `:30:00:25` after the hour.
  private mutating func takeClock(hour: Int) -> Bool {
    if let clock {
      // The second date's own time says nothing of the first.
      if firstDay != nil {
        position = bytes.count
        return true
      }
      // `2026-11-18 00:00:00.0 07:30:00.0`: the day as a time, then the time.
      guard clock.hour == 0, clock.minute == 0, (clock.second ?? 0) == 0, offset == nil else { return false }
    }
    position += 1
    guard let minute = digits(), minute.count <= 2 else { return false }
    var said = ClockParts(hour: hour, minute: minute.value)
    if next(":", at: position), digitFollows(position + 1) {
      position += 1
      guard let second = digits(), second.count <= 2 else { return false }
      said.second = second.value
      guard fraction(&said) else { return false }
    }
    if next(":", at: position), next("+", at: position + 1) || next("-", at: position + 1) { position += 1 }
    guard !next(":", at: position) else { return false }
    return set(said)
  }

  /// Takes `.25` or `,25`, or frames of two or three digits after another colon.
  private mutating func fraction(_ said: inout ClockParts) -> Bool {
    let isColon = next(":", at: position)
    guard next(".", at: position) || next(",", at: position) || isColon, digitFollows(position + 1) else { return true }
    position += 1
    let start = position
    var unit = 100_000_000
    while digitFollows(position) {
      said.nanosecond += Int(bytes[position] & 15) * unit
      unit /= 10
      position += 1
    }
    return !isColon || (2...3).contains(position - start)
  }

  /// Takes `7pm`, `7.30 pm`, `18h30`, and `07.30` after a date; `nil` when the number is no hour.
  private mutating func customaryClock(hour: Int) -> Bool? {
    let start = position
    if let meridiem = meridiem() {
      guard (1...12).contains(hour) else { return false }
      clock = ClockParts(hour: hour)
      half = meridiem
      return true
    }
    guard next("h", at: position) || next(".", at: position), digitFollows(position + 1) else { return nil }
    let isDotted = next(".", at: position)
    position += 1
    if let minute = digits(), minute.count == 2, minute.value <= 59, hour <= 24, !next(".", at: position) {
      let after = position
      if !isDotted || day.isComplete || meridiem() != nil {
        position = after
        return set(ClockParts(hour: hour, minute: minute.value))
      }
    }
    position = start
    return nil
  }

  /// Takes `am`, `pm`, `a.m.`, `p. m.`.
  private mutating func meridiem() -> DayHalf? {
    var index = afterSpaces(position)
    guard next("a", at: index) || next("p", at: index) else { return nil }
    let isAfternoon = bytes[index] == UInt8(ascii: "p")
    index += 1
    if next(".", at: index) { index = afterSpaces(index + 1) }
    guard next("m", at: index) else { return nil }
    index += 1
    guard !letterFollows(index) else { return nil }
    position = next(".", at: index) ? index + 1 : index
    return isAfternoon ? .afternoon : .morning
  }
}
