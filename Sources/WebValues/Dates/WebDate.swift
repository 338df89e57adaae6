public import Foundation

/// A date read from a feed, a page or a header.
public struct ParsedDate: Sendable, Equatable {
  /// How exactly the text told the time.
  public enum Precision: Int, Sendable, Comparable {
    /// What the text named; whatever is finer is that unit's start.
    case year, month, day, minute, second

    /// Orders from coarse to fine.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }
  /// The time, UTC.
  public var date: Date
  /// How exactly it was told.
  public var precision: Precision
  /// Seconds east of UTC that the text named; `nil` when it named none and the default was taken.
  public var offsetSeconds: Int?
  /// Whether the day may be wrong by one or two: lunar Hijri dates are reckoned by tables, not by the moon.
  public var isApproximate: Bool

  /// Makes a date.
  public init(
    _ date: Date, precision: Precision = .second, offsetSeconds: Int? = nil, isApproximate: Bool = false
  ) {
    self.date = date
    self.precision = precision
    self.offsetSeconds = offsetSeconds
    self.isApproximate = isApproximate
  }
}

/// Dates as found in the wild, and the three forms that are written.
///
/// Reads RFC 822, 2822, 5322, 850 and `asctime` with wrong or foreign weekdays, two-digit years and obsolete zones;
/// ISO 8601 and W3CDTF with partial, ordinal and week dates; Unix seconds to microseconds; month names in the
/// languages of `Names/`; decimal digits of every script; solar and lunar Hijri dates.
public enum WebDate {
  /// The longest text that is looked at, bytes.
  static let maximumBytes = 160

  /// Reads a date.
  ///
  /// - Parameters:
  ///   - text: As published; surrounding space is ignored.
  ///   - defaultOffset: Seconds east of UTC for text that names no zone.
  /// - Returns: The date, or `nil` when the text names no valid day.
  /// - Complexity: O(bytes); more than 160 bytes are no date.
  public static func parse(_ text: String, defaultOffset: Int = 0) -> ParsedDate? {
    if let date = internetTime(text.utf8.span) { return date }
    return parse(text, zone: DefaultZone(offset: min(max(defaultOffset, -86400), 86400)))
  }

  /// Reads a date as people of a country write it.
  ///
  /// The country decides what text without a zone is in (its clock at that time, summer time included; UTC where it has
  /// several zones), what abbreviations mean that several countries use (IST, BST, CST, PST, AST), and whether
  /// `5/11/2026` is in May.
  ///
  /// - Parameters:
  ///   - text: As published; surrounding space is ignored.
  ///   - country: ISO 3166-1 alpha-2 in any case; `nil` or unknown codes change nothing.
  /// - Returns: The date, or `nil` when the text names no valid day.
  public static func parse(_ text: String, country: String?) -> ParsedDate? {
    if let date = internetTime(text.utf8.span) { return date }
    return parse(text, zone: DefaultZone(country: country.map { $0.uppercased() }))
  }

  /// Every form but the two common ones.
  static func parse(_ text: String, zone: DefaultZone) -> ParsedDate? {
    let folded = DateText(text)
    guard let first = folded.bytes.first, folded.bytes.count <= maximumBytes else { return nil }
    if first == UInt8(ascii: "-") { return isoDate(folded.bytes, zone: zone) }
    if isDigit(first) {
      if let timestamp = unixTime(folded.bytes) { return timestamp }
      if let date = isoDate(folded.bytes, zone: zone) { return date }
    }
    var reader = WordDateReader(folded, zone: zone)
    return reader.read()
  }

  /// `1763451000`, `1763451000.25`, `1763451000000`: 9 to 11 digits are seconds, 13 milli- and 16 microseconds.
  ///
  /// 8, 12 and 14 digits (`20261118073000`) are left to ISO 8601's basic form.
  static func unixTime(_ bytes: [UInt8]) -> ParsedDate? {
    var value = 0
    var digits = 0
    while digits < bytes.count, isDigit(bytes[digits]) {
      guard digits < 17 else { return nil }
      value = value * 10 + Int(bytes[digits] & 15)
      digits += 1
    }
    guard digits == bytes.count || bytes[digits] == UInt8(ascii: ".") else { return nil }
    guard bytes[digits...].dropFirst().allSatisfy(isDigit) else { return nil }
    let unit: Double
    switch digits {
    case 9...11: unit = 1
    case 13: unit = 1000
    case 16: unit = 1_000_000
    default: return nil
    }
    return ParsedDate(Date(timeIntervalSince1970: Double(value) / unit), offsetSeconds: 0)
  }
}

/// Whether a byte is an ASCII digit.
@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether a byte is an ASCII letter.
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
