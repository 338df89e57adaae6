/// Tells in one pass, and without a dictionary of strings, that no name of a document is there twice: the usual case.
enum DistinctNames {
  /// Whether the names surely differ; `false` only means that they must be compared.
  ///
  /// Names beyond ASCII, which can be equal in other bytes, count as doubtful.
  static func areDistinct(_ names: some Collection<String>) -> Bool {
    var size = 16
    while size < names.count * 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for name in names {
      guard let hash = hash(of: name.utf8.span) else { return false }
      var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (size - 1)
      while slots[slot] != 0 {
        if slots[slot] == hash { return false }
        slot = (slot + 1) & (size - 1)
      }
      slots[slot] = hash
    }
    return true
  }

  /// FNV-1a, never 0; `nil` for a name beyond ASCII.
  private static func hash(of bytes: borrowing Span<UInt8>) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var all: UInt8 = 0
    for index in 0..<bytes.count {
      all |= bytes[index]
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
    }
    return all < 0x80 ? max(hash, 1) : nil
  }
}
