internal import Markup

/// Values from extensions that are used only when the format's own elements say nothing.
struct EntryFallbacks {
  var title: TextConstruct?
  var summary: TextConstruct?
  var author: FeedPerson?
  var mediaGroups = 0
  var geo = GeoBuilder()

  /// Fills what is still empty.
  func complete(_ entry: inout FeedEntry) {
    if entry.title == nil { entry.title = title }
    if entry.summary == nil { entry.summary = summary }
    if entry.hasDetails {
      if entry.details.hasMedia {
        entry.shareMediaDetails()
        if entry.title == nil { entry.title = entry.details.media.title }
        if entry.summary == nil, entry.content == nil { entry.summary = entry.details.media.description }
      }
    }
    if entry.authors.isEmpty, let author { entry.authors = [author] }
    if !geo.isEmpty { geo.complete(&entry.details.geometries) }
  }
}

extension EntryFallbacks? {
  /// Makes the values before the first is set, for few entries have any; then they are set in their place.
  mutating func begin() { if self == nil { self = EntryFallbacks() } }
}

extension FeedEntry {
  /// Reads an element that is no format's own; the start tag is current, and afterwards its end.
  mutating func readExtension(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    switch xml.feedNamespace {
    case .content where xml.feedName == .encoded: addContent(.markup(&xml, inherited, than: nil))
    case .xhtml where xml.feedName == .body || xml.feedName == .div: addContent(.inline(&xml, inherited))
    case .dublinCore: readDublinCore(&xml, inherited, &fallbacks)
    case .terms: readTerms(&xml, inherited, &fallbacks)
    case .media: readMedia(&xml, inherited, &fallbacks)
    case .itunes: readITunes(&xml, inherited, &fallbacks)
    case .podcast, .chapters: details.podcast.read(&xml, inherited)
    case .georss, .geo, .gml:
      fallbacks.begin()
      fallbacks?.geo.read(&xml)
    case .slash, .commentAPI, .threading: details.discussion.read(&xml, inherited)
    case .license: addLicense(inherited.resolve(xml.rdfAttribute("resource") ?? xml.trimmedElementText()))
    case .prism: details.prism.appendValue("prism", &xml)
    case .feedburner: readFeedburner(&xml)
    case .sitemapImage, .sitemapVideo: media.readSitemapMedia(&xml)
    default: break
    }
    xml.finishElement()
  }

  private mutating func readFeedburner(_ xml: inout XMLReader) {
    switch xml.feedName {
    case .origLink: if let link = xml.trimmedElementText() { details.originalLink = link }
    case .origEnclosureLink: if let link = xml.trimmedElementText() { details.originalEnclosure = link }
    default: break
    }
  }
}

extension [NamedValue] {
  /// Adds the text, or the `rdf:resource`, of the current element under its name with the usual prefix.
  mutating func appendValue(_ prefix: String, _ xml: inout XMLReader) {
    guard count < 200 else { return }
    let name = xml.localName
    let resource = xml.attributeCount == 0 ? nil : xml.rdfAttribute("resource")
    if let value = xml.trimmedElementText() ?? resource { append(NamedValue("\(prefix):\(name)", value)) }
  }
}
