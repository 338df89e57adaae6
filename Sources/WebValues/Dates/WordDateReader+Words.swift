extension WordDateReader {
  /// Takes a word: month, weekday, zone, or one of at most four that mean nothing to us.
  mutating func word() -> Bool {
    let start = position
    while letterFollows(position) { position += 1 }
    let word = bytes[start..<position]
    if word.elementsEqual("etc".utf8) { followsEtc = true }
    if clock != nil || day.isComplete, zoneWord(word) { return true }
    guard let meaning = DateVocabulary.meaning(word) ?? Self.meridiemEnding(word) else {
      // `(Pakistan Standard Time)` after the offset.
      if offset == nil || !isInComment { unknownWords += 1 }
      return unknownWords <= 4
    }
    // A single letter tells the half of the day only after a time: before it, `م` is the mark of an era.
    if clock == nil, word.count <= 2, case .meridiem = meaning { return true }
    take(meaning)
    return true
  }

  private mutating func take(_ meaning: DateWord) {
    switch meaning {
    case .filler, .unit: break
    case .month(let month, let calendar): take(month: month, calendar)
    case .monthOrWeekday(let month):
      guard day.month == nil else { return }
      take(month: month, .gregorian)
      day.isMonthDoubtful = day.day == nil && day.year == nil
    case .monthPair(let first, let second, let calendar):
      guard day.month == nil else { return }
      day.monthPair = (first, second, calendar)
    case .ordinal(let isSecond):
      guard let pair = day.monthPair else { return }
      day.monthPair = nil
      take(month: isSecond ? pair.second : pair.first, pair.2)
    case .meridiem(let said):
      guard half == nil, clock == nil || !isBeyondClock else { return }
      half = said
    case .correspondence:
      if day.isComplete, firstDay == nil { beginSecondDay() }
    }
  }

  private mutating func take(month: Int, _ calendar: CalendarSystem) {
    guard day.month == nil || day.isMonthDoubtful else { return }
    day.month = month
    day.calendar = calendar
    day.isMonthDoubtful = false
  }

  /// Sets the day aside that has been read.
  mutating func beginSecondDay() {
    firstDay = day
    day = DayParts()
  }

  /// Korean, Chinese and Japanese write `오전` without a space after the weekday.
  private static func meridiemEnding(_ word: ArraySlice<UInt8>) -> DateWord? {
    guard word.count > 6, case .meridiem(let half) = DateVocabulary.meaning(word.suffix(6)) else { return nil }
    return .meridiem(half)
  }

  // MARK: Zones

  /// Takes the name of a zone with the number that may refine it: `GMT+5`, `UTC +05:00`, `MST-07:00`.
  private mutating func zoneWord(_ word: ArraySlice<UInt8>) -> Bool {
    guard offset == nil, americanOffset == nil else { return false }
    if let seconds = ZoneName.offset(of: word, country: zone.country) {
      let signed = seconds == 0 ? afterSpaces(position) : position
      if next("+", at: signed) || next("-", at: signed), digitFollows(signed + 1) {
        position = signed
        return true
      }
      offset = seconds
      return true
    }
    if clock != nil, day.isComplete, let standard = ZoneName.americanStandard(word) {
      americanOffset = standard
      return true
    }
    return false
  }
}
