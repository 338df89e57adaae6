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
    var folding = Folding(table: table)
    // Both lists grow by whole chunks: checks at each byte would be most of the work.
    var newBytes: [UInt8] = []
    var newOrigins: [Int32] = []
    swap(&bytes, &newBytes)
    swap(&origins, &newOrigins)
    while folding.position < source.count {
      let end = min(source.count, folding.position + Self.chunk)
      let room = Self.room(for: source.span, folding.position..<end, table)
      newBytes.append(addingCapacity: room) { bytes in
        newOrigins.append(addingCapacity: room) { origins in
          folding.fold(source.span, upTo: end, &bytes, &origins)
        }
      }
    }
    swap(&bytes, &newBytes)
    swap(&origins, &newOrigins)
  }

  /// Bytes that are folded at a stretch.
  private static let chunk = 64

  /// The most bytes that a stretch can become: ASCII stays as long, and a space may wait from before.
  private static func room(for source: Span<UInt8>, _ range: Range<Int>, _ table: FoldingTable) -> Int {
    var all: UInt8 = 0
    for index in range { all |= source[index] }
    return all < 0x80 ? range.count + 1 : range.count / 2 * (table.longestExpansion + 1) + range.count + 64
  }
}

/// The state of folding one field.
private struct Folding {
  let table: FoldingTable
  private(set) var position = 0
  private var isEmpty = true
  private var pendingSpace: Int32 = -1
  private var lineFeeds = 0

  init(table: FoldingTable) { self.table = table }

  /// Folds the characters that begin before `end`.
  mutating func fold(
    _ source: Span<UInt8>, upTo end: Int, _ bytes: inout OutputSpan<UInt8>, _ origins: inout OutputSpan<Int32>
  ) {
    let table = table
    let entries = table.entries.span
    while position < end {
      let begin = position
      let code = decodeScalar(source, &position)
      if code == 0x0A { lineFeeds += 1 }
      var entry = code < 0x10000 ? entries[Int(code)] : FoldingTable.space
      if entry == FoldingTable.apostrophe {
        entry = foldedApostrophe(source, next: position, hasLetterBefore: pendingSpace < 0 && !isEmpty)
      }
      if entry == 0 { continue }
      let origin = Int32(truncatingIfNeeded: begin)
      if entry == FoldingTable.space {
        if pendingSpace < 0 { pendingSpace = origin }
        continue
      }
      if pendingSpace >= 0 {
        if !isEmpty {
          bytes.append(lineFeeds > 1 ? 0x0A : 0x20)
          origins.append(pendingSpace)
        }
        pendingSpace = -1
      }
      lineFeeds = 0
      isEmpty = false
      if entry < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: entry))
        origins.append(origin)
      } else {
        emit(entry, at: origin, &bytes, &origins)
      }
    }
  }

  private func emit(
    _ entry: UInt32, at origin: Int32, _ bytes: inout OutputSpan<UInt8>, _ origins: inout OutputSpan<Int32>
  ) {
    if entry >= FoldingTable.expansion {
      for byte in table.expansions[Int(entry & 0x00FF_FFFF)] {
        bytes.append(byte)
        origins.append(origin)
      }
      return
    }
    var rest = entry
    while rest != 0 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      origins.append(origin)
      rest >>= 8
    }
  }

  /// Inside a word an apostrophe vanishes; before a final `s`, and at a word's edge, it parts words.
  private func foldedApostrophe(_ source: Span<UInt8>, next: Int, hasLetterBefore: Bool) -> UInt32 {
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
@inline(__always) func decodeScalar(_ source: Span<UInt8>, _ position: inout Int) -> UInt32 {
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
