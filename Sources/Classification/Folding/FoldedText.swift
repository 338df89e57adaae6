/// Text folded for matching, with the way back: for each folded byte, where its character began in the original.
///
/// White space is collapsed to one space, paragraphs are kept apart by a line feed, a possessive `'s` becomes a word of
/// its own, other apostrophes inside words vanish.
struct FoldedText {
  /// The folded bytes: ASCII lower-case, digits, a little punctuation, and letters of other scripts.
  private(set) var bytes: [UInt8] = []
  /// Offset of the original character for each folded byte.
  private(set) var origins: [Int32] = []

  /// Folds one term on its own, without outer spaces.
  static func fold(_ term: String) -> [UInt8] {
    var text = FoldedText()
    text.append(Array(term.utf8))
    return text.bytes
  }

  /// Makes room for so many original bytes.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
    origins.reserveCapacity(origins.count + count)
  }

  /// Ends a field, so that nothing matches across.
  mutating func endField() {
    bytes.append(0x0A)
    origins.append(0)
  }

  /// Folds the UTF-8 of one field.
  ///
  /// An offset counts from the field's start. Broken sequences become spaces.
  mutating func append(_ source: [UInt8]) {
    let table = FoldingTable.shared
    let start = bytes.count
    var position = 0
    var pendingSpace: Int32 = -1
    var lineFeeds = 0
    while position < source.count {
      let begin = position
      let code = decodeScalar(source, &position)
      if code == 0x0A { lineFeeds += 1 }
      var entry = code < 0x10000 ? table.entries[Int(code)] : FoldingTable.space
      if entry == FoldingTable.apostrophe {
        entry = foldedApostrophe(
          source, from: begin, next: position, hasLetterBefore: pendingSpace < 0 && bytes.count > start)
      }
      if entry == 0 { continue }
      if entry == FoldingTable.space {
        if pendingSpace < 0 { pendingSpace = Int32(clamping: begin) }
        continue
      }
      if pendingSpace >= 0 {
        if bytes.count > start { emit(lineFeeds > 1 ? 0x0A : 0x20, at: pendingSpace) }
        pendingSpace = -1
      }
      lineFeeds = 0
      emit(entry, table, at: Int32(clamping: begin))
    }
  }

  @inline(__always) private mutating func emit(_ byte: UInt8, at origin: Int32) {
    bytes.append(byte)
    origins.append(origin)
  }

  @inline(__always) private mutating func emit(_ entry: UInt32, _ table: FoldingTable, at origin: Int32) {
    if entry < 0x80 {
      emit(UInt8(truncatingIfNeeded: entry), at: origin)
    } else if entry >= FoldingTable.expansion {
      for byte in table.expansions[Int(entry & 0x00FF_FFFF)] { emit(byte, at: origin) }
    } else {
      var rest = entry
      while rest != 0 {
        emit(UInt8(truncatingIfNeeded: rest), at: origin)
        rest >>= 8
      }
    }
  }

  /// Inside a word an apostrophe vanishes; before a final `s`, and at a word's edge, it parts words.
  private func foldedApostrophe(_ source: [UInt8], from: Int, next: Int, hasLetterBefore: Bool) -> UInt32 {
    guard hasLetterBefore, next < source.count, Self.isLetter(source[next]) else { return FoldingTable.space }
    let isS = source[next] | 0x20 == 0x73
    let isFinal = next + 1 >= source.count || !Self.isLetter(source[next + 1])
    return isS && isFinal ? FoldingTable.space : 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0xC3 && byte != 0xE2 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}

/// Reads one scalar of UTF-8 and moves on; 0xFFFF_FFFF for a broken sequence, of which one byte is taken.
@inline(__always) func decodeScalar(_ source: [UInt8], _ position: inout Int) -> UInt32 {
  let lead = source[position]
  position += 1
  if lead < 0x80 { return UInt32(lead) }
  let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0
  guard length > 0, position + length <= source.count else { return 0xFFFF_FFFF }
  var code = UInt32(lead) & (0x3F >> UInt32(length))
  for index in 0..<length { code = code << 6 | UInt32(source[position + index] & 0x3F) }
  position += length
  return code
}
