internal import Markup

/// Reads RSS 0.90 and 1.0: an RDF document whose items stand beside the channel.
///
/// <https://web.resource.org/rss/1.0/spec>; items within the channel, as in other formats, are found too.
struct RDFReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()

  init(limits: FeedLimits) {
    feed = FeedBuilder(format: .rss10, limits: limits)
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    let root = inherited.entering(xml)
    feed.document.source.language = root.language
    feed.document.source.base = root.base
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.feedNamespace == .rss090 { feed.document.format = .rss090 }
      switch xml.feedName {
      case .channel: channel(&xml, root)
      case .item: item(&xml, root)
      case .image:
        let url = Self.imageURL(&xml)
        feed.document.source.image = url ?? feed.document.source.image
      default: xml.skipElement()
      }
    }
    fallbacks.complete(&feed.document.source)
  }

  private mutating func channel(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    feed.document.source.id = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      guard xml.isCore(.rss, .rss090) else {
        feed.document.source.readExtension(&xml, inherited, &fallbacks)
        continue
      }
      switch xml.feedName {
      case .title: feed.document.source.title = .plain(&xml, inherited, than: feed.document.source.title)
      case .link: feed.document.source.links.appendRSSLink(&xml, inherited)
      case .description: feed.document.source.subtitle = .markup(&xml, inherited, than: feed.document.source.subtitle)
      case .language: feed.document.source.language = xml.trimmedElementText()
      case .item: item(&xml, inherited)
      default: break
      }
      xml.finishElement()
    }
  }

  private mutating func item(_ xml: inout XMLReader, _ outer: Inherited) {
    guard feed.wantsEntry(line: xml.line) else { return xml.skipElement() }
    feed.addEntry { entry in Self.read(&xml, outer, &entry) }
  }

  /// The entry whose start tag is current.
  private static func read(_ xml: inout XMLReader, _ outer: Inherited, _ entry: inout FeedEntry) {
    let inherited = outer.entering(xml)
    var fallbacks: EntryFallbacks?
    entry.line = xml.line
    entry.id = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    entry.base = inherited.base
    if xml.attributeCount > 0, inherited.language != outer.language { entry.language = inherited.language }
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      guard xml.isCore(.rss, .rss090) else {
        entry.readExtension(&xml, inherited, &fallbacks)
        continue
      }
      switch xml.feedName {
      case .title: entry.title = .plain(&xml, inherited, than: entry.title)
      case .link: entry.links.appendRSSLink(&xml, inherited)
      case .description: entry.summary = .markup(&xml, inherited, than: entry.summary)
      case .pubDate: entry.published = xml.trimmedElementText()
      case .category: entry.categories.appendTerm(xml.trimmedElementText())
      case .author: entry.authors.appendPerson(xml.trimmedElementText())
      case .enclosure: entry.media.appendEnclosure(&xml)
      case .guid: entry.id = entry.id ?? xml.trimmedElementText()
      default: break
      }
      xml.finishElement()
    }
    fallbacks?.complete(&entry)
  }

  private static func imageURL(_ xml: inout XMLReader) -> String? {
    var url: String?
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.feedName == .url { url = xml.trimmedElementText() } else { xml.skipElement() }
    }
    return url
  }
}
