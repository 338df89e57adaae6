/// Comments, CDATA sections, processing instructions, document types, and what stands before the document.
extension XMLBytePass {
  // MARK: The start

  /// Skips junk and the XML declaration; the bytes are in UTF-8 by now, whatever it says.
  mutating func findStart() {
    var first = 0
    while first < source.count, isSpace(source[first]) { first += 1 }
    if !source.hasPrefix("<", at: first) || !startsLikeXML(at: first) {
      let found = firstDeclaration(from: first) ?? source.index(of: 0x3C, from: first, to: source.count)
      if found > first {
        defect("leading-junk", at: first, "\(found - first) bytes before the document were left out")
      }
      first = found
    }
    if source.hasPrefixIgnoringCase("<?xml", at: first), first + 5 < source.count, isSpace(source[first + 5]) {
      let close = source.index(of: 0x3E, from: first, to: source.count)
      first = min(close + 1, source.count)
    }
    start = first
    end = first
    position = first
    flushed = first
    skippedLines = source.lineFeeds(in: 0..<first)
  }

  private func startsLikeXML(at index: Int) -> Bool {
    source.hasPrefixIgnoringCase("<?xml", at: index) || firstDeclaration(from: index) == nil
  }

  /// An XML declaration near the start that no feed's root precedes: a page or a warning was printed before it.
  private func firstDeclaration(from start: Int) -> Int? {
    let limit = min(source.count, start + 16_384)
    var index = source.index(of: 0x3C, from: start, to: limit)
    while index < limit {
      if source.hasPrefixIgnoringCase("<?xml", at: index), index + 5 < limit, isSpace(source[index + 5]) {
        return index
      }
      let roots: [StaticString] = ["<rss", "<feed", "<rdf", "<opml", "<channel", "<![cdata["]
      if roots.contains(where: { source.hasPrefixIgnoringCase($0, at: index) }) { return nil }
      index = source.index(of: 0x3C, from: index + 1, to: limit)
    }
    return nil
  }

  // MARK: <!

  mutating func declaration() {
    if source.hasPrefix("<!--", at: position) {
      comment()
    } else if source.hasPrefixIgnoringCase("<![cdata[", at: position) {
      section()
    } else if source.hasPrefixIgnoringCase("<!doctype", at: position) {
      documentType()
    } else if isStart(of: "<![cdata[") || isStart(of: "<!--") || isStart(of: "<!doctype") {
      cutUnfinished("a declaration")
    } else {
      bareLess()
    }
  }

  /// Whether the document ends within `text`.
  private func isStart(of text: StaticString) -> Bool {
    let left = source.count - position
    guard left < text.utf8CodeUnitCount else { return false }
    for offset in 0..<left where unsafe lowercased(source[position + offset]) != text.utf8Start[offset] {
      return false
    }
    return true
  }

  private mutating func comment() {
    let content = position + 4
    guard let end = commentEnd(from: content) else {
      defect("unclosed-comment", at: position, "a comment without end was ended at the next >")
      let bracket = source.index(of: 0x3E, from: content, to: source.count)
      let tag = source.index(of: 0x3C, from: content, to: bracket)
      let end = isEntryTag(at: tag) ? tag : min(bracket + 1, source.count)
      drop(position..<end)
      position = end
      return
    }
    let close = end - 3
    let isLong = end - position >= limits.liftedBytes
    let hasDashes = indexOfDashes(from: content, to: close) < close
    if isLong || hasDashes { drop(position..<end) }
    position = end
  }

  /// The index behind the next `-->`.
  mutating func commentEnd(from start: Int) -> Int? {
    if nextCommentEnd < start { nextCommentEnd = index(of: "-->", from: start) }
    return nextCommentEnd < source.count ? nextCommentEnd + 3 : nil
  }

  private func indexOfDashes(from start: Int, to end: Int) -> Int {
    var index = source.index(of: 0x2D, from: start, to: end)
    while index < end {
      if index + 1 == end || source[index + 1] == 0x2D { return index }
      index = source.index(of: 0x2D, from: index + 1, to: end)
    }
    return end
  }

  private mutating func section() {
    let content = position + 9
    var close = sectionEnd(from: content)
    guard !open.isEmpty else {
      let end = min(close + 3, source.count)
      defect("text-outside-root", at: position, "text outside the root element was left out")
      drop(position..<end)
      position = end
      return
    }
    var end = close + 3
    if close == source.count || isSectionOfAnotherElement(content..<close) {
      close = elementEnd(from: content, to: source.count)
      end = close
      defect("unclosed-cdata", at: position, "a CDATA section without end was ended with its element")
    }
    // The push parser does not read CR LF in a section as one line end (XML 1.0 §2.11), so such sections go around it.
    let hasReturn = source.index(of: 0x0D, from: content, to: close) < close
    let isLowerCase = !source.hasPrefix("<![CDATA[", at: position)
    if isLowerCase { defect("malformed-cdata", at: position, "<![CDATA[ was not in capitals") }
    if close - content >= limits.liftedBytes || hasReturn || isLowerCase || end == close {
      lift(content..<close, outer: position..<end, resolvingReferences: false)
    }
    position = end
  }

  /// Whether the end that was found belongs to a section that starts behind the end tag of this one's element.
  ///
  /// A text about XML may hold `<![CDATA[`, but hardly the end of its own element, or an entry, before it.
  private func isSectionOfAnotherElement(_ content: Range<Int>) -> Bool {
    let inner = sectionStart(from: content.lowerBound, to: content.upperBound)
    guard inner < content.upperBound else { return false }
    let tag = elementEnd(from: content.lowerBound, to: content.upperBound)
    return tag < content.upperBound && sectionStart(from: tag, to: content.upperBound) < content.upperBound
  }

  /// The next `<![CDATA[` before `end`; found by its bracket, which is rare in HTML.
  func sectionStart(from start: Int, to end: Int) -> Int {
    var index = source.index(of: 0x5B, from: start, to: end)
    while index < end {
      if index - start >= 2, source.hasPrefix("<![CDATA[", at: index - 2) { return index - 2 }
      index = source.index(of: 0x5B, from: index + 1, to: end)
    }
    return end
  }

  /// Where the innermost open element ends at the latest: its end tag, the start tag of an entry, or `end`.
  private func elementEnd(from start: Int, to end: Int) -> Int {
    guard let name = open.last else { return end }
    var index = source.index(of: 0x3C, from: start, to: end)
    while index < end {
      let first = index + 2
      if source.hasPrefix("</", at: index), first + name.count <= source.count,
        source.equal(name, first..<first + name.count)
      {
        return index
      }
      if isEntryTag(at: index) { return index }
      index = source.index(of: 0x3C, from: index + 1, to: end)
    }
    return end
  }

  /// The index of a terminator of three bytes, found by its first; the end of the document if there is none.
  func index(of terminator: StaticString, from start: Int) -> Int {
    index(of: terminator, from: min(start, source.count), to: source.count)
  }

  /// The index of a terminator that begins before `end`, or `end`.
  private func index(of terminator: StaticString, from start: Int, to end: Int) -> Int {
    let first: UInt8 = unsafe terminator.utf8Start[0]
    var index = source.index(of: first, from: start, to: end)
    while index < end, !source.hasPrefix(terminator, at: index) {
      index = source.index(of: first, from: index + 1, to: end)
    }
    return index
  }

  // MARK: <?

  mutating func instruction() {
    guard position + 2 < source.count else { return cutUnfinished("a processing instruction") }
    guard isNameStart(source[position + 2]) else { return bareLess() }
    let close = instructionEnd(from: position + 2)
    guard close < source.count, close - position < limits.tagBytes else {
      if close == source.count, open.isEmpty { return cutUnfinished("a processing instruction") }
      return bareLess()
    }
    let end = close + 2
    if source.hasPrefixIgnoringCase("<?xml", at: position), !isNameByte(source[position + 5]) {
      defect("misplaced-declaration", at: position, "an XML declaration that is not at the start was left out")
      drop(position..<end)
    } else if source[position + 2] == 0x6C, !isNameByte(source[position + 3]) || end - position > 256 {
      drop(position..<end)
    } else if end - position > 256 || !open.isEmpty {
      drop(position..<end)
    }
    position = end
  }

  /// The next `?>`, remembered so that all searches together read the document once.
  private mutating func instructionEnd(from start: Int) -> Int {
    guard nextInstructionEnd < start else { return nextInstructionEnd }
    var close = source.index(of: 0x3F, from: start, to: source.count)
    while close < source.count, !source.hasPrefix("?>", at: close) {
      close = source.index(of: 0x3F, from: close + 1, to: source.count)
    }
    nextInstructionEnd = close
    return close
  }

  // MARK: Document types

  /// Removes the document type; what its internal subset declares in plain words is remembered.
  ///
  /// A document has one, before its root (XML 1.0 §2.8). Only that one is searched for its end, and not beyond
  /// `limits.documentTypeBytes`, so many without end cost no more than one.
  private mutating func documentType() {
    guard !hasDocumentType, !hasRoot else {
      defect("misplaced-doctype", at: position, "a document type behind another or within the root was left out")
      return dropDocumentType()
    }
    hasDocumentType = true
    let limit = min(source.count, position + limits.documentTypeBytes)
    let close = documentTypeEnd(from: position + 9, to: limit)
    if close < limit {
      drop(position..<close + 1)
      position = close + 1
    } else {
      if limit < source.count {
        defect(
          "doctype-too-large", at: position,
          "a document type of more than \(limits.documentTypeBytes) bytes was ended at the next >")
      } else {
        defect("unclosed-doctype", at: position, "a document type without end was ended at the next >")
      }
      dropDocumentType()
    }
  }

  /// Leaves out a document type up to the next `>`, whatever that closes.
  private mutating func dropDocumentType() {
    let close = source.index(of: 0x3E, from: position, to: source.count)
    guard close < source.count else { return cutUnfinished("a document type") }
    drop(position..<close + 1)
    position = close + 1
  }

  /// The `>` of the document type whose content starts at `start`, or `limit`.
  private mutating func documentTypeEnd(from start: Int, to limit: Int) -> Int {
    var index = start
    var quote: UInt8 = 0
    var isInSubset = false
    while index < limit {
      let byte = source[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x5B {
        isInSubset = true
      } else if byte == 0x5D {
        isInSubset = false
      } else if byte == 0x3E, !isInSubset {
        return index
      } else if isInSubset, byte == 0x3C {
        if source.hasPrefix("<!ENTITY", at: index) {
          index = entity(at: index, to: limit)
          continue
        }
        if source.hasPrefix("<!--", at: index) {
          index = min(self.index(of: "-->", from: index, to: limit) + 3, limit)
          continue
        }
        if source.hasPrefix("<?", at: index) {
          index = min(self.index(of: "?>", from: index, to: limit) + 2, limit)
          continue
        }
      }
      index += 1
    }
    return limit
  }

  /// Remembers `<!ENTITY name "text">` when the text is short and plain; returns the index behind it.
  private mutating func entity(at start: Int, to limit: Int) -> Int {
    var index = start + 8
    func skipSpace() {
      while index < limit, isSpace(source[index]) { index += 1 }
    }
    skipSpace()
    let first = index
    while index < limit, isNameByte(source[index]) { index += 1 }
    let name = first..<index
    skipSpace()
    guard !name.isEmpty, index < limit, source[index] == 0x22 || source[index] == 0x27 else {
      return refuseEntity(at: start, from: index, to: limit)
    }
    let value = index + 1..<source.index(of: source[index], from: index + 1, to: limit)
    guard value.upperBound < limit, value.count < 1_024, entities.count < 256, let text = plainText(value) else {
      return refuseEntity(at: start, from: value.upperBound + 1, to: limit)
    }
    let key = unsafe Array(source.buffer(name))
    // The first declaration of a name is the one that counts (XML 1.0 §4.2).
    if entities[key] == nil { entities[key] = text }
    return min(source.index(of: 0x3E, from: value.upperBound, to: limit) + 1, limit)
  }

  /// The text of an entity with its character references resolved; `nil` when it holds markup or other entities.
  private mutating func plainText(_ value: Range<Int>) -> [UInt8]? {
    var text: [UInt8] = []
    var index = value.lowerBound
    while index < value.upperBound {
      let byte = source[index]
      guard byte != 0x25, byte != 0x3C else { return nil }
      guard byte == 0x26 else {
        text.append(byte)
        index += 1
        continue
      }
      guard index + 1 < value.upperBound, source[index + 1] == 0x23 else { return nil }
      switch reference(at: index, end: value.upperBound) {
      case .regular(let number, let length):
        guard number != 0x26, number != 0x3C, let scalar = Unicode.Scalar(number) else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
        index += length
      case .replaced(let bytes, let length, _):
        text.append(contentsOf: bytes)
        index += length
      case .bare: return nil
      }
    }
    return text
  }

  private mutating func refuseEntity(at start: Int, from index: Int, to limit: Int) -> Int {
    defect("entity-refused", at: start, "an entity declaration that is not short plain text was left out")
    var end = min(index, limit)
    var quote: UInt8 = 0
    while end < limit, quote != 0 || source[end] != 0x3E {
      let byte = source[end]
      if quote == 0, byte == 0x22 || byte == 0x27 { quote = byte } else if byte == quote { quote = 0 }
      end += 1
    }
    return min(end + 1, limit)
  }
}
