import WebValues

/// Writes the safe form of one document.
struct SafeHTMLWriter: ~Copyable {
  /// An element that was opened and not yet closed.
  struct Open {
    var element: HTMLElement
    /// Whether a tag was written for it.
    var isWritten: Bool
    /// Whether it stays when it is empty.
    var isKeptEmpty: Bool
    /// Where the output stood before and behind its start tag.
    var tagStart: Int
    var contentStart: Int
  }

  let bytes: ByteView
  let options: HTMLSanitizerOptions
  var tokenizer: HTMLTokenizer
  var output: ByteOutput
  /// The decoded value of the attribute at hand.
  var scratch = ByteOutput(capacity: 256)
  var addresses: AddressWriter
  private let sets = SafeHTMLSets.all
  private var stack: [Open] = []
  /// How many of them are tables.
  private var openTables = 0
  /// Elements open beyond the depth limit.
  private var overflow = 0

  init(_ bytes: ByteView, base: WebURL?, options: HTMLSanitizerOptions) {
    self.bytes = bytes
    addresses = AddressWriter(base: base)
    self.options = options
    tokenizer = HTMLTokenizer(bytes)
    output = ByteOutput(capacity: bytes.count + bytes.count / 8 + 64)
    stack.reserveCapacity(16)
  }

  /// Writes everything.
  mutating func run() {
    while let token = tokenizer.nextVisible(keepsMedia: true) { take(token) }
    while !stack.isEmpty { closeLast() }
  }

  /// Writes everything, and its text to `text`.
  mutating func run(text: inout PlainTextBuilder) {
    while let token = tokenizer.nextVisible(keepsMedia: true) {
      switch token {
      case .text(let range): text.text(bytes, in: range)
      case .start(let element, _): text.boundary(of: element, isStart: true)
      case .end(let element): text.boundary(of: element, isStart: false)
      case .rawText: break
      }
      take(token)
    }
    while !stack.isEmpty { closeLast() }
  }

  /// What was written.
  consuming func finish() -> String { output.string() }

  @inline(__always) private mutating func take(_ token: HTMLToken) {
    switch token {
    case .text(let range): text(range)
    case .start(let element, let isSelfClosing): start(element, isSelfClosing: isSelfClosing)
    case .end(let element): end(element)
    case .rawText: break
    }
  }

  /// Writes text: runs that need no care are copied whole.
  private mutating func text(_ range: Range<Int>) {
    if isBetweenCells {
      if isBlank(range) { return }
      openCell()
    }
    let end = range.upperBound
    var run = range.lowerBound
    var index = run
    while true {
      index = TextScan.markupEnd(bytes, from: index, to: end)
      guard index < end else { break }
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "&"):
        output.append(bytes, run..<index)
        guard let reference = CharacterReference.decode(bytes, at: index, end: end) else {
          output.append("&amp;")
          index += 1
          break
        }
        append(reference.text)
        index += reference.length
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        output.append(bytes, run..<index)
        output.append(escaped: byte)
        index += 1
      default:
        let length = TextBytes.forbiddenLength(bytes, at: index, end: end)
        guard length > 0 else {
          index += 1
          continue
        }
        output.append(bytes, run..<index)
        // A control that stands for white space must not join two words.
        if TextBytes.spaceLength(bytes, at: index, end: end) > 0, byte != 0x0D { output.append(0x20) }
        if byte == 0x0D, index + 1 == end || bytes[index + 1] != 0x0A { output.append(0x0A) }
        index += length
      }
      run = index
    }
    output.append(bytes, run..<end)
  }

  private mutating func append(_ text: CharacterReference.Text) {
    text.forEach { scalar in
      if TextBytes.isForbidden(scalar) { return }
      switch scalar {
      case 0x26: output.append("&amp;")
      case 0x3C: output.append("&lt;")
      case 0x3E: output.append("&gt;")
      default: output.append(scalar: scalar)
      }
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range where bytes[index] > 0x20 { return false }
    return true
  }

  // MARK: Elements

  @inline(__always) mutating func append(nameOf element: HTMLElement) {
    output.append(tokenizer.names.name(of: element))
  }

  private mutating func start(_ element: HTMLElement, isSelfClosing: Bool) {
    let traits = element.traits
    guard traits.contains(.safe) else { return }
    if element == .video || element == .audio { return media(element, isSelfClosing: isSelfClosing) }
    if traits.contains(.void) { return void(element) }
    closeImplied(by: element)
    if traits.contains(.tablePart) {
      if element != .table {
        guard openTables > 0 else { return }
        openRows(for: element)
      } else if isBetweenCells {
        openCell()
      }
    } else if isBetweenCells {
      openCell()
    }
    guard stack.count < options.maximumDepth else {
      overflow += 1
      return
    }
    let tagStart = output.count
    let isWritten = startTag(element)
    push(element, isWritten: isWritten, isKeptEmpty: element == .td || element == .th, tagStart: tagStart)
  }

  private mutating func push(_ element: HTMLElement, isWritten: Bool = true, isKeptEmpty: Bool = false, tagStart: Int) {
    if element == .table { openTables += 1 }
    stack.append(
      Open(
        element: element, isWritten: isWritten, isKeptEmpty: isKeptEmpty, tagStart: tagStart,
        contentStart: output.count))
  }

  /// Writes `br`, `hr`, `wbr` or a picture.
  private mutating func void(_ element: HTMLElement) {
    if element == .hr { closeImplied(by: element) }
    let beforeCell = stack.count
    let tagStart = output.count
    if isBetweenCells { openCell() }
    switch element {
    case .img: if options.keepsImages { image() }
    case .hr: output.append("<hr>")
    case .wbr: output.append("<wbr>")
    default: output.append("<br>")
    }
    // A picture that was not written needs no cell.
    if stack.count > beforeCell, stack.last?.contentStart == output.count {
      while stack.count > beforeCell { stack.removeLast() }
      output.truncate(to: tagStart)
    }
  }

  /// Writes `audio` or `video` with what can be played, and passes over what else is in it.
  private mutating func media(_ element: HTMLElement, isSelfClosing: Bool) {
    let beforeCell = stack.count
    let tagStart = output.count
    if isBetweenCells { openCell() }
    let hasSource = options.keepsMedia && mediaTag(element)
    var hasSources = false
    if !isSelfClosing, tokenizer.hasEnd(of: element) {
      content: while let token = tokenizer.next() {
        switch token {
        case .end(element): break content
        case .start(.source, _): if options.keepsMedia, sourceTag() { hasSources = true }
        case .start(.track, _): if options.keepsMedia { trackTag() }
        default: break
        }
      }
    }
    if hasSource || hasSources {
      output.append("</")
      append(nameOf: element)
      output.append(UInt8(ascii: ">"))
    } else {
      while stack.count > beforeCell { stack.removeLast() }
      output.truncate(to: tagStart)
    }
  }

  // MARK: Tables

  /// Whether what comes next would stand in a table but in none of its cells, where browsers move it out of the table.
  @inline(__always) private var isBetweenCells: Bool {
    openTables > 0 && stack.last.map { sets.outsideCells.contains($0.element) } == true
  }

  /// Opens a cell, and a row around it, for what stands between cells.
  private mutating func openCell() {
    if stack.last?.element != .tr { openImplied(.tr) }
    openImplied(.td)
  }

  /// Opens the row that a cell needs.
  private mutating func openRows(for element: HTMLElement) {
    if element == .td || element == .th, stack.last?.element != .tr { openImplied(.tr) }
  }

  private mutating func openImplied(_ element: HTMLElement) {
    let tagStart = output.count
    output.append(UInt8(ascii: "<"))
    append(nameOf: element)
    output.append(UInt8(ascii: ">"))
    push(element, tagStart: tagStart)
  }

  // MARK: Closing

  /// Closes what cannot contain the element that begins: `p` before a block, `li` before `li`, cells before cells.
  private mutating func closeImplied(by element: HTMLElement) {
    switch element {
    case .li: close(sets.listItems, boundaries: sets.lists)
    case .dd, .dt: close(sets.descriptions, boundaries: sets.descriptionLists)
    case .td, .th: close(sets.cells, boundaries: sets.rows)
    case .tr: close(sets.rowParts, boundaries: sets.rowGroups)
    case .thead, .tbody, .tfoot, .caption: close(sets.tableParts, boundaries: sets.tables)
    case .a: close(sets.links, boundaries: sets.cellsAndTables)
    case .h1, .h2, .h3, .h4, .h5, .h6: return close(sets.headings, boundaries: sets.cellsAndTables)
    default: break
    }
    if element.traits.contains(.block), element.traits.isDisjoint(with: .tablePart) || element == .table {
      close(sets.paragraphs, boundaries: sets.cellsAndTables)
    }
  }

  /// Closes the outermost of `elements` that is open inside the innermost of `boundaries`, and all within it.
  private mutating func close(_ elements: HTMLElementSet, boundaries: HTMLElementSet) {
    var index = stack.count
    var found = -1
    while index > 0 {
      index -= 1
      let element = stack[index].element
      if boundaries.contains(element) { break }
      if elements.contains(element) { found = index }
    }
    guard found >= 0 else { return }
    while stack.count > found { closeLast() }
  }

  private mutating func end(_ element: HTMLElement) {
    let traits = element.traits
    guard traits.contains(.safe), !traits.contains(.void) else { return }
    if overflow > 0 {
      overflow -= 1
      return
    }
    let isTablePart = traits.contains(.tablePart)
    var index = stack.count
    while index > 0 {
      index -= 1
      let open = stack[index].element
      if open == element {
        while stack.count > index { closeLast() }
        return
      }
      if isTablePart ? open == .table : open.traits.contains(.tablePart) { return }
    }
  }

  /// Closes the innermost element; one that stayed empty leaves no trace.
  private mutating func closeLast() {
    guard let open = stack.popLast() else { return }
    if open.element == .table { openTables -= 1 }
    guard open.isWritten else { return }
    if output.count == open.contentStart, !open.isKeptEmpty { return output.truncate(to: open.tagStart) }
    output.append("</")
    append(nameOf: open.element.safeName)
    output.append(UInt8(ascii: ">"))
  }
}

/// Sets of elements that say what ends what.
private struct SafeHTMLSets: Sendable {
  static let all = SafeHTMLSets()

  let outsideCells: HTMLElementSet = [.table, .thead, .tbody, .tfoot, .tr]
  let cellsAndTables: HTMLElementSet = [.td, .th, .caption, .table]
  let listItems: HTMLElementSet = [.li]
  let lists: HTMLElementSet = [.ul, .ol, .menu, .dir, .td, .th, .caption, .table]
  let descriptions: HTMLElementSet = [.dd, .dt]
  let descriptionLists: HTMLElementSet = [.dl, .td, .th, .caption, .table]
  let cells: HTMLElementSet = [.td, .th, .caption]
  let rows: HTMLElementSet = [.tr, .table]
  let rowParts: HTMLElementSet = [.tr, .td, .th, .caption]
  let rowGroups: HTMLElementSet = [.thead, .tbody, .tfoot, .table]
  let tableParts: HTMLElementSet = [.thead, .tbody, .tfoot, .tr, .td, .th, .caption]
  let tables: HTMLElementSet = [.table]
  let links: HTMLElementSet = [.a]
  let headings: HTMLElementSet = [.p, .h1, .h2, .h3, .h4, .h5, .h6]
  let paragraphs: HTMLElementSet = [.p]
}
