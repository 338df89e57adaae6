internal import Markup

/// Reads an Atom entry, and the text constructs of entries and feeds.
struct AtomEntryReader {
  /// Atom 0.3 has other names and ways to write text.
  let isDraft: Bool

  /// The entry whose start tag is current.
  func read(_ xml: inout XMLReader, _ outer: Inherited, _ entry: inout FeedEntry) {
    let inherited = outer.entering(xml)
    var fallbacks: EntryFallbacks?
    entry.line = xml.line
    entry.base = inherited.base
    if xml.attributeCount > 0, inherited.language != outer.language { entry.language = inherited.language }
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.isCore(.atom, .atom03) {
        entryElement(&xml, inherited, &entry)
        xml.finishElement()
      } else {
        entry.readExtension(&xml, inherited, &fallbacks)
      }
    }
    fallbacks?.complete(&entry)
  }

  /// One element of an entry; the start tag is current.
  private func entryElement(_ xml: inout XMLReader, _ inherited: Inherited, _ entry: inout FeedEntry) {
    switch xml.feedName {
    case .title: entry.title = text(&xml, inherited) ?? entry.title
    case .link: entry.readLink(&xml, inherited)
    case .id: entry.id = xml.trimmedElementText()
    case .summary: entry.summary = text(&xml, inherited) ?? entry.summary
    case .content: content(&xml, inherited, &entry)
    case .published, .issued: entry.published = xml.trimmedElementText() ?? entry.published
    case .created: entry.published = entry.published ?? xml.trimmedElementText()
    case .updated, .modified: entry.updated = xml.trimmedElementText() ?? entry.updated
    case .author: entry.authors.appendPerson(FeedPerson.read(&xml))
    case .category: entry.categories.appendAtom(xml)
    case .source: source(&xml, inherited, &entry)
    default: break
    }
  }

  /// Atom `source`: where an entry was copied from (RFC 4287 §4.2.11); its own feed link is preferred to its page.
  private func source(_ xml: inout XMLReader, _ inherited: Inherited, _ entry: inout FeedEntry) {
    var page: String?
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      switch xml.feedName {
      case .title: entry.sourceTitle = text(&xml, inherited)?.value ?? entry.sourceTitle
      case .link:
        let link = FeedLink.read(&xml, inherited)
        if link?.relation == "self" { entry.sourceURL = link?.href }
        if link?.relation == "alternate" { page = link?.href }
      default: break
      }
      xml.finishElement()
    }
    entry.sourceURL = entry.sourceURL ?? page
  }

  // MARK: Text

  /// Content is a text construct, or elsewhere (`src`), or of another media type (RFC 4287 §4.1.3).
  private func content(_ xml: inout XMLReader, _ inherited: Inherited, _ entry: inout FeedEntry) {
    let type = xml.attribute("type")?.trimmed?.lowercased()
    if let url = xml.attribute("src")?.trimmed {
      entry.media.append(FeedMedia(url, role: .content, mediaType: type))
    } else if isDraft || Self.kind(type) != nil || type?.hasPrefix("text/") == true || type?.hasSuffix("xml") == true {
      // Atom 0.3 may have several contents; the richest that a reader shows is the last.
      entry.content = text(&xml, inherited) ?? entry.content
    }
  }

  /// A text construct (RFC 4287 §3.1), or a content construct of Atom 0.3 with `mode`; `nil` when empty.
  func text(_ xml: inout XMLReader, _ inherited: Inherited) -> TextConstruct? {
    let type = xml.attribute("type")?.trimmed?.lowercased()
    let kind = Self.kind(type) ?? (type?.hasSuffix("xml") == true ? .xhtml : .text)
    guard isDraft else { return construct(&xml, kind, inherited) }
    switch xml.attribute("mode")?.trimmed?.lowercased() {
    case "escaped": return construct(&xml, kind == .text ? .text : .html, inherited)
    case "base64":
      let place = inherited.entering(xml)
      guard let bytes = Base64.decode(Array(xml.elementText().utf8)) else { return nil }
      return TextConstruct.construct(String(decoding: bytes, as: UTF8.self), kind, place, inherited)
    default:
      return construct(&xml, kind == .html ? .xhtml : kind, inherited)
    }
  }

  private func construct(_ xml: inout XMLReader, _ kind: TextConstruct.Kind, _ inherited: Inherited) -> TextConstruct? {
    switch kind {
    case .text: .plain(&xml, inherited, than: nil)
    case .html: .markup(&xml, inherited, than: nil)
    case .xhtml: .inline(&xml, inherited)
    }
  }

  private static func kind(_ type: String?) -> TextConstruct.Kind? {
    switch type {
    case nil, "text", "text/plain": .text
    case "html", "text/html": .html
    case "xhtml", "application/xhtml+xml": .xhtml
    default: nil
    }
  }
}
