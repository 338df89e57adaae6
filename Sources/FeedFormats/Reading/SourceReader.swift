internal import Markup

/// Values from extensions that are used only when the format's own elements say nothing, and what is known in halves.
struct SourceFallbacks {
  var title: TextConstruct?
  var subtitle: TextConstruct?
  var author: FeedPerson?
  var publisher: FeedPerson?
  var geo = GeoBuilder()

  /// Fills what is still empty.
  func complete(_ source: inout FeedSource) {
    source.title = source.title ?? title
    source.subtitle = source.subtitle ?? subtitle
    if source.authors.isEmpty, let author { source.authors = [author] }
    source.publisher = source.publisher ?? publisher ?? source.webMaster
    geo.complete(&source.geometries)
    if let seconds = Syndication.seconds(source.updatePeriod) {
      source.updateSeconds = seconds / max(1, source.updateFrequency.flatMap { Int($0) } ?? 1)
    }
  }
}

extension FeedSource {
  /// Any element of a feed but its entries: the format's own or an extension's; the start tag is current.
  mutating func readElement(
    _ xml: inout XMLReader, _ document: Dialect, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks
  ) {
    guard let rules = xml.dialect(in: document) else { return readExtension(&xml, inherited, &fallbacks) }
    let isForeign = (rules == .rss) != (document == .rss)
    switch xml.feedName {
    case .title: if title == nil { title = Self.text(&xml, rules, inherited) }
    case .link: if let link = FeedLink.read(&xml, inherited) { addLink(link, inherited) }
    case .description where rules == .rss: subtitle = .markup(&xml, inherited, than: subtitle)
    case .description, .subtitle, .tagline, .abstract, .summary:
      if !isForeign || subtitle == nil { subtitle = Self.text(&xml, rules, inherited) ?? subtitle }
    case .info: info = Self.text(&xml, rules, inherited) ?? info
    case .id, .guid: id = isForeign ? id ?? xml.trimmedElementText() : xml.trimmedElementText() ?? id
    case .language: language = xml.trimmedElementText() ?? language
    case .pubDate, .published, .issued: published = isForeign && published != nil ? published : date(&xml, published)
    case .lastBuildDate, .updated, .modified: updated = isForeign && updated != nil ? updated : date(&xml, updated)
    case .created: addDate("created", xml.trimmedElementText())
    case .author, .creator: authors.appendPerson(FeedPerson.read(&xml, inherited))
    case .managingEditor:
      managingEditor = FeedPerson.read(&xml, inherited) ?? managingEditor
      authors.appendPerson(managingEditor)
    case .contributor: contributors.appendPerson(FeedPerson.read(&xml, inherited))
    case .webMaster: webMaster = FeedPerson.read(&xml, inherited) ?? webMaster
    case .category: categories.appendCategory(&xml)
    case .keywords: categories.appendKeywords(xml.trimmedElementText())
    case .rights, .copyright: if !isForeign || rights == nil { rights = Self.text(&xml, rules, inherited) ?? rights }
    case .generator: readGenerator(&xml, inherited)
    default: readRare(&xml, inherited)
    }
  }

  /// The rest of RSS, Atom and CDF.
  private mutating func readRare(_ xml: inout XMLReader, _ inherited: Inherited) {
    switch xml.feedName {
    case .image, .logo: logo = FeedImage.read(&xml, inherited) ?? logo
    case .icon: icon = xml.reference(inherited) ?? icon
    case .ttl: ttlMinutes = xml.trimmedElementText().flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    case .skipHours: skipHours = RSSSchedule.hours(&xml)
    case .skipDays: skipDays = RSSSchedule.days(&xml)
    case .cloud: cloud = FeedCloud.read(xml)
    case .textInput: textInput = FeedTextInput.read(&xml, inherited)
    case .docs: docs = xml.reference(inherited) ?? docs
    case .rating: rating = xml.trimmedElementText() ?? rating
    case .newLocation: newLocation = xml.reference(inherited) ?? newLocation
    case .date: updated = updated ?? xml.trimmedElementText()
    case .license: addLicense(xml.rdfAttribute("resource") ?? xml.trimmedElementText())
    default: break
    }
  }

  private func date(_ xml: inout XMLReader, _ old: String?) -> String? { xml.trimmedElementText() ?? old }

  /// Atom `generator` with `uri` (0.3: `url`) and `version`, RSS `generator`.
  private mutating func readGenerator(_ xml: inout XMLReader, _ inherited: Inherited) {
    let place = inherited.entering(xml)
    let uri = xml.attribute("uri") ?? xml.attribute("url") ?? xml.attribute("href")
    generatorURI = place.resolve(uri?.trimmed) ?? generatorURI
    generatorVersion = xml.attribute("version")?.trimmed ?? generatorVersion
    generator = xml.trimmedElementText() ?? generator
  }

  /// Text that is plain unless it says otherwise.
  private static func text(_ xml: inout XMLReader, _ rules: Dialect, _ inherited: Inherited) -> TextConstruct? {
    AtomText.read(&xml, rules, inherited)
  }

  mutating func addLink(_ link: FeedLink, _ inherited: Inherited) {
    if link.relation == "license" { addLicense(inherited.resolve(link.href)) }
    links.append(link)
  }

  /// A date by the element that said it.
  mutating func addDate(_ element: String, _ value: String?) {
    if let value { dates.append(NamedValue(element, value)) }
  }

  /// The address of a license, once.
  mutating func addLicense(_ reference: String?) {
    if let reference, licenses.count < 20, !licenses.contains(reference) { licenses.append(reference) }
  }
}
