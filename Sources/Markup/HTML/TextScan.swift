/// Finds the few bytes of a text that need care, eight at a time; no carry crosses from one byte to the next.
enum TextScan {
  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// The first byte at or after `start` that HTML escapes or that may be a forbidden character, or `end`.
  @inline(__always) static func markupEnd(_ bytes: ByteView, from start: Int, to end: Int) -> Int {
    var index = start
    while index + 8 <= end {
      let word = UInt64(littleEndian: bytes.word(at: index))
      var found = odd(word)
      let controls = controls(word)
      if controls != 0 {
        found |= controls & others(word, than: 0x0A0A_0A0A_0A0A_0A0A) & others(word, than: 0x0909_0909_0909_0909)
      }
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end, !TextBytes.isOdd(bytes[index]) { index += 1 }
    return index
  }

  /// The first byte at or after `start` that ends a run of words apart by single spaces, or `end`.
  @inline(__always) static func wordsEnd(_ bytes: ByteView, from start: Int, to end: Int) -> Int {
    var index = start
    while index + 9 <= end {
      let word = UInt64(littleEndian: bytes.word(at: index))
      let next = UInt64(littleEndian: bytes.word(at: index + 1))
      let spaces = ~(others(word, than: 0x2020_2020_2020_2020) | others(next, than: 0x2020_2020_2020_2020)) & high
      var found = odd(word) | controls(word) | spaces
      if word & high != 0 { found |= ~others(word, than: 0xE3E3_E3E3_E3E3_E3E3) & high }
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0xE3 || TextBytes.isOdd(byte) { break }
      if byte == 0x20, index + 1 < end, bytes[index + 1] == 0x20 { break }
      index += 1
    }
    return index
  }

  /// `&`, `<`, `>`, DEL, and the lead bytes of characters that are left out or are white space.
  @inline(__always) private static func odd(_ word: UInt64) -> UInt64 {
    let markup =
      others(word, than: 0x2626_2626_2626_2626)
      & others(word & 0xFDFD_FDFD_FDFD_FDFD, than: 0x3C3C_3C3C_3C3C_3C3C)
    if word & high == 0 { return (~markup | (word &+ 0x0101_0101_0101_0101)) & high }
    let leads =
      others(word & 0xDFDF_DFDF_DFDF_DFDF, than: 0xC2C2_C2C2_C2C2_C2C2) & others(word, than: 0xEFEF_EFEF_EFEF_EFEF)
    return ~(markup & leads & others(word, than: low)) & high
  }

  /// The high bit of each byte below 0x20.
  @inline(__always) private static func controls(_ word: UInt64) -> UInt64 {
    ~((word | high) &- 0x2020_2020_2020_2020) & ~word & high
  }

  /// The high bit of each byte that differs; the other bits mean nothing.
  @inline(__always) private static func others(_ word: UInt64, than value: UInt64) -> UInt64 {
    let mixed = word ^ value
    return ((mixed & low) &+ low) | mixed
  }
}
