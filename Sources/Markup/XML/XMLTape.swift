internal import CLibXML2

/// What one callback left for the reader: a start tag, an end tag or a run of text.
@safe struct XMLRecord: BitwiseCopyable {
  var event: XMLEvent
  var namespace: UInt8 = 0
  var name: UInt16 = 0
  var line: Int32 = 0
  /// First attribute, or first byte of text in the tape.
  var first: Int32 = 0
  /// Number of attributes, or of bytes.
  var count: Int32 = 0
  /// Local name in libxml2's dictionary, which lives as long as the parser; of a text, its bytes when it was lifted.
  var local: UnsafePointer<UInt8>?
  /// Prefix in libxml2's dictionary.
  var prefix: UnsafePointer<UInt8>?

  init(_ event: XMLEvent) { self.event = event }

  init(_ event: XMLEvent, local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>? = nil) {
    self.event = event
    unsafe self.local = unsafe local
    unsafe self.prefix = unsafe prefix
  }
}

/// One attribute of a start tag; its value lies in the tape's bytes.
@safe struct XMLAttributeRecord {
  var namespace: UInt8
  var first: Int32
  var count: Int32
  var local: UnsafePointer<UInt8>?
  var prefix: UnsafePointer<UInt8>?
}

/// Text that the byte pass took out of the document before libxml2 saw it.
struct LiftedText {
  /// Whether `range` counts in the pass's own buffer of decoded text rather than in the document.
  var isDecoded: Bool
  var range: Range<Int>
  /// Line feeds that libxml2 did not see.
  var lineFeeds: Int
}

/// The state behind libxml2's user pointer: it turns callbacks into records, and belongs to one `XMLReader`.
@safe struct XMLTape: ~Copyable {
  var records = TapeBuffer<XMLRecord>(capacity: 2_048)
  var attributes = TapeBuffer<XMLAttributeRecord>(capacity: 256)
  var bytes = TapeBuffer<UInt8>(capacity: 1 << 15)
  var defects: MarkupDefects
  var isStopped = false
  var context: xmlParserCtxtPtr?
  /// Lines of the document that libxml2 has not counted.
  var linesOffset: Int
  private var names: XMLNameCache
  private let source: ByteView
  private let decoded: ByteView
  private let lifts: [LiftedText]
  private var nextLift = 0
  private var textStart = -1
  private var textLift: Int32 = -1

  init(pass: borrowing XMLBytePass, source: ByteView, decoded: ByteView, vocabulary: XMLVocabulary) {
    defects = pass.defects
    linesOffset = pass.skippedLines
    names = XMLNameCache(vocabulary: vocabulary)
    self.source = source
    self.decoded = decoded
    lifts = pass.lifts
    unsafe context = nil
  }

  var line: Int {
    guard let input = unsafe context?.pointee.input else { return 0 }
    return Int(unsafe input.pointee.line) + linesOffset
  }

  func lifted(_ index: Int32) -> UnsafeBufferPointer<UInt8> {
    let lift = lifts[Int(index)]
    return unsafe lift.isDecoded ? decoded.buffer(lift.range) : source.buffer(lift.range)
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
    if textLift >= 0 {
      unsafe bytes.append(contentsOf: lifted(textLift))
      textLift = -1
    }
  }

  /// The place of the next lifted text has come.
  mutating func appendLift() {
    guard nextLift < lifts.count else { return }
    let lift = lifts[nextLift]
    linesOffset += lift.lineFeeds
    if !lift.range.isEmpty {
      if textStart < 0, textLift < 0 {
        textLift = Int32(nextLift)
      } else {
        unsafe appendText(lifted(Int32(nextLift)))
      }
    }
    nextLift += 1
  }

  /// Completes the run of text before a tag.
  @inline(__always) mutating func endText() {
    if textStart >= 0 {
      var record = XMLRecord(.text)
      record.first = Int32(truncatingIfNeeded: textStart)
      record.count = Int32(truncatingIfNeeded: bytes.count - textStart)
      records.append(record)
      textStart = -1
    } else if textLift >= 0 {
      let text = unsafe lifted(textLift)
      var record = unsafe XMLRecord(.text, local: text.baseAddress)
      record.count = Int32(truncatingIfNeeded: text.count)
      records.append(record)
      textLift = -1
    }
  }

  mutating func start(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ attributeCount: Int, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    endText()
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
    let entry = unsafe names.find(local, prefix, uri)
    var record = unsafe XMLRecord(.end, local: local, prefix: prefix)
    record.namespace = entry.namespace
    record.name = entry.name
    records.append(record)
  }

  /// libxml2 gives five pointers an attribute: local name, prefix, URI, value start, value end.
  @inline(__always) private mutating func addAttribute(_ field: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    guard let start = unsafe field[3], let end = unsafe field[4] else {
      attributes.append(unsafe XMLAttributeRecord(namespace: 0, first: 0, count: 0, local: field[0], prefix: field[1]))
      return
    }
    let first = bytes.count
    let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
    unsafe bytes.append(contentsOf: value)
    if unsafe ByteView(value).index(of: 0x26, from: 0, to: value.count) < value.count {
      unescapeAmpersands(from: first)
    }
    let namespace = unsafe field[1] == nil ? 0 : names.find(field[0], field[1], field[2]).namespace
    attributes.append(
      unsafe XMLAttributeRecord(
        namespace: namespace, first: Int32(truncatingIfNeeded: first),
        count: Int32(truncatingIfNeeded: bytes.count - first), local: field[0], prefix: field[1]))
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
