internal import Markup

extension FeedPerson {
  /// A person construct (RFC 4287 §3.2), or text as RSS has it; `nil` when empty.
  static func read(_ xml: inout XMLReader, _ inherited: Inherited) -> FeedPerson? {
    // The usual case, without the detour.
    if xml.holdsOnlyText { return xml.trimmedElementText().map { FeedPerson(rss: $0) } }
    let place = xml.attributeCount == 0 ? inherited : inherited.entering(xml)
    var person = FeedPerson(name: "")
    var loose: [UInt8] = []
    let outer = xml.depth
    while true {
      switch xml.next() {
      case .start:
        switch xml.feedName {
        case .name: person.name = xml.trimmedElementText() ?? person.name
        case .email: person.email = xml.trimmedElementText().map(withoutScheme) ?? person.email
        case .uri, .url, .href, .homepage: person.uri = xml.reference(place) ?? person.uri
        default: loose += xml.elementText().utf8
        }
      case .text: xml.appendText(to: &loose)
      case .end where xml.depth < outer, .endOfDocument:
        if person.name.isEmpty, person.email == nil, let text = String(decoding: loose, as: UTF8.self).trimmed {
          let uri = person.uri
          person = FeedPerson(rss: text)
          person.uri = uri
        }
        return person == FeedPerson(name: "") ? nil : person
      case .end: continue
      }
    }
  }

  /// RSS `author`, Dublin Core: `mail (Name)`, `Name (mail)`, `Name <mail>`, `mail`, a name; `mailto:` is dropped.
  ///
  /// An address without a name leaves the name empty.
  init(rss text: String) {
    guard text.utf8.contains(UInt8(ascii: "@")), let address = Self.address(in: Array(text.utf8)) else {
      self.init(name: text)
      return
    }
    var rest = Array(text.utf8)
    let email = String(decoding: rest[address], as: UTF8.self)
    rest.removeSubrange(address)
    var name = String(decoding: rest, as: UTF8.self)
    for empty in ["&lt;&gt;", "<mailto:>", "(mailto:)", "mailto:", "<>", "()", "[]"] {
      name = name.replacing(empty, with: " ", maxReplacements: 1)
    }
    name = name.trimmed ?? ""
    if name.hasPrefix("("), name.hasSuffix(")") { name = String(name.dropFirst().dropLast()).trimmed ?? "" }
    for mark in ["\"", "'"] where name.count > 1 && name.hasPrefix(mark) && name.hasSuffix(mark) {
      name = String(name.dropFirst().dropLast()).trimmed ?? ""
    }
    while let last = name.last, last == "," || last == "-" || last == ":" || last == " " { name.removeLast() }
    self.init(name: name, email: email)
  }

  /// Where the first thing is that looks like an address: printable ASCII around an `@`, with a dot behind it.
  private static func address(in bytes: [UInt8]) -> Range<Int>? {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    var start = at
    while start > 0, isAddressByte(bytes[start - 1]) { start -= 1 }
    var end = at + 1
    while end < bytes.count, isAddressByte(bytes[end]) { end += 1 }
    while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard start < at, end > at + 1 else { return nil }
    return start..<end
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"),
      UInt8(ascii: "="), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func withoutScheme(_ address: String) -> String {
    address.lowercased().hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
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
