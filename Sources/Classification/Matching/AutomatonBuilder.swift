extension Automaton {
  /// Builds the automaton of distinct, non-empty keywords.
  ///
  /// - Complexity: O(total bytes · log) plus the search for free places.
  init(keywords: [[UInt8]]) {
    var builder = AutomatonBuilder(keywords)
    builder.place()
    builder.link()
    self.init(
      classes: builder.classes, states: builder.states, reports: builder.reports,
      lengths: keywords.map { Int32(clamping: $0.count) }, rootNext: builder.rootTable())
  }
}

/// Lays a trie of keywords out as a double array, breadth first, then adds failure links.
private struct AutomatonBuilder {
  /// A run of sorted keywords that share `depth` bytes.
  private struct Node {
    var state: Int32
    var first: Int
    var end: Int
    var depth: Int
  }

  private let sorted: [(bytes: [UInt8], index: Int32)]
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  private(set) var states: [Automaton.State] = []
  private(set) var reports: [Automaton.Report] = []
  private let classCount: Int
  /// No search begins below this place: the states before it are nearly all used.
  private var searchStart = 1
  /// States with their parent and symbol, parents before children.
  private var order: [(state: Int32, parent: Int32, symbol: Int32)] = []

  init(_ keywords: [[UInt8]]) {
    sorted = keywords.enumerated().map { ($0.element, Int32(clamping: $0.offset)) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    var used = [Bool](repeating: false, count: 256)
    for keyword in keywords { for byte in keyword { used[Int(byte)] = true } }
    var count = 0
    for byte in 0..<256 where used[byte] && count < 255 {
      count += 1
      classes[byte] = UInt8(count)
    }
    classCount = count + 1
    grow(to: classCount + 1)
    states[0].owner = 0
  }

  private mutating func grow(to count: Int) {
    while states.count < count {
      states.append(Automaton.State())
      reports.append(Automaton.Report())
    }
  }

  mutating func place() {
    var queue = [Node(state: 0, first: 0, end: sorted.count, depth: 0)]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      var index = node.first
      if index < node.end, sorted[index].bytes.count == node.depth {
        reports[Int(node.state)].keyword = sorted[index].index
        index += 1
      }
      let runs = children(of: node, from: index)
      guard !runs.isEmpty else { continue }
      let base = freeBase(for: runs.map(\.symbol))
      states[Int(node.state)].base = base
      for run in runs {
        let child = base + run.symbol
        states[Int(child)].owner = node.state
        order.append((child, node.state, run.symbol))
        queue.append(Node(state: child, first: run.first, end: run.end, depth: node.depth + 1))
      }
    }
  }

  private func children(of node: Node, from start: Int) -> [(symbol: Int32, first: Int, end: Int)] {
    var runs: [(symbol: Int32, first: Int, end: Int)] = []
    var index = start
    while index < node.end {
      let byte = sorted[index].bytes[node.depth]
      let first = index
      while index < node.end, sorted[index].bytes[node.depth] == byte { index += 1 }
      runs.append((Int32(classes[Int(byte)]), first, index))
    }
    return runs
  }

  /// The first place from `searchStart` on where every child finds an unused state.
  ///
  /// When nearly all places passed were used, later searches begin behind them: a little space for a lot of time.
  private mutating func freeBase(for symbols: [Int32]) -> Int32 {
    let lowest = Int(symbols.first ?? 1)
    var place = max(searchStart, lowest + 1)
    let first = place
    var usedCount = 0
    while true {
      grow(to: place + classCount + 1)
      if states[place].owner >= 0 {
        usedCount += 1
      } else {
        let base = place - lowest
        if symbols.allSatisfy({ states[base + Int($0)].owner < 0 }) {
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
