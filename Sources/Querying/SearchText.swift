/// Text as it is searched: folded words between single spaces, UTF-8, the same for predicate and store index.
///
/// A word is a run of letters, digits and their marks. Case, Latin, Cyrillic, Greek, Hebrew and Arabic marks, the nukta
/// and the tatweel are folded away, Arabic and Persian forms of one letter are one, digits are ASCII. What is written
/// without spaces (Han, kana, Hangul, Thai, Lao, Khmer, Burmese) counts as one word a character, so that a phrase of
/// characters finds a word inside a sentence. A zero-width non-joiner separates words.
package enum SearchText {
  /// Bytes after which the rest of one word is left out.
  static let maximumWordBytes = 96

  /// Bytes that are folded at a stretch.
  private static let chunk = 64

  /// The folded words, separated by single spaces; empty when there are none.
  package static func words(of text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 2)
    append(wordsOf: text, to: &output)
    return output
  }

  /// The same, behind what `output` holds.
  package static func append(wordsOf text: String, to output: inout [UInt8]) {
    var writer = SearchTextWriter(table: FoldingTable.shared)
    let bytes = text.utf8.span
    // The list grows by stretches: a check at each byte would be most of the work.
    while writer.position < bytes.count {
      let end = min(bytes.count, writer.position + chunk)
      output.append(addingCapacity: room(for: bytes, writer.position..<end, writer.table)) { output in
        writer.fold(bytes, upTo: end, &output)
      }
    }
  }

  /// The most bytes that a stretch can become: ASCII stays as long, and a space may part it from what was before.
  private static func room(for bytes: Span<UInt8>, _ range: Range<Int>, _ table: FoldingTable) -> Int {
    var all: UInt8 = 0
    for index in range { all |= bytes[index] }
    return all < 0x80 ? range.count + 1 : range.count / 2 * (table.longestExpansion + 1) + range.count + 64
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

/// The state of folding one text to words.
private struct SearchTextWriter {
  let table: FoldingTable
  private(set) var position = 0
  private var isEmpty = true
  private var isInWord = false
  private var wordBytes = 0

  init(table: FoldingTable) { self.table = table }

  /// Folds the characters that begin before `end`; a broken one at the very end ends the text.
  mutating func fold(_ bytes: Span<UInt8>, upTo end: Int, _ output: inout OutputSpan<UInt8>) {
    while position < end {
      let byte = bytes[position]
      if byte < 0x80 {
        position += 1
        let folded = FoldingTable.ascii(byte)
        if folded == 0 {
          isInWord = false
          continue
        }
        if !isInWord { begin(&output) }
        if wordBytes < SearchText.maximumWordBytes {
          output.append(folded)
          wordBytes += 1
        }
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      guard position + length <= bytes.count else {
        position = bytes.count
        return
      }
      var scalar = UInt32(byte) & (0x7F >> UInt32(length))
      for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[position + offset] & 0x3F) }
      position += length
      add(table[scalar], &output)
    }
  }

  private mutating func add(_ folding: Folding, _ output: inout OutputSpan<UInt8>) {
    if folding == .separator {
      isInWord = false
    } else if folding != .nothing {
      if !isInWord || folding.standsAlone { begin(&output) }
      if wordBytes < SearchText.maximumWordBytes {
        let before = output.count
        table.append(folding, to: &output)
        wordBytes += output.count - before
      }
      isInWord = !folding.standsAlone
    }
  }

  @inline(__always) private mutating func begin(_ output: inout OutputSpan<UInt8>) {
    if !isEmpty { output.append(0x20) }
    isEmpty = false
    wordBytes = 0
    isInWord = true
  }
}
