public import Foundation

extension WebDate {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Writes RFC 3339 in UTC, `2026-11-18T02:30:00Z`: Atom and JSON Feed; whole seconds, years 0000 to 9999.
  public static func rfc3339(_ date: Date) -> String {
    let civil = CivilTime(date)
    var text: [UInt8] = []
    text.reserveCapacity(20)
    append(civil.year, digits: 4, to: &text)
    append(civil.month, digits: 2, after: "-", to: &text)
    append(civil.day, digits: 2, after: "-", to: &text)
    appendClock(civil, after: "T", to: &text)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes RFC 822 with a four-digit year in UTC, `Wed, 18 Nov 2026 02:30:00 +0000`: RSS 2.0 `pubDate`.
  public static func rfc822(_ date: Date) -> String { internetDate(date, zone: " +0000") }

  /// Writes an HTTP date (RFC 9110 §5.6.7 IMF-fixdate), `Wed, 18 Nov 2026 02:30:00 GMT`.
  public static func httpDate(_ date: Date) -> String { internetDate(date, zone: " GMT") }

  private static func internetDate(_ date: Date, zone: String) -> String {
    let civil = CivilTime(date)
    var text: [UInt8] = []
    text.reserveCapacity(32)
    text.append(contentsOf: weekdays[civil.weekday].utf8)
    text.append(UInt8(ascii: ","))
    append(civil.day, digits: 2, after: " ", to: &text)
    text.append(UInt8(ascii: " "))
    text.append(contentsOf: months[min(max(civil.month, 1), 12) - 1].utf8)
    append(civil.year, digits: 4, after: " ", to: &text)
    appendClock(civil, after: " ", to: &text)
    text.append(contentsOf: zone.utf8)
    return String(decoding: text, as: UTF8.self)
  }

  private static func appendClock(_ civil: CivilTime, after separator: Unicode.Scalar, to text: inout [UInt8]) {
    append(civil.hour, digits: 2, after: separator, to: &text)
    append(civil.minute, digits: 2, after: ":", to: &text)
    append(civil.second, digits: 2, after: ":", to: &text)
  }

  private static func append(
    _ number: Int, digits: Int, after separator: Unicode.Scalar? = nil, to text: inout [UInt8]
  ) {
    if let separator { text.append(UInt8(ascii: separator)) }
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    var rest = max(0, number)
    while divisor > 0 {
      text.append(UInt8(0x30 + rest / divisor % 10))
      rest %= divisor
      divisor /= 10
    }
  }

  /// Reads an HTTP date in any of the three forms of RFC 9110 §5.6.7; stricter than `parse`: GMT only.
  ///
  /// A two-digit year of RFC 850 that would lie over 50 years ahead of `now` is the latest past one that fits.
  public static func parseHTTPDate(_ text: String, now: Date) -> Date? {
    let folded = DateText(text)
    guard folded.bytes.count >= 23, folded.bytes.count <= 40, isLetter(folded.bytes[0]) else { return nil }
    let isAsctime = isDigit(folded.bytes[folded.bytes.count - 1])
    guard isAsctime || folded.bytes.suffix(4).elementsEqual(" gmt".utf8) else { return nil }
    var reader = WordDateReader(folded, zone: DefaultZone())
    guard let parsed = reader.read(), parsed.precision == .second else { return nil }
    let fiftyYears = 50 * 365.2425 * 86400
    let isRFC850 = folded.bytes.contains(UInt8(ascii: "-"))
    guard isRFC850, parsed.date.timeIntervalSince(now) > fiftyYears else { return parsed.date }
    var civil = CivilTime(parsed.date)
    civil.year -= 100
    return civil.date(offset: 0)
  }
}
