/// Names of months, weekdays and zones, lower-cased and folded as `DateText` folds them.
enum DateNames {
  /// English months in full; three letters or more of a name stand for it.
  private static let english: [[UInt8]] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ].map { Array($0.utf8) }

  /// Month names by their order; several spellings separated by spaces.
  private static let gregorian: [String] = [
    "janv janvier jänner jan januar ene enero oca ocak янв январь января جنوری ژانویه ینایر जनवरी",
    "févr fév février fevr fevrier feb februar febrero şub şubat фев февр февраль февраля فروری فبروری فوریه فبرایر फरवरी",
    "mars mär märz maerz mrz marzo mar mart мар март марта مارچ مارس मार्च",
    "avr avril abr abril nis nisan апр апрель апреля اپریل آوریل اوریل ابریل अप्रैल",
    "mai mayo mayıs mayis май мая مئی می مه مایو مایی मई",
    "juin juni junio haz haziran июн июнь июня جون ژوئن ژوین یونیو जून",
    "juil juillet juli julio tem temmuz июл июль июля جولائی جولای جولایی ژوئیه ژوییه یولیو जुलाई",
    "août aout agosto ago ağu ağustos agustos авг август августа اگست اوت اگوست اغسطس अगस्त",
    "sept septembre septiembre set eyl eylül сен сент сентябрь сентября ستمبر سپتامبر سپتمبر سپټمبر سبتمبر सितंबर सितम्बर",
    "octobre okt oktober octubre eki ekim окт октябрь октября اکتوبر اکتبر अक्टूबर अक्तूबर",
    "novembre noviembre kas kasım kasim ноя нояб ноябрь ноября نومبر نوامبر نوفمبر नवंबर नवम्बर",
    "déc décembre decembre dez dezember dic diciembre ara aralık aralik дек декабрь декабря دسمبر دسامبر ډسمبر دیسمبر दिसंबर दिसम्बर",
  ]

  /// Months of the solar Hijri calendar: Iranian, Dari and Pashto names.
  private static let solarHijri: [String] = [
    "فروردین حمل وری", "اردیبهشت ثور غویی", "خرداد جوزا غبرگولی", "تیر سرطان چنگاښ", "مرداد اسد زمری",
    "شهریور سنبله وږی", "مهر میزان تله", "ابان عقرب لړم", "اذر قوس لیندۍ", "دی جدی مرغومی", "بهمن دلو سلواغه",
    "اسفند حوت کب",
  ]

  private static let foreignMonths: [[UInt8]: (month: Int, isSolarHijri: Bool)] = {
    var table: [[UInt8]: (month: Int, isSolarHijri: Bool)] = [:]
    for (names, isSolarHijri) in [(gregorian, false), (solarHijri, true)] {
      for (index, spellings) in names.enumerated() {
        for spelling in spellings.split(separator: " ") {
          // Through the same folding as the text that will be looked up.
          table[DateText(String(spelling)).bytes] = (index + 1, isSolarHijri)
        }
      }
    }
    return table
  }()

  /// `am` and `pm` words of languages that write them after the time.
  static let meridiems: [[UInt8]: Bool] = {
    var table: [[UInt8]: Bool] = [:]
    for (word, isAfternoon) in [("صباحا", false), ("مساء", true), ("ص", false), ("م", true), ("شام", true)] {
      table[DateText(word).bytes] = isAfternoon
    }
    return table
  }()

  /// The month a word names.
  static func month(_ word: [UInt8]) -> (month: Int, isSolarHijri: Bool)? {
    if word.count >= 3, word.count <= 9 {
      for (index, name) in english.enumerated() where name.count >= word.count && name.starts(with: word) {
        return (index + 1, false)
      }
    }
    return foreignMonths[word]
  }

  private static let weekdays: Set<[UInt8]> = Set(
    [
      "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday", "fri",
      "friday", "sat", "saturday", "sun", "sunday",
    ].map { Array($0.utf8) })

  /// Whether a word is an English weekday; others count as unknown words, of which a date may hold a few.
  static func isWeekday(_ word: [UInt8]) -> Bool { weekdays.contains(word) }

  /// Zones as hours × 100 + minutes.
  ///
  /// IST is India's, BST Britain's, CST and PST America's (RFC 822).
  private static let zones: [[UInt8]: Int] = {
    let names: KeyValuePairs<String, Int> = [
      "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "zulu": 0,
      "est": -500, "edt": -400, "cst": -600, "cdt": -500, "mst": -700, "mdt": -600, "pst": -800, "pdt": -700,
      "akst": -900, "akdt": -800, "hst": -1000, "ast": -400, "adt": -300, "nst": -330, "ndt": -230, "brt": -300,
      "bst": 100, "cet": 100, "cest": 200, "met": 100, "mest": 200, "mez": 100, "mesz": 200, "west": 100, "wat": 100,
      "eet": 200, "eest": 300, "cat": 200, "sast": 200, "idt": 300, "trt": 300, "msk": 300, "msd": 400, "eat": 300,
      "irst": 330, "irdt": 430, "gst": 400, "azt": 400, "get": 400, "samt": 400, "aft": 430,
      "pkt": 500, "pkst": 600, "uzt": 500, "tjt": 500, "tmt": 500, "mvt": 500, "yekt": 500, "almt": 500, "qyzt": 500,
      "ist": 530, "slst": 530, "npt": 545, "bdt": 600, "btt": 600, "kgt": 600, "omst": 600, "xjt": 600, "mmt": 630,
      "ict": 700, "wib": 700, "krat": 700, "novt": 700, "hkt": 800, "sgt": 800, "myt": 800, "pht": 800, "awst": 800,
      "irkt": 800, "ulat": 800, "jst": 900, "kst": 900, "wit": 900, "acst": 930, "acdt": 1030, "aest": 1000,
      "aedt": 1100, "vlat": 1000, "nzst": 1200, "nzdt": 1300,
    ]
    var table: [[UInt8]: Int] = [:]
    for (name, clock) in names { table[Array(name.utf8)] = clock / 100 * 3600 + clock % 100 * 60 }
    return table
  }()

  /// Seconds east of UTC of a named zone; military letters other than Z are UTC (RFC 5322 §4.3).
  static func zone(_ word: [UInt8]) -> Int? {
    if word.count == 1, isLetter(word[0]), word[0] != UInt8(ascii: "j"), word[0] != UInt8(ascii: "t") { return 0 }
    return zones[word]
  }

  /// Seconds east of UTC of `z`, a name, or a number.
  static func offset(of text: [UInt8]) -> Int? {
    guard let first = text.first else { return nil }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { return numericOffset(text) }
    let letters = text.prefix(while: isLetter)
    guard let zone = zone(Array(letters)) else { return nil }
    let rest = text[letters.count...].drop { $0 == 0x20 }
    return rest.isEmpty ? zone : zone == 0 ? numericOffset(Array(rest)) : nil
  }

  /// Seconds east of UTC of `+05:30`, `-0530`, `+5`, `+05`, `+530`; `nil` beyond a day.
  static func numericOffset(_ text: [UInt8]) -> Int? {
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var digits: [Int] = []
    for byte in text.dropFirst() {
      if byte == UInt8(ascii: ":") { continue }
      guard isDigit(byte), digits.count < 6 else { return nil }
      digits.append(Int(byte & 15))
    }
    let hour: Int
    let minute: Int
    switch digits.count {
    case 1: (hour, minute) = (digits[0], 0)
    case 2: (hour, minute) = (digits[0] * 10 + digits[1], 0)
    case 3: (hour, minute) = (digits[0], digits[1] * 10 + digits[2])
    case 4, 6: (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    default: return nil
    }
    guard hour <= 18, minute <= 59 else { return nil }
    let seconds = hour * 3600 + minute * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }
}
