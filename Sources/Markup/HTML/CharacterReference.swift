/// Character references of HTML (WHATWG HTML §13.2.5.72): `&amp;`, `&#8217;`, `&#x2019;`.
enum CharacterReference {
  /// The one or two scalars that a reference stands for; 0 is none.
  struct Text {
    var first: UInt32 = 0
    var second: UInt32 = 0

    @inline(__always) func forEach(_ body: (UInt32) -> Void) {
      if first != 0 { body(first) }
      if second != 0 { body(second) }
    }
  }

  /// What a reference stands for, and how many bytes it took.
  struct Decoded {
    var text: Text
    var length: Int
  }

  /// Reads the reference that begins with the `&` at `index`; `nil` when it is only an ampersand.
  ///
  /// In an attribute, a name without `;` before `=` or a letter is text, so that `?a=1&copy=2` stays a URL.
  static func decode(_ bytes: ByteView, at index: Int, end: Int, inAttribute: Bool = false) -> Decoded? {
    guard index + 2 < end else { return nil }
    if bytes[index + 1] == UInt8(ascii: "#") { return numeric(bytes, at: index, end: end) }
    var stop = index + 1
    while stop < end, stop - index <= HTMLEntities.longestName, isAlphanumeric(bytes[stop]) { stop += 1 }
    let name = index + 1..<stop
    guard name.count >= 2 else { return nil }
    if stop < end, bytes[stop] == UInt8(ascii: ";"), let text = HTMLEntities.text(bytes, name) {
      return Decoded(text: text, length: name.count + 2)
    }
    guard let (text, length) = legacy(bytes, name) else { return nil }
    if inAttribute, length < name.count || (stop < end && bytes[stop] == UInt8(ascii: "=")) { return nil }
    return Decoded(text: text, length: length + 1)
  }

  /// The longest name that HTML also knows without `;` and that `name` begins with.
  private static func legacy(_ bytes: ByteView, _ name: Range<Int>) -> (text: Text, length: Int)? {
    var length = min(name.count, 6)
    while length >= 2 {
      let prefix = name.lowerBound..<name.lowerBound + length
      if let text = HTMLEntities.textWithoutSemicolon(bytes, prefix) { return (text, length) }
      length -= 1
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }

  private static func numeric(_ bytes: ByteView, at index: Int, end: Int) -> Decoded? {
    var position = index + 2
    let isHexadecimal = bytes[position] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { position += 1 }
    let start = position
    var value: UInt32 = 0
    while position < end {
      let byte = bytes[position]
      let digit: UInt32
      if byte &- 0x30 < 10 {
        digit = UInt32(byte & 15)
      } else if isHexadecimal, (byte | 0x20) &- 0x61 < 6 {
        digit = UInt32((byte | 0x20) - 0x61 + 10)
      } else {
        break
      }
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
      position += 1
    }
    guard position > start else { return nil }
    if position < end, bytes[position] == UInt8(ascii: ";") { position += 1 }
    return Decoded(text: Text(first: HTMLEntities.scalar(number: value).value), length: position - index)
  }
}
