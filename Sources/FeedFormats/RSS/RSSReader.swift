internal import Markup

/// Reads RSS 0.91 to 0.94 and 2.0, and CDF: `rss/channel/item`, and items and channels that stand elsewhere by mistake.
///
/// <https://www.rssboard.org/rss-specification>; unknown elements are skipped, known ones are found in any case.
struct RSSReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()

  /// Makes a reader for a format that is known already.
  init(format: FeedFormat, limits: FeedLimits) {
    feed = FeedBuilder(format: format, limits: limits)
  }

  /// The format that the `version` of an `rss` element names; RSS 2.0 for all others.
  static func format(version: String?) -> FeedFormat {
    switch version?.trimmed {
    case "0.90", "0.9": .rss090
    case "0.91": .rss091
    case "0.92": .rss092
    case "0.93": .rss093
    case "0.94": .rss094
    case "1.0", "1": .rss10
    default: .rss20
    }
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
      while xml.nextChild(of: depth) { rootChild(&xml, root) }
    }
    fallbacks.complete(&feed.document.source)
  }

  /// What stands beside the channel by mistake is read as if it were in it.
  private mutating func rootChild(_ xml: inout XMLReader, _ root: Inherited) {
    switch xml.feedName {
    case .channel: channel(&xml, root)
    case .item, .entry: feed.addEntry(&xml, .rss, root)
    case .redirect:
      let depth = xml.depth
      while xml.nextChild(of: depth) {
        feed.document.source.readElement(&xml, .rss, root, &fallbacks)
        xml.finishElement()
      }
    default:
      feed.document.source.readElement(&xml, .rss, root, &fallbacks)
      xml.finishElement()
    }
  }

  /// Channels within a channel, as CDF has them, take part with their items alone.
  private mutating func channel(_ xml: inout XMLReader, _ outer: Inherited, nesting: Int = 0) {
    let isDefinition = feed.document.format == .cdf
    let inherited = outer.entering(xml, channelBase: isDefinition ? xml.attribute("base", "BASE") : nil)
    if nesting == 0 { startTag(xml, inherited) }
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      switch xml.feedName {
      case .item where xml.dialect(in: .rss) != nil, .entry where xml.dialect(in: .rss) != nil:
        feed.addEntry(&xml, .rss, inherited)
      case .channel where xml.dialect(in: .rss) != nil && nesting < 8:
        channel(&xml, inherited, nesting: nesting + 1)
      case _ where nesting > 0: xml.skipElement()
      default:
        feed.document.source.readElement(&xml, .rss, inherited, &fallbacks)
        xml.finishElement()
      }
    }
  }

  /// Attributes of the channel: `xml:lang`, `xml:base`, `rdf:about`; `href`, `base` and `lastmod` of CDF.
  private mutating func startTag(_ xml: borrowing XMLReader, _ inherited: Inherited) {
    feed.document.source.base = inherited.base
    feed.document.source.language = inherited.language?.trimmed ?? feed.document.source.language
    guard xml.attributeCount > 0 else { return }
    feed.document.source.id = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    if let href = xml.attribute("href", "HREF") {
      feed.document.source.links.append(FeedLink(href, base: inherited.base))
    }
    feed.document.source.updated = xml.attribute("lastmod", "LASTMOD")
  }
}
