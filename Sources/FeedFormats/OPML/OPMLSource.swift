/// Where the tags of an OPML file lie in its bytes, so that an edit can leave everything else as it is.
///
/// It knows only as much of XML as finding tags needs; what the tags mean is `OPMLReader`'s to say, and whoever edits
/// reads the result again before it is written.
package struct OPMLSource: Sendable {
  /// One `outline` element.
  package struct Element: Sendable, Equatable {
    /// Its start tag, `<` to `>`.
    package var startTag: Range<Int>
    /// Its end tag; `nil` for `<outline …/>` and when it is not closed.
    package var endTag: Range<Int>?
    /// Attributes of the start tag: qualified name, and the place of the value between its quotes.
    package var attributes: [(name: String, value: Range<Int>)]
    /// Outlines around it.
    package var depth: Int

    package static func == (left: Element, right: Element) -> Bool { left.startTag == right.startTag }

    /// From the start of the start tag to the end of the end tag.
    package var range: Range<Int> { startTag.lowerBound..<(endTag?.upperBound ?? startTag.upperBound) }
  }

  /// The file.
  package let bytes: [UInt8]
  /// All outlines in document order.
  package private(set) var elements: [Element] = []
  /// The end tag of `body`.
  package private(set) var bodyEnd: Range<Int>?
  /// Namespaces that the root tag declares.
  package private(set) var namespaces: [OPMLDocument.Namespace] = []

  /// Where the root tag's name ends, for further attributes.
  package private(set) var rootNameEnd: Int?

  private var open: [Int] = []
  private var lineStarts = [0]

  /// Finds the tags; O(bytes).
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { lineStarts.append(offset + 1) }
    var position = 0
    while let start = index(of: 0x3C, from: position) { position = max(start + 1, readMarkup(at: start)) }
  }

  /// Line and column of a byte offset, from 1; columns count characters.
  package func place(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = bytes[lineStarts[low]..<max(lineStarts[low], min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 }
    return (low + 1, column + 1)
  }

  /// Reads what begins with `<`; the result is where to look on.
  private mutating func readMarkup(at start: Int) -> Int {
    if starts("<!--", at: start) { return end(of: "-->", from: start + 4) }
    if starts("<![CDATA[", at: start) { return end(of: "]]>", from: start + 9) }
    if starts("<?", at: start) { return end(of: "?>", from: start + 2) }
    if starts("<!", at: start) { return end(of: ">", from: start + 2) }
    if starts("</", at: start) { return readEndTag(at: start) }
    return readStartTag(at: start)
  }

  private mutating func readEndTag(at start: Int) -> Int {
    let end = end(of: ">", from: start + 2)
    let name = name(at: start + 2)
    if name == "outline", let element = open.popLast() { elements[element].endTag = start..<end }
    if name == "body" { bodyEnd = start..<end }
    return end
  }

  private mutating func readStartTag(at start: Int) -> Int {
    let name = name(at: start + 1)
    guard !name.isEmpty else { return start + 1 }
    var attributes: [(name: String, value: Range<Int>)] = []
    var position = start + 1 + name.utf8.count
    while position < bytes.count, bytes[position] != 0x3E {
      if let (attribute, end) = attribute(at: position) {
        attributes.append(attribute)
        position = end
      } else {
        position += max(1, self.name(at: position).utf8.count)
      }
    }
    let end = min(position + 1, bytes.count)
    if name == "outline" {
      elements.append(Element(startTag: start..<end, endTag: nil, attributes: attributes, depth: open.count))
      if position > 0, bytes[position - 1] != 0x2F { open.append(elements.count - 1) }
    } else if name == "opml" {
      namespaces = attributes.compactMap { declaration($0.name, $0.value) }
      rootNameEnd = start + 5
    }
    return end
  }

  private func declaration(_ name: String, _ value: Range<Int>) -> OPMLDocument.Namespace? {
    guard name.hasPrefix("xmlns:") else { return nil }
    return OPMLDocument.Namespace(String(name.dropFirst(6)), String(decoding: bytes[value], as: UTF8.self))
  }

  /// `name="value"` at a position, and the position after it.
  private func attribute(at start: Int) -> ((name: String, value: Range<Int>), Int)? {
    let name = name(at: start)
    guard !name.isEmpty else { return nil }
    var position = start + name.utf8.count
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] == 0x3D else { return nil }
    position += 1
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27,
      let end = index(of: bytes[position], from: position + 1)
    else { return nil }
    return ((name, position + 1..<end), end + 1)
  }

  private func name(at start: Int) -> String {
    var end = start
    while end < bytes.count, !isSpace(bytes[end]), ![0x3E, 0x2F, 0x3D, 0x3C, 0x22, 0x27].contains(bytes[end]) {
      end += 1
    }
    return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
  }

  private func starts(_ text: StaticString, at start: Int) -> Bool {
    bytes.dropFirst(start).starts(with: text.description.utf8)
  }

  /// The position after the next `text`, or the end.
  private func end(of text: StaticString, from start: Int) -> Int {
    let wanted = Array(text.description.utf8)
    var position = start
    while let first = index(of: wanted[0], from: position) {
      if bytes[first...].starts(with: wanted) { return first + wanted.count }
      position = first + 1
    }
    return bytes.count
  }
}
