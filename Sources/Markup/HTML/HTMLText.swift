/// Plain text of HTML, and plain text made fit to store.
public enum HTMLText {
  /// The text that a reader would see.
  ///
  /// Paragraphs, headings, lists and tables stand apart by a blank line, other blocks and `br` by a line break, list
  /// items begin with `- `. White space is collapsed, character references are decoded, controls and direction
  /// overrides are left out. Scripts, styles, forms' fields and the like leave nothing.
  ///
  /// - Complexity: O(bytes).
  public static func plainText(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var builder = PlainTextBuilder(capacity: bytes.count)
    if !bytes.contains(UInt8(ascii: "<")) {
      builder.text(bytes, in: 0..<bytes.count)
      return builder.finish()
    }
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.nextVisible() {
      switch token {
      case .text(let range): builder.text(bytes, in: range)
      case .start(let element, _): builder.boundary(of: element, isStart: true)
      case .end(let element): builder.boundary(of: element, isStart: false)
      case .rawText: break
      }
    }
    return builder.finish()
  }

  /// Text whose markup was already decoded, on one line: white space collapsed, controls and overrides left out.
  public static func singleLine(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if isClean(bytes, allowsMarkup: true) { return text }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var pendingSpace = false
    var index = 0
    while index < bytes.count {
      let space = PlainTextBuilder.spaceLength(bytes, at: index, end: bytes.count)
      if space > 0 {
        pendingSpace = !output.isEmpty
        index += space
        continue
      }
      let forbidden = TextBytes.forbiddenLength(bytes, at: index, end: bytes.count)
      if forbidden > 0 {
        index += forbidden
        continue
      }
      if pendingSpace { output.append(0x20) }
      pendingSpace = false
      output.append(bytes[index])
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Text whose markup was already decoded, with its lines: spaces collapsed, at most one blank line in a row.
  public static func cleanLines(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var builder = PlainTextBuilder(capacity: bytes.count)
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if index > 0 { builder.lineBreak() }
      builder.plain(bytes, in: line.startIndex..<line.endIndex)
    }
    return builder.finish()
  }

  /// Character references decoded once, nothing else changed but forbidden characters left out.
  public static func decodingReferences(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    return String(decoding: TextBytes.decoded(bytes, in: 0..<bytes.count, inAttribute: false), as: UTF8.self)
  }

  /// Whether a text is HTML: it begins like a page, or holds a tag or an end tag of an element that HTML has.
  ///
  /// `a < b` and `<someone@example.org>` are not. At most the first 64 kB are looked at.
  public static func looksLikeHTML(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(65536))
    guard bytes.contains(UInt8(ascii: "<")) else { return false }
    if bytes.drop(while: { $0 <= 0x20 }).prefix(9).map({ $0 | 0x20 }).elementsEqual("<!doctype".utf8.map { $0 | 0x20 })
    {
      return true
    }
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      switch token {
      case .start(let element, _) where element != .unknown: return true
      case .end(let element) where element != .unknown: return true
      default: continue
      }
    }
    return false
  }

  /// Whether a text is its own plain text and its own safe HTML: one line, no markup or reference, nothing to collapse.
  public static func isPlainLine(_ text: String) -> Bool { isClean(Array(text.utf8), allowsMarkup: false) }

  /// Whether nothing must be left out or collapsed: the common case, which is not copied.
  private static func isClean(_ bytes: [UInt8], allowsMarkup: Bool) -> Bool {
    let needsCare = TextBytes.needsCare
    var previous: UInt8 = 0x20
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x20, previous == 0x20 { return false }
      previous = byte
      guard needsCare[Int(byte)] || byte == 0xE3 else { continue }
      if byte == 0x26 || byte == 0x3C || byte == 0x3E {
        if !allowsMarkup { return false }
      } else if PlainTextBuilder.spaceLength(bytes, at: index, end: bytes.count) > 0
        || TextBytes.forbiddenLength(bytes, at: index, end: bytes.count) > 0
      {
        return false
      }
    }
    return previous != 0x20 || bytes.isEmpty
  }
}

/// Gathers plain text: remembers what separates the next word from the last instead of writing it at once.
struct PlainTextBuilder {
  private enum Pending: Int, Comparable {
    case none, space, line, paragraph
    static func < (left: Pending, right: Pending) -> Bool { left.rawValue < right.rawValue }
  }

  private var output: [UInt8] = []
  private var pending = Pending.none
  private var pendingBullet = false

  init(capacity: Int) { output.reserveCapacity(capacity) }

  /// The number of bytes written.
  var count: Int { output.count }

  /// Everything that was written.
  func finish() -> String { String(decoding: output, as: UTF8.self) }

  /// Notes the beginning or the end of an element.
  mutating func boundary(of element: HTMLElement, isStart: Bool) {
    let traits = element.traits
    if element == .br {
      lineBreak()
    } else if traits.contains(.paragraph) {
      pending = .paragraph
      if !isStart { pendingBullet = false }
    } else if element == .li || element == .option {
      pending = max(pending, .line)
      pendingBullet = isStart
    } else if traits.contains(.block) {
      pending = max(pending, .line)
    } else if element == .td || element == .th {
      pending = max(pending, .space)
    }
  }

  /// A line break; the second in a row is a blank line.
  mutating func lineBreak() { pending = pending >= .line ? .paragraph : .line }

  /// Text of HTML, with character references.
  mutating func text(_ bytes: [UInt8], in range: Range<Int>) {
    let needsCare = TextBytes.needsCare
    var runStart = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte > 0x20, !needsCare[Int(byte)], byte != 0xE3 {
        index += 1
        continue
      }
      // A single space inside a run stays in it, so that runs are sentences and not words.
      if byte == 0x20, index > runStart, index + 1 < range.upperBound {
        let following = bytes[index + 1]
        if following > 0x20, !needsCare[Int(following)], following != 0xE3 {
          index += 2
          continue
        }
      }
      if byte == UInt8(ascii: "&") {
        guard let reference = CharacterReference.decode(bytes, at: index, end: range.upperBound) else {
          index += 1
          continue
        }
        word(bytes[runStart..<index])
        plain(reference.text, in: 0..<reference.text.count)
        index += reference.length
      } else {
        let skipped = separator(bytes, after: runStart..<index, end: range.upperBound)
        guard skipped > 0 else {
          index += 1
          continue
        }
        index += skipped
      }
      runStart = index
    }
    word(bytes[runStart..<index])
  }

  /// Text without character references.
  mutating func plain(_ bytes: [UInt8], in range: Range<Int>) {
    var runStart = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let skipped = separator(bytes, after: runStart..<index, end: range.upperBound)
      guard skipped > 0 else {
        index += 1
        continue
      }
      index += skipped
      runStart = index
    }
    word(bytes[runStart..<index])
  }

  /// Ends a run of text when white space or a forbidden character stands behind it; the length of that, else 0.
  @inline(__always)
  private mutating func separator(_ bytes: [UInt8], after run: Range<Int>, end: Int) -> Int {
    let space = Self.spaceLength(bytes, at: run.upperBound, end: end)
    let skipped = space > 0 ? space : TextBytes.forbiddenLength(bytes, at: run.upperBound, end: end)
    guard skipped > 0 else { return 0 }
    word(bytes[run])
    if space > 0 { pending = max(pending, .space) }
    return skipped
  }

  /// Writes part of a word after whatever is pending.
  private mutating func word(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    if !output.isEmpty {
      switch pending {
      case .none: break
      case .space: output.append(0x20)
      case .line: output.append(0x0A)
      case .paragraph: output.append(contentsOf: [0x0A, 0x0A])
      }
    }
    if pendingBullet { output.append(contentsOf: "- ".utf8) }
    pendingBullet = false
    pending = .none
    output.append(contentsOf: bytes)
  }

  /// How many bytes at `index` are one white space: ASCII, no-break, U+0085, U+2000 to U+200A, separators, U+3000.
  @inline(__always)
  static func spaceLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int {
    let byte = bytes[index]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    guard byte >= 0xC2 else { return 0 }
    if byte == 0xC2 { return index + 1 < end && (bytes[index + 1] == 0xA0 || bytes[index + 1] == 0x85) ? 2 : 0 }
    guard byte == 0xE2 || byte == 0xE3, index + 2 < end else { return 0 }
    let (second, third) = (bytes[index + 1], bytes[index + 2])
    if byte == 0xE3 { return second == 0x80 && third == 0x80 ? 3 : 0 }
    guard second == 0x80 else { return 0 }
    return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
  }
}
