/// Time zones as texts name them.
enum ZoneName {
  /// Offsets as hours × 100 + minutes.
  ///
  /// Where an abbreviation has several owners it is RFC 822's, else that of the largest country; `local` knows the rest.
  /// AKT is Alaska's. Named daylight time is taken at its word.
  private static let offsets: [WordKey: Int] = table([
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "zulu": 0, "greenwich": 0, "غرينتش": 0, "جرينتش": 0, "گرینویچ": 0,
    "est": -500, "edt": -400, "cst": -600, "cdt": -500, "mst": -700, "mdt": -600, "pst": -800, "pdt": -700,
    "akt": -900, "akst": -900, "akdt": -800, "hst": -1000, "hdt": -900, "ast": -400, "adt": -300, "nst": -330,
    "ndt": -230, "brt": -300, "art": -300, "clt": -400, "cot": -500, "pet": -500, "vet": -400,
    "bst": 100, "cet": 100, "cest": 200, "met": 100, "mest": 200, "mewt": 100, "mez": 100, "mesz": 200, "west": 100,
    "wat": 100, "eet": 200, "eest": 300, "cat": 200, "sast": 200, "idt": 300, "trt": 300, "msk": 300, "мск": 300,
    "msd": 400, "eat": 300, "irst": 330, "irdt": 430, "gst": 400, "azt": 400, "azst": 500, "amst": 500, "get": 400,
    "samt": 400, "aft": 430, "pkt": 500, "pkst": 600, "uzt": 500, "tjt": 500, "tmt": 500, "mvt": 500, "yekt": 500,
    "almt": 500, "aqtt": 500, "oral": 500, "qyzt": 500, "ist": 530, "slst": 530, "lkt": 530, "npt": 545, "bdt": 600,
    "btt": 600, "kgt": 600, "omst": 600, "xjt": 600, "mmt": 630, "ict": 700, "wib": 700, "krat": 700, "novt": 700,
    "hkt": 800, "sgt": 800, "myt": 800, "pht": 800, "awst": 800, "wita": 800, "irkt": 800, "ulat": 800, "jst": 900,
    "kst": 900, "wit": 900, "yakt": 900, "acst": 930, "acdt": 1030, "aest": 1000, "aedt": 1100, "vlat": 1000,
    "magt": 1100, "nzst": 1200, "nzdt": 1300, "pett": 1200,
  ])

  /// What an abbreviation means in a country that uses it otherwise.
  private static let local: [String: [WordKey: Int]] = [
    "PK": table(["pst": 500, "pdt": 600]), "PH": table(["pst": 800]), "BD": table(["bst": 600, "bdst": 700]),
    "IL": table(["ist": 200]), "IE": table(["ist": 100]), "CN": table(["cst": 800, "bst": 800]),
    "TW": table(["cst": 800]), "MO": table(["cst": 800]), "CU": table(["cst": -500, "cdt": -400]),
    "AU": table(["est": 1000, "edt": 1100, "cst": 930, "wst": 800]), "IR": table(["ist": 330]),
    "SA": table(["ast": 300]), "IQ": table(["ast": 300, "adt": 400]), "KW": table(["ast": 300]),
    "QA": table(["ast": 300]), "BH": table(["ast": 300]), "YE": table(["ast": 300]), "AM": table(["amt": 400]),
    "BR": table(["amt": -400]), "MY": table(["mst": 800]), "SG": table(["sst": 800]), "MM": table(["mst": 630]),
    "BN": table(["bdt": 800]), "AF": table(["ast": 430]), "BT": table(["bst": 600]),
  ]

  private static func table(_ names: KeyValuePairs<String, Int>) -> [WordKey: Int] {
    var table: [WordKey: Int] = [:]
    // Through the same folding as the text that will be looked up.
    for (name, clock) in names { table[WordKey(DateText(name).bytes)] = seconds(clock) }
    return table
  }

  private static func seconds(_ clock: Int) -> Int { clock / 100 * 3600 + clock % 100 * 60 }

  /// Seconds east of UTC of a folded name.
  ///
  /// Military letters are UTC (RFC 5322 §4.3: they were used with either sign); `j` is local time, `t` starts a time,
  /// `h` ends one.
  static func offset(of word: ArraySlice<UInt8>, country: String?) -> Int? {
    if word.count == 1, let letter = word.first, isLetter(letter) {
      return "jth".utf8.contains(letter) ? nil : 0
    }
    let word = WordKey(word)
    if let country, let offset = local[country]?[word] { return offset }
    return offsets[word]
  }

  private static let american: [WordKey: Int] = table(["at": -400, "et": -500, "ct": -600, "mt": -700, "pt": -800])

  /// `ET`, `PT`: the standard offset of a zone of North America, whose summer time the date itself decides.
  static func americanStandard(_ word: ArraySlice<UInt8>) -> Int? { word.count == 2 ? american[WordKey(word)] : nil }

  /// Whether North America kept summer time at a wall clock (Energy Policy Act of 2005; before 2007 April to October).
  static func isAmericanSummer(_ civil: CivilTime) -> Bool {
    func sunday(_ count: Int, month: Int) -> Int {
      let first = (7 - CivilTime.weekday(year: civil.year, month: month, day: 1)) % 7 + 1
      return first + (count - 1) * 7
    }
    func moment(_ month: Int, _ day: Int) -> Int { month * 10000 + day * 100 + 2 }
    let now = civil.month * 10000 + civil.day * 100 + civil.hour
    guard civil.year < 2007 else { return (moment(3, sunday(2, month: 3))..<moment(11, sunday(1, month: 11))) ~= now }
    let lastSunday = sunday(5, month: 10) <= 31 ? sunday(5, month: 10) : sunday(4, month: 10)
    return (moment(4, sunday(1, month: 4))..<moment(10, lastSunday)) ~= now
  }

  /// Seconds east of UTC of `+05:30`, `-0530`, `+5`, `+05`, `+530`, `+05:30:00`; `nil` beyond 18 hours.
  static func numericOffset(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var value = 0
    var count = 0
    var colon: Int?
    for byte in text.dropFirst() {
      if byte == UInt8(ascii: ":") {
        colon = colon ?? count
        continue
      }
      guard isDigit(byte), count < 6 else { return nil }
      value = value * 10 + Int(byte & 15)
      count += 1
    }
    if colon == 0 { return nil }
    let minutes: Int
    switch count {
    case 1, 2: minutes = value * 60
    case 3, 4: minutes = value / 100 * 60 + value % 100
    case 6: minutes = value / 10000 * 60 + value / 100 % 100
    default: return nil
    }
    let minuteOfHour = count == 6 ? value / 100 % 100 : count >= 3 ? value % 100 : 0
    guard minutes <= 18 * 60, minuteOfHour <= 59 else { return nil }
    return sign == UInt8(ascii: "-") ? -minutes * 60 : minutes * 60
  }
}
