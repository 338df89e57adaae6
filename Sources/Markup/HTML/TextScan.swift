/// Finds the few bytes of a text that need care, sixteen at a time.
enum TextScan {
  /// The first byte at or after `start` that HTML escapes or that may be a forbidden character, or `end`.
  @inline(__always) static func markupEnd(_ bytes: ByteView, from start: Int, to end: Int) -> Int {
    var index = start
    while index + 16 <= end {
      let vector = bytes.vector(at: index)
      let controls = (vector .< 0x20) .& (vector .!= 0x0A) .& (vector .!= 0x09)
      let found = offset(controls .| odd(vector))
      if found < 16 { return index + found }
      index += 16
    }
    while index < end, !TextBytes.isOdd(bytes[index]) { index += 1 }
    return index
  }

  /// The first byte at or after `start` that ends a run of words apart by single spaces, or `end`.
  @inline(__always) static func wordsEnd(_ bytes: ByteView, from start: Int, to end: Int) -> Int {
    var index = start
    while index + 17 <= end {
      let vector = bytes.vector(at: index)
      let spaces = (vector .== 0x20) .& (bytes.vector(at: index + 1) .== 0x20)
      let others = ((vector & 0xFE) .== 0xE2) .& (vector .!= 0xE2)
      let found = offset((vector .< 0x20) .| spaces .| others .| odd(vector))
      if found < 16 { return index + found }
      index += 16
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
  @inline(__always) private static func odd(_ vector: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
    (vector .== 0x26) .| ((vector & 0xFD) .== 0x3C) .| (vector .== 0x7F) .| (vector .== 0xC2) .| (vector .== 0xE2)
      .| (vector .== 0xEF)
  }

  /// The first lane that is set, 16 for none.
  @inline(__always) private static func offset(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
    let words = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if words[0] != 0 { return UInt64(littleEndian: words[0]).trailingZeroBitCount / 8 }
    return words[1] != 0 ? 8 + UInt64(littleEndian: words[1]).trailingZeroBitCount / 8 : 16
  }
}
