import Foundation

extension WebDate {
  /// The two forms that nearly all feeds write, read without a copy: RFC 3339 `2026-11-18T07:30:00Z` and RFC 5322
  /// `Wed, 18 Nov 2026 07:30:00 +0500`; `nil` for whatever differs from them in a byte.
  static func internetTime(_ bytes: borrowing Span<UInt8>) -> ParsedDate? {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    guard end - start >= 20, end - start <= 40 else { return nil }
    return isDigit(bytes[start]) && isDigit(bytes[start + 2])
      ? timestamp(bytes, start, end) : mailDate(bytes, start, end)
  }

  /// RFC 3339 §5.6 `date-time`.
  private static func timestamp(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> ParsedDate? {
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-") else { return nil }
    let separator = bytes[start + 10]
    guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") || separator == 0x20 else { return nil }
    var civil = CivilTime(year: pair(bytes, start) * 100 + pair(bytes, start + 2))
    civil.month = pair(bytes, start + 5)
    civil.day = pair(bytes, start + 8)
    guard takeClock(bytes, start + 11, into: &civil) else { return nil }
    var index = start + 19
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      var unit = 100_000_000
      while index < end, isDigit(bytes[index]) {
        civil.nanosecond += Int(bytes[index] & 15) * unit
        unit /= 10
        index += 1
      }
    }
    guard index < end, let offset = offset(bytes, index, end) else { return nil }
    // Years of the Hijra outside UTC are left to the other reader.
    guard civil.year >= 0, CalendarSystem.guess(year: civil.year, offset: offset) == .gregorian else { return nil }
    guard let date = civil.date(offset: offset) else { return nil }
    return ParsedDate(date, offsetSeconds: offset)
  }

  /// RFC 5322 §3.3 `date-time` with or without a weekday of three letters.
  private static func mailDate(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> ParsedDate? {
    var index = start
    if isLetter(bytes[index]) {
      guard bytes[index + 3] == UInt8(ascii: ","), bytes[index + 4] == 0x20 else { return nil }
      index += 5
    }
    var day = Int(bytes[index]) - 0x30
    if isDigit(bytes[index + 1]) {
      day = pair(bytes, index)
      index += 1
    }
    // ` Nov 2026 07:30:00 Z`
    guard day >= 0, index + 20 < end, bytes[index + 1] == 0x20, bytes[index + 5] == 0x20, bytes[index + 10] == 0x20,
      let month = DateVocabulary.month(code: letters(bytes, index + 2))
    else { return nil }
    var civil = CivilTime(year: pair(bytes, index + 6) * 100 + pair(bytes, index + 8))
    civil.month = month
    civil.day = day
    guard civil.year >= 0, takeClock(bytes, index + 11, into: &civil), bytes[index + 19] == 0x20 else { return nil }
    guard let offset = offset(bytes, index + 20, end), let date = civil.date(offset: offset) else { return nil }
    return ParsedDate(date, offsetSeconds: offset)
  }

  /// Two digits, or a number far below zero.
  @inline(__always)
  private static func pair(_ bytes: borrowing Span<UInt8>, _ index: Int) -> Int {
    let (high, low) = (bytes[index] &- 0x30, bytes[index + 1] &- 0x30)
    return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : -100_000
  }

  /// Takes `07:30:00`; the fields are checked with the date.
  private static func takeClock(_ bytes: borrowing Span<UInt8>, _ index: Int, into civil: inout CivilTime) -> Bool {
    guard bytes[index + 2] == UInt8(ascii: ":"), bytes[index + 5] == UInt8(ascii: ":") else { return false }
    civil.hour = pair(bytes, index)
    civil.minute = pair(bytes, index + 3)
    civil.second = pair(bytes, index + 6)
    return true
  }

  /// `Z`, `GMT`, `UTC`, `UT`, `+0500`, `+05:00` up to the end.
  private static func offset(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    let first = bytes[index]
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return universal(bytes, index, end) }
    let hasColon = end - index == 6 && bytes[index + 3] == UInt8(ascii: ":")
    guard end - index == 5 || hasColon else { return nil }
    let (hour, minute) = (pair(bytes, index + 1), pair(bytes, index + (hasColon ? 4 : 3)))
    guard (0...18).contains(hour), (0...59).contains(minute) else { return nil }
    return first == UInt8(ascii: "-") ? -(hour * 3600 + minute * 60) : hour * 3600 + minute * 60
  }

  private static func universal(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    switch end - index {
    case 1: return bytes[index] | 0x20 == UInt8(ascii: "z") ? 0 : nil
    case 3:
      let code = letters(bytes, index)
      // `gmt`, `utc`
      return code == 0x676D74 || code == 0x757463 ? 0 : nil
    default: return nil
    }
  }

  /// Three letters, lower-case, as one number.
  private static func letters(_ bytes: borrowing Span<UInt8>, _ index: Int) -> UInt32 {
    UInt32(bytes[index] | 0x20) << 16 | UInt32(bytes[index + 1] | 0x20) << 8 | UInt32(bytes[index + 2] | 0x20)
  }
}
