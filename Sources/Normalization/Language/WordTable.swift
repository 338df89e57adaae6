/// Words by a hash of their scalars, with one value each: open addressing, never more than half full.
///
/// Lives for the whole run and is asked for every word of a sample, which a `Dictionary` of strings would be too slow
/// for. Two words with the same 64-bit hash would be taken for one another; among some hundred words none are.
struct WordTable: Sendable {
  /// FNV-1a over scalars.
  struct Hash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ scalar: UInt32) { value = (value ^ UInt64(scalar)) &* 0x100_0000_01B3 }

    static func of(_ word: String) -> UInt64 {
      var hash = Hash()
      for scalar in word.unicodeScalars { hash.add(scalar.value) }
      return hash.value
    }
  }

  private var keys: [UInt64]
  private var values: [UInt16]
  private let mask: Int

  /// Takes words with their values, none 0; the values of a word that comes twice are joined bit by bit.
  init(_ words: [(String, UInt16)]) {
    var size = 16
    while size < words.count * 2 { size *= 2 }
    mask = size - 1
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    for (word, value) in words {
      let key = Hash.of(word)
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] |= value
    }
  }

  /// The value of the word with that hash, 0 when there is none.
  @inline(__always)
  func value(of key: UInt64) -> UInt16 { values[slot(of: key)] }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    while values[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }
}
