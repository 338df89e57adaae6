/// Features by hash, each with its weights: 48 bytes and a slot a feature, so that reading a text touches little memory.
struct FeatureTable: Sendable {
  /// Weights that stand in one block.
  static let lanes = 8

  /// What the steps of a row are multiplied by, and how rare its word is.
  struct Scale: Sendable {
    var factor: Float
    var rarity: Float
  }
  private struct Slot {
    var hash: UInt64 = 0
    var row: Int32 = -1
  }

  /// Weights a feature.
  let outputCount: Int
  /// Blocks of weights a feature.
  let width: Int
  /// Row of a feature by hash: open addressing, a power of two of slots.
  private var slots: [Slot]
  /// A bit for each hash that is there, in a few bits a slot: most pairs of words are in no slot and end here.
  private var filter: [UInt64]
  private var steps: [SIMD8<Int8>] = []
  private var scales: [Scale] = []

  /// An empty table for so many features.
  init(capacity: Int, outputCount: Int) {
    self.outputCount = outputCount
    width = (outputCount + Self.lanes - 1) / Self.lanes
    var count = 16
    while count < capacity * 2 { count *= 2 }
    slots = [Slot](repeating: Slot(), count: count)
    filter = [UInt64](repeating: 0, count: count / 16)
    steps.reserveCapacity(capacity * width)
    scales.reserveCapacity(capacity)
  }

  /// Number of features.
  var count: Int { scales.count }

  /// Adds a feature of `outputCount` steps; of two with one hash the first is found.
  mutating func add(_ kind: FeatureKind, _ hash: UInt64, rarity: Double, scale: Double, steps new: Span<Int8>) {
    let rarity = kind.isWord || kind == .meaning ? Float(rarity) : 1
    for block in 0..<width {
      var lane = SIMD8<Int8>(repeating: 0)
      let start = block * Self.lanes
      for index in start..<min(start + Self.lanes, new.count) { lane[index - start] = new[index] }
      steps.append(lane)
    }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].row >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Slot(hash: hash, row: Int32(truncatingIfNeeded: scales.count))
    scales.append(Scale(factor: Float(scale) * rarity, rarity: rarity))
    let (word, bit) = filterPlace(hash)
    filter[word] |= bit
  }

  @inline(__always) private func filterPlace(_ hash: UInt64) -> (word: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: hash >> 32) & (filter.count - 1), 1 << (hash >> 58))
  }

  /// The row of a feature, or −1.
  @inline(__always) func row(_ hash: UInt64) -> Int32 {
    let (word, bit) = filterPlace(hash)
    if filter[word] & bit == 0 { return -1 }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let entry = slots[slot]
      if entry.row < 0 || entry.hash == hash { return entry.row }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// How rare the word of a row is.
  @inline(__always) func rarity(_ row: Int32) -> Float { scales[Int(row)].rarity }

  /// Adds the weights of a row, times `value`, to the sums.
  @inline(__always) func add(_ row: Int32, times value: Float, to sums: inout [SIMD8<Float>]) {
    let start = Int(row) * width
    let factor = scales[Int(row)].factor
    for block in 0..<width { sums[block] += SIMD8<Float>(steps[start + block]) * factor * value }
  }

  /// The weight of a row for one output.
  @inline(__always) func weight(_ row: Int32, output: Int) -> Float {
    Float(steps[Int(row) * width + output / Self.lanes][output % Self.lanes]) * scales[Int(row)].factor
  }
}
