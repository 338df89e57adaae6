internal import Markup

/// Reads RSS 0.90, 1.0 and 1.1: RDF documents whose items stand beside the channel, or in its `items`.
///
/// <https://web.resource.org/rss/1.0/spec>, <https://inamidst.com/rss1.1/>; items within the channel, as in other
/// formats, are found too.
struct RDFReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()

  init(format: FeedFormat, limits: FeedLimits) {
    feed = FeedBuilder(format: format, limits: limits)
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    let root = inherited.entering(xml)
    feed.document.source.language = root.language?.trimmed
    feed.document.source.base = root.base
    if xml.feedName == .channel {
      channel(&xml, inherited)
    } else {
      let depth = xml.depth
      while xml.nextChild(of: depth) {
        if xml.feedNamespace == .rss090 { feed.document.format = .rss090 }
        switch xml.feedName {
        case .channel: channel(&xml, root)
        case .item: feed.addEntry(&xml, .rss, root)
        default:
          feed.document.source.readElement(&xml, .rss, root, &fallbacks)
          xml.finishElement()
        }
      }
    }
    fallbacks.complete(&feed.document.source)
  }

  private mutating func channel(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    feed.document.source.language = inherited.language?.trimmed ?? feed.document.source.language
    feed.document.source.base = inherited.base
    feed.document.source.id = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      switch xml.feedName {
      case .item where xml.dialect(in: .rss) != nil: feed.addEntry(&xml, .rss, inherited)
      case .items: items(&xml, inherited)
      case .image where xml.rdfAttribute("resource") != nil && feed.document.source.logo != nil: xml.skipElement()
      default:
        feed.document.source.readElement(&xml, .rss, inherited, &fallbacks)
        xml.finishElement()
      }
    }
  }

  /// RSS 1.1 has its items here, and RSS 1.0 no more than their names.
  private mutating func items(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.feedName == .item { feed.addEntry(&xml, .rss, inherited) } else { xml.skipElement() }
    }
  }
}
