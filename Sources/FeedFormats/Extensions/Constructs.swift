internal import Markup

extension XMLReader {
  /// An attribute that is a whole number not below 0.
  func integer(_ name: StaticString) -> Int? {
    guard let number = attribute(name)?.trimmed.flatMap({ Int($0) }), number >= 0 else { return nil }
    return number
  }
}

extension TextConstruct {
  /// A construct, unless there is no text.
  static func nonEmpty(_ text: String?, _ kind: Kind) -> TextConstruct? {
    text.map { TextConstruct($0, kind: kind) }
  }

  /// HTML, escaped or in the open, of the current element; `other` when it is empty.
  static func markup(_ xml: inout XMLReader, _ inherited: Inherited, than other: TextConstruct?) -> TextConstruct? {
    let place = xml.attributeCount == 0 ? nil : inherited.entering(xml)
    let text = xml.elementMarkup(isXHTML: false)
    guard !text.utf8.allSatisfy({ $0 <= 0x20 }) else { return other }
    return construct(text, .html, place, inherited)
  }

  /// Plain text of the current element; `other` when it is empty.
  static func plain(_ xml: inout XMLReader, _ inherited: Inherited, than other: TextConstruct?) -> TextConstruct? {
    let place = xml.attributeCount == 0 ? nil : inherited.entering(xml)
    guard let text = xml.trimmedElementText() else { return other }
    return construct(text, .text, place, inherited)
  }

  /// Markup in the open.
  static func inline(_ xml: inout XMLReader, _ inherited: Inherited) -> TextConstruct? {
    let place = inherited.entering(xml)
    guard let text = xml.elementMarkup(isXHTML: true).trimmed else { return nil }
    return construct(text, .xhtml, place, inherited)
  }

  /// `place` is what holds at the text if it has attributes, `outer` what holds around it; only differences in
  /// language are said.
  static func construct(_ text: String, _ kind: Kind, _ place: Inherited?, _ outer: Inherited) -> TextConstruct {
    guard let place else { return TextConstruct(text, kind: kind, base: outer.base) }
    return TextConstruct(
      text, kind: kind, language: place.language == outer.language ? nil : place.language, base: place.base)
  }
}

extension FeedLink {
  /// An Atom link (RFC 4287 §4.2.7); `nil` without `href`.
  static func read(_ xml: inout XMLReader, _ inherited: Inherited) -> FeedLink? {
    let place = inherited.entering(xml)
    guard let href = xml.attribute("href")?.trimmed else { return nil }
    let relation = xml.attribute("rel")?.trimmed ?? "alternate"
    let registry = "http://www.iana.org/assignments/relation/"
    return FeedLink(
      href, relation: relation.hasPrefix(registry) ? String(relation.dropFirst(registry.count)) : relation,
      mediaType: xml.attribute("type")?.trimmed, language: xml.attribute("hreflang")?.trimmed,
      title: xml.attribute("title")?.trimmed, length: xml.integer("length"), base: place.base)
  }
}

extension FeedPerson {
  /// An Atom person construct (RFC 4287 §3.2); text without child elements is the name.
  static func read(_ xml: inout XMLReader) -> FeedPerson? {
    var person = FeedPerson(name: "")
    var loose: [UInt8] = []
    let outer = xml.depth
    while true {
      switch xml.next() {
      case .start:
        switch xml.feedName {
        case .name: person.name = xml.trimmedElementText() ?? person.name
        case .email: person.email = xml.trimmedElementText()
        case .uri, .url: person.uri = xml.trimmedElementText()
        default: xml.skipElement()
        }
      case .text: xml.appendText(to: &loose)
      case .end where xml.depth < outer, .endOfDocument:
        if person.name.isEmpty { person.name = String(decoding: loose, as: UTF8.self).trimmed ?? person.email ?? "" }
        return person.name.isEmpty && person.uri == nil ? nil : person
      case .end: continue
      }
    }
  }

  /// RSS `author`: an address with a name in parentheses, a name with an address in angle brackets, or a name.
  init(rss text: String) {
    guard text.utf8.contains(where: { $0 == 0x40 || $0 == 0x3C }) else {
      self.init(name: text)
      return
    }
    if let open = text.firstIndex(of: "("), text.hasSuffix(")"), let email = String(text[..<open]).trimmed,
      email.contains("@"), !email.contains(" ")
    {
      let inner = String(text[text.index(after: open)...].dropLast()).trimmed
      self.init(name: inner ?? email, email: email)
    } else if let open = text.firstIndex(of: "<"), text.hasSuffix(">") {
      let email = String(text[text.index(after: open)...].dropLast()).trimmed
      self.init(name: String(text[..<open]).trimmed ?? email ?? text, email: email)
    } else if text.contains("@"), !text.contains(" ") {
      self.init(name: text, email: text)
    } else {
      self.init(name: text)
    }
  }
}

extension [FeedPerson] {
  /// Adds a person that is not yet there.
  mutating func appendPerson(_ person: FeedPerson?) {
    guard let person, count < 1_000, !contains(person) else { return }
    append(person)
  }

  /// Adds a person by what RSS or Dublin Core say.
  mutating func appendPerson(_ text: String?) {
    appendPerson(text.map { FeedPerson(rss: $0) })
  }
}

extension [FeedCategory] {
  /// Adds a category, unless the text is empty.
  mutating func appendTerm(_ text: String?, scheme: String? = nil) {
    guard let text else { return }
    if isEmpty { reserveCapacity(2) }
    append(FeedCategory(text, scheme: scheme))
  }
}
