internal import Markup

/// Values from extensions that are used only when the format's own elements say nothing.
struct EntryFallbacks {
  var title: String?
  var summary: TextConstruct?
  var author: String?
  var latitude: Double?
  var longitude: Double?
  var mediaTitle: String?
  var mediaDescription: TextConstruct?
  var mediaCredit: String?

  /// Fills what is still empty.
  func complete(_ entry: inout FeedEntry) {
    if entry.title == nil, let text = title ?? mediaTitle { entry.title = TextConstruct(text) }
    if entry.summary == nil { entry.summary = summary ?? (entry.content == nil ? mediaDescription : nil) }
    if entry.authors.isEmpty, let author { entry.authors = [FeedPerson(name: author)] }
    if entry.point == nil, let latitude, let longitude { entry.point = FeedPoint(latitude, longitude) }
    for index in entry.media.indices where entry.media[index].role == .content {
      if entry.media[index].title == nil { entry.media[index].title = mediaTitle }
      if entry.media[index].description == nil { entry.media[index].description = mediaDescription?.value }
      if entry.media[index].credit == nil { entry.media[index].credit = mediaCredit }
    }
  }
}

extension EntryFallbacks? {
  /// The values, made when the first is set: few entries have any.
  var said: EntryFallbacks {
    get { self ?? EntryFallbacks() }
    _modify {
      var values = take() ?? EntryFallbacks()
      defer { self = values }
      yield &values
    }
  }
}

extension FeedEntry {
  /// Reads an element that is not the format's own; the start tag is current, and afterwards its end.
  mutating func readExtension(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    switch (xml.feedNamespace, xml.feedName) {
    case (.content, .encoded): content = .markup(&xml, inherited, than: content)
    case (.xhtml, .body), (.xhtml, .div):
      if content == nil { content = .inline(&xml, inherited) } else { xml.skipElement() }
    case (.dublinCore, .creator): authors.appendPerson(xml.trimmedElementText())
    case (.dublinCore, .date): dublinCoreDate = xml.trimmedElementText() ?? dublinCoreDate
    case (.dublinCore, .subject): categories.appendTerm(xml.trimmedElementText())
    case (.dublinCore, .language): language = xml.trimmedElementText() ?? language
    case (.dublinCore, .title): fallbacks.said.title = xml.trimmedElementText()
    case (.dublinCore, .description): fallbacks.said.summary = .nonEmpty(xml.trimmedElementText(), .html)
    case (.terms, .modified): updated = updated ?? xml.trimmedElementText()
    case (.terms, .created), (.terms, .issued), (.terms, .date):
      dublinCoreDate = dublinCoreDate ?? xml.trimmedElementText()
    case (.atom, .link): readLink(&xml, inherited)
    case (.atom, .author): authors.appendPerson(FeedPerson.read(&xml))
    case (.atom, .updated): updated = xml.trimmedElementText() ?? updated
    case (.atom, .published): published = published ?? xml.trimmedElementText()
    case (.itunes, .author): fallbacks.said.author = xml.trimmedElementText()
    case (.itunes, .summary):
      fallbacks.said.summary = fallbacks.said.summary ?? .nonEmpty(xml.trimmedElementText(), .text)
    case (.itunes, .image): media.appendThumbnail(&xml, attribute: "href")
    case (.media, _): readMedia(&xml, &fallbacks)
    case (.georss, _), (.geo, _), (.gml, _): readPosition(&xml, &fallbacks)
    case (.feedburner, .origLink): details.originalLink = xml.trimmedElementText()
    default: break
    }
    xml.finishElement()
  }

  /// An Atom link, also within RSS; enclosures go to the media.
  mutating func readLink(_ xml: inout XMLReader, _ inherited: Inherited) {
    guard let link = FeedLink.read(&xml, inherited) else { return }
    guard link.relation == "enclosure" else { return links.append(link) }
    var enclosure = FeedMedia(link.href, role: .enclosure, mediaType: link.mediaType, length: link.length)
    enclosure.title = link.title
    media.append(enclosure)
  }

  /// GeoRSS, W3C geo and GML: containers are walked through, positions taken.
  private mutating func readPosition(_ xml: inout XMLReader, _ fallbacks: inout EntryFallbacks?) {
    switch (xml.feedNamespace, xml.feedName) {
    case (.georss, .point), (.gml, .pos): point = FeedPoint(xml.elementText()) ?? point
    case (.geo, .lat): fallbacks.said.latitude = Double(xml.elementText().trimmed ?? "")
    case (.geo, .long): fallbacks.said.longitude = Double(xml.elementText().trimmed ?? "")
    case (.georss, .where_), (.gml, .point), (.geo, .point):
      let depth = xml.depth
      while xml.nextChild(of: depth) {
        if xml.depth < depth + 8 { readPosition(&xml, &fallbacks) } else { xml.skipElement() }
      }
    default: xml.skipElement()
    }
  }
}

extension FeedPoint {
  /// A point that is on the globe, or `nil`.
  init?(_ latitude: Double, _ longitude: Double) {
    guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }

  /// `latitude longitude`, with spaces or a comma between (GeoRSS simple; some write the comma).
  init?(_ text: String) {
    let numbers = text.split { $0.isWhitespace || $0 == "," }.prefix(3).map { Double($0) }
    guard numbers.count >= 2, let latitude = numbers[0], let longitude = numbers[1] else { return nil }
    self.init(latitude, longitude)
  }
}

extension Optional where Wrapped == FeedPoint {
  init(_ latitude: Double, _ longitude: Double) { self = FeedPoint(latitude, longitude) }
}
