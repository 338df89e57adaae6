/// Looks at bytes as UTF-8 text for XML: where it is valid, and a copy in which everything is.
struct UTF8Scan {
  /// What was found in a whole document.
  struct Result {
    /// Every sequence is valid UTF-8 and every character allowed in XML 1.0.
    var isClean = true
    /// Valid sequences of two bytes or more.
    var multibyte = 0
    /// Bytes that belong to no valid sequence.
    var invalid = 0
    /// Control characters and noncharacters that XML forbids.
    var forbidden = 0
    /// Control characters U+0080 to U+009F: windows-1252 that was taken for ISO-8859-1 on its way to UTF-8.
    var misread = 0
    /// Where the first of each is.
    var firstInvalid = 0
    var firstForbidden = 0
    var firstMisread = 0

    /// There are no more invalid bytes than valid sequences.
    var isMostlyUTF8: Bool { multibyte >= invalid }
    /// Valid sequences are many enough to say UTF-8 unless the bytes speak for another encoding.
    var isPossiblyUTF8: Bool { multibyte * 4 >= invalid }
  }

  /// Scans all bytes from `start`.
  static func scan(_ bytes: ByteView, from start: Int) -> Result {
    var result = Result()
    var index = start
    let count = bytes.count
    while index < count {
      index = asciiEnd(bytes, from: index)
      guard index < count else { break }
      let byte = bytes[index]
      if byte < 0x80 {
        note(&result.forbidden, &result.firstForbidden, index)
        index += 1
        continue
      }
      let pairs = pairsEnd(bytes, from: index)
      if pairs > index {
        result.multibyte += (pairs - index) / 2
        index = pairs
        continue
      }
      let length = sequenceLength(bytes, at: index)
      if length > 0 {
        result.multibyte += 1
        index += length
      } else if length == 0 {
        note(&result.invalid, &result.firstInvalid, index)
        index += 1
      } else if length == misread {
        result.multibyte += 1
        note(&result.misread, &result.firstMisread, index)
        index += 2
      } else {
        note(&result.forbidden, &result.firstForbidden, index)
        index += 3
      }
    }
    result.isClean = result.invalid == 0 && result.forbidden == 0 && result.misread == 0
    return result
  }

  /// A copy from `start` without forbidden controls and with U+FFFD for invalid bytes, a run of them at a time.
  ///
  /// A byte that stands alone in ASCII text where windows-1252 has punctuation or a letter is that: it was pasted.
  static func repaired(_ bytes: ByteView, from start: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = start
    while index < bytes.count {
      let first = index
      index = asciiEnd(bytes, from: index)
      if index > first { unsafe output.append(contentsOf: bytes.buffer(first..<index)) }
      guard index < bytes.count else { break }
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      if length > 0 {
        for offset in 0..<length { output.append(bytes[index + offset]) }
        index += length
      } else if length == misread {
        output.append(contentsOf: windows1252(bytes[index + 1]))
        index += 2
      } else if length == 0, isPasted(bytes, at: index) {
        output.append(contentsOf: windows1252(bytes[index]))
        index += 1
      } else {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        index += length == 0 ? invalidLength(bytes, at: index) : 3
      }
    }
    return output
  }

  private static func windows1252(_ byte: UInt8) -> [UInt8] {
    Array(String(Character(HTMLEntities.scalar(number: UInt32(byte)))).utf8)
  }

  /// Whether the invalid byte at `index` has only ASCII around it, and cannot be the first of a character cut off.
  private static func isPasted(_ bytes: ByteView, at index: Int) -> Bool {
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = index + 1 < bytes.count ? bytes[index + 1] : 0x3C
    guard before < 0x80, after < 0x80 else { return false }
    let isLead = bytes[index] >= 0xC2 && bytes[index] <= 0xF4
    return !isLead || (after | 0x20) &- 0x61 < 26 || after == 0x20 || after == 0x2C || after == 0x2D
  }

  @inline(__always) private static func note(_ count: inout Int, _ first: inout Int, _ index: Int) {
    if count == 0 { first = index }
    count += 1
  }

  /// The first index from which a byte is neither printable ASCII nor white space.
  @inline(__always) private static func asciiEnd(_ bytes: ByteView, from start: Int) -> Int {
    var index = start
    let count = bytes.count
    while index + 16 <= count, oddBytes(bytes.word(at: index)) | oddBytes(bytes.word(at: index + 8)) == 0 {
      index += 16
    }
    while index < count, isPlain(bytes[index]) { index += 1 }
    return index
  }

  /// The high bit of each byte that is not plain; no carry crosses from one byte to the next.
  @inline(__always) private static func oddBytes(_ word: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    let control = ~((word | high) &- 0x2020_2020_2020_2020) & high
    if control == 0 { return word & high }
    func others(_ value: UInt64) -> UInt64 {
      let mixed = word ^ value
      return ((mixed & ~high) &+ ~high) | mixed
    }
    let isNoSpace = others(0x0A0A_0A0A_0A0A_0A0A) & others(0x0909_0909_0909_0909) & others(0x0D0D_0D0D_0D0D_0D0D)
    return (word | (control & isNoSpace)) & high
  }

  @inline(__always) private static func isPlain(_ byte: UInt8) -> Bool {
    byte &- 0x20 < 0x60 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// The index behind as many valid sequences of two bytes as follow at `start`: Cyrillic, Arabic, Greek, Hebrew.
  ///
  /// Four are looked at together while there are so many; single spaces between words are stepped over, and counted
  /// as half a sequence, which is near enough for the guesses that use the number.
  @inline(__always) private static func pairsEnd(_ bytes: ByteView, from start: Int) -> Int {
    var index = start
    let count = bytes.count
    while index + 8 <= count {
      let word = UInt64(littleEndian: bytes.word(at: index))
      let arePairs = word & 0xC0E0_C0E0_C0E0_C0E0 == 0x80C0_80C0_80C0_80C0
      // No lead byte may be C0 to C3: one of the bits 2 to 4 is set in each.
      let leads = (word & 0x001C_001C_001C_001C) &+ 0x7FFF_7FFF_7FFF_7FFF
      if arePairs, leads & 0x8000_8000_8000_8000 == 0x8000_8000_8000_8000 {
        index += 8
        continue
      }
      let first = bytes[index]
      if first >= 0xC3, first <= 0xDF, isTail(bytes[index + 1]) {
        index += 2
      } else if first == 0x20 {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// What `sequenceLength` gives for U+0080 to U+009F.
  private static let misread = -2

  /// Length of the valid sequence at `index` (Unicode table 3-7); 0 when invalid, -1 for U+FFFE and U+FFFF, -2 for
  /// U+0080 to U+009F.
  @inline(__always) private static func sequenceLength(_ bytes: ByteView, at index: Int) -> Int {
    let first = bytes[index]
    let left = bytes.count - index
    switch first {
    case 0xC2...0xDF:
      guard left >= 2, isTail(bytes[index + 1]) else { return 0 }
      return first == 0xC2 && bytes[index + 1] < 0xA0 ? misread : 2
    case 0xE0...0xEF:
      guard left >= 3, isTail(bytes[index + 1]), isTail(bytes[index + 2]) else { return 0 }
      let second = bytes[index + 1]
      if first == 0xE0, second < 0xA0 { return 0 }
      if first == 0xED, second > 0x9F { return 0 }
      if first == 0xEF, second == 0xBF, bytes[index + 2] >= 0xBE { return -1 }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, isTail(bytes[index + 1]), isTail(bytes[index + 2]), isTail(bytes[index + 3]) else { return 0 }
      if first == 0xF0, bytes[index + 1] < 0x90 { return 0 }
      if first == 0xF4, bytes[index + 1] > 0x8F { return 0 }
      return 4
    default:
      return 0
    }
  }

  /// Length of the invalid part at `index` that one U+FFFD stands for: a lead byte with the tails that follow it.
  private static func invalidLength(_ bytes: ByteView, at index: Int) -> Int {
    guard bytes[index] >= 0xC2, bytes[index] <= 0xF4 else { return 1 }
    let wanted = bytes[index] < 0xE0 ? 2 : bytes[index] < 0xF0 ? 3 : 4
    var length = 1
    while length < wanted - 1, index + length < bytes.count, isTail(bytes[index + length]) { length += 1 }
    return length
  }

  @inline(__always) private static func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
