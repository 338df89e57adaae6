/// A term made ready for the automaton: folded bytes, and how its ends are bounded.
struct Keyword: Hashable {
  /// Folded bytes, for inflecting scripts without the last letter of the lemma.
  var bytes: [UInt8]
  /// How it may join the letters around it.
  var mode: BoundMode

  /// Folds a term; `nil` when nothing is left.
  init?(_ term: Term) {
    if let plain = Self.plain(term.text) {
      self = plain
      return
    }
    var text = Substring(term.text)
    let isOpen = text.hasSuffix("*")
    if isOpen { text.removeLast() }
    var folded = FoldedText.fold(String(text))
    folded = Array(folded.drop { !isWordByte($0) })
    guard let last = folded.last else { return nil }
    let script = Script(endOf: folded)
    switch script {
    case .han: mode = .none
    case .arabic where term.language == "ar": mode = .arabicWord
    default: mode = isOpen && isWordByte(last) ? .anyEnding : .word
    }
    if mode != .anyEnding { Self.dropLemmaEnding(&folded, script) }
    bytes = folded
  }

  /// A term of ASCII letters, digits and single spaces, which folding leaves as it is but for capitals; `nil` for others.
  private static func plain(_ text: String) -> Keyword? {
    let text = text.utf8
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var isOpen = false
    for byte in text {
      guard !isOpen else { return nil }
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte + 32)
      case 0x20 where !bytes.isEmpty && bytes[bytes.count - 1] != 0x20: bytes.append(byte)
      case UInt8(ascii: "*"): isOpen = true
      default: return nil
      }
    }
    guard let last = bytes.last, last != 0x20 else { return nil }
    return Keyword(bytes: bytes, mode: isOpen ? .anyEnding : .word)
  }

  private init(bytes: [UInt8], mode: BoundMode) {
    self.bytes = bytes
    self.mode = mode
  }

  /// Cuts what changes when a noun is inflected: a Russian vowel, й or ь; Arabic-script ه; a Devanagari vowel sign.
  ///
  /// Words of four letters or fewer stay whole.
  private static func dropLemmaEnding(_ folded: inout [UInt8], _ script: Script) {
    let word = folded.reversed().prefix { isWordByte($0) }.count
    switch script {
    case .cyrillic where word > 8:
      if let ending = String(validating: folded.suffix(2), as: UTF8.self), "аяйьоеыиу".contains(ending) {
        folded.removeLast(2)
      }
    case .arabic where word > 6:
      if let ending = String(validating: folded.suffix(2), as: UTF8.self), ending == "ه" { folded.removeLast(2) }
    case .devanagari where word > 9:
      if let ending = String(validating: folded.suffix(3), as: UTF8.self)?.unicodeScalars.first,
        (0x93E...0x94C).contains(ending.value)
      {
        folded.removeLast(3)
      }
    default: break
    }
  }

  /// The script of a keyword's last letter, which decides its bounds.
  enum Script {
    case latin, cyrillic, arabic, devanagari, han, other

    init(endOf folded: [UInt8]) {
      var index = folded.count - 1
      while index > 0, folded[index] & 0xC0 == 0x80 { index -= 1 }
      switch folded[index] {
      case 0..<0x80: self = .latin
      case 0xD0...0xD3: self = .cyrillic
      case 0xD8...0xDB: self = .arabic
      case 0xE0: self = .devanagari
      case 0xE3...0xE9: self = .han
      default: self = .other
      }
    }
  }
}
