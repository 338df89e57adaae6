/// Reads dates that name the month in words or order its parts by custom: RFC 822 and its many relatives.
///
/// Weekdays are skipped, right or wrong. Of two ambiguous numbers the first is the day, as everywhere in the region;
/// the month where the country writes it first, or before a time with AM or PM and no country is known.
struct WordDateReader {
  let bytes: [UInt8]
  let zone: DefaultZone
  var position = 0
  var day = DayParts()
  /// The same day in another calendar, or the first of two dates.
  var firstDay: DayParts?
  var clock: ClockParts?
  var half: DayHalf?
  var offset: Int?
  /// Standard offset of a zone of North America that did not say whether it kept summer time.
  var americanOffset: Int?
  /// Whether a number came after the time, so that a letter after it says nothing of morning and evening.
  var isBeyondClock = false
  var isInComment = false
  /// Whether `Etc/` stood before the zone: POSIX counts hours west of Greenwich.
  var followsEtc = false
  var unknownWords = 0

  /// Day, month and year as far as they are known.
  struct DayParts {
    var year: Int?
    var month: Int?
    var day: Int?
    var calendar: CalendarSystem?
    /// Whether the month may yet prove to be a weekday.
    var isMonthDoubtful = false
    /// The two months that the next word decides between.
    var monthPair: (first: Int, second: Int, CalendarSystem)?
    /// Whether day and month stood as numbers in customary order, apart by slashes.
    var isSlashed = false

    var isComplete: Bool { year != nil && month != nil && day != nil }
  }

  /// A time of day.
  struct ClockParts {
    var hour: Int
    var minute = 0
    var second: Int?
    var nanosecond = 0
  }

  init(_ text: DateText, zone: DefaultZone) {
    bytes = text.bytes
    self.zone = zone
  }

  /// The date, if day, month and year can be told.
  mutating func read() -> ParsedDate? {
    while position < bytes.count {
      let byte = bytes[position]
      if isDigit(byte) {
        guard number() else { return nil }
      } else if isLetter(byte) || byte >= 0x80 {
        guard word() else { return nil }
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        guard sign() else { return nil }
      } else {
        if byte == UInt8(ascii: "(") { isInComment = true }
        if byte == UInt8(ascii: ")") { isInComment = false }
        position += 1
      }
    }
    return result()
  }

  // MARK: The result

  private func result() -> ParsedDate? {
    let parts = chosenDay
    guard let year = parts.year, var month = parts.month else { return nil }
    var dayOfMonth = parts.day ?? 1
    if parts.isSlashed, month <= 12, dayOfMonth <= 12, isMonthFirst { swap(&month, &dayOfMonth) }
    let calendar = parts.calendar ?? CalendarSystem.guess(year: year, offset: offset)
    guard let civil = CivilTime(year: year, month: month, day: dayOfMonth, in: calendar) else { return nil }
    return timed(civil, hasDay: parts.day != nil, isApproximate: calendar == .lunarHijri)
  }

  /// Of two days the Gregorian one, else the first.
  private var chosenDay: DayParts {
    guard let firstDay else { return day }
    guard day.isComplete, let year = day.year, let firstYear = firstDay.year else { return firstDay }
    let isGregorian = (day.calendar ?? .guess(year: year, offset: offset)) == .gregorian
    let isFirstGregorian = (firstDay.calendar ?? .guess(year: firstYear, offset: offset)) == .gregorian
    return isGregorian && !isFirstGregorian ? day : firstDay
  }

  private var isMonthFirst: Bool {
    guard let country = zone.country else { return half != nil }
    return CountryClock.writesMonthFirst(country)
  }

  /// The day with the time of day, which may be missing.
  private func timed(_ day: CivilTime, hasDay: Bool, isApproximate: Bool) -> ParsedDate? {
    var civil = day
    var precision: ParsedDate.Precision = hasDay ? .day : .month
    if let clock {
      guard hasDay else { return nil }
      civil.hour = half?.hour(clock.hour) ?? clock.hour
      civil.minute = clock.minute
      civil.second = clock.second ?? 0
      civil.nanosecond = clock.nanosecond
      precision = clock.second == nil ? .minute : .second
    }
    var said = offset
    if said == nil, let americanOffset {
      said = americanOffset + (ZoneName.isAmericanSummer(civil) ? 3600 : 0)
    }
    guard let date = civil.date(offset: said ?? koreanOffset ?? zone.offset(at: civil)) else { return nil }
    return ParsedDate(date, precision: precision, offsetSeconds: said, isApproximate: isApproximate)
  }

  /// Korean is written where one clock is kept, so it tells the zone when nothing else does.
  private var koreanOffset: Int? {
    guard zone.country == nil, zone.offset == 0 else { return nil }
    return bytes.contains { (0xEA...0xED).contains($0) } ? 9 * 3600 : nil
  }

  // MARK: Looking around

  func next(_ byte: Unicode.Scalar, at index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: byte)
  }

  func digitFollows(_ index: Int) -> Bool { index < bytes.count && isDigit(bytes[index]) }

  func letterFollows(_ index: Int) -> Bool {
    index < bytes.count && (isLetter(bytes[index]) || bytes[index] >= 0x80)
  }

  func afterSpaces(_ index: Int) -> Int {
    var index = index
    while next(" ", at: index) { index += 1 }
    return index
  }

  // MARK: Signs

  /// Takes `+0500`, `-05:30`, `+5` or passes over a dash.
  private mutating func sign() -> Bool {
    let isPlus = bytes[position] == UInt8(ascii: "+")
    guard digitFollows(position + 1) else {
      // `+zz:00`: a zone that nobody can read.
      guard !isPlus || clock == nil || offset != nil || !letterFollows(position + 1) else { return false }
      position += 1
      return true
    }
    var end = position + 1
    while digitFollows(end) || (next(":", at: end) && digitFollows(end + 1)) { end += 1 }
    guard offset == nil else {
      position = day.isComplete ? end : position + 1
      return true
    }
    let length = end - position - 1
    // `07:30-18 Nov`: a dash; `18 Nov 2026 -0500`: a zone without a time.
    let isZone = clock != nil ? isPlus || day.isComplete || length >= 4 : day.isComplete && length >= 4
    guard isZone else {
      position += 1
      return true
    }
    return signedZone(end: end)
  }

  /// Takes the signed digits up to `end` as the zone.
  mutating func signedZone(end: Int) -> Bool {
    guard let seconds = ZoneName.numericOffset(bytes[position..<end]) else { return false }
    // Nothing that can be read goes on after the digits.
    guard !next(":", at: end), !letterFollows(end) else { return false }
    offset = followsEtc ? -seconds : seconds
    position = end
    return true
  }
}
