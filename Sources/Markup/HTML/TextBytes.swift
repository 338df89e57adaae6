/// Which characters may stand in text that is stored, and how they are written.
///
/// Left out: C0 and C1 controls, DEL, direction embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069),
/// the byte order mark and noncharacters. Kept: line break, tab, joiners, soft hyphen, U+200E and U+200F, which Arabic
/// script needs.
enum TextBytes {
  /// Whether a byte may begin something that is left out or, in HTML, escaped.
  @inline(__always) static func isOdd(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A: false
    case 0x26, 0x3C, 0x3E, 0x7F, 0xC2, 0xE2, 0xEF: true
    default: byte < 0x20
    }
  }

  /// How many bytes from `index` on are a character that is left out; 0 when it is allowed.
  @inline(__always)
  static func forbiddenLength(_ bytes: ByteView, at index: Int, end: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F ? 1 : 0 }
    if byte == 0xC2 { return index + 1 < end && bytes[index + 1] < 0xA0 ? 2 : 0 }
    guard index + 2 < end else { return 0 }
    let (second, third) = (bytes[index + 1], bytes[index + 2])
    if byte == 0xE2 {
      return (second == 0x80 && (0xAA...0xAE).contains(third)) || (second == 0x81 && (0xA6...0xA9).contains(third))
        ? 3 : 0
    }
    guard byte == 0xEF else { return 0 }
    if second == 0xBB && third == 0xBF { return 3 }
    return second == 0xBF && (third >= 0xBE || (0xB9...0xBB).contains(third)) ? 3 : 0
  }

  /// Whether a scalar is left out.
  static func isForbidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// How many bytes at `index` are one white space: ASCII, no-break, U+0085, U+2000 to U+200A, separators, U+3000.
  @inline(__always)
  static func spaceLength(_ bytes: ByteView, at index: Int, end: Int) -> Int {
    let byte = bytes[index]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    guard byte >= 0xC2 else { return 0 }
    if byte == 0xC2 { return index + 1 < end && (bytes[index + 1] == 0xA0 || bytes[index + 1] == 0x85) ? 2 : 0 }
    guard byte == 0xE2 || byte == 0xE3, index + 2 < end else { return 0 }
    let (second, third) = (bytes[index + 1], bytes[index + 2])
    if byte == 0xE3 { return second == 0x80 && third == 0x80 ? 3 : 0 }
    guard second == 0x80 else { return 0 }
    return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
  }

  /// Whether a scalar is white space.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x3000: true
    default: false
    }
  }

  /// The text that a range of HTML stands for: references decoded, forbidden characters left out.
  static func decoded(_ bytes: ByteView, in range: Range<Int>, inAttribute: Bool) -> String {
    var output = ByteOutput(capacity: range.count)
    append(bytes, in: range, inAttribute: inAttribute, to: &output)
    return output.string()
  }

  /// Appends the text that a range of HTML stands for.
  static func append(_ bytes: ByteView, in range: Range<Int>, inAttribute: Bool, to output: inout ByteOutput) {
    var run = range.lowerBound
    var index = run
    while true {
      index = TextScan.markupEnd(bytes, from: index, to: range.upperBound)
      guard index < range.upperBound else { break }
      var skipped = 0
      var text = CharacterReference.Text()
      if bytes[index] == UInt8(ascii: "&") {
        let reference = CharacterReference.decode(bytes, at: index, end: range.upperBound, inAttribute: inAttribute)
        skipped = reference?.length ?? 0
        text = reference?.text ?? text
      } else {
        skipped = forbiddenLength(bytes, at: index, end: range.upperBound)
      }
      guard skipped > 0 else {
        index += 1
        continue
      }
      output.append(bytes, run..<index)
      text.forEach { if !isForbidden($0) { output.append(scalar: $0) } }
      index += skipped
      run = index
    }
    output.append(bytes, run..<range.upperBound)
  }
}

extension ByteOutput {
  /// Appends a scalar as UTF-8.
  mutating func append(scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0x10000...0x10FFFF:
      append(UInt8(0xF0 | scalar >> 18))
      append(UInt8(0x80 | (scalar >> 12) & 0x3F))
      append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    default: break
    }
  }

  /// Appends a byte of HTML, escaped where markup or an attribute's value could begin or end.
  @inline(__always) mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "\""): append("&quot;")
    default: append(byte)
    }
  }
}
