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
/// Comments, declarations and processing instructions are skipped. Markers of CDATA sections are skipped and their
/// content is read as HTML, since feeds wrap twice. Where browsers would drop all that follows a mistake (a quote that
/// is never closed, `<iframe/>`, an `iframe` or a comment without end), only the tag is dropped: feeds cut texts
/// off and serialize HTML as XML. Scripts and styles take the rest with them all the same. Every byte is looked at a
/// bounded number of times.
struct HTMLTokenizer {
  /// The document.
  let bytes: ByteView
  let names = HTMLNames.all
  /// Which attributes the start tag that was returned last has, a bit each, and their undecoded values.
  private var present: UInt64 = 0
  private var values: [Range<Int>]
  private var position = 0
  private var openRawText: HTMLElement?
  private var sectionEnd = -1
  private var hasNoSectionEnd = false
  private var hasNoCommentEnd = false
  private var hasNoDeclarationEnd = false
  /// Quotes that do not occur any more.
  private var exhaustedQuotes: (double: Bool, single: Bool) = (false, false)
  /// Where the last end tag of each element is; read once, when it is first asked for.
  private var lastEnds: [Int] = []
  /// Where the next start or end tag of a raw text element is, as far as it was looked for.
  private var nextTags: [Int] = []

  init(_ bytes: ByteView) {
    self.bytes = bytes
    values = Array(repeating: 0..<0, count: HTMLAttribute.allCases.count)
  }

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
        if after == UInt8(ascii: "!") || after == UInt8(ascii: "?"), !hasNoDeclarationEnd {
          skipDeclaration()
          continue
        }
      }
      position = bytes.index(
        of: UInt8(ascii: "<"), from: start + 1, to: sectionEnd > start ? sectionEnd : bytes.count)
      return .text(start..<position)
    }
    return nil
  }

  /// Whether the last start tag had any attribute that is told apart.
  var hasAttributes: Bool { present != 0 }

  /// The undecoded value of the first attribute of that name in the last start tag.
  func attribute(_ name: HTMLAttribute) -> Range<Int>? {
    present >> UInt64(name.rawValue) & 1 != 0 ? values[Int(name.rawValue)] : nil
  }

  // MARK: Declarations

  /// Moves behind a comment, a declaration, or the opening marker of a CDATA section.
  ///
  /// What has no end of its own ends at the next `>`. When there is none, a comment takes the rest and `<!` is text.
  private mutating func skipDeclaration() {
    let isComment = bytes.hasPrefix("<!--", at: position)
    if bytes.hasPrefixIgnoringCase("<![cdata[", at: position) { return openSection() }
    if isComment {
      // `<!-->` and `<!--->` are complete comments.
      if bytes.hasPrefix(">", at: position + 4) {
        position += 5
        return
      }
      if bytes.hasPrefix("->", at: position + 4) {
        position += 6
        return
      }
      if !hasNoCommentEnd, let end = commentEnd(from: position + 4) {
        position = end
        return
      }
      hasNoCommentEnd = true
    }
    let end = bytes.index(of: UInt8(ascii: ">"), from: position + 2, to: bytes.count)
    if end < bytes.count {
      position = end + 1
    } else if isComment {
      position = bytes.count
    } else {
      hasNoDeclarationEnd = true
    }
  }

  private mutating func openSection() {
    position += 9
    guard sectionEnd < position, !hasNoSectionEnd else { return }
    var end = bytes.index(of: UInt8(ascii: "]"), from: position, to: bytes.count)
    while end < bytes.count, !bytes.hasPrefix("]]>", at: end) {
      end = bytes.index(of: UInt8(ascii: "]"), from: end + 1, to: bytes.count)
    }
    hasNoSectionEnd = end == bytes.count
    sectionEnd = hasNoSectionEnd ? -1 : end
  }

  private func behind(_ byte: UInt8, from start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    return min(bytes.index(of: byte, from: start, to: bytes.count) + 1, bytes.count)
  }

  /// Behind `-->` or `--!>`, whichever comes first.
  private func commentEnd(from start: Int) -> Int? {
    var index = min(start, bytes.count)
    while index < bytes.count {
      index = bytes.index(of: UInt8(ascii: "-"), from: index, to: bytes.count)
      if bytes.hasPrefix("-->", at: index) { return index + 3 }
      if bytes.hasPrefix("--!>", at: index) { return index + 4 }
      index += 1
    }
    return nil
  }

  // MARK: Tags

  @inline(__always) static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }

  /// The element whose name begins at `start`; moves behind the name.
  @inline(__always) private mutating func element(from start: Int) -> HTMLElement {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if Self.isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      end += 1
    }
    position = end
    return names.element(bytes, start..<end)
  }

  private mutating func startTag() -> HTMLToken? {
    let start = position
    let element = element(from: start + 1)
    present = 0
    let isSelfClosing = readAttributes() ?? giveUp(tagAt: start)
    guard let isSelfClosing else { return nil }
    if element.traits.contains(.rawText), holdsRawText(element, isSelfClosing: isSelfClosing) {
      openRawText = element
    }
    return .start(element, isSelfClosing: isSelfClosing)
  }

  private mutating func endTag() -> HTMLToken? {
    let start = position
    guard start + 2 < bytes.count else {
      position = bytes.count
      return nil
    }
    guard (bytes[start + 2] | 0x20) &- 0x61 < 26 else {
      // `</>` vanishes; `</3` is a comment up to `>`.
      position = behind(UInt8(ascii: ">"), from: start + 2)
      return nil
    }
    let element = element(from: start + 2)
    // The common `</p>`.
    if position < bytes.count, bytes[position] == UInt8(ascii: ">") {
      position += 1
      return .end(element)
    }
    present = 0
    guard readAttributes() ?? giveUp(tagAt: start) != nil else { return nil }
    present = 0
    return .end(element)
  }

  /// Ends a tag that the document does not end at its first `>`, without attributes; `nil` when there is none.
  private mutating func giveUp(tagAt start: Int) -> Bool? {
    present = 0
    position = behind(UInt8(ascii: ">"), from: start)
    guard position > start, bytes[position - 1] == UInt8(ascii: ">") else {
      position = bytes.count
      return nil
    }
    return false
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
      if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || Self.isSpace(byte) {
        break
      }
      position += 1
    }
    let name = names.attribute(bytes, nameStart..<position)
    skipSpace()
    guard position < bytes.count else { return false }
    guard bytes[position] == UInt8(ascii: "=") else {
      keep(name, position..<position)
      return true
    }
    position += 1
    skipSpace()
    guard position < bytes.count else { return false }
    let quote = bytes[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { return readQuoted(name, quote) }
    let start = position
    while position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") { position += 1 }
    keep(name, start..<position)
    return true
  }

  @inline(__always) private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func readQuoted(_ name: HTMLAttribute, _ quote: UInt8) -> Bool {
    let isDouble = quote == UInt8(ascii: "\"")
    if isDouble ? exhaustedQuotes.double : exhaustedQuotes.single { return false }
    let start = position + 1
    let end = bytes.index(of: quote, from: start, to: bytes.count)
    guard end < bytes.count else {
      if isDouble { exhaustedQuotes.double = true } else { exhaustedQuotes.single = true }
      return false
    }
    keep(name, start..<end)
    position = end + 1
    return true
  }

  /// Remembers a value; of attributes that are there twice the first counts.
  @inline(__always) private mutating func keep(_ name: HTMLAttribute, _ value: Range<Int>) {
    let bit: UInt64 = 1 << UInt64(name.rawValue)
    guard name != .unknown, present & bit == 0 else { return }
    present |= bit
    values[Int(name.rawValue)] = value
  }

  // MARK: Raw text

  /// Whether what follows a start tag is its raw text and not the text that goes on.
  private mutating func holdsRawText(_ element: HTMLElement, isSelfClosing: Bool) -> Bool {
    if !isSelfClosing, element == .script || element == .style || element == .plaintext { return true }
    guard hasEnd(of: element) else { return false }
    guard isSelfClosing else { return true }
    // `<iframe/>text<iframe></iframe>`: the end belongs to the second.
    let tag = nextTag(of: element)
    return bytes.hasPrefix("</", at: tag)
  }

  /// Where the next start or end tag of an element is, or the end of the document.
  private mutating func nextTag(of element: HTMLElement) -> Int {
    if nextTags.isEmpty { nextTags = Array(repeating: -1, count: HTMLElement.allCases.count) }
    let known = nextTags[Int(element.rawValue)]
    if known >= position { return known }
    var index = bytes.index(of: UInt8(ascii: "<"), from: position, to: bytes.count)
    while index < bytes.count {
      let isEnd = bytes.hasPrefix("</", at: index)
      if isTag(element, nameAt: index + (isEnd ? 2 : 1)) { break }
      index = bytes.index(of: UInt8(ascii: "<"), from: index + 1, to: bytes.count)
    }
    nextTags[Int(element.rawValue)] = index
    return index
  }

  /// Whether the name of an element, and nothing more, stands at `index`.
  private func isTag(_ element: HTMLElement, nameAt index: Int) -> Bool {
    let end = index + names.name(of: element).count
    guard end < bytes.count, ShortName(bytes, index..<end) == names.name(of: element) else { return false }
    return Self.isSpace(bytes[end]) || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/")
  }

  /// Whether an end tag of the element is still to come.
  mutating func hasEnd(of element: HTMLElement) -> Bool {
    if lastEnds.isEmpty { lastEnds = findLastEnds() }
    return lastEnds[Int(element.rawValue)] >= position
  }

  private func findLastEnds() -> [Int] {
    var ends = [Int](repeating: -1, count: HTMLElement.allCases.count)
    var index = bytes.index(of: UInt8(ascii: "<"), from: 0, to: bytes.count)
    while index + 2 < bytes.count {
      if bytes[index + 1] == UInt8(ascii: "/") {
        var end = index + 2
        while end < bytes.count, end - index <= 18, (bytes[end] | 0x20) &- 0x61 < 26 { end += 1 }
        ends[Int(names.element(bytes, index + 2..<end).rawValue)] = index
      }
      index = bytes.index(of: UInt8(ascii: "<"), from: index + 1, to: bytes.count)
    }
    return ends
  }

  /// Takes the content of a raw text element and its end tag; without an end tag it runs to the end.
  private mutating func rawText(of element: HTMLElement) -> HTMLToken {
    let start = position
    guard element != .plaintext, hasEnd(of: element) else {
      position = bytes.count
      return .rawText(element, start..<position)
    }
    var index = bytes.index(of: UInt8(ascii: "<"), from: start, to: bytes.count)
    while index < bytes.count, !bytes.hasPrefix("</", at: index) || !isTag(element, nameAt: index + 2) {
      index = bytes.index(of: UInt8(ascii: "<"), from: index + 1, to: bytes.count)
    }
    position = index
    if index < bytes.count {
      position = index + 2 + names.name(of: element).count
      let tagEnd = position
      if readAttributes() == nil { position = behind(UInt8(ascii: ">"), from: tagEnd) }
      present = 0
    }
    return .rawText(element, start..<index)
  }
}

extension HTMLTokenizer {
  /// The next token outside of elements that vanish with their content.
  ///
  /// A vanishing element that is never closed, or closed at once (`<object/>`), takes nothing else with it.
  ///
  /// - Parameter keepsMedia: Return the start tags of `audio` and `video`; their content is then the caller's.
  /// - Returns: A token, `nil` at the end.
  mutating func nextVisible(keepsMedia: Bool = false) -> HTMLToken? {
    while let token = next() {
      switch token {
      case .rawText: continue
      case .start(let element, let isSelfClosing) where element.traits.contains(.dropped):
        if keepsMedia, element == .video || element == .audio { return token }
        if !isSelfClosing, element.traits.isDisjoint(with: [.void, .rawText]) { skip(element) }
      case .end(let element) where element.traits.contains(.dropped): continue
      default: return token
      }
    }
    return nil
  }

  /// Moves behind the end tag that belongs to an element whose start tag was read, as far as there is one.
  mutating func skip(_ element: HTMLElement) {
    var depth = 1
    while depth > 0, hasEnd(of: element), let token = next() {
      switch token {
      case .start(element, let isSelfClosing): depth += isSelfClosing ? 0 : 1
      case .end(element): depth -= 1
      default: break
      }
    }
  }
}
