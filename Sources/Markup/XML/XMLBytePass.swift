/// One pass over a document in UTF-8 that makes it fit for libxml2, and takes long texts out of its way.
///
/// It keeps its own stack of open elements, so what libxml2 gets is balanced, bounded and free of document types,
/// unknown entities, stray `&` and `<`. Each repair is a defect. While nothing has to be changed nothing is copied:
/// `output` is used only when `isModified`.
struct XMLBytePass: ~Copyable {
  let source: ByteView
  let limits: XMLLimits
  /// Where the document starts, behind junk and its XML declaration, and where it ends; used when nothing was changed.
  var start = 0
  var end = 0
  /// Line feeds before `start`.
  var skippedLines = 0
  /// The document as changed.
  var output: [UInt8] = []
  var isModified = false
  /// Texts and elements taken out, in document order, and the `<?l?>` marks that stand for a run of them each.
  var items = TapeBuffer<LiftedItem>(capacity: 256)
  /// Attributes of the elements taken out, in document order.
  var attributes = TapeBuffer<LiftedItem>(capacity: 128)
  var marks = TapeBuffer<LiftMark>(capacity: 128)
  /// Where the run that can still grow starts and ends; -1 when there is none.
  private var runStart = -1
  private(set) var runEnd = -1
  var leafNames = XMLLeafNames()
  /// The last text if it was left to libxml2 as it is.
  private(set) var plainText = 0..<0
  /// White space in the run that is to go with the next element; empty when there is none.
  var space = 0..<0
  /// Texts taken out whose references had to be resolved.
  var decoded = TapeBuffer<UInt8>(capacity: 1 << 12)
  var defects: MarkupDefects

  /// Where the pass is.
  var position = 0
  /// What lies before is in `output` already.
  var flushed = 0
  /// Names of the open elements.
  var open: [Range<Int>] = []
  var hasRoot = false
  /// The one document type that may have an internal subset was met.
  var hasDocumentType = false
  /// The rest of the document is not wanted.
  var isCut = false
  /// Elements beyond `limits.depth` were met.
  var isFlattened = false
  /// The next terminators, remembered so that all searches together read the document once.
  private var nextSectionEnd = NextPlace()
  var nextCommentEnd = -1
  var nextInstructionEnd = -1
  /// The next quotes, each with the place behind which it is the first.
  var nextQuote = (double: NextQuote(), single: NextQuote())
  private var nextAmpersand = NextPlace()
  private var nextReturn = NextPlace()
  /// Entities that the document type declares, with their texts.
  var entities: [[UInt8]: [UInt8]] = [:]
  var entityBytes = 0
  private var lineAt = (position: 0, line: 1)

  /// A quote and from where it was searched; tags that turn out to be text are read twice, the second time from before.
  struct NextQuote {
    var from = Int.max
    var found = -1
  }

  private init(_ source: ByteView, limits: XMLLimits, defects: MarkupDefects) {
    self.source = source
    self.limits = limits
    self.defects = defects
    open.reserveCapacity(32)
  }

  /// Runs the pass over a whole document.
  static func run(_ source: ByteView, limits: XMLLimits, defects: MarkupDefects) -> XMLBytePass {
    var pass = XMLBytePass(source, limits: limits, defects: defects)
    pass.findStart()
    pass.scan()
    pass.finish()
    return pass
  }

  private mutating func scan() {
    while position < source.count, !isCut {
      if source[position] != 0x3C {
        let tag = source.index(of: 0x3C, from: position, to: source.count)
        text(position..<tag)
        position = tag
        guard tag < source.count else { break }
      }
      markup()
      if hasRoot, open.isEmpty { break }
    }
  }

  private mutating func markup() {
    let next = position + 1 < source.count ? source[position + 1] : 0
    switch next {
    case 0x2F: if !regularEndTag() { endTag() }
    case 0x21: declaration()
    case 0x3F: instruction()
    case _ where isNameStart(next): if !liftLeaf() { startTag() }
    default: bareLess()
    }
  }

  private mutating func finish() {
    end = position
    if hasRoot, open.isEmpty { noteTrailingContent() }
    if !open.isEmpty {
      if !isCut {
        let inner = open.last.map { source.string($0).prefix(40) } ?? ""
        defect(
          "truncated", at: position, "the document ends inside <\(inner)>; \(open.count) open elements were closed")
      }
      replace(end..<end, withEndTagsFrom: 0)
    }
    closeRun()
    if isModified, flushed < end { unsafe output.append(contentsOf: source.buffer(flushed..<end)) }
  }

  private mutating func noteTrailingContent() {
    var index = position
    while index < source.count, isSpace(source[index]) { index += 1 }
    guard index < source.count, !source.hasPrefix("<!--", at: index) else { return }
    defect("trailing-content", at: index, "what follows the end of the root element was left out")
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>) {
    guard !open.isEmpty else {
      if unsafe !source.buffer(range).allSatisfy({ isSpace($0) }) {
        defect("text-outside-root", at: range.lowerBound, "text outside the root element was left out")
        replace(range, with: "")
      }
      return
    }
    if range.lowerBound == runEnd, isShortSpace(range) {
      keepSpace()
      extendRun(over: range)
      space = range
    } else if holdsSectionEnd(range) {
      defect("section-end-in-text", at: range.lowerBound, "]]> in text that is no CDATA section was taken as text")
      lift(range, outer: range, resolvingReferences: true)
      // Once something is not well-formed, libxml2 leaves out references, so text with any goes around it.
    } else if isLifting, range.lowerBound == runEnd || hasAmpersand(range) || isSlowText(range) {
      lift(range, outer: range, resolvingReferences: true)
    } else if hasAmpersand(range) {
      repairReferences(in: range)
    } else {
      plainText = range
    }
  }

  /// What stands between two elements: white space of a line end without carriage return and some indentation.
  @inline(__always) func isShortSpace(_ range: Range<Int>) -> Bool {
    guard range.count <= 16 else { return false }
    for index in range where source[index] != 0x20 && source[index] != 0x0A && source[index] != 0x09 { return false }
    return true
  }

  /// Whether anything is to go around libxml2; places are kept in 32 bits.
  var isLifting: Bool { limits.liftedBytes < .max && source.count < Int(Int32.max) }

  /// Whether there is an `&`.
  @inline(__always) private mutating func hasAmpersand(_ range: Range<Int>) -> Bool {
    nextAmpersand.isIn(range, of: source, byte: 0x26)
  }

  /// Whether there is a `]]>`, at which libxml2 would lose text.
  @inline(__always) mutating func holdsSectionEnd(_ range: Range<Int>) -> Bool {
    sectionEnd(from: range.lowerBound) < range.upperBound
  }

  /// Where the next `]]>` is; the document's end when there is none.
  @inline(__always) mutating func sectionEnd(from index: Int) -> Int {
    if !nextSectionEnd.isKnown(from: index) {
      nextSectionEnd = NextPlace(self.index(of: "]]>", from: index), from: index)
    }
    return nextSectionEnd.found
  }

  /// Whether going around libxml2 is faster: it reads text character by character unless that is nothing but ASCII.
  @inline(__always) private mutating func isSlowText(_ range: Range<Int>) -> Bool {
    guard range.count >= limits.liftedBytes / 3 else { return false }
    if range.count < 32 || range.count / 8 >= limits.liftedBytes { return range.count >= limits.liftedBytes }
    let middle = range.lowerBound + range.count / 2
    let sample = source.word(at: range.lowerBound + 16) | source.word(at: middle) | source.word(at: middle - 8)
    return sample & 0x8080_8080_8080_8080 != 0
  }

  /// Whether there is a carriage return.
  @inline(__always) private mutating func hasReturn(_ range: Range<Int>) -> Bool {
    nextReturn.isIn(range, of: source, byte: 0x0D)
  }

  /// Takes `range` out and leaves a mark in place of `outer`.
  mutating func lift(_ range: Range<Int>, outer: Range<Int>, resolvingReferences: Bool) {
    extendRun(over: outer)
    keepSpace()
    if range.count <= limits.textBytes {
      let position = outer.lowerBound
      items.append(item(range, resolvingReferences: resolvingReferences, name: 0, position: position))
    } else {
      defect("text-too-large", at: outer.lowerBound, "a text of \(range.count) bytes was left out")
    }
  }

  /// What stands for a text that is taken out: its place in the document, or in `decoded` when it had to change.
  @inline(__always) mutating func item(
    _ range: Range<Int>, resolvingReferences: Bool, name: UInt8, _ attributes: Int = 0, position: Int
  ) -> LiftedItem {
    guard hasReturn(range) || resolvingReferences && hasAmpersand(range) else {
      return LiftedItem(name: name, attributes: attributes, isDecoded: false, position: position, range: range)
    }
    let first = decoded.count
    decode(range, resolvingReferences: resolvingReferences)
    return LiftedItem(
      name: name, attributes: attributes, isDecoded: true, position: position, range: first..<decoded.count)
  }

  /// Leaves out a part that holds no text but may hold line feeds.
  mutating func drop(_ range: Range<Int>) { extendRun(over: range) }

  /// Continues the run of what is taken out, or starts one; called before the item is added, which belongs to it.
  @inline(__always) mutating func extendRun(over outer: Range<Int>) {
    if runEnd != outer.lowerBound {
      closeRun()
      flush(to: outer.lowerBound)
      runStart = outer.lowerBound
    }
    runEnd = outer.upperBound
    flushed = outer.upperBound
  }

  /// Makes a text of the white space that no element followed.
  @inline(__always) private mutating func keepSpace() {
    guard !space.isEmpty else { return }
    items.append(LiftedItem(name: 0, attributes: 0, isDecoded: false, position: space.lowerBound, range: space))
    space = 0..<0
  }

  /// Writes the mark of the run.
  private mutating func closeRun() {
    guard runEnd >= 0 else { return }
    keepSpace()
    output.append(contentsOf: [0x3C, 0x3F, 0x6C, 0x3F, 0x3E])
    let lineFeeds = source.lineFeeds(in: runStart..<runEnd)
    marks.append(
      LiftMark(end: Int32(truncatingIfNeeded: items.count), lineFeeds: Int32(truncatingIfNeeded: lineFeeds)))
    runEnd = -1
  }

  mutating func bareLess() {
    defect("bare-less-than", at: position, "a < that starts no tag was taken as text")
    var end = position + 1
    while end + 1 < source.count, source[end] == 0x3C, source[end + 1] == 0x3C { end += 1 }
    if open.isEmpty {
      replace(position..<end, with: "")
    } else if end == position + 1 {
      replace(position..<end, with: "&lt;")
    } else {
      lift(position..<end, outer: position..<end, resolvingReferences: false)
    }
    position = end
  }

  // MARK: Output

  mutating func replace(_ range: Range<Int>, with text: StaticString) {
    flush(to: range.lowerBound)
    unsafe output.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    flushed = range.upperBound
  }

  mutating func replace(_ range: Range<Int>, with text: String) {
    flush(to: range.lowerBound)
    output.append(contentsOf: text.utf8)
    flushed = range.upperBound
  }

  mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
    flush(to: range.lowerBound)
    output.append(contentsOf: bytes)
    flushed = range.upperBound
  }

  private mutating func flush(to position: Int) {
    closeRun()
    isModified = true
    if flushed < position { unsafe output.append(contentsOf: source.buffer(flushed..<position)) }
  }

  /// Replaces a range by the end tags of the open elements from `index` on, but for those that were flattened.
  mutating func replace(_ range: Range<Int>, withEndTagsFrom index: Int) {
    flush(to: range.lowerBound)
    var level = min(open.count, limits.depth)
    while level > index {
      level -= 1
      output.append(0x3C)
      output.append(0x2F)
      unsafe output.append(contentsOf: source.buffer(open[level]))
      output.append(0x3E)
    }
    flushed = range.upperBound
  }

  mutating func defect(_ code: StaticString, at position: Int, _ message: String) {
    defect(code, at: position) { _ in message }
  }

  /// The message is made, from names in the source, only while defects are kept.
  mutating func defect(_ code: StaticString, at position: Int, message: (ByteView) -> String) {
    if defects.count < MarkupDefects.maximumKept, position >= lineAt.position {
      lineAt = (position, lineAt.line + source.lineFeeds(in: lineAt.position..<min(position, source.count)))
    }
    let line = lineAt.line
    defects.add(code, line: line, message(source))
  }
}

/// Where the next of something is, remembered so that all searches together read the document once.
private struct NextPlace {
  private var start: Int
  private(set) var found: Int

  init(_ found: Int = -1, from start: Int = 0) { (self.start, self.found) = (start, found) }

  /// Whether it is the first from `index` on: what was found behind a later place may not be.
  @inline(__always) func isKnown(from index: Int) -> Bool { found >= index && start <= index }

  @inline(__always) mutating func isIn(_ range: Range<Int>, of source: ByteView, byte: UInt8) -> Bool {
    let start = range.lowerBound
    if !isKnown(from: start) { self = NextPlace(source.index(of: byte, from: start, to: source.count), from: start) }
    return found < range.upperBound
  }
}
