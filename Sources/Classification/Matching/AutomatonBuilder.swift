extension Automaton {
  /// Builds the automaton of distinct, non-empty keywords.
  ///
  /// - Complexity: O(total bytes · log) plus the search for free places.
  init(keywords: KeywordTable) {
    var builder = AutomatonBuilder(keywords)
    builder.place()
    builder.link()
    self.init(
      classes: builder.classes, states: builder.states, reports: builder.reports,
      lengths: (0..<keywords.count).map { Int32(clamping: keywords.range($0).count) }, rootNext: builder.rootTable())
  }

  /// The same for a list of keywords.
  init(keywords: [[UInt8]]) {
    var table = KeywordTable()
    for keyword in keywords { _ = table.index(of: keyword) }
    self.init(keywords: table)
  }
}

/// Lays a trie of keywords out as a double array, breadth first, then adds failure links.
private struct AutomatonBuilder {
  /// A keyword in the order of their bytes.
  private struct Sorted {
    /// The first eight bytes, the first one highest.
    var prefix: UInt64
    var start: Int32
    var end: Int32
    var index: Int32
  }
  /// A run of sorted keywords that share `depth` bytes.
  private struct Node {
    var state: Int32
    var first: Int32
    var end: Int32
    var depth: Int32
  }
  /// Sorted keywords that go on with the same byte.
  private struct Run {
    var symbol: Int32
    var first: Int32
    var end: Int32
  }

  private let bytes: [UInt8]
  private let sorted: [Sorted]
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  private(set) var states: [Automaton.State] = []
  private(set) var reports: [Automaton.Report] = []
  private let classCount: Int
  /// No search begins below this place: the states before it are nearly all used.
  private var searchStart = 1
  /// States with their parent and symbol, parents before children.
  private var order: [(state: Int32, parent: Int32, symbol: Int32)] = []
  /// The children of the state that is being placed.
  private var runs: [Run] = []

  init(_ keywords: KeywordTable) {
    bytes = keywords.bytes
    sorted = Self.sorted(keywords)
    var used = [Bool](repeating: false, count: 256)
    for byte in bytes { used[Int(byte)] = true }
    var count = 0
    for byte in 0..<256 where used[byte] && count < 255 {
      count += 1
      classes[byte] = UInt8(count)
    }
    classCount = count + 1
    states.reserveCapacity(bytes.count)
    reports.reserveCapacity(bytes.count)
    order.reserveCapacity(bytes.count)
    grow(to: classCount + 1)
    states[0].owner = 0
  }

  private static func sorted(_ keywords: KeywordTable) -> [Sorted] {
    let bytes = keywords.bytes
    return (0..<keywords.count).map { index in
      let range = keywords.range(index)
      var prefix: UInt64 = 0
      for offset in 0..<8 {
        prefix = prefix << 8 | (offset < range.count ? UInt64(bytes[range.lowerBound + offset]) : 0)
      }
      return Sorted(
        prefix: prefix, start: Int32(clamping: range.lowerBound), end: Int32(clamping: range.upperBound),
        index: Int32(clamping: index))
    }.sorted { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return bytes[Int(left.start)..<Int(left.end)].lexicographicallyPrecedes(bytes[Int(right.start)..<Int(right.end)])
    }
  }

  private mutating func grow(to count: Int) {
    let more = max(0, count - states.count)
    states.append(contentsOf: repeatElement(Automaton.State(), count: more))
    reports.append(contentsOf: repeatElement(Automaton.Report(), count: more))
  }

  mutating func place() {
    var queue = [Node(state: 0, first: 0, end: Int32(clamping: sorted.count), depth: 0)]
    queue.reserveCapacity(bytes.count)
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      findChildren(of: node)
      guard !runs.isEmpty else { continue }
      let base = freeBase()
      states[Int(node.state)].base = base
      for run in runs {
        let child = base + run.symbol
        states[Int(child)].owner = node.state
        order.append((child, node.state, run.symbol))
        queue.append(Node(state: child, first: run.first, end: run.end, depth: node.depth + 1))
      }
    }
  }

  /// Fills `runs`, and notes the keyword that ends here.
  private mutating func findChildren(of node: Node) {
    runs.removeAll(keepingCapacity: true)
    var index = Int(node.first)
    let end = Int(node.end)
    if index < end, sorted[index].end - sorted[index].start == node.depth {
      reports[Int(node.state)].keyword = sorted[index].index
      index += 1
    }
    while index < end {
      let byte = bytes[Int(sorted[index].start + node.depth)]
      let first = index
      repeat { index += 1 } while index < end && bytes[Int(sorted[index].start + node.depth)] == byte
      let symbol = Int32(classes[Int(byte)])
      runs.append(
        Run(symbol: symbol, first: Int32(truncatingIfNeeded: first), end: Int32(truncatingIfNeeded: index)))
    }
  }

  /// The first place from `searchStart` on where every child finds an unused state.
  ///
  /// When nearly all places passed were used, later searches begin behind them: a little space for a lot of time.
  private mutating func freeBase() -> Int32 {
    let lowest = Int(runs[0].symbol)
    var place = max(searchStart, lowest + 1)
    let first = place
    var usedCount = 0
    while true {
      if place + classCount + 1 > states.count { grow(to: place + classCount + 1 + states.count / 8) }
      if states[place].owner >= 0 {
        usedCount += 1
      } else {
        let base = place - lowest
        if runs.count == 1 || runs.allSatisfy({ states[base + Int($0.symbol)].owner < 0 }) {
          if usedCount * 20 >= (place - first) * 19 { searchStart = place }
          return Int32(clamping: base)
        }
      }
      place += 1
    }
  }

  /// Suffixes that begin inside a word are left out: no keyword is looked for there.
  mutating func link() {
    var bytes = [UInt8](repeating: 0, count: 256)
    for byte in UInt8.min...UInt8.max where classes[Int(byte)] > 0 { bytes[Int(classes[Int(byte)])] = byte }
    var lastByte = [UInt8](repeating: 0, count: states.count)
    for entry in order {
      let byte = bytes[Int(entry.symbol)]
      lastByte[Int(entry.state)] = byte
      let isStart = isKeywordStart(byte, after: lastByte[Int(entry.parent)])
      let failure = entry.parent == 0 ? 0 : longestSuffix(of: entry, isStart)
      let state = Int(entry.state)
      states[state].failure = failure
      let inherited = states[Int(failure)].report
      if reports[state].keyword >= 0 {
        reports[state].next = inherited
        states[state].report = entry.state
      } else {
        states[state].report = inherited
      }
    }
  }

  /// The state that the failures of its parent lead to; `isStart` tells whether its last byte may begin a keyword.
  private func longestSuffix(of entry: (state: Int32, parent: Int32, symbol: Int32), _ isStart: Bool) -> Int32 {
    var candidate = states[Int(entry.parent)].failure
    while candidate != 0 || isStart {
      let child = states[Int(candidate)].base + entry.symbol
      if states[Int(child)].owner == candidate, child != 0 { return child }
      if candidate == 0 { break }
      candidate = states[Int(candidate)].failure
    }
    return 0
  }

  func rootTable() -> [Int32] {
    (0..<256).map { byte in
      let symbol = Int32(classes[byte])
      guard symbol > 0 else { return 0 }
      let child = states[0].base + symbol
      return states[Int(child)].owner == 0 && child != 0 ? child : 0
    }
  }
}
