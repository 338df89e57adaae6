/// Text as it is searched: folded words between single spaces, UTF-8, the same for predicate and store index.
///
/// A word is a run of letters, digits and their marks. Case, Latin, Cyrillic, Greek, Hebrew and Arabic marks, the nukta
/// and the tatweel are folded away, Arabic and Persian forms of one letter are one, digits are ASCII. What is written
/// without spaces (Han, kana, Hangul, Thai, Lao, Khmer, Burmese) counts as one word a character, so that a phrase of
/// characters finds a word inside a sentence. A zero-width non-joiner separates words.
package enum SearchText {
  /// Bytes after which the rest of one word is left out.
  static let maximumWordBytes = 96

  /// The folded words, separated by single spaces; empty when there are none.
  package static func words(of text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 8)
    let bytes = text.utf8.span
    let table = FoldingTable.shared
    var wordStart = 0
    var isInWord = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        let folded = FoldingTable.ascii(byte)
        if folded == 0 {
          isInWord = false
          continue
        }
        if !isInWord { begin(&output, &wordStart, &isInWord) }
        if output.count - wordStart < maximumWordBytes { output.append(folded) }
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      guard index + length <= bytes.count else { break }
      var scalar = UInt32(byte) & (0x7F >> UInt32(length))
      for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
      index += length
      let folding = table[scalar]
      if folding == .separator {
        isInWord = false
      } else if folding != .nothing {
        if !isInWord || folding.standsAlone { begin(&output, &wordStart, &isInWord) }
        if output.count - wordStart < maximumWordBytes { table.append(folding, to: &output) }
        isInWord = !folding.standsAlone
      }
    }
    return output
  }

  private static func begin(_ output: inout [UInt8], _ wordStart: inout Int, _ isInWord: inout Bool) {
    if !output.isEmpty { output.append(0x20) }
    wordStart = output.count
    isInWord = true
  }

  /// Whether the pattern's words stand in the folded text, whole and in order.
  static func contains(_ folded: [UInt8], _ pattern: WordPattern) -> Bool {
    let words = pattern.words
    guard folded.count >= words.count, let first = words.first else { return false }
    var index = 0
    while index + words.count <= folded.count {
      if folded[index] == first, index == 0 || folded[index - 1] == 0x20, matches(folded, at: index, words) {
        let end = index + words.count
        if pattern.isPrefix || end == folded.count || folded[end] == 0x20 { return true }
      }
      index += 1
    }
    return false
  }

  private static func matches(_ folded: [UInt8], at start: Int, _ words: [UInt8]) -> Bool {
    for offset in 0..<words.count where folded[start + offset] != words[offset] { return false }
    return true
  }

  /// Changes whenever the same text may fold to other words: an index made under another version must be made anew.
  package static var version: String { FoldingTable.shared.version }
}
