package import WebValues

/// What the sanitizer does beyond safety.
public struct HTMLSanitizerOptions: Sendable, Equatable {
  /// Whether pictures stay; tracking pixels and known trackers never do.
  public var keepsImages = true
  /// Elements may be nested this deep; deeper tags vanish and their text stays.
  public var maximumDepth = 64

  /// The default: pictures stay, 64 deep.
  public init() {}
}

/// Makes HTML from feeds safe to show, by an allow list of elements and attributes.
///
/// The result is a balanced fragment of the allowed elements, every attribute quoted, every URL absolute and `http`,
/// `https` or `mailto`, links with `rel="noopener noreferrer"`, pictures without referrer. Scripts, styles, frames,
/// SVG, MathML, forms, templates, comments, event attributes and tracking pixels are gone. Sanitizing the result again
/// gives the same bytes.
public enum HTMLSanitizer {
  /// The safe form of `html`.
  ///
  /// - Parameters:
  ///   - html: Unsafe markup as published.
  ///   - base: The absolute URL that relative ones are resolved against; without it they are dropped.
  ///   - options: What stays beyond text.
  /// - Returns: A balanced fragment.
  /// - Complexity: O(bytes); depth is bounded, nothing recurses.
  public static func sanitize(_ html: String, base: String? = nil, options: HTMLSanitizerOptions = .init()) -> String {
    sanitize(html, base: base.flatMap { WebURL($0) }, options: options)
  }

  /// The same with a base that was read before.
  package static func sanitize(_ html: String, base: WebURL?, options: HTMLSanitizerOptions = .init()) -> String {
    var writer = SafeHTMLWriter(tokenizer: HTMLTokenizer(Array(html.utf8)), base: base, options: options)
    return String(decoding: writer.run(), as: UTF8.self)
  }
}

/// Writes the safe form of one document.
struct SafeHTMLWriter {
  /// An element that was opened and not yet closed.
  private struct Open {
    var element: HTMLElement
    /// Whether a tag was written for it.
    var isWritten: Bool
    /// Where the output stood before and behind its start tag.
    var tagStart: Int
    var contentStart: Int
  }

  private var tokenizer: HTMLTokenizer
  private let base: WebURL?
  private let options: HTMLSanitizerOptions
  private var output: [UInt8] = []
  private var stack: [Open] = []
  /// Elements open beyond the depth limit.
  private var overflow = 0

  init(tokenizer: HTMLTokenizer, base: WebURL?, options: HTMLSanitizerOptions) {
    self.tokenizer = tokenizer
    self.base = base
    self.options = options
  }

  /// Writes everything.
  mutating func run() -> [UInt8] {
    output.reserveCapacity(tokenizer.bytes.count + tokenizer.bytes.count / 8)
    while let token = tokenizer.nextVisible() {
      switch token {
      case .text(let range): text(range)
      case .start(let element, _): start(element)
      case .end(let element): end(element)
      case .rawText: break
      }
    }
    while !stack.isEmpty { closeLast() }
    return output
  }

  /// Writes text: runs that need no care are copied whole.
  private mutating func text(_ range: Range<Int>) {
    let needsCare = TextBytes.needsCare
    var runStart = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = tokenizer.bytes[index]
      guard needsCare[Int(byte)] else {
        index += 1
        continue
      }
      var length = TextBytes.forbiddenLength(tokenizer.bytes, at: index, end: range.upperBound)
      var replacement: [UInt8] = []
      if length == 0 {
        guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") else {
          index += 1
          continue
        }
        let reference =
          byte == UInt8(ascii: "&")
          ? CharacterReference.decode(tokenizer.bytes, at: index, end: range.upperBound) : nil
        length = reference?.length ?? 1
        replacement = reference?.text ?? [byte]
        if TextBytes.forbiddenLength(replacement, at: 0, end: replacement.count) > 0 { replacement = [] }
      }
      if runStart < index { output.append(contentsOf: tokenizer.bytes[runStart..<index]) }
      for byte in replacement { TextBytes.appendEscapedText(byte, to: &output) }
      index += length
      runStart = index
    }
    if runStart < index { output.append(contentsOf: tokenizer.bytes[runStart..<index]) }
  }

  // MARK: Elements

  private mutating func start(_ element: HTMLElement) {
    let traits = element.traits
    guard traits.contains(.safe) else { return }
    if traits.contains(.void) { return void(element) }
    closeImplied(by: element)
    if traits.contains(.tablePart), element != .table, !stack.contains(where: { $0.element == .table }) { return }
    guard stack.count < options.maximumDepth else {
      overflow += 1
      return
    }
    let tagStart = output.count
    let isWritten = startTag(element)
    stack.append(Open(element: element, isWritten: isWritten, tagStart: tagStart, contentStart: output.count))
  }

  /// Writes `br`, `hr`, `wbr` or a picture.
  private mutating func void(_ element: HTMLElement) {
    switch element {
    case .img:
      if options.keepsImages { image() }
    case .hr:
      closeImplied(by: element)
      output.append(contentsOf: "<hr>".utf8)
    default:
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: element.name)
      output.append(UInt8(ascii: ">"))
    }
  }

  /// Closes what cannot contain the element that begins: `p` before a block, `li` before `li`, cells before cells.
  private mutating func closeImplied(by element: HTMLElement) {
    switch element {
    case .li: close([.li], boundaries: [.ul, .ol, .menu])
    case .dd, .dt: close([.dd, .dt], boundaries: [.dl])
    case .td, .th: close([.td, .th, .caption], boundaries: [.tr, .table])
    case .tr: close([.tr, .td, .th, .caption], boundaries: [.thead, .tbody, .tfoot, .table])
    case .thead, .tbody, .tfoot, .caption:
      close([.thead, .tbody, .tfoot, .tr, .td, .th, .caption], boundaries: [.table])
    case .a: close([.a], boundaries: [.td, .th, .table])
    case .h1, .h2, .h3, .h4, .h5, .h6:
      close([.p, .h1, .h2, .h3, .h4, .h5, .h6], boundaries: [.td, .th, .caption, .table])
      return
    default: break
    }
    if element.traits.contains(.block), element.traits.isDisjoint(with: .tablePart) || element == .table {
      close([.p], boundaries: [.td, .th, .caption, .table])
    }
  }

  /// Closes the outermost of `elements` that is open inside the innermost of `boundaries`, and all within it.
  private mutating func close(_ elements: [HTMLElement], boundaries: [HTMLElement]) {
    var index = stack.count
    var found: Int?
    while index > 0 {
      index -= 1
      let element = stack[index].element
      if boundaries.contains(element) { break }
      if elements.contains(element) { found = index }
    }
    guard let found else { return }
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
    guard let open = stack.popLast(), open.isWritten else { return }
    if output.count == open.contentStart, !open.element.traits.contains(.keptEmpty) {
      output.removeLast(output.count - open.tagStart)
      return
    }
    output.append(contentsOf: "</".utf8)
    output.append(contentsOf: open.element.safeName.name)
    output.append(UInt8(ascii: ">"))
  }

  // MARK: Tags

  /// Writes a start tag with its allowed attributes; `false` for one that would mean nothing.
  private mutating func startTag(_ element: HTMLElement) -> Bool {
    let tagStart = output.count
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: element.safeName.name)
    let bare = output.count
    switch element {
    case .a:
      guard let range = tokenizer.attribute("href"), let url = SafeURL.link(value(range), base: base) else {
        output.removeLast(output.count - tagStart)
        return false
      }
      attribute("href", url)
    case .blockquote, .q, .del, .ins: url(of: "cite")
    case .ol: number(of: "start", limit: 99999)
    case .li: number(of: "value", limit: 99999)
    case .td, .th:
      number(of: "colspan", limit: 1000)
      number(of: "rowspan", limit: 1000)
    case .time: timestamp()
    default: break
    }
    languageAndDirection()
    if element == .a || element == .abbr, let range = tokenizer.attribute("title") { attribute("title", value(range)) }
    if element == .a { output.append(contentsOf: " rel=\"noopener noreferrer\"".utf8) }
    if element == .span, output.count == bare {
      output.removeLast(output.count - tagStart)
      return false
    }
    output.append(UInt8(ascii: ">"))
    return true
  }

  private mutating func image() {
    guard !SafeURL.isTracker(tokenizer) else { return }
    // Pages that load pictures late keep the address elsewhere.
    let names: [StaticString] = ["src", "data-src", "data-lazy-src", "data-original"]
    var address: [UInt8]?
    for name in names {
      guard let range = tokenizer.attribute(name), let url = SafeURL.picture(value(range), base: base) else { continue }
      address = url
      break
    }
    guard let address else { return }
    output.append(contentsOf: "<img".utf8)
    attribute("src", address)
    attribute("alt", tokenizer.attribute("alt").map { value($0) } ?? [])
    if let range = tokenizer.attribute("title") { attribute("title", value(range)) }
    number(of: "width", limit: 9999)
    number(of: "height", limit: 9999)
    output.append(contentsOf: " loading=\"lazy\" referrerpolicy=\"no-referrer\">".utf8)
  }

  // MARK: Attributes

  private func value(_ range: Range<Int>) -> [UInt8] {
    TextBytes.decoded(tokenizer.bytes, in: range, inAttribute: true)
  }

  private mutating func attribute(_ name: StaticString, _ value: [UInt8]) {
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: name.description.utf8)
    output.append(contentsOf: "=\"".utf8)
    for byte in value { TextBytes.appendEscaped(byte, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func url(of name: StaticString) {
    guard let range = tokenizer.attribute(name), let url = SafeURL.picture(value(range), base: base) else { return }
    attribute(name, url)
  }

  private mutating func number(of name: StaticString, limit: Int) {
    guard let range = tokenizer.attribute(name), let number = SafeURL.leadingNumber(value(range)), number <= limit
    else { return }
    attribute(name, Array(String(number).utf8))
  }

  private mutating func timestamp() {
    guard let range = tokenizer.attribute("datetime") else { return }
    let value = value(range)
    guard value.count <= 40, value.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return }
    attribute("datetime", value)
  }

  private mutating func languageAndDirection() {
    if tokenizer.attributes.isEmpty { return }
    if let range = tokenizer.attribute("dir") {
      let direction = String(decoding: value(range), as: UTF8.self).lowercased()
      if ["ltr", "rtl", "auto"].contains(direction) { attribute("dir", Array(direction.utf8)) }
    }
    if let range = tokenizer.attribute("lang") {
      if let tag = LanguageTag.normalize(String(decoding: value(range), as: UTF8.self)) {
        attribute("lang", Array(tag.utf8))
      }
    }
  }
}
