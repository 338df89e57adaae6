internal import CLibXML2

/// What `XMLReader.next()` came to.
package enum XMLEvent: UInt8, Sendable {
  /// A start tag; a self-closing tag gets a matching end.
  case start
  /// An end tag; every start has its end, also in truncated documents.
  case end
  /// All text up to the next tag, references resolved, CDATA sections and plain text joined.
  case text
  /// Nothing is left.
  case endOfDocument
}

/// Reads the events of one XML document in order, one `next()` at a time.
///
/// Below, libxml2's push parser is fed a piece at a time and its callbacks fill a tape, which this reader plays. Names
/// come as tokens of the vocabulary. What the accessors return belongs to the current event.
@safe package struct XMLReader: ~Copyable {
  /// The token of namespaces that the vocabulary does not have; no namespace is 0.
  package static let otherNamespace: UInt8 = 255

  private let tape: UnsafeMutablePointer<XMLTape>
  private let context: xmlParserCtxtPtr?
  private let input: ByteView
  private var fed: Int
  private var isFinished = false
  private var index = -1
  /// Number of elements that are open; inside the root it is 1.
  package private(set) var depth = 0
  private var current = unsafe XMLRecord(local: nil, prefix: nil)
  private var kind = XMLEvent.endOfDocument

  /// The bytes after encoding, without start and end event of the current element's ancestors.
  init(tape: UnsafeMutablePointer<XMLTape>, input: ByteView, start: Int) {
    unsafe self.tape = unsafe tape
    unsafe context = XMLCallbacks.makeParser(tape)
    self.input = input
    fed = start
  }

  deinit {
    if let context = unsafe context { unsafe XMLCallbacks.free(context) }
  }

  // MARK: Events

  /// Moves to the next event.
  package mutating func next() -> XMLEvent {
    index += 1
    if unsafe index >= tape.pointee.records.count, !refill() { return closeOpenElement() }
    current = unsafe tape.pointee.records[index]
    kind = XMLEvent(rawValue: UInt8(truncatingIfNeeded: current.kind)) ?? .text
    if kind == .start { depth += 1 } else if kind == .end { depth -= 1 }
    return kind
  }

  /// Token of the current tag's local name; 0 when the vocabulary does not have it.
  package var name: UInt16 { UInt16(truncatingIfNeeded: current.name) }

  /// Token of the current tag's namespace.
  package var namespace: UInt8 { UInt8(truncatingIfNeeded: current.namespace) }

  /// Line of the current start tag in the document, from 1.
  package var line: Int { Int(current.line) }

  /// Local name of the current tag as written.
  package var localName: String { unsafe string(current.local) ?? "" }

  /// Prefix of the current tag as written.
  package var prefix: String? { unsafe string(current.prefix) }

  /// Repairs made so far, those of the byte pass first.
  package var defects: MarkupDefects { unsafe tape.pointee.defects }

  /// Text of the current `.text` event.
  package var text: String { unsafe withText { unsafe String(decoding: $0, as: UTF8.self) } }

  /// Appends the text of the current `.text` event.
  package func appendText(to bytes: inout [UInt8]) { unsafe withText { unsafe bytes.append(contentsOf: $0) } }

  /// Whether the current `.text` event is white space only.
  package var isWhitespace: Bool { unsafe withText { unsafe $0.allSatisfy { isSpace($0) } } }

  // MARK: Attributes of the current start tag

  /// Number of attributes, namespace declarations not counted.
  package var attributeCount: Int { kind == .start ? Int(current.count) : 0 }

  /// Value of the attribute with this local name and no prefix, or `nil`; the name is matched exactly.
  package func attribute(_ name: StaticString) -> String? { attribute(name, namespace: 0) }

  /// Value of the attribute with this local name in a namespace of the vocabulary, or `nil`.
  package func attribute(_ name: StaticString, namespace: UInt8) -> String? {
    for position in 0..<attributeCount {
      let record = unsafe tape.pointee.attributes[Int(current.first) + position]
      guard record.namespace == namespace, let local = unsafe record.local,
        unsafe xmlStrcmp(local, name.utf8Start) == 0
      else { continue }
      return attributeValue(at: position)
    }
    return nil
  }

  /// Local name and prefix of the attribute at `position`.
  package func attributeName(at position: Int) -> (local: String, prefix: String?) {
    let record = unsafe tape.pointee.attributes[Int(current.first) + position]
    return unsafe (string(record.local) ?? "", string(record.prefix))
  }

  /// Value of the attribute at `position`.
  package func attributeValue(at position: Int) -> String {
    let record = unsafe tape.pointee.attributes[Int(current.first) + position]
    return unsafe tape.pointee.bytes.withUnsafeBufferPointer { bytes in
      let range = Int(record.first)..<Int(record.first) + Int(record.count)
      return unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
  }

  // MARK: Whole elements, after their start

  /// Moves to the end of the element that was just started.
  package mutating func skipElement() {
    let outer = depth - 1
    while depth > outer, next() != .endOfDocument {}
  }

  /// Text of the element that was just started and of all within, up to its end.
  package mutating func elementText() -> String { elementText(trimming: false) }

  /// The same without white space at both ends; `nil` when nothing is left.
  package mutating func trimmedElementText() -> String? {
    let text = elementText(trimming: true)
    return text.isEmpty ? nil : text
  }

  private mutating func elementText(trimming: Bool) -> String {
    guard next() == .text else {
      if kind != .start { return "" }
      return joinedText([], trimming: trimming)
    }
    if isBeforeEnd {
      let text = unsafe withText { unsafe string($0, trimming: trimming) }
      _ = next()
      return text
    }
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return joinedText(bytes, trimming: trimming)
  }

  /// The usual case: the element that was just started holds one run of text, and this moves to its end.
  ///
  /// `nil` when it holds more; then the reader stands at the first event within the element.
  mutating func soleText() -> String? {
    switch next() {
    case .end, .endOfDocument: return ""
    case .text where isBeforeEnd:
      let text = text
      _ = next()
      return text
    case .text, .start: return nil
    }
  }

  private var isBeforeEnd: Bool {
    unsafe index + 1 < tape.pointee.records.count && tape.pointee.records[index + 1].isEnd
  }

  /// Whether the current tag has this local name, exactly.
  package func isNamed(_ name: StaticString) -> Bool {
    guard let local = unsafe current.local else { return false }
    return unsafe xmlStrcmp(local, name.utf8Start) == 0
  }

  /// Whether the current event is a start tag.
  package var isAtStart: Bool { kind == .start }

  /// The current event.
  var event: XMLEvent { kind }

  /// The slow way: text in several pieces with elements between; the current event is within the element.
  private mutating func joinedText(_ start: [UInt8], trimming: Bool) -> String {
    var bytes = start
    let outer = depth - 1 - (kind == .start ? 1 : 0)
    while depth > outer {
      let event = next()
      if event == .text { appendText(to: &bytes) }
      if event == .endOfDocument { break }
    }
    return unsafe bytes.withUnsafeBufferPointer { unsafe string($0, trimming: trimming) }
  }

  // MARK: Below

  private func string(_ buffer: UnsafeBufferPointer<UInt8>, trimming: Bool) -> String {
    guard trimming else { return unsafe String(decoding: buffer, as: UTF8.self) }
    var range = 0..<buffer.count
    while let first = range.first, unsafe isSpace(buffer[first]) { range.removeFirst() }
    while let last = range.last, unsafe isSpace(buffer[last]) { range.removeLast() }
    return unsafe String(decoding: UnsafeBufferPointer(rebasing: buffer[range]), as: UTF8.self)
  }

  private func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard kind == .text else { return unsafe body(UnsafeBufferPointer(start: nil, count: 0)) }
    if current.lift >= 0 { return unsafe body(tape.pointee.lifted(current.lift)) }
    return unsafe tape.pointee.bytes.withUnsafeBufferPointer { bytes in
      let range = Int(current.first)..<Int(current.first) + Int(current.count)
      return unsafe body(UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  private func string(_ text: UnsafePointer<UInt8>?) -> String? {
    unsafe text.map { unsafe String(cString: $0) }
  }

  /// Feeds pieces to libxml2 until there is an event; `false` when none is left.
  @inline(never) private mutating func refill() -> Bool {
    while unsafe index >= tape.pointee.records.count {
      guard fill() else { return false }
    }
    return true
  }

  private mutating func fill() -> Bool {
    guard !isFinished, let context = unsafe context else { return false }
    index = 0
    unsafe tape.pointee.rewind()
    let end = min(fed + Self.pieceSize, input.count)
    isFinished = end == input.count
    let piece = unsafe input.buffer(fed..<end)
    fed = end
    unsafe piece.withMemoryRebound(to: CChar.self) { chars in
      _ = unsafe xmlParseChunk(context, chars.baseAddress, CInt(truncatingIfNeeded: chars.count), isFinished ? 1 : 0)
    }
    if isFinished { unsafe tape.pointee.endText() }
    return true
  }

  /// When libxml2 gave up before the end, ends what it left open; those ends have no name.
  private mutating func closeOpenElement() -> XMLEvent {
    index = unsafe tape.pointee.records.count
    let event: XMLEvent = depth > 0 ? .end : .endOfDocument
    depth = max(0, depth - 1)
    current = unsafe XMLRecord(local: nil, prefix: nil)
    kind = event
    return event
  }

  /// Large pieces are fastest; over 10 MB libxml2 refuses them.
  private static let pieceSize = 1 << 16
}
