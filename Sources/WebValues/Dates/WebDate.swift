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

  /// Makes a date.
  public init(_ date: Date, precision: Precision = .second, offsetSeconds: Int? = nil) {
    self.date = date
    self.precision = precision
    self.offsetSeconds = offsetSeconds
  }
}

/// Dates as found in the wild, and the three forms that are written.
///
/// Reads RFC 822, 2822, 5322, 850 and `asctime` with wrong or foreign weekdays, two-digit years and obsolete zones;
/// ISO 8601 and W3CDTF with partial, ordinal and week dates; Unix seconds and milliseconds; month names in English,
/// Urdu, Persian, Dari, Pashto, Arabic, Hindi, Russian, Turkish, French, German and Spanish; Persian, Arabic-Indic
/// and Devanagari digits; solar Hijri dates.
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
    let folded = DateText(text)
    guard folded.bytes.count <= maximumBytes else { return nil }
    let offset = min(max(defaultOffset, -86400), 86400)
    guard let first = folded.bytes.first, first != UInt8(ascii: "-") else { return nil }
    if isDigit(first) {
      if let timestamp = unixTime(folded.bytes) { return timestamp }
      if !folded.hasPersianDigits, let date = isoDate(folded.bytes, defaultOffset: offset) { return date }
    }
    var reader = WordDateReader(folded)
    return reader.read(defaultOffset: offset)
  }

  /// `1763451000`, `1763451000.25`, `1763451000000`: 9 to 11 digits are seconds, 13 are milliseconds.
  ///
  /// 8, 12 and 14 digits (`20261118073000`) are left to ISO 8601's basic form.
  static func unixTime(_ bytes: [UInt8]) -> ParsedDate? {
    var value = 0
    var digits = 0
    while digits < bytes.count, isDigit(bytes[digits]) {
      guard digits < 15 else { return nil }
      value = value * 10 + Int(bytes[digits] & 15)
      digits += 1
    }
    guard digits == bytes.count || bytes[digits] == UInt8(ascii: ".") else { return nil }
    guard bytes[digits...].dropFirst().allSatisfy(isDigit) else { return nil }
    switch digits {
    case 9...11:
      return ParsedDate(Date(timeIntervalSince1970: Double(value)), offsetSeconds: 0)
    case 13:
      return ParsedDate(Date(timeIntervalSince1970: Double(value) / 1000), offsetSeconds: 0)
    default:
      return nil
    }
  }
}

/// Whether a byte is an ASCII digit.
@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether a byte is an ASCII letter.
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// A date text folded for reading: ASCII digits, lower case, one kind of space and dash, no direction marks.
struct DateText {
  /// UTF-8, trimmed.
  var bytes: [UInt8] = []
  /// Whether digits of the Persian or Arabic blocks stood in it.
  var hasPersianDigits = false

  init(_ text: String) {
    guard text.utf8.count <= WebDate.maximumBytes * 4 else { return }
    let source = Array(text.utf8)
    bytes.reserveCapacity(source.count)
    if source.allSatisfy({ $0 < 0x80 }) {
      for byte in source {
        bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte < 0x20 ? 0x20 : byte)
      }
    } else {
      for scalar in text.lowercased().unicodeScalars { append(scalar) }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    let start = bytes.firstIndex { $0 != 0x20 } ?? 0
    if start > 0 { bytes.removeFirst(start) }
  }

  /// Adds one scalar in its folded form.
  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0...0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x3000: bytes.append(0x20)
    case 0x660...0x669:
      hasPersianDigits = true
      bytes.append(UInt8(0x30 + scalar.value - 0x660))
    case 0x6F0...0x6F9:
      hasPersianDigits = true
      bytes.append(UInt8(0x30 + scalar.value - 0x6F0))
    case 0x966...0x96F: bytes.append(UInt8(0x30 + scalar.value - 0x966))
    case 0xFF10...0xFF19: bytes.append(UInt8(0x30 + scalar.value - 0xFF10))
    case 0x60C: bytes.append(0x2C)
    case 0x2010...0x2014, 0x2212: bytes.append(0x2D)
    // Direction marks, joiners, tatweel, nukta, combining dot of Turkish capital I.
    case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x61C, 0xFEFF, 0x640, 0x93C, 0x307: break
    case 0x622, 0x623, 0x625: bytes.append(contentsOf: "ا".utf8)
    case 0x626, 0x649, 0x64A, 0x6CD, 0x6D0: bytes.append(contentsOf: "ی".utf8)
    case 0x643, 0x6AA: bytes.append(contentsOf: "ک".utf8)
    case 0x6AB: bytes.append(contentsOf: "گ".utf8)
    case 0x95E: bytes.append(contentsOf: "फ".utf8)
    default: bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}
