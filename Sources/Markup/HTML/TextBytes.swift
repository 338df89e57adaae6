/// Which characters may stand in text that is stored, and how they are written.
///
/// Left out: C0 and C1 controls, DEL, direction embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069),
/// the byte order mark and noncharacters. Kept: line break, tab, joiners, U+200E and U+200F, which Arabic script needs.
enum TextBytes {
  /// Bytes that may begin something that is left out or, in HTML, escaped.
  static let needsCare: [Bool] = (0..<256).map { byte in
    byte < 0x20 || byte == 0x7F || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0xC2 || byte == 0xE2
      || byte == 0xEF
  }

  /// How many bytes from `index` on are a character that is left out; 0 when it is allowed.
  @inline(__always)
  static func forbiddenLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int {
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

  /// Appends a scalar as UTF-8.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: output.append(UInt8(scalar))
    case 0x80..<0x800:
      output.append(UInt8(0xC0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      output.append(UInt8(0xE0 | scalar >> 12))
      output.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    case 0x10000...0x10FFFF:
      output.append(UInt8(0xF0 | scalar >> 18))
      output.append(UInt8(0x80 | (scalar >> 12) & 0x3F))
      output.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    default: break
    }
  }

  /// Appends a byte of text to HTML, escaped where markup could begin.
  @inline(__always)
  static func appendEscapedText(_ byte: UInt8, to output: inout [UInt8]) {
    if byte == UInt8(ascii: "\"") { output.append(byte) } else { appendEscaped(byte, to: &output) }
  }

  /// Appends a byte of an attribute's value, escaped where markup or the value's end could begin.
  @inline(__always)
  static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
    default: output.append(byte)
    }
  }

  /// The text that a range of HTML stands for: references decoded, forbidden characters left out.
  static func decoded(_ bytes: [UInt8], in range: Range<Int>, inAttribute: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    appendText(bytes, in: range, inAttribute: inAttribute) { output.append($0) }
    return output
  }

  /// Hands the bytes of the text that a range of HTML stands for to `write`, one by one.
  @inline(__always)
  static func appendText(
    _ bytes: [UInt8], in range: Range<Int>, inAttribute: Bool = false, write: (UInt8) -> Void
  ) {
    let needsCare = needsCare
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      guard needsCare[Int(byte)] else {
        write(byte)
        index += 1
        continue
      }
      if byte == UInt8(ascii: "&"),
        let reference = CharacterReference.decode(bytes, at: index, end: range.upperBound, inAttribute: inAttribute)
      {
        if forbiddenLength(reference.text, at: 0, end: reference.text.count) == 0 { reference.text.forEach(write) }
        index += reference.length
        continue
      }
      let forbidden = forbiddenLength(bytes, at: index, end: range.upperBound)
      if forbidden == 0 {
        write(byte)
        index += 1
      } else {
        index += forbidden
      }
    }
  }
}
