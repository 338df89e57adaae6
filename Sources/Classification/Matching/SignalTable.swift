/// The signals that stand in one text, by number: few of the thousands that there are.
///
/// Open addressing, a power of two of entries, at most half of them used.
struct SignalTable {
  /// One signal and the last of its hits.
  struct Entry {
    /// −1 for a free entry.
    var signal: Int32 = -1
    /// Index of the last hit; −1 for none.
    var head: Int32 = -1
    /// Number of hits that were sent.
    var count: Int32 = 0
  }

  private var entries: [Entry] = []
  private var used = 0

  /// The last hit of a signal; −1 for none.
  @inline(__always) func head(of signal: Int32) -> Int32 {
    if entries.isEmpty { return -1 }
    let entry = entries[place(of: signal)]
    return entry.signal == signal ? entry.head : -1
  }

  /// The place of a signal, which is added when it is new; good until the next is added.
  @inline(__always) mutating func place(adding signal: Int32) -> Int {
    if used * 2 >= entries.count { grow() }
    let place = place(of: signal)
    if entries[place].signal < 0 {
      entries[place].signal = signal
      used += 1
    }
    return place
  }

  subscript(place: Int) -> Entry {
    @inline(__always) get { entries[place] }
    @inline(__always) set { entries[place] = newValue }
  }

  @inline(__always) private func place(of signal: Int32) -> Int {
    let mask = entries.count - 1
    var place = Int(UInt32(bitPattern: signal) &* 0x9E37_79B9 >> 8) & mask
    while entries[place].signal != signal, entries[place].signal >= 0 { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: max(64, old.count * 2))
    for entry in old where entry.signal >= 0 { entries[place(of: entry.signal)] = entry }
  }
}
