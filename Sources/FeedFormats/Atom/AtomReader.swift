internal import Markup

/// Reads Atom 1.0 (RFC 4287) and 0.3, and single Atom entries as feeds of one.
struct AtomReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()
  private let dialect: Dialect

  /// Makes a reader; `isDraft` is for Atom 0.3, which has other names and ways to write text.
  init(isDraft: Bool, limits: FeedLimits) {
    dialect = isDraft ? .draft : .atom
    feed = FeedBuilder(format: isDraft ? .atom03 : .atom10, limits: limits)
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ outer: Inherited) {
    guard xml.feedName != .entry else { return feed.addEntry(&xml, dialect, outer) }
    let inherited = outer.entering(xml)
    feed.document.source.language = inherited.language?.trimmed
    feed.document.source.base = inherited.base
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      switch xml.feedName {
      case .entry where xml.dialect(in: dialect) != nil, .item where xml.dialect(in: dialect) != nil:
        feed.addEntry(&xml, dialect, inherited)
      case .deletedEntry where xml.feedNamespace == .tombstones: deletedEntry(&xml, inherited)
      default:
        feed.document.source.readElement(&xml, dialect, inherited, &fallbacks)
        xml.finishElement()
      }
    }
    fallbacks.complete(&feed.document.source)
  }

  /// `at:deleted-entry` (RFC 6721 §3).
  private mutating func deletedEntry(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    let line = xml.line
    let id = xml.attribute("ref")?.trimmed
    var deleted = DeletedEntry(id: id ?? "", when: xml.attribute("when")?.trimmed)
    let dialect = dialect
    xml.forEachChild { xml in
      switch (xml.feedNamespace, xml.feedName) {
      case (.atom, .link): if let link = FeedLink.read(&xml, inherited) { deleted.links.append(link) }
      case (.tombstones, .name), (.tombstones, .author): break
      default:
        if xml.isNamed("by") { deleted.by = FeedPerson.read(&xml, inherited) }
        if xml.feedName == .comment { deleted.comment = AtomText.read(&xml, dialect, inherited) }
      }
    }
    if !deleted.id.isEmpty { feed.addDeletedEntry(deleted, line: line) }
  }
}
