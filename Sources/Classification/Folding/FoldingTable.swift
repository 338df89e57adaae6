import Foundation

/// What each character of the Basic Multilingual Plane becomes when text is folded for matching.
///
/// Case, compatibility forms and Latin diacritics go; Arabic-script letters take one form a letter (`folding` in
/// `gazetteer.yaml`); vowel marks, tatweel and joiners vanish; digits become ASCII; dashes, quotes and brackets become
/// spaces, and full stops of all scripts become `.`. Cyrillic keeps й, Devanagari its vowel signs.
struct FoldingTable: Sendable {
  /// Up to three bytes of UTF-8, lowest first; 0 drops the character; `expansion` marks an index into `expansions`.
  let entries: [UInt32]
  /// Folded forms of more than one character.
  let expansions: [[UInt8]]
  /// Bytes of the longest of them, at least 3: no character becomes more.
  let longestExpansion: Int

  static let expansion: UInt32 = 0xFF00_0000
  static let apostrophe: UInt32 = 0x27
  static let space: UInt32 = 0x20
  static let shared = FoldingTable()

  private init() {
    var entries = [UInt32](repeating: 0, count: 0x10000)
    var expansions: [[UInt8]] = []
    for code in UInt32(0)..<0x10000 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      if Self.standsForItself(code) {
        entries[Int(code)] = Self.pack(code)
        continue
      }
      let folded = Self.fold(scalar)
      switch folded.count {
      case 0: break
      case 1: entries[Int(code)] = Self.pack(folded[0])
      default:
        entries[Int(code)] = Self.expansion | UInt32(expansions.count)
        expansions.append(folded.flatMap { Array(String(Character($0)).utf8) })
      }
    }
    self.entries = entries
    self.expansions = expansions
    longestExpansion = max(3, expansions.map(\.count).max() ?? 0)
  }

  private static func pack(_ scalar: Unicode.Scalar) -> UInt32 {
    var packed: UInt32 = 0
    for (index, byte) in String(Character(scalar)).utf8.prefix(3).enumerated() {
      packed |= UInt32(byte) << (8 * UInt32(index))
    }
    return packed
  }

  /// Three bytes of UTF-8, lowest first.
  private static func pack(_ code: UInt32) -> UInt32 {
    (0xE0 | code >> 12) | (0x80 | code >> 6 & 0x3F) << 8 | (0x80 | code & 0x3F) << 16
  }

  /// Han and Hangul, half of the plane, which the steps below would leave as they are.
  private static func standsForItself(_ code: UInt32) -> Bool {
    (0x3400...0x4DBF).contains(code) || (0x4E00...0x9FFC).contains(code) || (0xAC00...0xD7A3).contains(code)
  }

  private static func fold(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let special = specials[scalar] { return special.map { [$0] } ?? [] }
    let code = scalar.value
    if code < 0x80 { return [foldASCII(scalar)] }
    if isDropped(code) { return [] }
    if let value = scalar.properties.numericValue, scalar.properties.numericType == .decimal, value >= 0, value <= 9 {
      return [Unicode.Scalar(0x30 + UInt8(value))]
    }
    if needsDecomposition(code) {
      let decomposed = Array(String(Character(scalar)).decomposedStringWithCompatibilityMapping.unicodeScalars)
      if decomposed != [scalar] { return decomposed.flatMap(fold) }
    }
    guard isLetterLike(scalar) else { return [" "] }
    let lower = Array(scalar.properties.lowercaseMapping.unicodeScalars)
    return lower == [scalar] ? lower : lower.flatMap(fold)
  }

  private static func foldASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "A"..."Z": Unicode.Scalar(UInt8(scalar.value + 32))
    case "a"..."z", "0"..."9", ".", ",", ";", ":", "!", "?", "&", "+", "%", "$", "'": scalar
    default: " "
    }
  }

  private static func isLetterLike(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Combining marks of Latin, Greek, Cyrillic and Arabic, nukta, joiners, direction marks and variation selectors.
  private static func isDropped(_ code: UInt32) -> Bool {
    switch code {
    case 0xAD, 0x300...0x36F, 0x483...0x489, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC,
      0x6DF...0x6E4, 0x6E7...0x6E8, 0x6EA...0x6ED, 0x93C, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF:
      true
    default: false
    }
  }

  /// Blocks where NFKD is wanted; not Cyrillic, where й is a letter of its own, nor Hangul and Han.
  private static func needsDecomposition(_ code: UInt32) -> Bool {
    switch code {
    case 0xA0...0x3FF, 0x600...0x6FF, 0x900...0x97F, 0x1E00...0x1FFF, 0x2000...0x24FF, 0xFB00...0xFDFF, 0xFE30...0xFFEF:
      true
    default: false
    }
  }

  /// Characters with a form of their own; `nil` drops.
  private static let specials: [Unicode.Scalar: Unicode.Scalar?] = {
    var table: [Unicode.Scalar: Unicode.Scalar?] = [:]
    let forms: [(String, Unicode.Scalar)] = [
      ("يىۍېئ", "ی"), ("ك", "ک"), ("ہھةۀۂۃە", "ه"), ("أإآٱ", "ا"), ("ؤ", "و"), ("ګ", "گ"), ("ټ", "ٹ"), ("ډ", "ڈ"),
      ("ړ", "ڑ"), ("ёЁ", "е"), ("’‘ʼʻ´`′＇", "'"), ("۔।॥。．｡", "."), ("؟？", "?"), ("！", "!"), ("،，、", ","), ("؛；", ";"),
      ("：", ":"), ("…", "."), ("ıİ", "i"), ("øØ", "o"), ("łŁ", "l"), ("đĐ", "d"), ("æÆ", "a"),
    ]
    for (characters, target) in forms {
      for scalar in characters.unicodeScalars { table[scalar] = .some(target) }
    }
    return table
  }()
}
