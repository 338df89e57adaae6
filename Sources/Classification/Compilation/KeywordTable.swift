/// Distinct keywords in the order they came, their bytes in one run.
struct KeywordTable: Sendable {
  /// The bytes of all keywords.
  private(set) var bytes: [UInt8] = []
  /// Where each keyword begins; one more at the end.
  private(set) var starts: [Int32] = [0]
  /// Keyword by hash: open addressing, a power of two of slots; −1 for a free one.
  private var slots = [Int32](repeating: -1, count: 1_024)

  /// Number of keywords.
  var count: Int { starts.count - 1 }

  /// Where the bytes of a keyword stand.
  @inline(__always) func range(_ keyword: Int) -> Range<Int> { Int(starts[keyword])..<Int(starts[keyword + 1]) }

  /// The index of a keyword, which is added when it is new.
  mutating func index(of keyword: [UInt8]) -> Int {
    if count * 2 >= slots.count { grow() }
    let slot = slot(of: keyword[...])
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(truncatingIfNeeded: count)
    bytes += keyword
    starts.append(Int32(truncatingIfNeeded: bytes.count))
    return count - 1
  }

  /// The slot of a keyword, or a free one for it.
  private func slot(of keyword: ArraySlice<UInt8>) -> Int {
    let hash = FeatureHash.feature(.word, FeatureHash.of(keyword))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keyword == bytes[range(Int(slots[slot]))] { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for keyword in 0..<count { slots[slot(of: bytes[range(keyword)])] = Int32(truncatingIfNeeded: keyword) }
  }
}
