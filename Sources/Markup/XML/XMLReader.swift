internal import CLibXML2

/// What `XMLReader.next()` came to.
package enum XMLEvent: UInt8, Sendable, BitwiseCopyable {
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
  /// Bytes to feed at once: a few of them may stand for many lifted elements, so it follows what the last came to.
  private var pieceSize = 1 << 9
  private var isFinished = false
  /// The current event's record in the tape, and where the records end; the tape is filled only between them.
  private var current: UnsafeMutablePointer<XMLRecord>
  private var end: UnsafeMutablePointer<XMLRecord>
  /// Where the reader is in a record that stands for several events.
  private var part = Part.whole
  private enum Part { case whole, space, text, end }
  /// Number of elements that are open; inside the root it is 1.
  package private(set) var depth = 0

  /// The bytes after encoding, without start and end event of the current element's ancestors.
  init(tape: UnsafeMutablePointer<XMLTape>, input: ByteView, start: Int) {
    unsafe self.tape = unsafe tape
    unsafe context = XMLCallbacks.makeParser(tape)
    self.input = input
    fed = start
    unsafe tape.pointee.records.append(XMLRecord(.endOfDocument))
    unsafe current = unsafe tape.pointee.records.start
    unsafe end = unsafe current + 1
  }

  deinit {
    if let context = unsafe context { unsafe XMLCallbacks.free(context) }
  }

  // MARK: Events

  /// Moves to the next event.
  package mutating func next() -> XMLEvent { step() }

  @inline(__always) private mutating func step() -> XMLEvent {
    if unsafe current.pointee.isLeaf, part != .end { return stepWithinLeaf() }
    part = .whole
    unsafe current += 1
    if unsafe current == end, !refill() { return closeOpenElement() }
    let event = unsafe current.pointee.event
    if event == .start {
      if unsafe current.pointee.spaceCount > 0 {
        part = .space
        return .text
      }
      depth += 1
    } else if event == .end {
      depth -= 1
    }
    return event
  }

  /// A lifted element: white space, its start, its text, its end.
  @inline(__always) private mutating func stepWithinLeaf() -> XMLEvent {
    if part == .space {
      part = .whole
      depth += 1
      return .start
    }
    if part == .whole, unsafe current.pointee.textCount > 0 {
      part = .text
      return .text
    }
    part = .end
    depth -= 1
    return .end
  }

  /// Token of the current tag's local name; 0 when the vocabulary does not have it.
  package var name: UInt16 { unsafe current.pointee.name }

  /// Token of the current tag's namespace.
  package var namespace: UInt8 { unsafe current.pointee.namespace }

  /// Line of the current start tag in the document, from 1.
  package var line: Int {
    let record = unsafe current.pointee
    return unsafe record.line > 0 ? Int(record.line) : tape.pointee.line(at: Int(~record.line))
  }

  /// Local name of the current tag as written.
  package var localName: String { unsafe string(current.pointee.local) ?? "" }

  /// Prefix of the current tag as written.
  package var prefix: String? { unsafe string(current.pointee.prefix) }

  /// Repairs made so far, those of the byte pass first.
  package var defects: MarkupDefects { unsafe tape.pointee.defects }

  /// Text of the current `.text` event.
  package var text: String { unsafe string(textBytes) }

  /// Appends the text of the current `.text` event.
  package func appendText(to bytes: inout [UInt8]) { unsafe bytes.append(contentsOf: textBytes) }

  /// Whether the current `.text` event is white space only.
  package var isWhitespace: Bool { unsafe textBytes.allSatisfy { isSpace($0) } }

  // MARK: Attributes of the current start tag

  /// Number of attributes, namespace declarations not counted.
  package var attributeCount: Int { isAtStart ? Int(unsafe current.pointee.count) : 0 }

  /// Value of the attribute with this local name and no prefix, or `nil`; the name is matched exactly.
  package func attribute(_ name: StaticString) -> String? { attribute(name, namespace: 0) }

  /// Value of the attribute with this local name in a namespace of the vocabulary, or `nil`.
  package func attribute(_ name: StaticString, namespace: UInt8) -> String? {
    let count = attributeCount
    guard count > 0 else { return nil }
    let first = Int(unsafe current.pointee.first)
    let key = XMLNameKey(literal: name)
    for position in 0..<count {
      let record = unsafe tape.pointee.attributes[first + position]
      guard record.key == key, record.namespace == namespace else { continue }
      if unsafe key.isWhole || xmlStrcmp(record.local, name.utf8Start) == 0 { return attributeValue(at: position) }
    }
    return nil
  }

  /// Local name and prefix of the attribute at `position`.
  package func attributeName(at position: Int) -> (local: String, prefix: String?) {
    let record = unsafe tape.pointee.attributes[Int(current.pointee.first) + position]
    return unsafe (string(record.local) ?? "", string(record.prefix))
  }

  /// Value of the attribute at `position`.
  package func attributeValue(at position: Int) -> String {
    let record = unsafe tape.pointee.attributes[Int(current.pointee.first) + position]
    guard let lifted = unsafe record.lifted else {
      return unsafe String(decoding: attributeBytes(at: position), as: UTF8.self)
    }
    // Cut from a document that was found to be valid.
    let value = unsafe UnsafeBufferPointer(start: lifted, count: Int(record.count))
    return unsafe String(copying: UTF8Span(unchecked: Span(_unsafeElements: value)))
  }

  /// The bytes of the attribute's value.
  func attributeBytes(at position: Int) -> UnsafeBufferPointer<UInt8> {
    let record = unsafe tape.pointee.attributes[Int(current.pointee.first) + position]
    if let lifted = unsafe record.lifted {
      return unsafe UnsafeBufferPointer(start: lifted, count: Int(record.count))
    }
    return unsafe tape.pointee.bytes.buffer(Int(record.first)..<Int(record.first) + Int(record.count))
  }

  // MARK: Whole elements, after their start

  /// Moves to the next child of the element at `depth`; `false` at that element's end.
  package mutating func nextChild(of depth: Int) -> Bool {
    while true {
      switch step() {
      case .start: return true
      case .end where self.depth < depth: return false
      case .endOfDocument: return false
      case .end, .text: continue
      }
    }
  }

  /// Moves to the end of the current element when the reader still stands at its start tag.
  ///
  /// After reading helpers the current event is that element's end already.
  package mutating func finishElement() {
    if isAtStart { skipElement() }
  }

  /// Moves to the end of the element that was just started.
  package mutating func skipElement() {
    let outer = depth - 1
    while depth > outer, step() != .endOfDocument {}
  }

  /// Text of the element that was just started and of all within, up to its end.
  package mutating func elementText() -> String { elementText(trimming: false) }

  /// The same without white space at both ends; `nil` when nothing is left.
  package mutating func trimmedElementText() -> String? {
    let text = elementText(trimming: true)
    return text.isEmpty ? nil : text
  }

  private mutating func elementText(trimming: Bool) -> String {
    if unsafe current.pointee.isLeaf, part == .whole {
      part = .text
      let text = unsafe textBytes
      let string = unsafe string(trimming ? trimmed(text) : text)
      part = .end
      depth -= 1
      return string
    }
    guard step() == .text else {
      if !isAtStart { return "" }
      return joinedText([], trimming: trimming)
    }
    if isBeforeEnd {
      let text = unsafe trimming ? string(trimmed(textBytes)) : string(textBytes)
      _ = step()
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
    switch step() {
    case .end, .endOfDocument: return ""
    case .text where isBeforeEnd:
      let text = text
      _ = step()
      return text
    case .text, .start: return nil
    }
  }

  /// Whether the element whose start tag is current holds one run of text or nothing; `false` also when that does not
  /// show yet.
  package var holdsOnlyText: Bool {
    if unsafe current.pointee.isLeaf { return part == .whole }
    let following = unsafe current + 1
    guard isAtStart, unsafe following < end else { return false }
    if unsafe following.pointee.event == .end { return true }
    return unsafe following.pointee.event == .text && following + 1 < end && (following + 1).pointee.event == .end
  }

  private var isBeforeEnd: Bool {
    if part == .text { return true }
    if part == .space { return false }
    let following = unsafe current + 1
    return unsafe following != end && following.pointee.event == .end
  }

  /// Local name of the current tag, with a zero byte behind.
  var localBytes: UnsafePointer<UInt8>? { unsafe current.pointee.local }

  /// Local name of the attribute at `position`; `nil` when it has a prefix.
  func plainAttributeName(at position: Int) -> UnsafePointer<UInt8>? {
    let record = unsafe tape.pointee.attributes[Int(current.pointee.first) + position]
    return unsafe record.prefix == nil ? record.local : nil
  }

  /// Whether the current tag has this local name, exactly.
  package func isNamed(_ name: StaticString) -> Bool {
    guard let local = unsafe current.pointee.local else { return false }
    return unsafe xmlStrcmp(local, name.utf8Start) == 0
  }

  /// Whether the current event is a start tag.
  package var isAtStart: Bool { unsafe current.pointee.event == .start && part == .whole }

  /// The current event.
  var event: XMLEvent {
    switch part {
    case .whole: unsafe current.pointee.event
    case .space, .text: .text
    case .end: .end
    }
  }

  /// The slow way: text in several pieces with elements between; the current event is within the element.
  private mutating func joinedText(_ start: [UInt8], trimming: Bool) -> String {
    var bytes = start
    let outer = depth - 1 - (isAtStart ? 1 : 0)
    while depth > outer {
      let event = next()
      if event == .text { appendText(to: &bytes) }
      if event == .endOfDocument { break }
    }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe String(decoding: trimming ? trimmed(bytes) : bytes, as: UTF8.self)
    }
  }

  // MARK: Below

  /// The bytes of the current `.text` event.
  var textBytes: UnsafeBufferPointer<UInt8> {
    let record = unsafe current.pointee
    if part == .text { return unsafe UnsafeBufferPointer(start: record.text, count: Int(record.textCount)) }
    if part == .space { return unsafe UnsafeBufferPointer(start: record.space, count: Int(record.spaceCount)) }
    guard record.event == .text else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
    if let lifted = unsafe record.local { return unsafe UnsafeBufferPointer(start: lifted, count: Int(record.count)) }
    return unsafe tape.pointee.bytes.buffer(Int(record.first)..<Int(record.first) + Int(record.count))
  }

  /// The text of the current event or a part of it between ASCII characters.
  ///
  /// Lifted text is cut from a document that was found to be valid, so it is not looked at again.
  private func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
    if unsafe current.pointee.local == nil { return unsafe String(decoding: text, as: UTF8.self) }
    return unsafe String(copying: UTF8Span(unchecked: Span(_unsafeElements: text)))
  }

  private func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var first = 0
    var end = text.count
    while first < end, unsafe isSpace(text[first]) { first += 1 }
    while end > first, unsafe isSpace(text[end - 1]) { end -= 1 }
    return unsafe UnsafeBufferPointer(rebasing: text[first..<end])
  }

  private func string(_ text: UnsafePointer<UInt8>?) -> String? {
    unsafe text.map { unsafe String(cString: $0) }
  }

  /// Feeds pieces to libxml2 until there is an event; `false` when none is left.
  @inline(never) private mutating func refill() -> Bool {
    repeat {
      guard fill() else { return false }
    } while unsafe tape.pointee.records.count == 0
    unsafe current = unsafe tape.pointee.records.start
    unsafe end = unsafe current + tape.pointee.records.count
    return true
  }

  private mutating func fill() -> Bool {
    guard !isFinished, let context = unsafe context else { return false }
    let filled = unsafe tape.pointee.records.count
    if filled < Self.wantedRecords / 2 { pieceSize = min(pieceSize * 2, 1 << 16) }
    if filled > Self.wantedRecords * 2 { pieceSize = max(pieceSize / 2, 1 << 8) }
    unsafe tape.pointee.rewind()
    let end = min(fed + pieceSize, input.count)
    isFinished = end == input.count
    let piece = unsafe input.buffer(fed..<end)
    fed = end
    unsafe piece.withMemoryRebound(to: CChar.self) { chars in
      _ = unsafe xmlParseChunk(context, chars.baseAddress, CInt(truncatingIfNeeded: chars.count), isFinished ? 1 : 0)
    }
    if unsafe xmlDictSize(context.pointee.dict) > Self.maximumNames { unsafe stop(context) }
    if isFinished { unsafe tape.pointee.endText() }
    return true
  }

  /// Ends the document here: libxml2's dictionary stops growing its table, so that each further name takes longer.
  @inline(never) private mutating func stop(_ context: xmlParserCtxtPtr) {
    unsafe xmlStopParser(context)
    isFinished = true
    unsafe tape.pointee.defects.add(
      "too-many-names", line: unsafe tape.pointee.line,
      "there are more than \(Self.maximumNames) different names; what follows was left out")
  }

  /// When libxml2 gave up before the end, ends what it left open; those ends have no name.
  @inline(never) private mutating func closeOpenElement() -> XMLEvent {
    let event: XMLEvent = depth > 0 ? .end : .endOfDocument
    part = .whole
    depth = max(0, depth - 1)
    unsafe tape.pointee.records.removeAll()
    unsafe tape.pointee.records.append(XMLRecord(event))
    unsafe current = unsafe tape.pointee.records.start
    unsafe end = unsafe current + 1
    return event
  }

  /// What a piece should come to: few enough records to stay in the processor's first cache, enough to be worth a call.
  private static let wantedRecords = 128

  /// No document that means well has nearly as many; libxml2's table holds 16,384 lists of names at most.
  private static let maximumNames: CInt = 1 << 16
}
