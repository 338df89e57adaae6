/// Elements that hold nothing but text: `<name>text</name>`, also with attributes, CDATA sections, or empty.
///
/// They are most of a feed, and all that libxml2 would find in one is checked here already: its characters, its
/// references, its names and that its end tag matches. So a whole row of them is taken out like a text, and libxml2,
/// which needs several times as long for each, reads what is left: the elements around them, and all that is unusual.
extension XMLBytePass {
  /// Takes out the element whose `<` is at `position`; `false` when it is not of that kind, and nothing has happened.
  @inline(__always) mutating func liftLeaf() -> Bool {
    guard isLifting, !open.isEmpty, open.count < limits.depth, position + 64 < source.count,
      let name = name(at: position + 1, before: 0x3E, or: 0x20)
    else { return false }
    let nameEnd = position + 1 + name.count
    if mayImplyEnd(position + 1..<nameEnd) { return false }
    if source[nameEnd] != 0x3E { return liftLeafWithAttributes(name, from: nameEnd) }
    return liftLeaf(name, content: nameEnd + 1, attributes: 0)
  }

  @inline(__always) private mutating func liftLeaf(_ name: XMLLeafName, content: Int, attributes: Int) -> Bool {
    let tag = source.index(of: 0x3C, from: content, to: source.count)
    guard tag + 24 < source.count, tag - content < limits.textBytes else { return false }
    guard isEndTag(at: tag, of: name) else {
      return source[tag + 1] == 0x21 ? liftLeafWithSections(name, content: content, attributes: attributes) : false
    }
    let id = leafNames.id(of: name)
    guard id > 0, !holdsSectionEnd(content..<tag) else { return false }
    beginLeaf()
    let end = tag + name.count + 3
    extendRun(over: position..<end)
    append(item(content..<tag, resolvingReferences: true, name: id, attributes, position: content))
    position = end
    return true
  }

  /// What stands before one of two bytes when it is no longer than two words; whether it is a name shows when it is new.
  @inline(__always) private func name(at index: Int, before end: UInt8, or other: UInt8) -> XMLLeafName? {
    let (ends, others) = (UInt64(end) &* 0x0101_0101_0101_0101, UInt64(other) &* 0x0101_0101_0101_0101)
    let first = UInt64(littleEndian: source.word(at: index))
    let found = Self.zeroBytes(first ^ ends) | Self.zeroBytes(first ^ others)
    if found != 0 {
      let bits = UInt64(found.trailingZeroBitCount & ~7)
      return XMLLeafName(first: first & ~(~0 << bits), second: 0, count: Int(bits / 8))
    }
    let second = UInt64(littleEndian: source.word(at: index + 8))
    let later = Self.zeroBytes(second ^ ends) | Self.zeroBytes(second ^ others)
    guard later != 0 else { return nil }
    let bits = UInt64(later.trailingZeroBitCount & ~7)
    return XMLLeafName(first: first, second: second & ~(~0 << bits), count: 8 + Int(bits / 8))
  }

  /// The lowest bit set belongs to the first byte that is zero.
  @inline(__always) private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Whether `</name>` stands at `index`, with at least 24 bytes there.
  @inline(__always) private func isEndTag(at index: Int, of name: XMLLeafName) -> Bool {
    guard source[index + 1] == 0x2F, source[index + 2 + name.count] == 0x3E else { return false }
    let first = UInt64(littleEndian: source.word(at: index + 2)) ^ name.first
    if name.count < 8 { return first << UInt64(64 - 8 * name.count) == 0 }
    if name.count == 8 { return first == 0 }
    let second = UInt64(littleEndian: source.word(at: index + 10)) ^ name.second
    return first == 0 && second << UInt64(128 - 8 * name.count) == 0
  }

  /// The same when the element has a CDATA section: its parts are found first, and joined when there are several.
  private mutating func liftLeafWithSections(_ name: XMLLeafName, content: Int, attributes: Int) -> Bool {
    var parts = 0
    var part = content..<content
    var isEscaped = false
    var index = content
    while true {
      let tag = source.index(of: 0x3C, from: index, to: source.count)
      guard tag + 24 < source.count else { return false }
      if tag > index {
        guard !holdsSectionEnd(index..<tag) else { return false }
        (parts, part, isEscaped) = (parts + 1, index..<tag, true)
      }
      index = tag
      if isEndTag(at: tag, of: name) { break }
      guard let section = sectionContent(at: tag) else { return false }
      if !section.isEmpty { (parts, part, isEscaped) = (parts + 1, section, false) }
      index = section.upperBound + 3
    }
    guard index - content < limits.textBytes else { return false }
    let id = leafNames.id(of: name)
    guard id > 0 else { return false }
    beginLeaf()
    let end = index + name.count + 3
    extendRun(over: position..<end)
    if parts > 1 {
      let text = joined(content..<index)
      append(LiftedItem(name: id, attributes: attributes, isDecoded: true, position: content, range: text))
    } else {
      append(item(part, resolvingReferences: isEscaped, name: id, attributes, position: content))
    }
    position = end
    return true
  }

  /// What is in the complete CDATA section whose `<` is at `index`.
  private mutating func sectionContent(at index: Int) -> Range<Int>? {
    guard source.hasPrefix("<![CDATA[", at: index) else { return nil }
    let section = index + 9..<sectionEnd(from: index + 9)
    guard section.upperBound < source.count else { return nil }
    // Within it another may start, when the end of this one was forgotten.
    return sectionStart(from: section.lowerBound, to: section.upperBound) < section.upperBound ? nil : section
  }

  /// Texts and sections one after the other; returns where they are in `decoded`.
  private mutating func joined(_ content: Range<Int>) -> Range<Int> {
    let first = decoded.count
    var index = content.lowerBound
    while index < content.upperBound {
      let tag = source.index(of: 0x3C, from: index, to: content.upperBound)
      decode(index..<tag, resolvingReferences: true)
      guard tag < content.upperBound, let section = sectionContent(at: tag) else { break }
      decode(section, resolvingReferences: false)
      index = section.upperBound + 3
    }
    return first..<decoded.count
  }

  /// White space before the first element of a run goes with it: libxml2 would take longer for it than for a tag.
  @inline(__always) private mutating func beginLeaf() {
    guard runEnd != position, plainText.upperBound == position, flushed <= plainText.lowerBound else { return }
    extendRun(over: plainText)
    if isShortSpace(plainText) {
      space = plainText
    } else {
      items.append(item(plainText, resolvingReferences: false, name: 0, position: plainText.lowerBound))
    }
  }

  /// Adds an element with the white space before it.
  @inline(__always) private mutating func append(_ element: LiftedItem) {
    var element = element
    element.space = space
    space = 0..<0
    items.append(element)
  }

  // MARK: Attributes

  private static let maximumLiftedAttributes = 12

  /// The same for an element with attributes, or an empty one: `<name a="b">text</name>`, `<name a="b"/>`.
  private mutating func liftLeafWithAttributes(_ name: XMLLeafName, from start: Int) -> Bool {
    let before = (attributes: attributes.count, decoded: decoded.count)
    if let (end, isEmpty) = liftedAttributes(from: start), end - position < limits.tagBytes {
      let count = attributes.count - before.attributes
      if !isEmpty {
        if liftLeaf(name, content: end, attributes: count) { return true }
      } else if case let id = leafNames.id(of: name), id > 0 {
        beginLeaf()
        extendRun(over: position..<end)
        append(LiftedItem(name: id, attributes: count, isDecoded: false, position: end, range: 0..<0))
        position = end
        return true
      }
    }
    attributes.truncate(to: before.attributes)
    decoded.truncate(to: before.decoded)
    return false
  }

  /// Adds the attributes from `start` on; `nil` when one is not to be taken out.
  private mutating func liftedAttributes(from start: Int) -> (end: Int, isEmptyElement: Bool)? {
    let first = attributes.count
    var index = start
    while index + 32 < source.count {
      let space = index
      while index + 32 < source.count, isSpace(source[index]) { index += 1 }
      let byte = source[index]
      if byte == 0x3E { return (index + 1, false) }
      if byte == 0x2F { return source[index + 1] == 0x3E ? (index + 2, true) : nil }
      guard index > space, attributes.count - first < Self.maximumLiftedAttributes, index + 32 < source.count,
        let name = name(at: index, before: 0x3D, or: 0x3D)
      else { return nil }
      let id = leafNames.id(of: name)
      guard id > 0, leafNames.hasNoPrefix(id), !hasAttribute(id, since: first) else { return nil }
      index += name.count + 1
      guard let value = plainValue(from: index) else { return nil }
      index = value.upperBound + 1
      let item = item(value, resolvingReferences: true, name: id, position: value.lowerBound)
      attributes.append(item)
    }
    return nil
  }

  private func hasAttribute(_ id: UInt8, since first: Int) -> Bool {
    for index in first..<attributes.count where attributes[index].name == id { return true }
    return false
  }

  /// The value whose quote is at `index`; `nil` when XML changes more in it than the five references.
  @inline(__always) private func plainValue(from index: Int) -> Range<Int>? {
    let quote = source[index]
    guard quote == 0x22 || quote == 0x27 else { return nil }
    var end = index + 1
    while end + 8 < source.count {
      let word = UInt64(littleEndian: source.word(at: end))
      let quotes = Self.zeroBytes(word ^ (UInt64(quote) &* 0x0101_0101_0101_0101))
      let tags = Self.zeroBytes(word ^ 0x3C3C_3C3C_3C3C_3C3C)
      let references = Self.zeroBytes(word ^ 0x2626_2626_2626_2626)
      // A byte below the space: what is borrowed for one shows in bytes above it only, and the lowest counts.
      let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      let found = quotes | tags | references | controls
      guard found != 0 else {
        end += 8
        continue
      }
      end += found.trailingZeroBitCount / 8
      let byte = source[end]
      if byte == quote { return index + 1..<end }
      guard byte == 0x26, let length = predefinedLength(at: end, limit: source.count) else { return nil }
      end += length
    }
    return nil
  }
}
