/// The beginning of an article as UTF-8, for all that looks at its language.
struct TextSample {
  /// Title, line break, text; ends with a whole character.
  let bytes: [UInt8]

  /// Takes the title and as much of the text as fits into `limit` bytes.
  init(title: String, text: String, limit: Int) {
    var bytes: [UInt8] = []
    let (titleBytes, textBytes) = (title.utf8, text.utf8)
    bytes.reserveCapacity(min(titleBytes.count + textBytes.count + 1, limit + 1))
    Self.append(titleBytes, limit: limit, to: &bytes)
    if bytes.count < limit {
      bytes.append(0x0A)
      Self.append(textBytes, limit: limit, to: &bytes)
    }
    if bytes.count >= limit { Self.dropPartOfCharacter(&bytes) }
    self.bytes = bytes
  }

  /// Fills up to `limit` bytes; whole texts are copied at once.
  private static func append(_ text: String.UTF8View, limit: Int, to bytes: inout [UInt8]) {
    let room = limit - bytes.count
    if text.count <= room { return bytes.append(contentsOf: text) }
    let span = text.span
    for index in 0..<room { bytes.append(span[index]) }
  }

  private static func dropPartOfCharacter(_ bytes: inout [UInt8]) {
    var start = bytes.count - 1
    while start > 0, bytes.count - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    guard start >= 0, bytes[start] >= 0xC0 else { return }
    let length = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : 2
    if bytes.count - start < length { bytes.removeSubrange(start...) }
  }

  /// Whether a scalar of the range is there.
  func hasScalar(in range: ClosedRange<UInt32>) -> Bool {
    var index = 0
    while index < bytes.count { if range.contains(Self.scalar(bytes, &index)) { return true } }
    return false
  }

  /// The scalar that begins at `index`, which moves behind it; U+FFFD for bytes that are none.
  @inline(__always)
  static func scalar(_ bytes: [UInt8], _ index: inout Int) -> UInt32 {
    let first = UInt32(bytes[index])
    index += 1
    if first < 0x80 { return first }
    let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
    guard count > 0, index + count <= bytes.count else { return 0xFFFD }
    var scalar = first & (0x3F >> UInt32(count))
    for _ in 0..<count {
      scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
    }
    return scalar
  }
}
