internal import Markup

/// Reads RSS 0.91 to 0.94 and 2.0: `rss/channel/item`, and the items and channels that stand elsewhere by mistake.
///
/// <https://www.rssboard.org/rss-specification>; unknown elements are skipped, known ones are found in any case.
struct RSSReader {
  var feed: FeedBuilder
  private var fallbacks = SourceFallbacks()

  init(version: String?, limits: FeedLimits) {
    feed = FeedBuilder(format: Self.format(version), limits: limits)
  }

  private static func format(_ version: String?) -> FeedFormat {
    switch version?.trimmed {
    case "0.90", "0.9": .rss090
    case "0.91": .rss091
    case "0.92": .rss092
    case "0.93": .rss093
    case "0.94": .rss094
    default: .rss20
    }
  }

  /// Reads the document whose root's start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    let root = inherited.entering(xml)
    feed.document.source.language = root.language
    feed.document.source.base = root.base
    if xml.feedName == .channel {
      channel(&xml, inherited)
    } else {
      let depth = xml.depth
      while xml.nextChild(of: depth) {
        switch xml.feedName {
        case .channel: channel(&xml, root)
        case .item: item(&xml, root)
        default: xml.skipElement()
        }
      }
    }
    fallbacks.complete(&feed.document.source)
  }

  private mutating func channel(_ xml: inout XMLReader, _ outer: Inherited) {
    let inherited = outer.entering(xml)
    feed.document.source.base = inherited.base
    feed.document.source.language = inherited.language
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.feedName == .item, xml.isCore(.rss, .rss) {
        item(&xml, inherited)
      } else if xml.isCore(.rss, .rss) {
        channelElement(&xml, inherited)
        xml.finishElement()
      } else {
        feed.document.source.readExtension(&xml, inherited, &fallbacks)
      }
    }
  }

  /// One element of the channel; the start tag is current.
  private mutating func channelElement(_ xml: inout XMLReader, _ inherited: Inherited) {
    var source: FeedSource {
      get { feed.document.source }
      _modify { yield &feed.document.source }
    }
    switch xml.feedName {
    case .title: source.title = .plain(&xml, inherited, than: source.title)
    case .link: source.links.appendRSSLink(&xml, inherited)
    case .description: source.subtitle = .markup(&xml, inherited, than: source.subtitle)
    case .language: source.language = xml.trimmedElementText() ?? source.language
    case .pubDate: source.published = xml.trimmedElementText() ?? source.published
    case .lastBuildDate: source.updated = xml.trimmedElementText() ?? source.updated
    case .generator: source.generator = xml.trimmedElementText()
    case .copyright: source.rights = .plain(&xml, inherited, than: source.rights)
    case .managingEditor: source.authors.appendPerson(xml.trimmedElementText())
    case .category:
      let scheme = xml.attribute("domain")?.trimmed
      source.categories.appendTerm(xml.trimmedElementText(), scheme: scheme)
    case .image: source.image = Self.imageURL(&xml) ?? source.image
    case .ttl: source.ttlMinutes = xml.trimmedElementText().flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    case .skipHours: source.skipHours = Self.hours(&xml)
    case .skipDays: source.skipDays = Self.days(&xml)
    default: break
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
    entry.base = inherited.base
    if xml.attributeCount > 0, inherited.language != outer.language { entry.language = inherited.language }
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.isCore(.rss, .rss) {
        itemElement(&xml, inherited, &entry)
        xml.finishElement()
      } else {
        entry.readExtension(&xml, inherited, &fallbacks)
      }
    }
    fallbacks?.complete(&entry)
  }

  /// One element of an item; the start tag is current.
  private static func itemElement(_ xml: inout XMLReader, _ inherited: Inherited, _ entry: inout FeedEntry) {
    switch xml.feedName {
    case .title: entry.title = .plain(&xml, inherited, than: entry.title)
    case .link: entry.links.appendRSSLink(&xml, inherited)
    case .description: entry.summary = .markup(&xml, inherited, than: entry.summary)
    case .body: entry.content = .markup(&xml, inherited, than: entry.content)
    case .guid:
      let permalink = xml.attributeCount == 0 ? nil : xml.attribute("isPermaLink")?.trimmed
      entry.id = xml.trimmedElementText() ?? entry.id
      entry.idIsPermalink = permalink.map { $0 == "true" || $0.lowercased() == "true" }
    case .pubDate: entry.published = xml.trimmedElementText() ?? entry.published
    case .author: entry.authors.appendPerson(xml.trimmedElementText())
    case .category:
      let scheme = xml.attribute("domain")?.trimmed
      entry.categories.appendTerm(xml.trimmedElementText(), scheme: scheme)
    case .enclosure: entry.media.appendEnclosure(&xml)
    case .comments: entry.comments = xml.trimmedElementText()
    case .source:
      entry.sourceURL = xml.attribute("url")?.trimmed
      entry.sourceTitle = xml.trimmedElementText()
    default: break
    }
  }

  private static func imageURL(_ xml: inout XMLReader) -> String? {
    var url = xml.attribute("href")?.trimmed
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if xml.feedName == .url { url = xml.trimmedElementText() ?? url } else { xml.skipElement() }
    }
    return url
  }

  private static func hours(_ xml: inout XMLReader) -> [Int] {
    var hours: Set<Int> = []
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if let hour = Int(xml.trimmedElementText() ?? ""), (0...24).contains(hour) { hours.insert(hour % 24) }
    }
    return hours.sorted()
  }

  private static func days(_ xml: inout XMLReader) -> [Int] {
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    var days: Set<Int> = []
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      let text = xml.trimmedElementText()?.lowercased().prefix(3)
      if let index = names.firstIndex(where: { $0 == text ?? "" }) { days.insert(index + 1) }
    }
    return days.sorted()
  }
}

extension [FeedLink] {
  /// RSS `<link>`: its text, or the `href` of those who meant Atom's.
  mutating func appendRSSLink(_ xml: inout XMLReader, _ inherited: Inherited) {
    guard xml.attributeCount > 0 else {
      if let text = xml.trimmedElementText() { append(FeedLink(text, base: inherited.base)) }
      return
    }
    let place = inherited.entering(xml)
    let attribute = xml.attribute("href")?.trimmed
    let relation = xml.attribute("rel")?.trimmed ?? "alternate"
    if let text = xml.trimmedElementText() {
      append(FeedLink(text, base: place.base))
    } else if let attribute {
      append(FeedLink(attribute, relation: relation, base: place.base))
    }
  }
}

extension [FeedMedia] {
  /// RSS `<enclosure url length type>`.
  mutating func appendEnclosure(_ xml: inout XMLReader) {
    guard let url = xml.attribute("url")?.trimmed else { return }
    append(
      FeedMedia(url, role: .enclosure, mediaType: xml.attribute("type")?.trimmed, length: xml.integer("length")))
  }
}
