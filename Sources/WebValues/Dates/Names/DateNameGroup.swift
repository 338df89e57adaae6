/// The words with which one language group names days and months.
///
/// Words are separated by spaces, in any case and spelling: both the table and the text are folded as `DateText` folds.
struct DateNameGroup {
  /// The calendar the months belong to.
  var calendar = CalendarSystem.gregorian
  /// Twelve texts from the first month on; full names, genitives and abbreviations.
  var months: [String] = []
  /// Weekdays and their parts; they are passed over, right or wrong.
  var weekdays = ""
  /// Words for the hours before noon.
  var morning = ""
  /// Words for the hours after noon.
  var afternoon = ""
  /// Words for the night: its hours from 6 are of the evening, the others of the early morning.
  var night = ""
  /// Words that stand after an hour and after a minute.
  var hourUnits = ""
  var minuteUnits = ""
  /// Words that carry no time: articles, `o'clock`, marks of an era.
  var fillers = ""
}

/// What a word in a date stands for.
enum DateWord: Equatable {
  case month(Int, CalendarSystem)
  /// The first half of a month's name in two words; the numbers of the months it may become.
  case monthPair(first: Int, second: Int, CalendarSystem)
  /// `First` or `second`, the other half.
  case ordinal(isSecond: Bool)
  /// A weekday that other languages use as a month: French and Spanish `mar.`.
  case monthOrWeekday(Int)
  case meridiem(DayHalf)
  /// What the number before it counts.
  case unit(DateUnit)
  /// Between the same day in two calendars.
  case correspondence
  case filler
}

/// Which hours a word after or before a twelve-hour time means.
enum DayHalf {
  case morning, afternoon, night

  /// The hour of the day, 0 to 23, of an hour on a twelve-hour clock.
  func hour(_ hour: Int) -> Int {
    guard hour <= 12 else { return hour }
    let isLate = self == .afternoon || (self == .night && (6..<12).contains(hour))
    return hour % 12 + (isLate ? 12 : 0)
  }
}

/// All words of all language groups.
enum DateVocabulary {
  private static let groups: [DateNameGroup] =
    DateNameGroup.english + DateNameGroup.western + DateNameGroup.slavic + DateNameGroup.turkic
    + DateNameGroup.indic + DateNameGroup.arabic + DateNameGroup.persian + DateNameGroup.eastAsian

  /// Folded words; where groups disagree, the earlier group's meaning stays.
  private static let words: [WordKey: DateWord] = {
    var table: [WordKey: DateWord] = [WordKey("mar".utf8): .monthOrWeekday(3)]
    func add(_ words: String, _ meaning: DateWord) {
      for word in words.split(separator: " ") {
        let folded = WordKey(DateText(word).bytes)
        if table[folded] == nil { table[folded] = meaning }
      }
    }
    for (word, meaning) in DateNameGroup.pairs { add(word, meaning) }
    for group in groups {
      for (index, names) in group.months.enumerated() { add(names, .month(index + 1, group.calendar)) }
      add(group.weekdays, .filler)
      add(group.morning, .meridiem(.morning))
      add(group.afternoon, .meridiem(.afternoon))
      add(group.night, .meridiem(.night))
      add(group.hourUnits, .unit(.hour))
      add(group.minuteUnits, .unit(.minute))
      add(group.fillers, .filler)
    }
    return table
  }()

  /// The meaning of a folded word.
  static func meaning(_ word: ArraySlice<UInt8>) -> DateWord? {
    if let month = englishMonth(word) { return .month(month, .gregorian) }
    return words[WordKey(word)]
  }

  private static let english: [[UInt8]] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ].map { Array($0.utf8) }

  /// Three letters or more of an English name, but `mar`, which may be a weekday elsewhere.
  private static func englishMonth(_ word: ArraySlice<UInt8>) -> Int? {
    guard (3...9).contains(word.count) else { return nil }
    let start = word.startIndex
    let code = UInt32(word[start]) << 16 | UInt32(word[start + 1]) << 8 | UInt32(word[start + 2])
    guard let month = month(code: code), word.count > 3 || month != 3 else { return nil }
    guard word.count == 3 || english[month - 1].starts(with: word) else { return nil }
    return month
  }

  /// The month of three lower-case letters, `jan` to `dec` in ASCII, the first in the highest byte.
  static func month(code: UInt32) -> Int? {
    switch code {
    case 0x6A616E: 1
    case 0x666562: 2
    case 0x6D6172: 3
    case 0x617072: 4
    case 0x6D6179: 5
    case 0x6A756E: 6
    case 0x6A756C: 7
    case 0x617567: 8
    case 0x736570: 9
    case 0x6F6374: 10
    case 0x6E6F76: 11
    case 0x646563: 12
    default: nil
    }
  }
}
