/// Up to 16 bytes of a name in lower case, in two words: compared and written without a loop.
struct ShortName: Equatable {
  var low: UInt64 = 0
  var high: UInt64 = 0
  var count = 0

  /// The name in a range, ASCII letters in lower case; `nil` when it is longer than 16 bytes.
  @inline(__always) init?(_ bytes: ByteView, _ range: Range<Int>) {
    count = range.count
    guard count <= 16 else { return nil }
    if range.lowerBound + 16 <= bytes.count {
      low = UInt64(littleEndian: bytes.word(at: range.lowerBound))
      if count < 8 {
        low &= (1 << UInt64(8 * count)) &- 1
      } else if count > 8 {
        high = UInt64(littleEndian: bytes.word(at: range.lowerBound + 8))
        if count < 16 { high &= (1 << UInt64(8 * (count - 8))) &- 1 }
      }
    } else {
      for (offset, index) in range.enumerated() {
        if offset < 8 {
          low |= UInt64(bytes[index]) << UInt64(8 * offset)
        } else {
          high |= UInt64(bytes[index]) << UInt64(8 * (offset - 8))
        }
      }
    }
    low = Self.lowercased(low)
    high = Self.lowercased(high)
  }

  /// A name that is part of the program.
  init(_ text: String) {
    for byte in text.utf8.prefix(16) {
      if count < 8 { low |= UInt64(byte) << UInt64(8 * count) } else { high |= UInt64(byte) << UInt64(8 * (count - 8)) }
      count += 1
    }
  }

  /// Sets bit 5 of each byte from `A` to `Z`; bytes beyond ASCII stay.
  @inline(__always) private static func lowercased(_ word: UInt64) -> UInt64 {
    let ascii = word & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = ascii &+ 0x3F3F_3F3F_3F3F_3F3F
    let beyondZ = ascii &+ 0x2525_2525_2525_2525
    return word | ((fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080) >> 2)
  }

  @inline(__always) var hash: Int {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 55)
  }
}

/// Finds the number that belongs to a name.
struct ShortNameTable: Sendable {
  private var names: [ShortName]
  private var values: [UInt8]

  /// Names with their numbers, which are not 0.
  init(_ entries: [(name: String, value: UInt8)]) {
    names = Array(repeating: ShortName(""), count: 512)
    values = Array(repeating: 0, count: 512)
    for entry in entries {
      let name = ShortName(entry.name)
      var slot = name.hash
      while values[slot] != 0 { slot = (slot + 1) & 511 }
      names[slot] = name
      values[slot] = entry.value
    }
  }

  /// The number of a name, 0 for an unknown one.
  @inline(__always) func value(of name: ShortName) -> UInt8 {
    var slot = name.hash
    while values[slot] != 0 {
      if names[slot] == name { return values[slot] }
      slot = (slot + 1) & 511
    }
    return 0
  }
}

extension ShortName: Sendable {}
