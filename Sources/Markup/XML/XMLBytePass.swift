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
  /// Texts taken out, in the order of their `<?l?>` marks.
  var lifts: [LiftedText] = []
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
  /// A terminator was searched to the end of the document in vain, so it need not be searched again.
  var hasNoMoreSections = false
  var hasNoMoreComments = false
  var nextInstructionEnd = -1
  var nextQuote = (double: -1, single: -1)
  private var nextAmpersand = -1
  /// Entities that the document type declares, with their places in `source`.
  var entities: [[UInt8]: Range<Int>] = [:]
  var entityBytes = 0
  private var lineAt = (position: 0, line: 1)

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
    case _ where isNameStart(next): startTag()
    default: bareLess()
    }
  }

  private mutating func finish() {
    end = position
    if hasRoot, open.isEmpty { noteTrailingContent() }
    if !open.isEmpty {
      let names = open.reversed().map { source.string($0) }
      if !isCut {
        defect(
          "truncated", at: position, "the document ends inside <\(names[0])>; \(names.count) open elements were closed")
      }
      replace(end..<end, with: names.map { "</\($0)>" }.joined())
    }
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
    if isSlowText(range) {
      lift(range, outer: range, resolvingReferences: true)
    } else if hasAmpersand(range) {
      repairReferences(in: range)
    }
  }

  /// Whether there is an `&`; the next one is remembered so that all searches together read the document once.
  @inline(__always) private mutating func hasAmpersand(_ range: Range<Int>) -> Bool {
    if nextAmpersand < range.lowerBound {
      nextAmpersand = source.index(of: 0x26, from: range.lowerBound, to: source.count)
    }
    return nextAmpersand < range.upperBound
  }

  /// Whether going around libxml2 is faster: it reads text character by character unless that is nothing but ASCII.
  @inline(__always) private mutating func isSlowText(_ range: Range<Int>) -> Bool {
    guard range.count >= limits.liftedBytes / 3 else { return false }
    if range.count < 32 || range.count / 8 >= limits.liftedBytes { return range.count >= limits.liftedBytes }
    let middle = range.lowerBound + range.count / 2
    let sample = source.word(at: range.lowerBound + 16) | source.word(at: middle) | source.word(at: middle - 8)
    return sample & 0x8080_8080_8080_8080 != 0 || range.count >= limits.liftedBytes && hasAmpersand(range)
  }

  /// Takes `range` out and leaves a mark in place of `outer`.
  mutating func lift(_ range: Range<Int>, outer: Range<Int>, resolvingReferences: Bool) {
    let lineFeeds = source.lineFeeds(in: outer)
    guard range.count <= limits.textBytes else {
      defect("text-too-large", at: outer.lowerBound, "a text of \(range.count) bytes was left out")
      lifts.append(LiftedText(isDecoded: false, range: 0..<0, lineFeeds: lineFeeds))
      return replace(outer, with: "<?l?>")
    }
    let hasReturn = source.index(of: 0x0D, from: range.lowerBound, to: range.upperBound) < range.upperBound
    if hasReturn || resolvingReferences && hasAmpersand(range) {
      let first = decoded.count
      decode(range, resolvingReferences: resolvingReferences)
      lifts.append(LiftedText(isDecoded: true, range: first..<decoded.count, lineFeeds: lineFeeds))
    } else {
      lifts.append(LiftedText(isDecoded: false, range: range, lineFeeds: lineFeeds))
    }
    replace(outer, with: "<?l?>")
  }

  /// Leaves out a part that holds no text but may hold line feeds.
  mutating func drop(_ range: Range<Int>) {
    lifts.append(LiftedText(isDecoded: false, range: 0..<0, lineFeeds: source.lineFeeds(in: range)))
    replace(range, with: "<?l?>")
  }

  mutating func bareLess() {
    defect("bare-less-than", at: position, "a < that starts no tag was taken as text")
    replace(position..<position + 1, with: open.isEmpty ? "" : "&lt;")
    position += 1
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
    isModified = true
    if flushed < position { unsafe output.append(contentsOf: source.buffer(flushed..<position)) }
  }

  mutating func defect(_ code: StaticString, at position: Int, _ message: String) {
    if defects.count < MarkupDefects.maximumKept, position >= lineAt.position {
      lineAt = (position, lineAt.line + source.lineFeeds(in: lineAt.position..<min(position, source.count)))
    }
    let line = lineAt.line
    defects.add(code, line: line, message)
  }
}
