/// Gathers plain text: remembers what separates the next word from the last instead of writing it at once.
struct PlainTextBuilder: ~Copyable {
  private enum Pending: Int, Comparable {
    case none, space, line, paragraph
    static func < (left: Pending, right: Pending) -> Bool { left.rawValue < right.rawValue }
  }

  private var output: ByteOutput
  private var pending = Pending.none
  private var pendingBullet = false
  /// How many `pre` are open, and where the text of the outermost began.
  private var preDepth = 0
  private var preStart = 0

  init(capacity: Int) { output = ByteOutput(capacity: capacity) }

  /// The number of bytes written.
  var count: Int { output.count }

  /// Everything that was written.
  func finish() -> String { output.string() }

  /// Notes the beginning or the end of an element.
  mutating func boundary(of element: HTMLElement, isStart: Bool) {
    let traits = element.traits
    guard !traits.isDisjoint(with: [.block, .tablePart]) || element == .option else { return }
    if element == .br {
      lineBreak()
    } else if traits.contains(.paragraph) {
      pending = .paragraph
      if !isStart { pendingBullet = false }
      if element == .pre || element == .listing { preformatted(isStart: isStart) }
    } else if element == .li || element == .option {
      pending = max(pending, .line)
      pendingBullet = isStart
    } else if traits.contains(.block) {
      pending = max(pending, .line)
    } else if element == .td || element == .th {
      pending = max(pending, .space)
    }
  }

  private mutating func preformatted(isStart: Bool) {
    if isStart {
      if preDepth == 0 { preStart = output.count }
      preDepth += 1
    } else if preDepth > 0 {
      preDepth -= 1
      guard preDepth == 0 else { return }
      while output.count > preStart, output.last == 0x20 || output.last == 0x0A || output.last == 0x09 {
        output.truncate(to: output.count - 1)
      }
    }
  }

  /// A line break; the second in a row is a blank line.
  mutating func lineBreak() {
    if preDepth > 0, output.count > preStart, pending == .none {
      output.append(0x0A)
    } else {
      pending = pending >= .line ? .paragraph : .line
    }
  }

  /// Text of HTML, with character references.
  mutating func text(_ bytes: ByteView, in range: Range<Int>) {
    if preDepth > 0 { return preformatted(bytes, in: range) }
    words(bytes, in: range, decoding: true)
  }

  /// Text without character references.
  mutating func plain(_ bytes: ByteView, in range: Range<Int>) { words(bytes, in: range, decoding: false) }

  private mutating func words(_ bytes: ByteView, in range: Range<Int>, decoding: Bool) {
    let end = range.upperBound
    var index = range.lowerBound
    while index < end, bytes[index] == 0x20 {
      index += 1
      pending = max(pending, .space)
    }
    var run = index
    while true {
      index = TextScan.wordsEnd(bytes, from: index, to: end)
      guard index < end else { break }
      let byte = bytes[index]
      if byte == UInt8(ascii: "&"), decoding {
        guard let reference = CharacterReference.decode(bytes, at: index, end: end) else {
          index += 1
          continue
        }
        word(bytes, run..<index)
        scalars(reference.text)
        index += reference.length
      } else {
        let space = TextBytes.spaceLength(bytes, at: index, end: end)
        let skipped = space > 0 ? space : TextBytes.forbiddenLength(bytes, at: index, end: end)
        guard skipped > 0 else {
          index += 1
          continue
        }
        word(bytes, run..<index)
        if space > 0 { pending = max(pending, .space) }
        index += skipped
      }
      // Spaces behind what was skipped would begin the next run.
      while index < end, bytes[index] == 0x20 {
        pending = max(pending, .space)
        index += 1
      }
      run = index
    }
    word(bytes, run..<end)
  }

  private mutating func scalars(_ text: CharacterReference.Text) {
    text.forEach { scalar in
      if TextBytes.isSpace(scalar) {
        pending = max(pending, .space)
      } else if !TextBytes.isForbidden(scalar) {
        separate()
        output.append(scalar: scalar)
      }
    }
  }

  /// Text in which every space and line break counts.
  private mutating func preformatted(_ bytes: ByteView, in range: Range<Int>) {
    let end = range.upperBound
    var index = range.lowerBound
    // The line break behind the start tag is not text.
    if output.count == preStart {
      while index < end, bytes[index] == 0x0D || bytes[index] == 0x0A { index += 1 }
    }
    while index < end {
      var run = index
      index = TextScan.markupEnd(bytes, from: index, to: end)
      while index < end, bytes[index] == UInt8(ascii: "<") || bytes[index] == UInt8(ascii: ">") {
        index = TextScan.markupEnd(bytes, from: index + 1, to: end)
      }
      if run < index { separate() }
      output.append(bytes, run..<index)
      run = index
      guard index < end else { break }
      if bytes[index] == UInt8(ascii: "&"), let reference = CharacterReference.decode(bytes, at: index, end: end) {
        reference.text.forEach { scalar in
          guard !TextBytes.isForbidden(scalar) else { return }
          separate()
          output.append(scalar: scalar == 0xA0 ? 0x20 : scalar)
        }
        index += reference.length
      } else if TextBytes.spaceLength(bytes, at: index, end: end) > 0 {
        if bytes[index] != 0x0D { output.append(0x20) }
        index += TextBytes.spaceLength(bytes, at: index, end: end)
      } else if TextBytes.forbiddenLength(bytes, at: index, end: end) > 0 {
        index += TextBytes.forbiddenLength(bytes, at: index, end: end)
      } else {
        separate()
        output.append(bytes[index])
        index += 1
      }
    }
  }

  /// Writes part of a word, or words apart by single spaces, after whatever is pending.
  @inline(__always) private mutating func word(_ bytes: ByteView, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    separate()
    guard bytes[range.upperBound - 1] == 0x20 else { return output.append(bytes, range) }
    output.append(bytes, range.lowerBound..<range.upperBound - 1)
    pending = .space
  }

  /// Writes what separates the next word from the last.
  @inline(__always) private mutating func separate() {
    if pending == .none, !pendingBullet { return }
    if output.count > 0 {
      switch pending {
      case .none: break
      case .space: output.append(0x20)
      case .line: output.append(0x0A)
      case .paragraph: output.append("\n\n")
      }
    }
    if pendingBullet { output.append("- ") }
    pendingBullet = false
    pending = .none
  }
}
