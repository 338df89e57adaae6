import WebValues

/// Start tags with their allowed attributes.
extension SafeHTMLWriter {
  /// Writes a start tag; `false` for one that would mean nothing.
  mutating func startTag(_ element: HTMLElement) -> Bool {
    let tagStart = output.count
    output.append(UInt8(ascii: "<"))
    append(nameOf: element.safeName)
    guard tokenizer.hasAttributes else {
      if element == .a || element == .span {
        output.truncate(to: tagStart)
        return false
      }
      output.append(UInt8(ascii: ">"))
      return true
    }
    let bare = output.count
    switch element {
    case .a:
      guard address(of: .href, as: " href=\"", allowsMail: true) else {
        output.truncate(to: tagStart)
        return false
      }
    case .blockquote, .q: address(of: .cite, as: " cite=\"")
    case .del, .ins:
      address(of: .cite, as: " cite=\"")
      timestamp()
    case .ol: orderedList()
    case .li: number(of: .value, as: " value=\"", limit: 99999)
    case .td, .th:
      number(of: .colspan, as: " colspan=\"", limit: 1000)
      number(of: .rowspan, as: " rowspan=\"", limit: 1000)
      if element == .th { keyword(of: .scope, as: " scope=\"", from: ["row", "col", "rowgroup", "colgroup"]) }
    case .time: timestamp()
    default: break
    }
    languageAndDirection()
    if element == .a || element == .abbr || element == .acronym { text(of: .title, as: " title=\"") }
    if element == .a { output.append(" rel=\"noopener noreferrer\"") }
    if element == .span, output.count == bare {
      output.truncate(to: tagStart)
      return false
    }
    output.append(UInt8(ascii: ">"))
    return true
  }

  /// Attributes under which pages give a picture's address; those that load late have a blank one in `src`.
  private static let pictureAddresses: [HTMLAttribute] = [.src, .dataSrc, .dataLazySrc, .dataOriginal]
  private static let pictureSets: [HTMLAttribute] = [.srcset, .dataSrcset, .dataLazySrcset]

  mutating func image() {
    guard !SafeURL.isTracker(tokenizer) else { return }
    let tagStart = output.count
    output.append("<img")
    var hasAddress = false
    for name in Self.pictureAddresses where !hasAddress { hasAddress = address(of: name, as: " src=\"") }
    if !hasAddress { hasAddress = firstCandidate() }
    guard hasAddress else { return output.truncate(to: tagStart) }
    for name in Self.pictureSets where sourceSet(of: name) { break }
    output.append(" alt=\"")
    if let range = tokenizer.attribute(.alt) { escaped(range) }
    output.append(UInt8(ascii: "\""))
    text(of: .title, as: " title=\"")
    number(of: .width, as: " width=\"", limit: 9999)
    number(of: .height, as: " height=\"", limit: 9999)
    output.append(" loading=\"lazy\" referrerpolicy=\"no-referrer\">")
  }

  /// Writes the first picture of a set as the address of a picture that has none.
  private mutating func firstCandidate() -> Bool {
    for name in Self.pictureSets {
      guard decode(name) else { continue }
      var candidates = SourceSet(scratch.view)
      while let candidate = candidates.next() {
        guard addresses.resolve(scratch.view, candidate.address), isSeparable else { continue }
        output.append(" src=\"")
        escapedAddress()
        output.append(UInt8(ascii: "\""))
        return true
      }
    }
    return false
  }

  /// Writes all pictures of a set that may stay; `false` when there is none.
  private mutating func sourceSet(of name: HTMLAttribute) -> Bool {
    guard decode(name) else { return false }
    var candidates = SourceSet(scratch.view)
    var count = 0
    while count < 16, let candidate = candidates.next() {
      guard addresses.resolve(scratch.view, candidate.address), isSeparable else { continue }
      output.append(count == 0 ? " srcset=\"" : ", ")
      escapedAddress()
      if !candidate.descriptor.isEmpty {
        output.append(0x20)
        output.append(scratch.view, candidate.descriptor)
      }
      count += 1
    }
    if count > 0 { output.append(UInt8(ascii: "\"")) }
    return count > 0
  }

  /// Whether the address made last can stand in a list that commas separate.
  private var isSeparable: Bool {
    let view = addresses.output.view
    return view.count > 0 && view[view.count - 1] != UInt8(ascii: ",")
  }

  /// Writes the start tag of `audio` or `video`; whether it has an address of its own.
  mutating func mediaTag(_ element: HTMLElement) -> Bool {
    output.append(UInt8(ascii: "<"))
    append(nameOf: element)
    let hasSource = address(of: .src, as: " src=\"")
    if element == .video {
      if options.keepsImages { address(of: .poster, as: " poster=\"") }
      number(of: .width, as: " width=\"", limit: 9999)
      number(of: .height, as: " height=\"", limit: 9999)
    }
    output.append(" controls=\"\" preload=\"none\">")
    return hasSource
  }

  /// Writes a `source` of `audio` or `video`; `false` when it has no address that may stay.
  mutating func sourceTag() -> Bool {
    let tagStart = output.count
    output.append("<source")
    guard address(of: .src, as: " src=\"") else {
      output.truncate(to: tagStart)
      return false
    }
    mediaType()
    output.append(UInt8(ascii: ">"))
    return true
  }

  /// Writes a `track` of `audio` or `video`.
  mutating func trackTag() {
    let tagStart = output.count
    output.append("<track")
    guard address(of: .src, as: " src=\"") else { return output.truncate(to: tagStart) }
    keyword(of: .kind, as: " kind=\"", from: ["subtitles", "captions", "descriptions", "chapters"])
    if let range = tokenizer.attribute(.srclang), let tag = LanguageTag.normalize(value(range)) {
      attribute(" srclang=\"", tag)
    }
    text(of: .label, as: " label=\"")
    output.append(UInt8(ascii: ">"))
  }

  // MARK: Attributes

  /// The decoded value.
  private func value(_ range: Range<Int>) -> String { TextBytes.decoded(bytes, in: range, inAttribute: true) }

  /// Writes a name with `="`, a value, and the closing quote.
  private mutating func attribute(_ name: StaticString, _ value: String) {
    output.append(name)
    for byte in value.utf8 { output.append(escaped: byte) }
    output.append(UInt8(ascii: "\""))
  }

  /// Decodes an attribute's value into `scratch`; `false` when the tag does not have it.
  private mutating func decode(_ name: HTMLAttribute) -> Bool {
    guard let range = tokenizer.attribute(name) else { return false }
    scratch.truncate(to: 0)
    TextBytes.append(bytes, in: range, inAttribute: true, to: &scratch)
    return true
  }

  /// Writes the value in a range, decoded and escaped again.
  private mutating func escaped(_ range: Range<Int>) {
    scratch.truncate(to: 0)
    TextBytes.append(bytes, in: range, inAttribute: true, to: &scratch)
    let view = scratch.view
    for index in 0..<view.count { output.append(escaped: view[index]) }
  }

  @inline(__always) private static func isEscaped(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// Writes the address made last, escaped.
  private mutating func escapedAddress() {
    let view = addresses.output.view
    var run = 0
    while run < view.count {
      var end = run
      while end < view.count, !Self.isEscaped(view[end]) { end += 1 }
      output.append(view, run..<end)
      if end < view.count { output.append(escaped: view[end]) }
      run = end + 1
    }
  }

  private mutating func text(of name: HTMLAttribute, as written: StaticString) {
    guard let range = tokenizer.attribute(name) else { return }
    output.append(written)
    escaped(range)
    output.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute whose value is a URL; `false` when it is none that may stay.
  @discardableResult
  private mutating func address(of name: HTMLAttribute, as written: StaticString, allowsMail: Bool = false) -> Bool {
    guard decode(name), addresses.resolve(scratch.view, 0..<scratch.count, allowsMail: allowsMail) else { return false }
    output.append(written)
    escapedAddress()
    output.append(UInt8(ascii: "\""))
    return true
  }

  private mutating func number(of name: HTMLAttribute, as written: StaticString, limit: Int) {
    guard let range = tokenizer.attribute(name), let number = SafeURL.leadingNumber(value(range)), number <= limit
    else { return }
    attribute(written, String(number))
  }

  private mutating func keyword(of name: HTMLAttribute, as written: StaticString, from keywords: [String]) {
    guard let range = tokenizer.attribute(name) else { return }
    let word = value(range).lowercased()
    if keywords.contains(word) { attribute(written, word) }
  }

  private mutating func orderedList() {
    number(of: .start, as: " start=\"", limit: 99999)
    if tokenizer.attribute(.reversed) != nil { output.append(" reversed=\"\"") }
    if let range = tokenizer.attribute(.type) {
      let kind = value(range)
      if ["1", "a", "A", "i", "I"].contains(kind) { attribute(" type=\"", kind) }
    }
  }

  private mutating func mediaType() {
    guard let range = tokenizer.attribute(.type), let type = MediaType(value(range)) else { return }
    if type.type == "audio" || type.type == "video" { attribute(" type=\"", type.description) }
  }

  private mutating func timestamp() {
    guard let range = tokenizer.attribute(.datetime) else { return }
    let value = value(range)
    guard value.utf8.count <= 40, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return }
    attribute(" datetime=\"", value)
  }

  private mutating func languageAndDirection() {
    if let range = tokenizer.attribute(.dir) {
      let direction = value(range).lowercased()
      if ["ltr", "rtl", "auto"].contains(direction) { attribute(" dir=\"", direction) }
    } else if let range = tokenizer.attribute(.style), let direction = SafeURL.direction(inStyle: value(range)) {
      attribute(" dir=\"", direction)
    }
    if let range = tokenizer.attribute(.lang) ?? tokenizer.attribute(.xmlLang),
      let tag = LanguageTag.normalize(value(range))
    {
      attribute(" lang=\"", tag)
    }
  }
}
