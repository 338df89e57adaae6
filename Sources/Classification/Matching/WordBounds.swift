/// How a keyword may join the letters around it.
enum BoundMode: UInt8, Sendable {
  /// Whole words; in inflecting scripts the usual endings are allowed.
  case word
  /// Any ending of the last word (`attack*`).
  case anyEnding
  /// As `word`, and Arabic's attached particles may stand before it.
  case arabicWord
  /// No bounds: Han.
  case none
}

/// Word bounds around a match in folded text.
struct WordBounds {
  /// Whether the match begins a word.
  let startsWord: Bool
  /// Whether only attached Arabic particles stand between the word's start and the match.
  let startsAfterParticle: Bool
  /// Where the last word ends, when the match ends there or the rest is a usual ending; −1 otherwise.
  let inflectedEnd: Int32
  /// Where the last word ends, whatever the rest.
  let wordEnd: Int32

  /// Looks around `[start, end)`.
  init(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    startsWord = start == 0 || !isWordByte(text[start - 1]) || !isWordByte(text[start])
    startsAfterParticle = !startsWord && WordBounds.isParticle(text, before: start)
    guard end < text.count, isWordByte(text[end]), isWordByte(text[end - 1]) else {
      inflectedEnd = Int32(clamping: end)
      wordEnd = inflectedEnd
      return
    }
    var last = end
    while last < text.count, isWordByte(text[last]) { last += 1 }
    wordEnd = Int32(clamping: last)
    inflectedEnd = WordBounds.isEnding(text, end, last) ? wordEnd : -1
  }

  /// The folded end that `mode` allows, or `nil`.
  func end(_ mode: BoundMode, matchEnd: Int32) -> Int32? {
    switch mode {
    case .none: matchEnd
    case .anyEnding: startsWord ? wordEnd : nil
    case .word: startsWord && inflectedEnd >= 0 ? inflectedEnd : nil
    case .arabicWord: (startsWord || startsAfterParticle) && inflectedEnd >= 0 ? inflectedEnd : nil
    }
  }

  /// Whether `[end, last)` is an ending of Russian (three letters), Urdu, Pashto, Persian or Hindi.
  private static func isEnding(_ text: Span<UInt8>, _ end: Int, _ last: Int) -> Bool {
    switch text[end - 1] {
    case _ where text[end] == 0xD0 || text[end] == 0xD1: last - end <= 6
    case _ where text[end] >= 0xD8 && text[end] <= 0xDB: isArabicEnding(text, end, last)
    case _ where text[end] == 0xE0: isDevanagariEnding(text, end, last)
    default: false
    }
  }

  private static func isArabicEnding(_ text: Span<UInt8>, _ end: Int, _ last: Int) -> Bool {
    guard last - end <= 6 else { return false }
    var position = end
    while position + 1 < last {
      let code = UInt32(text[position] & 0x1F) << 6 | UInt32(text[position + 1] & 0x3F)
      switch code {
      // و ی ے ں ن ا ت ه م ش
      case 0x648, 0x6CC, 0x6D2, 0x6BA, 0x646, 0x627, 0x62A, 0x647, 0x645, 0x634: position += 2
      default: return false
      }
    }
    return position == last
  }

  /// Up to three dependent vowel signs or nasal marks.
  private static func isDevanagariEnding(_ text: Span<UInt8>, _ end: Int, _ last: Int) -> Bool {
    guard last - end <= 9 else { return false }
    var position = end
    while position + 2 < last {
      let code = UInt32(text[position + 1] & 0x3F) << 6 | UInt32(text[position + 2] & 0x3F)
      guard text[position] == 0xE0, (0x900...0x903).contains(code) || (0x93E...0x94C).contains(code) else {
        return false
      }
      position += 3
    }
    return position == last
  }

  /// The word's letters before `start` are و ف ب ل ک س or ال, singly or together.
  private static func isParticle(_ text: Span<UInt8>, before start: Int) -> Bool {
    var position = start
    var letters = 0
    while position >= 2, isWordByte(text[position - 1]), letters < 4 {
      let code = UInt32(text[position - 2] & 0x1F) << 6 | UInt32(text[position - 1] & 0x3F)
      switch code {
      case 0x648, 0x641, 0x628, 0x644, 0x6A9, 0x627: position -= 2
      default: return false
      }
      letters += 1
    }
    return letters < 4 && (position == 0 || !isWordByte(text[position - 1]))
  }
}
