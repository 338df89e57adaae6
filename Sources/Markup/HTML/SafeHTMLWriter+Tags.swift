import WebValues

/// Start tags with their allowed attributes.
extension SafeHTMLWriter {
  /// Writes a start tag; `false` for one that would mean nothing.
  mutating func startTag(_ element: HTMLElement) -> Bool {
    let tagStart = output.count
    output.append(UInt8(ascii: "<"))
    output.append(element.safeName.name)
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
    var hasAddress = Self.pictureAddresses.contains { address(of: $0, as: " src=\"") }
    let candidates = SourceSet.candidates(firstOf: Self.pictureSets, tokenizer, base: base)
    if !hasAddress, let first = candidates.first {
      hasAddress = true
      attribute(" src=\"", first.address)
    }
    guard hasAddress else { return output.truncate(to: tagStart) }
    if !candidates.isEmpty { attribute(" srcset=\"", SourceSet.text(of: candidates)) }
    output.append(" alt=\"")
    if let range = tokenizer.attribute(.alt) { escaped(range) }
    output.append(UInt8(ascii: "\""))
    text(of: .title, as: " title=\"")
    number(of: .width, as: " width=\"", limit: 9999)
    number(of: .height, as: " height=\"", limit: 9999)
    output.append(" loading=\"lazy\" referrerpolicy=\"no-referrer\">")
  }

  /// Writes the start tag of `audio` or `video`; whether it has an address of its own.
  mutating func mediaTag(_ element: HTMLElement) -> Bool {
    output.append(UInt8(ascii: "<"))
    output.append(element.name)
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

  /// Writes the value in a range, decoded and escaped again.
  private mutating func escaped(_ range: Range<Int>) {
    scratch.truncate(to: 0)
    TextBytes.append(bytes, in: range, inAttribute: true, to: &scratch)
    let view = scratch.view
    for index in 0..<view.count { output.append(escaped: view[index]) }
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
    guard let range = tokenizer.attribute(name) else { return false }
    scratch.truncate(to: 0)
    TextBytes.append(bytes, in: range, inAttribute: true, to: &scratch)
    let view = scratch.view
    if SafeURL.isClean(view) {
      output.append(written)
      var run = 0
      while run < view.count {
        let end = view.index(of: UInt8(ascii: "&"), from: run, to: view.count)
        output.append(view, run..<end)
        if end < view.count { output.append("&amp;") }
        run = end + 1
      }
      output.append(UInt8(ascii: "\""))
      return true
    }
    let text = scratch.string()
    guard let url = allowsMail ? SafeURL.link(text, base: base) : SafeURL.picture(text, base: base) else {
      return false
    }
    attribute(written, url)
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
