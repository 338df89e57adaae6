/// A tag, or a run of text, as byte ranges of the document.
enum HTMLToken: Equatable {
  /// Text with character references.
  case text(Range<Int>)
  /// Content of a raw text element such as `script` or `title`, without its tags.
  case rawText(HTMLElement, Range<Int>)
  /// A start tag; its attributes are in the tokenizer until the next token.
  case start(HTMLElement, isSelfClosing: Bool)
  /// An end tag.
  case end(HTMLElement)
}

/// Splits HTML into tags and text in one pass over its bytes (WHATWG HTML §13.2.5, without its error reports).
///
/// Comments, declarations and processing instructions are skipped. What a truncated tag leaves open is dropped with it,
/// as browsers do. Markers of CDATA sections are skipped and their content is read as HTML, since feeds wrap twice.
/// Every byte is looked at a bounded number of times.
struct HTMLTokenizer {
  /// An attribute, as byte ranges.
  struct Attribute {
    /// Its name, in the letter case as written.
    var name: Range<Int>
    /// Its value, character references not yet decoded.
    var value: Range<Int>
  }

  /// More attributes of one tag are not kept.
  static let maximumAttributes = 64

  /// The document.
  let bytes: [UInt8]
  /// Attributes of the start tag that was returned last.
  private(set) var attributes: [Attribute] = []
  private var position = 0
  private var openRawText: HTMLElement?
  private var sectionEnd = -1
  private var hasNoSectionEnd = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token, `nil` at the end.
  mutating func next() -> HTMLToken? {
    if let element = openRawText {
      openRawText = nil
      return rawText(of: element)
    }
    while position < bytes.count {
      if position == sectionEnd {
        position += 3
        continue
      }
      let start = position
      if bytes[start] == UInt8(ascii: "<"), start + 1 < bytes.count {
        let after = bytes[start + 1]
        if (after | 0x20) &- 0x61 < 26 {
          if let token = startTag() { return token }
          continue
        }
        if after == UInt8(ascii: "/") {
          if let token = endTag() { return token }
          continue
        }
        if after == UInt8(ascii: "!") || after == UInt8(ascii: "?") {
          skipDeclaration()
          continue
        }
      }
      position = textEnd(from: start + 1)
      return .text(start..<position)
    }
    return nil
  }

  /// Where a run of text ends: before the next `<`, or at the end of the CDATA section.
  private func textEnd(from start: Int) -> Int {
    let limit = sectionEnd > start ? sectionEnd : bytes.count
    var end = start
    while end < limit, bytes[end] != UInt8(ascii: "<") { end += 1 }
    return end
  }

  /// Whether `text` stands at `index`; `text` is lower case, the document may be in any.
  func matches(_ text: StaticString, at index: Int) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).enumerated().allSatisfy {
      let byte = bytes[index + $0.offset]
      return byte == $0.element || (byte &- 0x41 < 26 && byte | 0x20 == $0.element)
    }
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    let first = unsafe text.utf8Start.pointee
    var index = start
    while index < bytes.count {
      if bytes[index] == first, matches(text, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Moves behind a comment, a declaration, or the opening marker of a CDATA section.
  private mutating func skipDeclaration() {
    if matches("<!--", at: position) {
      // `<!-->` and `<!--->` are complete comments.
      if matches(">", at: position + 4) || matches("->", at: position + 4) {
        position += matches(">", at: position + 4) ? 5 : 6
      } else {
        let end = commentEnd(from: position + 4)
        position = end
      }
    } else if matches("<![cdata[", at: position) {
      position += 9
      if sectionEnd < position, !hasNoSectionEnd {
        let end = find("]]>", from: position)
        hasNoSectionEnd = end == nil
        sectionEnd = end ?? -1
      }
    } else {
      var end = position + 2
      while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
      position = min(end + 1, bytes.count)
    }
  }

  /// Behind `-->` or `--!>`, whichever comes first; an open comment runs to the end.
  private func commentEnd(from start: Int) -> Int {
    var index = start
    while index + 2 < bytes.count {
      if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-") {
        if bytes[index + 2] == UInt8(ascii: ">") { return index + 3 }
        if bytes[index + 2] == UInt8(ascii: "!"), matches(">", at: index + 3) { return index + 4 }
      }
      index += 1
    }
    return bytes.count
  }

  // MARK: Tags

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B) }

  /// The range of a tag's name.
  private mutating func tagName(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, !Self.isSpace(bytes[end]), bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "/")
    {
      end += 1
    }
    position = end
    return start..<end
  }

  private mutating func startTag() -> HTMLToken? {
    let element = HTMLElement(name: bytes[tagName(from: position + 1)])
    attributes.removeAll(keepingCapacity: true)
    guard let isSelfClosing = readAttributes() else { return nil }
    if element.traits.contains(.rawText) { openRawText = element }
    return .start(element, isSelfClosing: isSelfClosing)
  }

  private mutating func endTag() -> HTMLToken? {
    guard position + 2 < bytes.count else {
      position = bytes.count
      return nil
    }
    let first = bytes[position + 2]
    guard (first | 0x20) &- 0x61 < 26 else {
      // `</>` vanishes; `</3` is a comment up to `>`.
      var end = position + 2
      while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
      position = min(end + 1, bytes.count)
      return nil
    }
    let element = HTMLElement(name: bytes[tagName(from: position + 2)])
    attributes.removeAll(keepingCapacity: true)
    guard readAttributes() != nil else { return nil }
    return .end(element)
  }

  /// Reads attributes up to `>`; answers whether the tag ended in `/>`, or `nil` when the document ended inside it.
  private mutating func readAttributes() -> Bool? {
    var isSelfClosing = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        return isSelfClosing
      }
      if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
        isSelfClosing = byte == UInt8(ascii: "/")
        position += 1
        continue
      }
      isSelfClosing = false
      guard readAttribute() else { return nil }
    }
    return nil
  }

  /// Reads one attribute; `false` when the document ended inside it.
  private mutating func readAttribute() -> Bool {
    let nameStart = position
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if Self.isSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        break
      }
      position += 1
    }
    let name = nameStart..<position
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return false }
    guard bytes[position] == UInt8(ascii: "=") else {
      keep(Attribute(name: name, value: position..<position))
      return true
    }
    position += 1
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return false }
    let quote = bytes[position]
    let valueStart: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      valueStart = position
      while position < bytes.count, bytes[position] != quote { position += 1 }
      guard position < bytes.count else { return false }
      keep(Attribute(name: name, value: valueStart..<position))
      position += 1
    } else {
      valueStart = position
      while position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") {
        position += 1
      }
      keep(Attribute(name: name, value: valueStart..<position))
    }
    return true
  }

  private mutating func keep(_ attribute: Attribute) {
    if attributes.count < Self.maximumAttributes { attributes.append(attribute) }
  }

  /// The undecoded value of the first attribute of that lower-case name.
  func attribute(_ name: StaticString) -> Range<Int>? {
    attributes.first { $0.name.count == name.utf8CodeUnitCount && matches(name, at: $0.name.lowerBound) }?.value
  }

  // MARK: Raw text

  /// Takes the content of a raw text element and its end tag; without an end tag it runs to the end.
  private mutating func rawText(of element: HTMLElement) -> HTMLToken {
    let name = element.name
    let start = position
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), element != .plaintext, isEndTag(name, at: index) { break }
      index += 1
    }
    position = index
    if index < bytes.count {
      position = index + 2 + name.count
      _ = readAttributes()
    }
    return .rawText(element, start..<index)
  }

  private func isEndTag(_ name: [UInt8], at index: Int) -> Bool {
    let end = index + 2 + name.count
    guard end < bytes.count, bytes[index + 1] == UInt8(ascii: "/") else { return false }
    guard zip(name, bytes[(index + 2)..<end]).allSatisfy({ $0 == $1 | 0x20 }) else { return false }
    return Self.isSpace(bytes[end]) || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/")
  }
}

extension HTMLTokenizer {
  /// The next token outside of elements that vanish with their content.
  ///
  /// An element that is never closed takes the rest with it, as the safe reading; `<svg/>` is closed at once.
  mutating func nextVisible() -> HTMLToken? {
    while let token = next() {
      switch token {
      case .rawText: continue
      case .start(let element, let isSelfClosing) where element.traits.contains(.dropped):
        let isForeign = element == .svg || element == .math
        if element.traits.isDisjoint(with: [.void, .rawText]), !(isForeign && isSelfClosing) { skip(element) }
      case .end(let element) where element.traits.contains(.dropped): continue
      default: return token
      }
    }
    return nil
  }

  private mutating func skip(_ element: HTMLElement) {
    var depth = 1
    while depth > 0, let token = next() {
      switch token {
      case .start(element, let isSelfClosing): depth += isSelfClosing ? 0 : 1
      case .end(element): depth -= 1
      default: break
      }
    }
  }
}
