internal import Markup

/// Reads Atom 1.0 (RFC 4287) and 0.3, and single Atom entries as feeds of one.
struct AtomReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()
  private let entries: AtomEntryReader

  /// Makes a reader; `isDraft` is for Atom 0.3, which has other names and ways to write text.
  init(isDraft: Bool, limits: FeedLimits) {
    entries = AtomEntryReader(isDraft: isDraft)
    feed = FeedBuilder(format: isDraft ? .atom03 : .atom10, limits: limits)
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ outer: Inherited) {
    guard xml.feedName != .entry else { return entry(&xml, outer) }
    let inherited = outer.entering(xml)
    feed.document.source.language = inherited.language
    feed.document.source.base = inherited.base
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if !xml.isCore(.atom, .atom03) {
        feed.document.source.readExtension(&xml, inherited, &fallbacks)
      } else if xml.feedName == .entry {
        entry(&xml, inherited)
      } else {
        feedElement(&xml, inherited)
        xml.finishElement()
      }
    }
    fallbacks.complete(&feed.document.source)
  }

  /// One element of the feed; the start tag is current.
  private mutating func feedElement(_ xml: inout XMLReader, _ inherited: Inherited) {
    var source: FeedSource {
      get { feed.document.source }
      _modify { yield &feed.document.source }
    }
    switch xml.feedName {
    case .title: source.title = entries.text(&xml, inherited) ?? source.title
    case .subtitle, .tagline: source.subtitle = entries.text(&xml, inherited) ?? source.subtitle
    case .id: source.id = xml.trimmedElementText()
    case .link: if let link = FeedLink.read(&xml, inherited) { source.links.append(link) }
    case .updated, .modified: source.updated = xml.trimmedElementText() ?? source.updated
    case .published: source.published = xml.trimmedElementText()
    case .generator: source.generator = xml.trimmedElementText()
    case .rights, .copyright: source.rights = entries.text(&xml, inherited) ?? source.rights
    case .author: source.authors.appendPerson(FeedPerson.read(&xml))
    case .category: source.categories.appendAtom(xml)
    case .logo: source.image = xml.trimmedElementText() ?? source.image
    case .icon: source.icon = xml.trimmedElementText() ?? source.icon
    default: break
    }
  }

  private mutating func entry(_ xml: inout XMLReader, _ outer: Inherited) {
    guard feed.wantsEntry(line: xml.line) else { return xml.skipElement() }
    let entries = entries
    feed.addEntry { entry in entries.read(&xml, outer, &entry) }
  }
}

extension [FeedCategory] {
  /// Atom `category` (RFC 4287 §4.2.2), or the label alone.
  mutating func appendAtom(_ xml: borrowing XMLReader) {
    let label = xml.attribute("label")?.trimmed
    guard let term = xml.attribute("term")?.trimmed ?? label else { return }
    append(FeedCategory(term, scheme: xml.attribute("scheme")?.trimmed, label: label))
  }
}
