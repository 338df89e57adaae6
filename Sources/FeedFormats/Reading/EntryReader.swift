internal import Markup

/// Reads an entry of any XML format: RSS `item`, Atom `entry`, CDF `item`.
///
/// The elements of RSS and Atom are known in each other's documents: people mix them. Those of the other family
/// fill only what the document's own leave empty.
struct EntryReader {
  /// The document's own rules.
  let dialect: Dialect

  /// The entry whose start tag is current.
  func read(_ xml: inout XMLReader, _ outer: Inherited, _ entry: inout FeedEntry) {
    let inherited = outer.entering(xml)
    var fallbacks: EntryFallbacks?
    entry.line = xml.line
    entry.base = inherited.base
    if xml.attributeCount > 0 {
      if inherited.language != outer.language { entry.language = inherited.language }
      entry.readStartTag(xml, inherited)
    }
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      if let rules = xml.dialect(in: dialect) {
        if (rules == .rss) == (dialect == .rss) {
          entry.readOwn(&xml, rules, inherited)
        } else {
          entry.readForeign(&xml, rules, inherited)
        }
        xml.finishElement()
      } else {
        entry.readExtension(&xml, inherited, &fallbacks)
      }
    }
    fallbacks?.complete(&entry)
  }
}

extension FeedEntry {
  /// Attributes of the entry itself: `rdf:about`; `href` and `lastmod` of CDF.
  fileprivate mutating func readStartTag(_ xml: borrowing XMLReader, _ inherited: Inherited) {
    id = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    if let href = xml.attribute("href", "HREF") { links.append(FeedLink(href, base: inherited.base)) }
    updated = xml.attribute("lastmod", "LASTMOD")
  }

  /// One element of the document's own family; the start tag is current.
  fileprivate mutating func readOwn(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) {
    switch xml.feedName {
    case .title: if title == nil { title = Self.text(&xml, rules, inherited) }
    case .link: readLink(&xml, inherited)
    case .guid: readGuid(&xml)
    case .id: id = xml.trimmedElementText() ?? id
    case .description where rules == .rss: addSummary(.markup(&xml, inherited, than: nil))
    case .abstract: addSummary(.plain(&xml, inherited, than: nil))
    case .description, .summary: addSummary(Self.body(&xml, rules, inherited))
    case .content: readContent(&xml, rules, inherited)
    case .body, .fullitem, .encoded: addContent(.markup(&xml, inherited, than: nil))
    case .pubDate, .published, .issued: published = xml.trimmedElementText() ?? published
    case .updated, .modified, .lastBuildDate: updated = xml.trimmedElementText() ?? updated
    case .created:
      addDate("created", xml.trimmedElementText())
      published = published ?? created
    case .expirationDate: addDate("expirationDate", xml.trimmedElementText())
    case .author, .managingEditor, .creator: authors.appendPerson(FeedPerson.read(&xml, inherited))
    case .category: categories.appendCategory(&xml)
    case .enclosure: readEnclosure(&xml, inherited)
    case .comments: comments = xml.reference(inherited) ?? comments
    case .source: readSource(&xml, rules, inherited)
    default: readRare(&xml, rules, inherited)
    }
  }

  /// The rest of them.
  private mutating func readRare(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) {
    switch xml.feedName {
    case .contributor:
      if let person = FeedPerson.read(&xml, inherited) { details.contributors.appendPerson(person) }
    case .rights, .copyright: if let text = Self.text(&xml, rules, inherited) { details.rights = text }
    case .image, .logo: media.appendThumbnail(FeedImage.read(&xml, inherited))
    case .keywords: categories.appendKeywords(xml.trimmedElementText())
    case .language: language = xml.trimmedElementText() ?? language
    case .date: dublinCoreDate = dublinCoreDate ?? xml.trimmedElementText()
    case .license: addLicense(xml.rdfAttribute("resource") ?? xml.trimmedElementText())
    default: break
    }
  }

  /// One element of the other family; what the entry has already counts for more.
  fileprivate mutating func readForeign(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) {
    switch xml.feedName {
    case .title where title != nil, .id where id != nil, .guid where id != nil, .published where published != nil,
      .pubDate where published != nil, .description where summary != nil, .summary where summary != nil,
      .rights where hasDetails && details.rights != nil:
      xml.skipElement()
    default: readOwn(&xml, rules, inherited)
    }
  }

  /// RSS `guid`; the first counts, and `rdf:about` for more.
  private mutating func readGuid(_ xml: inout XMLReader) {
    let permalink =
      xml.attributeCount == 0
      ? nil : (xml.attribute("isPermaLink") ?? xml.attribute("ispermalink", "ISPERMALINK"))?.trimmed
    guard let text = xml.trimmedElementText(), id == nil else { return }
    id = text
    idIsPermalink = permalink.map { $0 == "true" || $0 != "false" && $0.lowercased() == "true" }
  }

  /// Text that is plain unless it says otherwise.
  private static func text(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) -> TextConstruct? {
    rules == .rss && xml.attribute("type") == nil && xml.attribute("mode") == nil
      ? .plain(&xml, inherited, than: nil) : AtomText.read(&xml, rules, inherited)
  }

  /// Text that is HTML in RSS, and plain in Atom, unless it says otherwise.
  private static func body(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) -> TextConstruct? {
    rules == .rss && xml.attribute("type") == nil && xml.attribute("mode") == nil
      ? .markup(&xml, inherited, than: nil) : AtomText.read(&xml, rules, inherited)
  }

  /// Content is text, or elsewhere (`src`), or of another media type (RFC 4287 §4.1.3).
  private mutating func readContent(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) {
    guard let url = xml.attribute("src")?.trimmed else { return addContent(Self.body(&xml, rules, inherited)) }
    let place = inherited.entering(xml)
    media.append(
      FeedMedia(place.resolve(url) ?? url, role: .content, mediaType: xml.attribute("type")?.trimmed?.lowercased()))
  }

  /// An Atom link or RSS `<link>`; enclosures go to the media, licenses to the details too.
  mutating func readLink(_ xml: inout XMLReader, _ inherited: Inherited) {
    guard let link = FeedLink.read(&xml, inherited) else { return }
    if link.relation == "license" { addLicense(inherited.resolve(link.href)) }
    guard link.relation == "enclosure" else { return links.append(link) }
    var enclosure = FeedMedia(
      inherited.resolve(link.href) ?? link.href, role: .enclosure, mediaType: link.mediaType, length: link.length)
    enclosure.title = link.title
    media.append(enclosure)
  }

  /// RSS `<enclosure url length type>`.
  private mutating func readEnclosure(_ xml: inout XMLReader, _ inherited: Inherited) {
    let place = inherited.entering(xml)
    let type = xml.attribute("type", "TYPE")
    let length = xml.integer("length") ?? xml.integer("LENGTH")
    let attribute = xml.attribute("url", "URL") ?? xml.attribute("href", "HREF") ?? xml.rdfAttribute("resource")
    guard let url = attribute ?? xml.trimmedElementText() else { return }
    media.append(FeedMedia(place.resolve(url) ?? url, role: .enclosure, mediaType: type, length: length))
  }

  /// RSS `source` is a text with an address; Atom `source` holds what a feed holds (RFC 4287 §4.2.11).
  private mutating func readSource(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) {
    let place = inherited.entering(xml)
    let url = xml.attribute("url", "URL")
    var loose: [UInt8] = []
    var fallbacks = SourceFallbacks()
    let outer = xml.depth
    var source = FeedSource()
    loop: while true {
      switch xml.next() {
      case .start:
        source.readElement(&xml, rules == .rss ? .rss : rules, place, &fallbacks)
        xml.finishElement()
      case .text: xml.appendText(to: &loose)
      case .end where xml.depth < outer, .endOfDocument: break loop
      case .end: continue
      }
    }
    fallbacks.complete(&source)
    if source.title == nil { source.title = String(decoding: loose, as: UTF8.self).trimmed.map { TextConstruct($0) } }
    if let url { source.links.append(FeedLink(url, relation: "self", base: place.base)) }
    if source != FeedSource() { details.source = source }
  }
}
