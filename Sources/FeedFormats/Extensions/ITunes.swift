internal import Markup

extension ITunesValues {
  /// Reads an element of the iTunes extension; the start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    switch xml.feedName {
    case .author: author = xml.trimmedElementText() ?? author
    case .title: title = xml.trimmedElementText() ?? title
    case .subtitle: subtitle = xml.trimmedElementText() ?? subtitle
    case .summary, .description: summary = xml.trimmedElementText() ?? summary
    case .image: image = Self.image(&xml, inherited) ?? image
    case .link where xml.attribute("rel")?.trimmed == "image": image = Self.image(&xml, inherited) ?? image
    case .duration: duration = xml.trimmedElementText() ?? duration
    case .explicit: explicit = xml.trimmedElementText() ?? explicit
    case .block: block = xml.trimmedElementText() ?? block
    case .episode: episode = xml.trimmedElementText() ?? episode
    case .season: season = xml.trimmedElementText() ?? season
    case .episodeType: episodeType = xml.trimmedElementText() ?? episodeType
    case .order: order = xml.trimmedElementText() ?? order
    case .isClosedCaptioned: isClosedCaptioned = xml.trimmedElementText() ?? isClosedCaptioned
    case .keywords: keywords = Self.keywords(xml.trimmedElementText())
    case .category: readCategory(&xml, above: [])
    case .owner: owner = FeedPerson.read(&xml, inherited) ?? owner
    case .type: type = xml.trimmedElementText() ?? type
    case .newFeedURL: newFeedURL = xml.trimmedElementText() ?? newFeedURL
    case .complete: complete = xml.trimmedElementText() ?? complete
    default: break
    }
  }

  private static func image(_ xml: inout XMLReader, _ inherited: Inherited) -> String? {
    let place = inherited.entering(xml)
    let attribute = xml.attribute("href") ?? xml.attribute("url")
    return place.resolve(attribute?.trimmed ?? xml.trimmedElementText())
  }

  private static func keywords(_ text: String?) -> [String] {
    guard let text else { return [] }
    return text.contains(",") ? text.keywords : text.split { $0.isWhitespace }.map(String.init)
  }

  /// `category text="…"`, with the narrower ones in it; the text in the element counts, too.
  private mutating func readCategory(_ xml: inout XMLReader, above: [String]) {
    guard above.count < 4, categories.count < 100 else { return xml.skipElement() }
    var loose: [UInt8] = []
    let text = xml.attribute("text")?.trimmed
    let index = categories.count
    if let text { categories.append(above + [text]) }
    let outer = xml.depth
    while true {
      switch xml.next() {
      case .start where xml.feedName == .category: readCategory(&xml, above: above + [text].compactMap(\.self))
      case .start: xml.skipElement()
      case .text: xml.appendText(to: &loose)
      case .end where xml.depth < outer, .endOfDocument:
        if text == nil, let said = String(decoding: loose, as: UTF8.self).trimmed {
          categories.insert(above + [said], at: index)
        }
        return
      case .end: continue
      }
    }
  }
}

extension [FeedCategory] {
  /// What iTunes says in categories and keywords, each term once.
  fileprivate mutating func appendITunes(_ values: ITunesValues) {
    for term in values.categories.compactMap(\.last) + values.keywords
    where count < 1_000 && !contains(where: { $0.term == term }) {
      append(FeedCategory(term, scheme: itunesScheme))
    }
  }
}

extension FeedEntry {
  /// An element of the iTunes extension of an entry; the author counts when there is no other.
  mutating func readITunes(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    let name = xml.feedName
    details.itunes.read(&xml, inherited)
    switch name {
    case .author, .title, .summary, .subtitle: fallbacks.begin()
    default: break
    }
    switch name {
    case .author: fallbacks?.author = details.itunes.author.map { FeedPerson(rss: $0) }
    case .title: if fallbacks?.title == nil { fallbacks?.title = details.itunes.title.map { TextConstruct($0) } }
    case .summary, .subtitle:
      let text = details.itunes.summary ?? details.itunes.subtitle
      fallbacks?.summary = text.map { TextConstruct($0, base: inherited.base) }
    case .image, .link: media.appendThumbnail(details.itunes.image.map { FeedImage($0) })
    case .category, .keywords: categories.appendITunes(details.itunes)
    default: break
    }
  }
}

extension FeedSource {
  /// An element of the iTunes extension of a feed; author and owner count when there are no others.
  mutating func readITunes(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    let name = xml.feedName
    itunes.read(&xml, inherited)
    switch name {
    case .author: fallbacks.author = itunes.author.map { FeedPerson(rss: $0) }
    case .owner: fallbacks.publisher = itunes.owner
    case .title: fallbacks.title = fallbacks.title ?? itunes.title.map { TextConstruct($0) }
    case .summary, .subtitle:
      fallbacks.subtitle = (itunes.subtitle ?? itunes.summary).map { TextConstruct($0, base: inherited.base) }
    case .category, .keywords: categories.appendITunes(itunes)
    default: break
    }
  }
}
