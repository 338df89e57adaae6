/// What a document's first bytes say of its encoding (XML 1.0 appendix F).
enum EncodingSigns {
  /// The encoding that byte order marks say, and their length; documents put together from two carry two.
  static func byteOrderMark(_ bytes: ByteView) -> (encoding: CharacterEncoding?, length: Int, isRepeated: Bool) {
    func has(_ mark: [UInt8], at index: Int) -> Bool {
      index + mark.count <= bytes.count && mark.indices.allSatisfy { bytes[index + $0] == mark[$0] }
    }
    if has([0xEF, 0xBB, 0xBF], at: 0) {
      var length = 3
      while has([0xEF, 0xBB, 0xBF], at: length) { length += 3 }
      return (.utf8, length, length > 3)
    }
    if has([0xFF, 0xFE, 0, 0], at: 0) { return (.utf32LE, 4, false) }
    if has([0, 0, 0xFE, 0xFF], at: 0) { return (.utf32BE, 4, false) }
    if has([0xFF, 0xFE], at: 0) { return (.utf16LE, 2, false) }
    if has([0xFE, 0xFF], at: 0) { return (.utf16BE, 2, false) }
    return (nil, 0, false)
  }

  /// UTF-16 or UTF-32 without mark shows in where the zeros are around the ASCII that every document starts with.
  static func wide(_ bytes: ByteView) -> CharacterEncoding? {
    let units = min(bytes.count, 64) / 4
    guard units > 0 else { return nil }
    var zeros = [0, 0, 0, 0]
    for index in 0..<units * 4 where bytes[index] == 0 { zeros[index & 3] += 1 }
    func are(_ pattern: [Bool]) -> Bool {
      zeros.indices.allSatisfy { pattern[$0] ? zeros[$0] * 5 >= units * 4 : zeros[$0] * 5 <= units }
    }
    if are([false, true, true, true]) { return .utf32LE }
    if are([true, true, true, false]) { return .utf32BE }
    if are([false, true, false, true]) { return .utf16LE }
    if are([true, false, true, false]) { return .utf16BE }
    return nil
  }

  /// The start of an XML declaration in EBCDIC; its letters are the same in all of them.
  static func isEBCDIC(_ bytes: ByteView) -> Bool {
    bytes.count >= 4 && bytes[0] == 0x4C && bytes[1] == 0x6F && bytes[2] == 0xA7 && bytes[3] == 0x94
  }

  /// The EBCDIC encoding that the document's own declaration names, or the most usual one.
  static func ebcdic(_ bytes: ByteView) -> CharacterEncoding {
    let head = unsafe ByteView(bytes.buffer(0..<min(bytes.count, 256)))
    guard let text = Transcoder.utf8(head, from: 0, encoding: .ebcdic)?.bytes else { return .ebcdic }
    let label = unsafe text.withUnsafeBufferPointer { unsafe declaredLabel(ByteView($0)) }
    let named = label.flatMap { CharacterEncoding(label: $0) }
    return named?.family == .ebcdic ? named ?? .ebcdic : .ebcdic
  }

  /// The encoding named by an XML declaration near the start, also by one with wrong or missing quotes.
  static func declaredLabel(_ bytes: ByteView) -> String? {
    let limit = min(bytes.count, 4_096)
    var index = bytes.index(of: 0x3C, from: 0, to: limit)
    while index < limit, !bytes.hasPrefixIgnoringCase("<?xml", at: index) {
      index = bytes.index(of: 0x3C, from: index + 1, to: limit)
    }
    let end = bytes.index(of: 0x3E, from: index, to: limit)
    while index < end, !bytes.hasPrefixIgnoringCase("encoding", at: index) { index += 1 }
    index += 8
    let latest = min(end, index + 16)
    while index < latest, !isLabelByte(bytes[index]) { index += 1 }
    guard index < latest else { return nil }
    var close = index
    while close < end, isLabelByte(bytes[close]) { close += 1 }
    return close - index <= 64 ? bytes.string(index..<close) : nil
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x3A
  }
}
