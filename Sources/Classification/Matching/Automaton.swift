/// Aho–Corasick over folded bytes as a double array with failure links: about 16 bytes a state.
///
/// A state's children stand at `base + class of byte`, where `owner` names the state; the bytes that no keyword contains
/// share class 0 and lead to the root. Immutable, so threads share it.
struct Automaton: Sendable {
  /// One state.
  struct State: Sendable {
    /// Where its children begin.
    var base: Int32 = 0
    /// The state it is a child of; −1 for an unused place.
    var owner: Int32 = -1
    /// The state of its longest proper suffix that begins where a keyword may begin; the root for none.
    var failure: Int32 = 0
    /// The nearest state, itself included, where a keyword ends; −1 for none.
    var report: Int32 = -1
  }
  /// A keyword that ends at a state, and the next shorter one.
  struct Report: Sendable {
    /// Index of the keyword, in the order given; −1 where none ends.
    var keyword: Int32 = -1
    /// The state of the next shorter keyword that ends here; −1 for none.
    var next: Int32 = -1
  }
  /// One occurrence of a keyword, not yet checked for word bounds.
  struct Match {
    /// First folded byte.
    var start: Int32
    /// One past the last folded byte.
    var end: Int32
    /// Index of the keyword.
    var keyword: Int32
  }

  let classes: [UInt8]
  let states: [State]
  let reports: [Report]
  let lengths: [Int32]
  /// The root's child for each byte; the root for none.
  let rootNext: [Int32]

  /// Every occurrence of every keyword that begins at a word's start or in a script without bounds, ends ascending.
  func matches(in text: [UInt8], _ found: inout [Match]) {
    let text = text.span
    let states = states.span
    let reports = reports.span
    let classes = classes.span
    var state: Int32 = 0
    var position = 0
    while position < text.count {
      let byte = text[position]
      let symbol = Int32(classes[Int(byte)])
      if symbol == 0 {
        state = 0
        position += 1
        continue
      }
      while state != 0 {
        let current = states[Int(state)]
        let child = current.base + symbol
        if states[Int(child)].owner == state {
          state = child
          break
        }
        state = current.failure
      }
      if state == 0 {
        if position > 0, !isKeywordStart(byte, after: text[position - 1]) {
          position = Self.nextStart(text, behind: position)
          continue
        }
        state = rootNext[Int(byte)]
      }
      var report = states[Int(state)].report
      while report >= 0 {
        let entry = reports[Int(report)]
        let end = Int32(truncatingIfNeeded: position + 1)
        let start = end - lengths[Int(entry.keyword)]
        found.append(Match(start: start, end: end, keyword: entry.keyword))
        report = entry.next
      }
      position += 1
    }
  }

  /// The next place behind `position` where a keyword may begin: most words begin none, and their rest is passed over.
  @inline(__always) private static func nextStart(_ text: Span<UInt8>, behind position: Int) -> Int {
    var next = position + 1
    while next < text.count, !isKeywordStart(text[next], after: text[next - 1]) { next += 1 }
    return next
  }
}

/// Whether a keyword may begin with `byte`: at a word's start, or in a script without bounds.
@inline(__always) func isKeywordStart(_ byte: UInt8, after previous: UInt8) -> Bool {
  byte >= 0xC0 || !isWordByte(previous)
}

/// Whether a folded byte belongs to a word: ASCII letters and digits, and every byte of a non-ASCII letter.
@inline(__always) func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
}
