internal import Markup

/// Reads sitemaps (<https://www.sitemaps.org/protocol.html>) with the extensions for news, images and videos.
///
/// A `url` becomes an entry whose id and link are its `loc`, its `lastmod` the time of change; what `news:news` says is
/// the entry's title, time, language, publisher and keywords. A `sitemapindex` becomes a feed whose entries are the
/// child sitemaps, each with a link of the relation `sitemap` and none to read: callers poll those addresses.
struct SitemapReader {
  var feed: FeedBuilder

  init(limits: FeedLimits) {
    feed = FeedBuilder(format: .sitemap, limits: limits)
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    feed.document.source.base = inherited.base
    var hasNews = false
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      let relation = xml.feedName == .sitemap ? "sitemap" : "alternate"
      guard xml.feedName == .url || xml.feedName == .sitemap, feed.wantsEntry(line: xml.line) else {
        xml.skipElement()
        continue
      }
      feed.addEntry { entry in
        entry.line = xml.line
        if Self.read(&xml, inherited, relation, &entry) { hasNews = true }
      }
    }
    if hasNews { feed.document.format = .newsSitemap }
  }

  /// One `url` or `sitemap`; whether it is news.
  private static func read(
    _ xml: inout XMLReader, _ inherited: Inherited, _ relation: String, _ entry: inout FeedEntry
  ) -> Bool {
    var hasNews = false
    xml.forEachChild { xml in
      switch (xml.feedNamespace, xml.feedName) {
      case (.news, .news):
        hasNews = true
        xml.forEachChild { xml in readNews(&xml, inherited, &entry) }
      case (.sitemapImage, .image), (.sitemapVideo, .video): entry.media.readSitemapMedia(&xml)
      case (.xhtml, .link):
        if let link = FeedLink.read(&xml, inherited), link.language != nil { entry.links.append(link) }
      case (_, .loc):
        entry.id = xml.trimmedElementText() ?? entry.id
        if let url = entry.id { entry.links.insert(FeedLink(url, relation: relation, base: inherited.base), at: 0) }
      case (_, .lastmod): entry.updated = xml.trimmedElementText() ?? entry.updated
      default: break
      }
    }
    entry.idIsPermalink = entry.id == nil || relation == "sitemap" ? nil : true
    return hasNews
  }

  /// Reads one element of `news:news`.
  ///
  /// <https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>
  private static func readNews(_ xml: inout XMLReader, _ inherited: Inherited, _ entry: inout FeedEntry) {
    switch xml.feedName {
    case .title: entry.title = .plain(&xml, inherited, than: entry.title)
    case .publicationDate: entry.published = xml.trimmedElementText() ?? entry.published
    case .keywords: entry.categories.appendKeywords(xml.trimmedElementText())
    case .publication:
      xml.forEachChild { xml in
        switch xml.feedName {
        case .name: entry.details.publisher = xml.trimmedElementText().map { FeedPerson(name: $0) }
        case .language: entry.language = xml.trimmedElementText() ?? entry.language
        default: break
        }
      }
    default:
      if xml.isNamed("genres") { entry.categories.appendKeywords(xml.trimmedElementText(), scheme: "genres") }
    }
  }
}

extension [FeedMedia] {
  /// Adds what a sitemap's `image` or `video` shows.
  mutating func readSitemapMedia(_ xml: inout XMLReader) {
    var object = FeedMedia("", role: .content, mediaType: xml.feedName == .video ? "video/*" : "image/*")
    var picture: String?
    xml.forEachChild { xml in
      switch xml.feedName {
      case .loc, .contentLoc: object.url = xml.trimmedElementText() ?? object.url
      case .playerLoc: if let url = xml.trimmedElementText() { object.details.player = FeedImage(url) }
      case .thumbnailLoc: picture = xml.trimmedElementText()
      case .title: object.title = xml.trimmedElementText()
      case .description: object.description = xml.trimmedElementText()
      case .duration: if let text = xml.trimmedElementText() { object.details.duration = text }
      default: if xml.isNamed("caption") { object.description = xml.trimmedElementText() }
      }
    }
    if object.url.isEmpty { object.url = object.details.player?.url ?? "" }
    if !object.url.isEmpty { append(object) }
    appendThumbnail(picture.map { FeedImage($0) })
  }
}
