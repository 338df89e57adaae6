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
    if source.hasPrefix("<?xml", at: first), first + 5 < source.count, isSpace(source[first + 5]) {
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
    source.hasPrefix("<?xml", at: index) || firstDeclaration(from: index) == nil
  }

  /// An XML declaration near the start that no feed's root precedes: a page or a warning was printed before it.
  private func firstDeclaration(from start: Int) -> Int? {
    let limit = min(source.count, start + 16_384)
    var index = source.index(of: 0x3C, from: start, to: limit)
    while index < limit {
      if source.hasPrefix("<?xml", at: index), index + 5 < limit, isSpace(source[index + 5]) { return index }
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
    } else if source.hasPrefix("<![CDATA[", at: position) {
      section()
    } else if source.hasPrefixIgnoringCase("<!doctype", at: position) {
      documentType()
    } else if position + 2 >= source.count {
      cutUnfinished("a declaration")
    } else {
      bareLess()
    }
  }

  private mutating func comment() {
    let content = position + 4
    var close = hasNoMoreComments ? source.count : index(of: "-->", from: content)
    if close == source.count {
      hasNoMoreComments = true
      defect("unclosed-comment", at: position, "a comment without end was ended at the next >")
      close = source.index(of: 0x3E, from: content, to: source.count)
      let end = min(close + 1, source.count)
      drop(position..<end)
      position = end
      return
    }
    let end = close + 3
    let isLong = end - position >= limits.liftedBytes
    let hasDashes = indexOfDashes(from: content, to: close) < close
    if isLong || hasDashes { drop(position..<end) }
    position = end
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
    guard !open.isEmpty else {
      let end = min(index(of: "]]>", from: content) + 3, source.count)
      defect("text-outside-root", at: position, "text outside the root element was left out")
      drop(position..<end)
      position = end
      return
    }
    var close = hasNoMoreSections ? source.count : index(of: "]]>", from: content)
    var end = close + 3
    if close == source.count {
      hasNoMoreSections = true
      close = closingTag(from: content)
      end = close
      defect("unclosed-cdata", at: position, "a CDATA section without end was ended with its element")
    }
    // The push parser does not read CR LF in a section as one line end (XML 1.0 §2.11), so such sections go around it.
    let hasReturn = source.index(of: 0x0D, from: content, to: close) < close
    if close - content >= limits.liftedBytes || hasReturn || end == close {
      lift(content..<close, outer: position..<end, resolvingReferences: false)
    }
    position = end
  }

  /// The end tag of the innermost open element, or the end of the document.
  private func closingTag(from start: Int) -> Int {
    guard let name = open.last else { return source.count }
    var index = source.index(of: 0x3C, from: start, to: source.count)
    while index < source.count {
      let first = index + 2
      if source.hasPrefix("</", at: index), first + name.count <= source.count,
        source.equal(name, first..<first + name.count)
      {
        return index
      }
      index = source.index(of: 0x3C, from: index + 1, to: source.count)
    }
    return source.count
  }

  /// The index of a terminator of three bytes, found by its first; the end of the document if there is none.
  func index(of terminator: StaticString, from start: Int) -> Int {
    let first: UInt8 = unsafe terminator.utf8Start[0]
    var index = source.index(of: first, from: min(start, source.count), to: source.count)
    while index < source.count, !source.hasPrefix(terminator, at: index) {
      index = source.index(of: first, from: index + 1, to: source.count)
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
  private mutating func documentType() {
    var index = position + 9
    var quote: UInt8 = 0
    var isInSubset = false
    while index < source.count {
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
        break
      } else if isInSubset, byte == 0x3C {
        if source.hasPrefix("<!ENTITY", at: index) {
          index = entity(at: index)
          continue
        }
        if source.hasPrefix("<!--", at: index) {
          index = min(self.index(of: "-->", from: index) + 3, source.count)
          continue
        }
      }
      index += 1
    }
    if index >= source.count {
      defect("unclosed-doctype", at: position, "a document type without end was ended at the next >")
      index = source.index(of: 0x3E, from: position, to: source.count)
    }
    guard index < source.count else { return cutUnfinished("a document type") }
    drop(position..<index + 1)
    position = index + 1
  }

  /// Remembers `<!ENTITY name "text">` when the text is short and plain; returns the index behind it.
  private mutating func entity(at start: Int) -> Int {
    var index = start + 8
    func skipSpace() {
      while index < source.count, isSpace(source[index]) { index += 1 }
    }
    skipSpace()
    let first = index
    while index < source.count, isNameByte(source[index]) { index += 1 }
    let name = first..<index
    skipSpace()
    guard !name.isEmpty, index < source.count, source[index] == 0x22 || source[index] == 0x27 else {
      return refuseEntity(at: start, from: index)
    }
    let value = index + 1..<source.index(of: source[index], from: index + 1, to: source.count)
    let isPlain = unsafe source.buffer(value).allSatisfy { $0 != 0x26 && $0 != 0x25 && $0 != 0x3C }
    guard value.count < 1_024, isPlain, entities.count < 256 else {
      return refuseEntity(at: start, from: value.upperBound + 1)
    }
    entities[unsafe Array(source.buffer(name))] = value
    return min(source.index(of: 0x3E, from: value.upperBound, to: source.count) + 1, source.count)
  }

  private mutating func refuseEntity(at start: Int, from index: Int) -> Int {
    defect("entity-refused", at: start, "an entity declaration that is not short plain text was left out")
    var end = min(index, source.count)
    var quote: UInt8 = 0
    while end < source.count, quote != 0 || source[end] != 0x3E {
      let byte = source[end]
      if quote == 0, byte == 0x22 || byte == 0x27 { quote = byte } else if byte == quote { quote = 0 }
      end += 1
    }
    return min(end + 1, source.count)
  }
}
