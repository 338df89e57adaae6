import Articles

/// Everything the rules know that stands in one document, by kind, in the order of the text.
struct Scan {
  /// A place in the folded text and the word it begins with.
  struct Hit {
    var start: Int32
    var end: Int32
    var word: Int32
  }
  struct IndexedHit {
    var index: Int32
    var hit: Hit
  }
  /// A hit of a signal, and the one before it.
  private struct Linked {
    var hit: Hit
    var previous: Int32
  }
  /// A signal keeps so many hits; more would only cost time.
  static let hitsPerSignal: Int32 = 48

  private(set) var triggers: [IndexedHit] = []
  private(set) var names: [IndexedHit] = []
  private(set) var suppressors: [IndexedHit] = []
  private(set) var cues: [IndexedHit] = []
  private var masks: [Hit] = []
  private var linked: [Linked] = []
  private var signals = SignalTable()
  /// Signals with a hit, in order of their first.
  private(set) var touched: [Int32] = []

  init(_ document: Document, _ rules: CompiledRules, language: UInt8) {
    var matches: [Automaton.Match] = []
    matches.reserveCapacity(document.folded.bytes.count / 8 + 4)
    rules.automaton.matches(in: document.folded.bytes, &matches)
    note(matches, document, rules, language)
    if !masks.isEmpty { dropMasked() }
  }

  private mutating func note(
    _ matches: [Automaton.Match], _ document: Document, _ rules: CompiledRules, _ language: UInt8
  ) {
    let (useOffsets, allUses) = (rules.useOffsets, rules.uses)
    let bytes = document.folded.bytes.span
    let offsets = useOffsets.span
    let uses = allUses.span
    for match in matches {
      let bounds = WordBounds(bytes, Int(match.start), Int(match.end))
      let first = Int(offsets[Int(match.keyword)])
      let end = Int(offsets[Int(match.keyword) + 1])
      for index in first..<end { note(match, uses[index], bounds, document, rules, language) }
    }
  }

  @inline(__always) private mutating func note(
    _ match: Automaton.Match, _ use: CompiledRules.Use, _ bounds: WordBounds, _ document: Document,
    _ rules: CompiledRules, _ language: UInt8
  ) {
    guard let last = bounds.end(use.mode, matchEnd: match.end) else { return }
    guard Languages.applies(use.language, in: language) else { return }
    if use.spelling >= 0 {
      let original = document.original(match.start, match.end)
      guard Capitals.match(original, rules.spellings[Int(use.spelling)]) else { return }
    }
    let hit = Hit(start: match.start, end: last, word: document.wordOf[Int(match.start)])
    switch use.kind {
    case .trigger: triggers.append(IndexedHit(index: use.index, hit: hit))
    case .signal: send(use.index, hit)
    case .name: names.append(IndexedHit(index: use.index, hit: hit))
    case .suppressor: suppressors.append(IndexedHit(index: use.index, hit: hit))
    case .cue: cues.append(IndexedHit(index: use.index, hit: hit))
    case .mask: masks.append(hit)
    }
  }

  /// Adds a hit to a signal.
  mutating func send(_ signal: Int32, _ hit: Hit) {
    let place = signals.place(adding: signal)
    if signals[place].head < 0 { touched.append(signal) }
    guard signals[place].count < Scan.hitsPerSignal else { return }
    signals[place].count += 1
    linked.append(Linked(hit: hit, previous: signals[place].head))
    signals[place].head = Int32(truncatingIfNeeded: linked.count - 1)
  }

  /// Calls `body` with the hits of a signal, last first, until it returns false.
  @inline(__always) func forEachHit(of signal: Int32, _ body: (Hit) -> Bool) {
    var index = signals.head(of: signal)
    while index >= 0 {
      let entry = linked[Int(index)]
      if !body(entry.hit) { return }
      index = entry.previous
    }
  }

  /// Takes out what stands inside a masked phrase, unless it is longer than the phrase.
  private mutating func dropMasked() {
    masks.sort { $0.start < $1.start }
    let masks = masks
    names.removeAll { Scan.covers(masks, $0.hit) }
    removeWords { Scan.covers(masks, $0) }
  }

  /// Takes out the words of topics and rules that speak of nested names; false when there are no such names.
  mutating func remove(_ nested: NestedNames) -> Bool {
    guard !nested.isEmpty else { return false }
    removeWords(where: nested.contain)
    return true
  }

  private mutating func removeWords(where isGone: (Hit) -> Bool) {
    triggers.removeAll { isGone($0.hit) }
    for signal in touched {
      var kept: [Hit] = []
      forEachHit(of: signal) { hit in
        if !isGone(hit) { kept.append(hit) }
        return true
      }
      let place = signals.place(adding: signal)
      signals[place].head = -1
      for hit in kept.reversed() {
        linked.append(Linked(hit: hit, previous: signals[place].head))
        signals[place].head = Int32(truncatingIfNeeded: linked.count - 1)
      }
    }
    touched.removeAll { signals.head(of: $0) < 0 }
  }

  /// Whether one of the sorted spans covers the hit and more.
  static func covers(_ spans: [Hit], _ hit: Hit) -> Bool {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].start <= hit.start { low = middle + 1 } else { high = middle }
    }
    // Phrases are short: one that begins farther back than 200 bytes cannot reach the hit.
    var index = low - 1
    while index >= 0, spans[index].start + 200 > hit.start {
      if spans[index].end >= hit.end { return true }
      index -= 1
    }
    return false
  }
}
