import Foundation

/// The compact form in which a rhythm is stored: 283 bytes.
extension PostingRhythm: Codable {
  private static let version: UInt8 = 1
  private static let byteCount = 1 + 2 * 8 + 2 + 4 * (4 + Cell.count)

  /// Version, both times as `Double` since 2001 (NaN for none), window, numbers as `Float`, all little-endian; empty for
  /// the rhythm of a feed that was never read.
  public var bytes: [UInt8] {
    guard self != PostingRhythm() else { return [] }
    var bytes: [UInt8] = [Self.version]
    bytes.reserveCapacity(Self.byteCount)
    for time in [observedUntil, lastPublication] {
      bytes.append(bits: (time?.timeIntervalSinceReferenceDate ?? .nan).bitPattern)
    }
    bytes.append(bits: UInt16(clamping: windowEntries))
    let numbers = [longestGapSeconds, bursts, recentEntries, recentExpected] + cells
    for number in numbers { bytes.append(bits: number.bitPattern) }
    return bytes
  }

  /// Reads the compact form; bytes that are none, or of another version, give the rhythm of a feed that was never read.
  public init(bytes: [UInt8]) {
    self.init()
    var rest = bytes[...]
    guard rest.popFirst() == Self.version else { return }
    guard rest.count == Self.byteCount - 1 || rest.count == Self.byteCount - 1 - 4 * Cell.count else { return }
    observedUntil = Self.date(rest.takeBits())
    lastPublication = Self.date(rest.takeBits())
    windowEntries = Int(rest.takeBits() as UInt16)
    longestGapSeconds = Self.number(rest.takeBits())
    bursts = Self.number(rest.takeBits())
    recentEntries = Self.number(rest.takeBits())
    recentExpected = Self.number(rest.takeBits())
    while !rest.isEmpty { cells.append(Self.number(rest.takeBits())) }
  }

  private static func date(_ bits: UInt64) -> Date? {
    let time = Double(bitPattern: bits)
    return abs(time) < 2e11 ? Date(timeIntervalSinceReferenceDate: time) : nil
  }

  private static func number(_ bits: UInt32) -> Float {
    let number = Float(bitPattern: bits)
    return number >= 0 && number < 1e12 ? number : 0
  }

  /// Reads the compact form in Base64.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self.init(bytes: Data(base64Encoded: text).map { [UInt8]($0) } ?? [])
  }

  /// Writes the compact form in Base64.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(bytes).base64EncodedString())
  }
}

extension [UInt8] {
  fileprivate mutating func append(bits: some FixedWidthInteger) {
    for shift in stride(from: 0, to: bits.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func takeBits<Bits: FixedWidthInteger>() -> Bits {
    var bits: Bits = 0
    for shift in stride(from: 0, to: Bits.bitWidth, by: 8) { bits |= Bits(popFirst() ?? 0) << shift }
    return bits
  }
}
