extension XMLBytePass {
  /// How the look at a tag ended.
  private enum Outcome {
    /// The index behind `>`.
    case complete(end: Int, isEmptyElement: Bool)
    /// Something is to be repaired.
    case irregular
  }

  // MARK: Start tags

  mutating func startTag() {
    var nameEnd = position + 2
    while nameEnd < source.count, isNameByte(source[nameEnd]) { nameEnd += 1 }
    let name = position + 1..<nameEnd
    if mayImplyEnd(name) { closeImplied(before: name) }
    if nameEnd < source.count, source[nameEnd] == 0x3E {
      return didOpen(name, isEmptyElement: false, end: nameEnd + 1)
    }
    switch regularAttributes(from: nameEnd) {
    case .complete(let end, let isEmptyElement):
      didOpen(name, isEmptyElement: isEmptyElement, end: end)
    case .irregular:
      repairStartTag(name)
    }
  }

  @inline(__always) private mutating func didOpen(_ name: Range<Int>, isEmptyElement: Bool, end: Int) {
    hasRoot = true
    if open.count >= limits.depth { flatten(position..<end) }
    if !isEmptyElement { open.append(name) }
    position = end
  }

  /// Leaves out a tag that is nested too deep, not what it holds.
  private mutating func flatten(_ tag: Range<Int>) {
    if !isFlattened {
      isFlattened = true
      let depth = limits.depth
      defect("too-deep", at: tag.lowerBound, "the tags of elements nested over \(depth) levels were left out")
    }
    if source.lineFeeds(in: tag) > 0 { drop(tag) } else { replace(tag, with: "") }
  }

  /// Walks over attributes that are as XML wants them.
  private func regularAttributes(from start: Int) -> Outcome {
    let limit = min(source.count, position + limits.tagBytes)
    var index = start
    var count = 0
    while index < limit {
      let byte = source[index]
      if byte == 0x3E { return .complete(end: index + 1, isEmptyElement: false) }
      if byte == 0x2F, index + 1 < limit, source[index + 1] == 0x3E {
        return .complete(end: index + 2, isEmptyElement: true)
      }
      guard isSpace(byte) else { return .irregular }
      while index < limit, isSpace(source[index]) { index += 1 }
      guard index < limit, isNameStart(source[index]) else { continue }
      count += 1
      guard count <= limits.attributes, let next = regularAttribute(from: index, limit: limit) else {
        return .irregular
      }
      index = next
    }
    return .irregular
  }

  /// The index behind `name="value"`, or `nil` when it is irregular.
  @inline(__always) private func regularAttribute(from start: Int, limit: Int) -> Int? {
    var index = start
    while index < limit, isNameByte(source[index]) { index += 1 }
    while index < limit, isSpace(source[index]) { index += 1 }
    guard index < limit, source[index] == 0x3D else { return nil }
    index += 1
    while index < limit, isSpace(source[index]) { index += 1 }
    guard index < limit else { return nil }
    let quote = source[index]
    guard quote == 0x22 || quote == 0x27 else { return nil }
    index += 1
    while index < limit {
      let byte = source[index]
      if byte == quote { return index + 1 }
      if byte == 0x3C { return nil }
      if byte == 0x26 {
        guard let length = predefinedLength(at: index, limit: limit) else { return nil }
        index += length
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Length of a reference that libxml2 knows and reads as we do: `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`.
  func predefinedLength(at index: Int, limit: Int) -> Int? {
    if source.hasPrefix("&amp;", at: index) { return 5 }
    if source.hasPrefix("&lt;", at: index) || source.hasPrefix("&gt;", at: index) { return 4 }
    if source.hasPrefix("&quot;", at: index) || source.hasPrefix("&apos;", at: index) { return 6 }
    return nil
  }

  /// Writes a start tag anew: each attribute once more, quoted and escaped.
  private mutating func repairStartTag(_ name: Range<Int>) {
    let limit = min(source.count, position + limits.tagBytes)
    let defectsBefore = defects
    var tag: [UInt8] = [0x3C]
    unsafe tag.append(contentsOf: source.buffer(name))
    var index = name.upperBound
    var count = 0
    while index < limit {
      let byte = source[index]
      if byte == 0x3C {
        defects = defectsBefore
        guard isOne(of: Self.fieldNames, name) else { return bareLess() }
        defect("unclosed-tag", at: position) { "the tag of <\($0.tagName(name))> was ended at the next <" }
        return finishRepair(name, tag, end: index, isEmptyElement: false)
      }
      if byte == 0x3E { return finishRepair(name, tag, end: index + 1, isEmptyElement: false) }
      if byte == 0x2F, index + 1 < limit, source[index + 1] == 0x3E {
        return finishRepair(name, tag, end: index + 2, isEmptyElement: true)
      }
      guard !isSpace(byte), byte != 0x2F else {
        index += 1
        continue
      }
      count += 1
      guard count <= limits.attributes else { return dropTag("more than \(limits.attributes) attributes") }
      index = repairAttribute(from: index, limit: limit, into: &tag)
    }
    guard limit == source.count else { return dropTag("more than \(limits.tagBytes) bytes") }
    cutUnfinished("a tag")
  }

  private mutating func finishRepair(_ name: Range<Int>, _ tag: [UInt8], end: Int, isEmptyElement: Bool) {
    let original = unsafe source.buffer(position..<end)
    let repaired = tag + (isEmptyElement ? [0x2F, 0x3E] : [0x3E])
    if open.count < limits.depth, unsafe !original.elementsEqual(repaired) { replace(position..<end, with: repaired) }
    didOpen(name, isEmptyElement: isEmptyElement, end: end)
  }

  private mutating func dropTag(_ reason: String) {
    defect("tag-too-large", at: position, "a tag with \(reason) was left out")
    let end = min(source.index(of: 0x3E, from: position, to: source.count) + 1, source.count)
    drop(position..<end)
    position = end
  }

  /// The document ends within markup: it goes no further than that.
  mutating func cutUnfinished(_ what: String) {
    isCut = true
    defect("truncated", at: position, "the document ends inside \(what)")
  }

  /// Copies one attribute to `tag` in regular form; returns the index behind it.
  private mutating func repairAttribute(from start: Int, limit: Int, into tag: inout [UInt8]) -> Int {
    var index = start
    while index < limit, !endsAttributeName(source[index]) { index += 1 }
    let name = start..<index
    guard !name.isEmpty else { return start + 1 }
    var next = index
    while next < limit, isSpace(source[next]) { next += 1 }
    var value = name
    var isQuoted = false
    if next < limit, source[next] == 0x3D {
      next += 1
      while next < limit, isSpace(source[next]) { next += 1 }
      (value, isQuoted) = attributeValue(from: next, limit: limit)
      index = value.upperBound + (isQuoted ? 1 : 0)
    }
    guard isNameStart(source[name.lowerBound]), unsafe source.buffer(name).allSatisfy({ isNameByte($0) }) else {
      defect("invalid-attribute", at: start, "an attribute whose name XML does not allow was left out")
      return index
    }
    if !isQuoted { defect("unquoted-attribute", at: start, "an attribute value without quotes was quoted") }
    tag.append(0x20)
    unsafe tag.append(contentsOf: source.buffer(name))
    tag.append(contentsOf: [0x3D, 0x22])
    appendEscaped(value, to: &tag)
    tag.append(0x22)
    return index
  }

  private func endsAttributeName(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == 0x3D || byte == 0x3E || byte == 0x3C || byte == 0x2F || byte == 0x22 || byte == 0x27
  }

  /// The value at `start`; one whose closing quote is missing ends like one without quotes.
  private mutating func attributeValue(from start: Int, limit: Int) -> (range: Range<Int>, isQuoted: Bool) {
    guard start < limit else { return (start..<start, false) }
    var first = start
    if source[start] == 0x22 || source[start] == 0x27 {
      let end = quote(source[start], after: start)
      if end < limit, !isQuoteOfAnotherTag(end, value: start + 1..<end) { return (start + 1..<end, true) }
      first += 1
    }
    var index = first
    while index < limit, !isSpace(source[index]), source[index] != 0x3E, source[index] != 0x3C { index += 1 }
    return (first..<index, false)
  }

  /// Whether the closing quote was forgotten and this one opens a value in a later tag.
  private func isQuoteOfAnotherTag(_ index: Int, value: Range<Int>) -> Bool {
    guard index + 1 < source.count else { return false }
    let next = source[index + 1]
    if isSpace(next) || next == 0x3E || next == 0x2F || next == 0x3F { return false }
    return source.index(of: 0x3C, from: value.lowerBound, to: value.upperBound) < value.upperBound
  }

  /// The next such quote after `index`, remembered so that all searches together read the document once.
  private mutating func quote(_ quote: UInt8, after index: Int) -> Int {
    let known = quote == 0x22 ? nextQuote.double : nextQuote.single
    if known.from <= index, index < known.found { return known.found }
    let next = NextQuote(from: index, found: source.index(of: quote, from: index + 1, to: source.count))
    if quote == 0x22 { nextQuote.double = next } else { nextQuote.single = next }
    return next.found
  }

  // MARK: End tags

  /// Walks over the end tag of the innermost open element when it is as XML wants it.
  @inline(__always) mutating func regularEndTag() -> Bool {
    guard open.count > 1, open.count <= limits.depth, let name = open.last else { return false }
    let end = position + 2 + name.count
    guard end < source.count, source[end] == 0x3E, source.equal(name, position + 2..<end) else { return false }
    open.removeLast()
    position = end + 1
    return true
  }

  mutating func endTag() {
    var nameStart = position + 2
    while nameStart < source.count, isSpace(source[nameStart]) { nameStart += 1 }
    var nameEnd = nameStart
    while nameEnd < source.count, isNameByte(source[nameEnd]) { nameEnd += 1 }
    let name = nameStart..<nameEnd
    var close = nameEnd
    while close < source.count, isSpace(source[close]) { close += 1 }
    guard close < source.count else { return cutUnfinished("an end tag") }
    guard !name.isEmpty, isNameStart(source[name.lowerBound]) else { return bareLess() }
    if source[close] == 0x2F, close + 1 < source.count, source[close + 1] == 0x3E { close += 1 }
    let end = source[close] == 0x3E ? close + 1 : nameEnd
    let isRegular = nameStart == position + 2 && source[close] == 0x3E && source[close - 1] != 0x2F
    if isRegular, let last = open.last, source.equal(last, name) {
      closeElements(from: open.count - 1, with: position..<end, isRegular: true)
    } else {
      repairEndTag(name, end: end)
    }
  }

  /// Closes what should have been closed before, or drops an end tag that closes nothing.
  private mutating func repairEndTag(_ name: Range<Int>, end: Int) {
    guard let index = openElement(name) else {
      defect("unmatched-end-tag", at: position) { "</\($0.tagName(name))> closes nothing and was left out" }
      replace(position..<end, with: "")
      position = end
      return
    }
    let inner = open[open.count - 1]
    if index < open.count - 1 {
      defect("mismatched-end-tag", at: position) {
        "<\($0.tagName(inner))> was not closed before </\($0.tagName(name))>"
      }
    } else {
      defect("malformed-end-tag", at: position) { "the end tag of <\($0.tagName(name))> was rewritten" }
    }
    closeElements(from: index, with: position..<end, isRegular: false)
  }

  /// The innermost open element of that name, or of one that differs in case.
  ///
  /// Of many levels only the inner ones and the outer ones, which are the feed's own, are looked at.
  private func openElement(_ name: Range<Int>) -> Int? {
    let first = lowercased(source[name.lowerBound])
    var similar: Int?
    var index = open.count
    while index > 0 {
      if open.count - index == 48 { index = min(index, 16) }
      index -= 1
      let candidate = open[index]
      guard candidate.count == name.count, lowercased(source[candidate.lowerBound]) == first else { continue }
      if source.equal(candidate, name) { return index }
      if similar == nil, source.equalIgnoringCase(candidate, name) { similar = index }
    }
    return similar
  }

  /// Ends the open elements from `index` on at an end tag.
  private mutating func closeElements(from index: Int, with tag: Range<Int>, isRegular: Bool) {
    if index == 0, continueBehindRoot(endTag: tag) { return }
    if !isRegular || open.count > limits.depth { replace(tag, withEndTagsFrom: index) }
    open.removeSubrange(index...)
    position = tag.upperBound
  }
}
