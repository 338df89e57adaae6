import Foundation

/// What becomes of one character in a search: 0 separates, 1 vanishes, else a scalar or the number of an expansion.
struct Folding: Sendable, Equatable {
  fileprivate let bits: UInt32
  static let separator = Folding(bits: 0)
  static let nothing = Folding(bits: 1)
  fileprivate static let aloneBit: UInt32 = 1 << 31
  fileprivate static let expansionBit: UInt32 = 1 << 30
  fileprivate static let valueMask: UInt32 = (1 << 21) - 1

  /// Whether the character is a word of its own.
  var standsAlone: Bool { bits & Self.aloneBit != 0 }
}

/// Foldings of all characters below U+3100 and of the compatibility forms above U+F900; others are computed when met.
struct FoldingTable: Sendable {
  static let shared = FoldingTable()
  private static let lowEnd: UInt32 = 0x3100
  private static let highStart: UInt32 = 0xF900

  private var low: [Folding] = []
  private var high: [Folding] = []
  private var expansions: [[UInt8]] = []
  private(set) var version = ""
  /// Bytes of the longest expansion, at least 4: no character becomes more.
  private(set) var longestExpansion = 4

  private init() {
    for scalar in 0..<Self.lowEnd { low.append(entry(scalar)) }
    for scalar in Self.highStart...0xFFFF { high.append(entry(scalar)) }
    longestExpansion = max(4, expansions.map(\.count).max() ?? 0)
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ number: UInt32) { digest = (digest ^ UInt64(number)) &* 0x100_0000_01b3 }
    for folding in low { add(folding.bits) }
    for folding in high { add(folding.bits) }
    for expansion in expansions { for byte in expansion { add(UInt32(byte)) } }
    version = "1-" + String(digest, radix: 16)
  }

  /// The folding of one character.
  subscript(scalar: UInt32) -> Folding {
    if scalar < Self.lowEnd { return low[Int(scalar)] }
    if scalar >= Self.highStart, scalar <= 0xFFFF { return high[Int(scalar - Self.highStart)] }
    guard let unicode = Unicode.Scalar(scalar) else { return .separator }
    if FoldingRules.standsAlone(scalar) {
      return FoldingRules.isWordPart(unicode) ? Folding(bits: scalar | Folding.aloneBit) : .separator
    }
    guard FoldingRules.isWordPart(unicode) else { return .separator }
    guard let lower = unicode.properties.lowercaseMapping.unicodeScalars.first else { return .nothing }
    return Folding(bits: lower.value)
  }

  /// The lower-case letter or digit of an ASCII byte; 0 for all others.
  @inline(__always) static func ascii(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x61...0x7A, 0x30...0x39: byte
    case 0x41...0x5A: byte | 0x20
    default: 0
    }
  }

  /// Appends what the character folds to, as UTF-8.
  @inline(__always) func append(_ folding: Folding, to output: inout OutputSpan<UInt8>) {
    let value = folding.bits & Folding.valueMask
    if folding.bits & Folding.expansionBit != 0 {
      for byte in expansions[Int(value)] { output.append(byte) }
    } else if value < 0x80 {
      output.append(UInt8(value))
    } else if value < 0x800 {
      output.append(0xC0 | UInt8(value >> 6))
      output.append(0x80 | UInt8(value & 0x3F))
    } else {
      if value < 0x10000 {
        output.append(0xE0 | UInt8(value >> 12))
      } else {
        output.append(0xF0 | UInt8(value >> 18))
        output.append(0x80 | UInt8(value >> 12 & 0x3F))
      }
      output.append(0x80 | UInt8(value >> 6 & 0x3F))
      output.append(0x80 | UInt8(value & 0x3F))
    }
  }

  private mutating func entry(_ value: UInt32) -> Folding {
    guard let scalar = Unicode.Scalar(value) else { return .separator }
    if FoldingRules.vanishes(scalar) { return .nothing }
    guard FoldingRules.isWordPart(scalar) else { return .separator }
    let folded = FoldingRules.folded(scalar)
    guard let first = folded.first else { return .nothing }
    let alone = folded.contains { FoldingRules.standsAlone($0.value) } ? Folding.aloneBit : 0
    if folded.count == 1 { return Folding(bits: first.value | alone) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: folded)
    expansions.append(Array(String(text).utf8))
    return Folding(bits: UInt32(expansions.count - 1) | Folding.expansionBit | alone)
  }
}

/// How characters fold, from Unicode's properties and a few choices for the scripts of the region.
private enum FoldingRules {
  /// Scripts written without spaces between words; Hangul too, since its words carry their particles.
  static func standsAlone(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029,
      0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  /// Marks that a reader leaves out when typing, and characters that cannot be seen.
  static func vanishes(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x0640, 0x200B, 0x200D...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      return true
    case 0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C:  // nukta
      return true
    case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05C7, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06ED,
      0x0711, 0x0730...0x074A, 0x08CA...0x08FF, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
      return scalar.properties.generalCategory != .otherLetter && isWordPart(scalar)
    default: return false
    }
  }

  /// Compatibility decomposition, case folding through upper case (ß, ı, ς), marks dropped, letters unified.
  static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if standsAlone(scalar.value), scalar.value < 0xF900 { return [scalar] }
    // Lower case first for ẞ, which is its own upper case.
    let lower = String(scalar).decomposedStringWithCompatibilityMapping.lowercased()
    let cased = lower.uppercased().lowercased()
    return cased.decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { !vanishes($0) && isWordPart($0) }
      .map(unified)
  }

  private static func unified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue,
      let digit = UInt8(exactly: value), digit < 10
    {
      return Unicode.Scalar(0x30 + digit)
    }
    switch scalar.value {
    case 0x0649, 0x064A: return "\u{06CC}"  // alef maksura, Arabic yeh → Farsi yeh
    case 0x0643: return "\u{06A9}"  // kaf → keheh
    case 0x0629, 0x06C1, 0x06C3, 0x06D5: return "\u{0647}"  // teh marbuta, heh goal, ae → heh
    case 0x0671: return "\u{0627}"  // alef wasla → alef
    default: return scalar
    }
  }
}
