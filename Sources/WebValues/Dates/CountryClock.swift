import Foundation

/// The clock on the wall of a country with one time zone, summer time included.
struct CountryClock: Sendable {
  private let identifier: String
  private let usual: Int
  private let constantSince: Int

  /// The clock of an ISO 3166-1 alpha-2 code in upper case; `nil` for unknown countries and those with several zones.
  init?(country: String) {
    guard let entry = Self.table[country] else { return nil }
    identifier = entry.zone
    usual = entry.fixed?.offset ?? 0
    constantSince = entry.fixed?.since ?? .max
  }

  /// Seconds east of UTC at a wall-clock time; in the hour that a change of clocks repeats or skips, either side's.
  func offset(at civil: CivilTime) -> Int {
    if civil.year >= constantSince { return usual }
    // Foundation keeps the zones it has read.
    guard let zone = TimeZone(identifier: identifier), civil.isValid else { return usual }
    let days = CivilTime.days(fromYear: civil.year, month: civil.month, day: civil.day)
    let local = Double(days * 86400 + civil.hour * 3600 + civil.minute * 60 + civil.second)
    let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - Double(usual)))
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - Double(guess)))
  }

  /// Whether a country writes the month before the day in `11/18/2026`.
  static func writesMonthFirst(_ country: String) -> Bool { ["US", "PH", "FM", "PW", "GU", "PR"].contains(country) }

  private typealias Entry = (zone: String, fixed: (offset: Int, since: Int)?)

  /// Zones of the IANA database; where the clocks stand still, the offset and the first whole year since.
  private static let table: [String: Entry] = {
    var table: [String: Entry] = [:]
    for (country, zone, minutes, since) in standing {
      table[country] = (zone, (minutes * 60, since))
    }
    for line in moving.split(separator: "\n") {
      let words = line.split(separator: " ")
      for country in words.dropFirst() { table[String(country)] = (String(words[0]), nil) }
    }
    return table
  }()

  /// The region and other countries whose clocks do not change: no look-up needed from the year on.
  private static let standing: [(String, String, Int, Int)] = [
    ("PK", "Asia/Karachi", 300, 2010), ("AF", "Asia/Kabul", 270, 1946), ("IN", "Asia/Kolkata", 330, 1946),
    ("BD", "Asia/Dhaka", 360, 2010), ("NP", "Asia/Kathmandu", 345, 1987), ("BT", "Asia/Thimphu", 360, 1988),
    ("LK", "Asia/Colombo", 330, 2007), ("MV", "Indian/Maldives", 300, 1961), ("MM", "Asia/Yangon", 390, 1946),
    ("IR", "Asia/Tehran", 210, 2023), ("UZ", "Asia/Tashkent", 300, 1993), ("TJ", "Asia/Dushanbe", 300, 1992),
    ("TM", "Asia/Ashgabat", 300, 1993), ("KG", "Asia/Bishkek", 360, 2006), ("AZ", "Asia/Baku", 240, 2016),
    ("AM", "Asia/Yerevan", 240, 2012), ("GE", "Asia/Tbilisi", 240, 2006), ("TR", "Europe/Istanbul", 180, 2017),
    ("BY", "Europe/Minsk", 180, 2012), ("AE", "Asia/Dubai", 240, 1970), ("SA", "Asia/Riyadh", 180, 1970),
    ("QA", "Asia/Qatar", 180, 1973), ("KW", "Asia/Kuwait", 180, 1970), ("BH", "Asia/Bahrain", 180, 1973),
    ("OM", "Asia/Muscat", 240, 1970), ("YE", "Asia/Aden", 180, 1970), ("IQ", "Asia/Baghdad", 180, 2008),
    ("SY", "Asia/Damascus", 180, 2023), ("JO", "Asia/Amman", 180, 2023), ("CN", "Asia/Shanghai", 480, 1992),
    ("HK", "Asia/Hong_Kong", 480, 1980), ("TW", "Asia/Taipei", 480, 1980), ("MO", "Asia/Macau", 480, 1980),
    ("JP", "Asia/Tokyo", 540, 1952), ("KR", "Asia/Seoul", 540, 1989), ("KP", "Asia/Pyongyang", 540, 2019),
    ("SG", "Asia/Singapore", 480, 1983), ("MY", "Asia/Kuala_Lumpur", 480, 1983), ("BN", "Asia/Brunei", 480, 1970),
    ("PH", "Asia/Manila", 480, 1991), ("TH", "Asia/Bangkok", 420, 1970), ("VN", "Asia/Ho_Chi_Minh", 420, 1976),
    ("KH", "Asia/Phnom_Penh", 420, 1976), ("LA", "Asia/Vientiane", 420, 1976), ("SC", "Indian/Mahe", 240, 1970),
    ("MU", "Indian/Mauritius", 240, 2010), ("KE", "Africa/Nairobi", 180, 1970), ("ET", "Africa/Addis_Ababa", 180, 1970),
    ("SO", "Africa/Mogadishu", 180, 1970), ("DJ", "Africa/Djibouti", 180, 1970), ("ER", "Africa/Asmara", 180, 1970),
    ("TZ", "Africa/Dar_es_Salaam", 180, 1970), ("UG", "Africa/Kampala", 180, 1970), ("NG", "Africa/Lagos", 60, 1970),
    ("GH", "Africa/Accra", 0, 1970), ("ZA", "Africa/Johannesburg", 120, 1970), ("DZ", "Africa/Algiers", 60, 1982),
    ("TN", "Africa/Tunis", 60, 2009), ("LY", "Africa/Tripoli", 120, 2014), ("IS", "Atlantic/Reykjavik", 0, 1970),
    ("SN", "Africa/Dakar", 0, 1970), ("ZW", "Africa/Harare", 120, 1970),
    // Two zones by law or custom, one in the news: Kazakhstan united its zones in 2024.
    ("KZ", "Asia/Almaty", 300, 2025),
  ]

  /// Countries whose clocks change with the season or did lately; zone, then countries.
  private static let moving = """
    Europe/London GB
    Europe/Dublin IE
    Europe/Lisbon PT
    Europe/Madrid ES
    Europe/Paris FR MC
    Europe/Brussels BE
    Europe/Amsterdam NL
    Europe/Luxembourg LU
    Europe/Berlin DE
    Europe/Zurich CH LI
    Europe/Vienna AT
    Europe/Rome IT SM VA
    Europe/Malta MT
    Europe/Prague CZ SK
    Europe/Budapest HU
    Europe/Warsaw PL
    Europe/Belgrade RS BA HR ME MK SI XK
    Europe/Tirane AL
    Europe/Athens GR
    Asia/Nicosia CY
    Europe/Sofia BG
    Europe/Bucharest RO
    Europe/Chisinau MD
    Europe/Kyiv UA
    Europe/Vilnius LT
    Europe/Riga LV
    Europe/Tallinn EE
    Europe/Helsinki FI
    Europe/Stockholm SE
    Europe/Oslo NO
    Europe/Copenhagen DK
    Asia/Jerusalem IL
    Asia/Gaza PS
    Asia/Beirut LB
    Africa/Cairo EG
    Africa/Khartoum SD
    Africa/Juba SS
    Africa/Casablanca MA
    """
}

/// What a time without a zone is taken to be in.
struct DefaultZone {
  /// Seconds east of UTC where the country does not tell.
  var offset = 0
  /// ISO 3166-1 alpha-2, upper case.
  var country: String?

  /// Seconds east of UTC at a wall-clock time.
  func offset(at civil: CivilTime) -> Int {
    country.flatMap(CountryClock.init(country:))?.offset(at: civil) ?? offset
  }
}
