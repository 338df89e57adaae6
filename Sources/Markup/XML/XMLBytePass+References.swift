/// What a `&` in the document turned out to be.
enum XMLReference {
  /// One of XML's five, or a number that XML allows: libxml2 reads it as we do.
  case regular(UInt32, length: Int)
  /// Text that has to be put in its place.
  case replaced([UInt8], length: Int, code: StaticString)
  /// No reference: the `&` is text.
  case bare
}

extension XMLBytePass {
  /// Resolves the reference whose `&` is at `index`.
  mutating func reference(at index: Int, end: Int) -> XMLReference {
    let first = index + 1
    guard first < end else { return .bare }
    if source[first] == 0x23 { return numericReference(at: index, end: end) }
    var stop = first
    let limit = min(end, first + 64)
    while stop < limit, isEntityNameByte(source[stop]) { stop += 1 }
    guard stop < limit, stop > first, source[stop] == 0x3B else { return .bare }
    let length = stop + 1 - index
    if let scalar = predefined(at: first, count: stop - first) { return .regular(scalar, length: length) }
    let name = unsafe Array(source.buffer(first..<stop))
    if let value = entities[name], entityBytes + value.count <= Self.maximumEntityBytes {
      entityBytes += value.count
      return .replaced(value, length: length, code: "")
    }
    guard let value = HTMLEntities.utf8(named: name.span) else { return .bare }
    return .replaced(value, length: length, code: "html-entity")
  }

  /// What a document's own entities may add to it in all, so that a small document stays small.
  private static let maximumEntityBytes = 1 << 20

  private func isEntityNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D || byte == 0x2E
  }

  private func predefined(at first: Int, count: Int) -> UInt32? {
    switch (count, source[first]) {
    case (2, 0x6C) where source[first + 1] == 0x74: 0x3C
    case (2, 0x67) where source[first + 1] == 0x74: 0x3E
    case (3, 0x61) where source.hasPrefix("amp", at: first): 0x26
    case (4, 0x71) where source.hasPrefix("quot", at: first): 0x22
    case (4, 0x61) where source.hasPrefix("apos", at: first): 0x27
    default: nil
    }
  }

  private func numericReference(at index: Int, end: Int) -> XMLReference {
    var stop = index + 2
    let isHex = stop < end && (source[stop] | 0x20) == 0x78
    if isHex { stop += 1 }
    let first = stop
    var value: UInt32 = 0
    while stop < end, let digit = digit(source[stop], isHex: isHex) {
      value = min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
      stop += 1
    }
    guard stop > first else { return .bare }
    guard stop < end, source[stop] == 0x3B else {
      let isText = isAllowed(value) || value > 0xFF
      let text = isText ? Array(String(Character(HTMLEntities.scalar(number: value))).utf8) : []
      return .replaced(text, length: stop - index, code: "reference-without-semicolon")
    }
    let length = stop + 1 - index
    if let (scalar, length) = misreadCharacter(value, at: index, next: stop + 1, end: end) {
      return .replaced(Array(String(Character(scalar)).utf8), length: length, code: "bytes-as-references")
    }
    if isAllowed(value), !(0x80...0x9F).contains(value) {
      // libxml2 knows only a lower-case x.
      let isRegular = !isHex || source[index + 2] == 0x78
      if isRegular { return .regular(value, length: length) }
    }
    if value > 0, value < 0x20, !isAllowed(value) { return .replaced([], length: length, code: "invalid-reference") }
    let scalar = HTMLEntities.scalar(number: value)
    let code: StaticString = (0x80...0x9F).contains(value) ? "windows-1252-reference" : "invalid-reference"
    return .replaced(Array(String(Character(scalar)).utf8), length: length, code: code)
  }

  /// A character whose bytes in UTF-8 were written as a reference each: `&#226;&#128;&#153;` for ’.
  ///
  /// Only with one of the bytes 0x80 to 0x9F, which as characters mean nothing; the others are letters and marks.
  private func misreadCharacter(
    _ first: UInt32, at index: Int, next: Int, end: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard first >= 0xC2, first <= 0xF4, next + 5 < end, source[next] == 0x26, source[next + 1] == 0x23 else {
      return nil
    }
    var value = first & (first < 0xE0 ? 0x1F : first < 0xF0 ? 0x0F : 0x07)
    var position = next
    var hasControl = false
    for _ in 0..<(first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3) {
      guard position + 5 < end, source.hasPrefix("&#1", at: position), source[position + 5] == 0x3B,
        let tens = digit(source[position + 3], isHex: false), let ones = digit(source[position + 4], isHex: false)
      else { return nil }
      let byte = 100 + 10 * tens + ones
      guard byte >= 0x80, byte <= 0xBF else { return nil }
      if byte < 0xA0 { hasControl = true }
      value = value << 6 | byte & 0x3F
      position += 6
    }
    guard hasControl, value >= 0xA0, let scalar = Unicode.Scalar(value), isAllowed(value) else { return nil }
    return (scalar, position - index)
  }

  private func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    if byte &- 0x30 < 10 { return UInt32(byte - 0x30) }
    let letter = (byte | 0x20) &- 0x61
    return isHex && letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// Whether XML 1.0 allows the character.
  private func isAllowed(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func note(_ code: StaticString, at index: Int) {
    guard code.utf8CodeUnitCount > 0 else { return }
    defect(code, at: index, "the reference was replaced by the character it means, or left out when it means none")
  }

  private mutating func noteBare(at index: Int) {
    defect("bare-ampersand", at: index, "an & that starts no reference was taken as text")
  }

  // MARK: In text that libxml2 will read

  /// Repairs references in place.
  mutating func repairReferences(in range: Range<Int>) {
    var index = source.index(of: 0x26, from: range.lowerBound, to: range.upperBound)
    while index < range.upperBound {
      var next = index + 1
      switch reference(at: index, end: range.upperBound) {
      case .regular(_, let length): next = index + length
      case .replaced(let value, let length, let code):
        note(code, at: index)
        replace(index..<index + length, with: escaped(value))
        next = index + length
      case .bare:
        noteBare(at: index)
        replace(index..<index + 1, with: "&amp;")
      }
      index = source.index(of: 0x26, from: next, to: range.upperBound)
    }
  }

  private func escaped(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return bytes }
    return bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x3C: Array("&lt;".utf8)
      case 0x26: Array("&amp;".utf8)
      default: [byte]
      }
    }
  }

  /// Appends an attribute value so that it may stand in double quotes.
  mutating func appendEscaped(_ range: Range<Int>, to tag: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source[index]
      var length = 1
      switch byte {
      case 0x22: tag.append(contentsOf: Array("&quot;".utf8))
      case 0x3C:
        defect("bare-less-than", at: index, "a < in an attribute was taken as text")
        tag.append(contentsOf: Array("&lt;".utf8))
      case 0x26: length = appendReference(at: index, end: range.upperBound, to: &tag)
      default: tag.append(byte)
      }
      index += length
    }
  }

  private mutating func appendReference(at index: Int, end: Int, to tag: inout [UInt8]) -> Int {
    switch reference(at: index, end: end) {
    case .regular(_, let length):
      unsafe tag.append(contentsOf: source.buffer(index..<index + length))
      return length
    case .replaced(let value, let length, let code):
      note(code, at: index)
      for byte in escaped(value) where byte != 0x22 { tag.append(byte) }
      return length
    case .bare:
      noteBare(at: index)
      tag.append(contentsOf: Array("&amp;".utf8))
      return 1
    }
  }

  // MARK: In text that libxml2 will not read

  /// Appends `range` to `decoded` with references resolved and line ends as line feeds (XML 1.0 §2.11).
  mutating func decode(_ range: Range<Int>, resolvingReferences: Bool) {
    var ampersand = resolvingReferences ? range.lowerBound - 1 : range.upperBound
    var carriage = range.lowerBound - 1
    var index = range.lowerBound
    while index < range.upperBound {
      if ampersand < index { ampersand = source.index(of: 0x26, from: index, to: range.upperBound) }
      if carriage < index { carriage = source.index(of: 0x0D, from: index, to: range.upperBound) }
      let stop = min(ampersand, carriage)
      if stop > index { unsafe decoded.append(contentsOf: source.buffer(index..<stop)) }
      index = stop
      guard index < range.upperBound else { break }
      if index == carriage {
        if index + 1 >= source.count || source[index + 1] != 0x0A { decoded.append(0x0A) }
        index += 1
      } else if let (byte, length) = plainReference(at: index, end: range.upperBound) {
        decoded.append(byte)
        index += length
      } else {
        index = decodeReference(at: index, end: range.upperBound)
      }
    }
  }

  /// The four references that escaped HTML consists of, without the detour.
  @inline(__always) private func plainReference(at index: Int, end: Int) -> (byte: UInt8, length: Int)? {
    guard index + 6 <= end else { return nil }
    switch (source[index + 1], source[index + 2], source[index + 3]) {
    case (0x6C, 0x74, 0x3B): return (0x3C, 4)
    case (0x67, 0x74, 0x3B): return (0x3E, 4)
    case (0x61, 0x6D, 0x70) where source[index + 4] == 0x3B: return (0x26, 5)
    case (0x71, 0x75, 0x6F) where source[index + 4] == 0x74 && source[index + 5] == 0x3B: return (0x22, 6)
    default: return nil
    }
  }

  private mutating func decodeReference(at index: Int, end: Int) -> Int {
    switch reference(at: index, end: end) {
    case .regular(let value, let length):
      if value < 0x80 {
        decoded.append(UInt8(value))
      } else if let scalar = Unicode.Scalar(value) {
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { decoded.append(unit) }
      }
      return index + length
    case .replaced(let value, let length, let code):
      note(code, at: index)
      for byte in value { decoded.append(byte) }
      return index + length
    case .bare:
      noteBare(at: index)
      decoded.append(0x26)
      return index + 1
    }
  }
}
