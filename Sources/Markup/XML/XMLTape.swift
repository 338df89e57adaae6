internal import CLibXML2

/// What one callback left for the reader: a start tag, an end tag or a run of text.
@safe struct XMLRecord: BitwiseCopyable {
  var event: XMLEvent
  var namespace: UInt8 = 0
  var name: UInt16 = 0
  /// Line of a start tag; of a lifted element its place in the document, inverted.
  var line: Int32 = 0
  /// First attribute, or first byte of text in the tape.
  var first: Int32 = 0
  /// Number of attributes, or of bytes.
  var count: Int32 = 0
  /// Local name in libxml2's dictionary, which lives as long as the parser; of a text, its bytes when it was lifted.
  var local: UnsafePointer<UInt8>?
  /// Prefix in libxml2's dictionary.
  var prefix: UnsafePointer<UInt8>?
  /// Of a lifted element, which has no records of their own for white space before it, its text, and its end.
  var isLeaf = false
  var spaceCount: UInt8 = 0
  var textCount: Int32 = 0
  var space: UnsafePointer<UInt8>?
  var text: UnsafePointer<UInt8>?

  init(_ event: XMLEvent) { self.event = event }

  init(_ event: XMLEvent, local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>? = nil) {
    self.event = event
    unsafe self.local = unsafe local
    unsafe self.prefix = unsafe prefix
  }
}

/// One attribute of a start tag.
@safe struct XMLAttributeRecord: BitwiseCopyable {
  let key: XMLNameKey
  var namespace: UInt8
  /// Where the value is in the tape's bytes, unless it was lifted.
  var first: Int32 = 0
  var count: Int32 = 0
  var local: UnsafePointer<UInt8>?
  var prefix: UnsafePointer<UInt8>?
  /// The value of a lifted attribute.
  var lifted: UnsafePointer<UInt8>?

  init(_ namespace: UInt8, local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?) {
    key = unsafe XMLNameKey(local)
    self.namespace = namespace
    unsafe self.local = unsafe local
    unsafe self.prefix = unsafe prefix
    unsafe lifted = nil
  }

  /// A lifted attribute, which has no prefix.
  init(_ name: XMLLeafCache.Name, value: UnsafeBufferPointer<UInt8>) {
    key = name.key
    namespace = 0
    unsafe local = unsafe name.start.local
    unsafe prefix = nil
    unsafe lifted = value.baseAddress
    count = Int32(truncatingIfNeeded: value.count)
  }
}

/// The state behind libxml2's user pointer: it turns callbacks into records, and belongs to one `XMLReader`.
@safe struct XMLTape: ~Copyable {
  var records = TapeBuffer<XMLRecord>(capacity: 256)
  var attributes = TapeBuffer<XMLAttributeRecord>(capacity: 64)
  var bytes = TapeBuffer<UInt8>(capacity: 1 << 12)
  var defects: MarkupDefects
  var isStopped = false
  var context: xmlParserCtxtPtr?
  /// Lines of the document that libxml2 has not counted.
  var linesOffset: Int
  private var names: XMLNameCache
  private let source: ByteView
  private let decoded: ByteView
  private let items: UnsafeBufferPointer<LiftedItem>
  private let liftedAttributes: UnsafeBufferPointer<LiftedItem>
  private let marks: UnsafeBufferPointer<LiftMark>
  private var leaves: XMLLeafCache
  private var nextItem = 0
  private var nextAttribute = 0
  private var nextMark = 0
  private var textStart = -1
  /// The item that is the whole run of text so far.
  private var textItem = -1
  private var lineAt = (position: 0, line: 1)

  /// Makes a tape; `pass` has to outlive it.
  init(pass: borrowing XMLBytePass, source: ByteView, decoded: ByteView, vocabulary: XMLVocabulary) {
    defects = pass.defects
    linesOffset = pass.skippedLines
    names = XMLNameCache(vocabulary: vocabulary)
    self.source = source
    self.decoded = decoded
    unsafe items = unsafe pass.items.buffer(0..<pass.items.count)
    unsafe liftedAttributes = unsafe pass.attributes.buffer(0..<pass.attributes.count)
    unsafe marks = unsafe pass.marks.buffer(0..<pass.marks.count)
    leaves = XMLLeafCache(pass.leafNames)
    unsafe context = nil
  }

  var line: Int {
    guard let input = unsafe context?.pointee.input else { return 0 }
    return Int(unsafe input.pointee.line) + linesOffset
  }

  /// Line of a place in the document; places are asked for in order, so all together are counted once.
  mutating func line(at position: Int) -> Int {
    guard position >= 0 else { return 0 }
    if position < lineAt.position { lineAt = (0, 1) }
    lineAt = (position, lineAt.line + source.lineFeeds(in: lineAt.position..<position))
    return lineAt.line
  }

  @inline(__always) private func text(_ item: LiftedItem) -> UnsafeBufferPointer<UInt8> {
    unsafe item.isDecoded ? decoded.buffer(item.range) : source.buffer(item.range)
  }

  /// Forgets what the reader has consumed; a run of text that is not complete stays.
  mutating func rewind() {
    records.removeAll()
    attributes.removeAll()
    if textStart > 0 {
      bytes.removeFirst(textStart)
      textStart = 0
    } else if textStart < 0 {
      bytes.removeAll()
    }
  }

  @inline(__always) mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    if textStart < 0 { startText() }
    unsafe bytes.append(contentsOf: text)
  }

  @inline(__always) private mutating func startText() {
    textStart = bytes.count
    if textItem >= 0 {
      unsafe bytes.append(contentsOf: text(items[textItem]))
      textItem = -1
    }
  }

  /// The place of the next run of lifted items has come.
  mutating func appendLift() {
    guard unsafe nextMark < marks.count else { return }
    let mark = unsafe marks[nextMark]
    nextMark += 1
    let end = unsafe min(Int(mark.end), items.count)
    while nextItem < end {
      let item = unsafe items[nextItem]
      nextItem += 1
      if item.name > 0 { appendLeaf(item) } else { appendText(nextItem - 1) }
    }
    linesOffset += Int(mark.lineFeeds)
  }

  private mutating func appendText(_ index: Int) {
    let item = unsafe items[index]
    guard !item.range.isEmpty else { return }
    if textStart < 0, textItem < 0 {
      textItem = index
    } else {
      unsafe appendText(text(item))
    }
  }

  /// A start tag, with its text and what is before it.
  @inline(__always) private mutating func appendLeaf(_ item: LiftedItem) {
    let isWithinText = textStart >= 0 || textItem >= 0
    if isWithinText {
      if !item.space.isEmpty { unsafe appendText(source.buffer(item.space)) }
      endText()
    }
    unsafe leaves.makeKnown(item.name, context, &names)
    var record = leaves[item.name].start
    record.line = ~item.position
    record.isLeaf = true
    if !isWithinText {
      let space = unsafe source.buffer(item.space)
      unsafe record.space = space.baseAddress
      record.spaceCount = UInt8(truncatingIfNeeded: space.count)
    }
    let content = unsafe text(item)
    unsafe record.text = content.baseAddress
    record.textCount = Int32(truncatingIfNeeded: content.count)
    if item.attributes > 0 { addAttributes(of: item, to: &record) }
    if leaves[item.name].isUndeclared { noteUndeclared(record, at: Int(item.position)) }
    records.append(record)
  }

  private mutating func addAttributes(of item: LiftedItem, to record: inout XMLRecord) {
    record.first = Int32(truncatingIfNeeded: attributes.count)
    record.count = Int32(item.attributes)
    let end = unsafe min(nextAttribute + Int(item.attributes), liftedAttributes.count)
    while nextAttribute < end {
      let attribute = unsafe liftedAttributes[nextAttribute]
      unsafe leaves.makeKnown(attribute.name, context, &names)
      attributes.append(unsafe XMLAttributeRecord(leaves[attribute.name], value: text(attribute)))
      nextAttribute += 1
    }
  }

  /// What libxml2 says of such an element.
  @inline(never) private mutating func noteUndeclared(_ tag: XMLRecord, at position: Int) {
    let line = line(at: position)
    let prefix = unsafe tag.prefix.map { unsafe String(cString: $0) } ?? ""
    let local = unsafe tag.local.map { unsafe String(cString: $0) } ?? ""
    defects.add("undeclared-prefix", line: line, "Namespace prefix \(prefix) on \(local) is not defined")
  }

  private mutating func appendWhole(_ text: UnsafeBufferPointer<UInt8>) {
    var record = unsafe XMLRecord(.text, local: text.baseAddress)
    record.count = Int32(truncatingIfNeeded: text.count)
    records.append(record)
  }

  /// Completes the run of text before a tag.
  @inline(__always) mutating func endText() {
    if textStart >= 0 {
      var record = XMLRecord(.text)
      record.first = Int32(truncatingIfNeeded: textStart)
      record.count = Int32(truncatingIfNeeded: bytes.count - textStart)
      records.append(record)
      textStart = -1
    } else if textItem >= 0 {
      unsafe appendWhole(text(items[textItem]))
      textItem = -1
    }
  }

  mutating func start(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ namespaceCount: Int, _ namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ attributeCount: Int, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    endText()
    unsafe leaves.start(namespaceCount, namespaces)
    let entry = unsafe names.find(local, prefix, uri)
    var record = unsafe XMLRecord(.start, local: local, prefix: prefix)
    record.namespace = entry.namespace
    record.name = entry.name
    record.line = Int32(truncatingIfNeeded: line)
    if attributeCount > 0, let fields = unsafe fields {
      record.first = Int32(truncatingIfNeeded: attributes.count)
      record.count = Int32(truncatingIfNeeded: attributeCount)
      for index in 0..<attributeCount { unsafe addAttribute(fields + 5 * index) }
    }
    records.append(record)
  }

  mutating func end(_ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?) {
    endText()
    leaves.end()
    let entry = unsafe names.find(local, prefix, uri)
    var record = unsafe XMLRecord(.end, local: local, prefix: prefix)
    record.namespace = entry.namespace
    record.name = entry.name
    records.append(record)
  }

  /// libxml2 gives five pointers an attribute: local name, prefix, URI, value start, value end.
  @inline(__always) private mutating func addAttribute(_ field: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    guard let start = unsafe field[3], let end = unsafe field[4] else {
      return attributes.append(unsafe XMLAttributeRecord(0, local: field[0], prefix: field[1]))
    }
    let first = bytes.count
    let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
    unsafe bytes.append(contentsOf: value)
    if unsafe ByteView(value).index(of: 0x26, from: 0, to: value.count) < value.count {
      unescapeAmpersands(from: first)
    }
    let namespace = unsafe field[1] == nil ? 0 : names.find(field[0], field[1], field[2]).namespace
    var record = unsafe XMLAttributeRecord(namespace, local: field[0], prefix: field[1])
    record.first = Int32(truncatingIfNeeded: first)
    record.count = Int32(truncatingIfNeeded: bytes.count - first)
    attributes.append(record)
  }

  /// Without entity substitution libxml2 writes each `&` of an attribute value as `&#38;`.
  private mutating func unescapeAmpersands(from first: Int) {
    var read = first
    var write = first
    while read < bytes.count {
      bytes[write] = bytes[read]
      if bytes[read] == 0x26, read + 4 < bytes.count, bytes[read + 1] == 0x23, bytes[read + 2] == 0x33,
        bytes[read + 3] == 0x38, bytes[read + 4] == 0x3B
      {
        read += 4
      }
      read += 1
      write += 1
    }
    bytes.truncate(to: write)
  }
}
