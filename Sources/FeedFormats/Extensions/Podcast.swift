internal import Markup

extension PodcastValues {
  /// Reads an element of the podcast namespace or of Podlove's chapters; the start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    let place = inherited.entering(xml)
    switch xml.feedName {
    case .chapters where xml.feedNamespace == .chapters: readChapters(&xml, place)
    case .chapters: chapters = Self.resource(&xml, "url", place) ?? chapters
    case .transcript: transcripts.appendSome(Self.resource(&xml, "url", place))
    case .person: readPerson(&xml, place)
    case .season:
      seasonName = xml.attribute("name")?.trimmed ?? seasonName
      season = xml.trimmedElementText() ?? season
    case .episode:
      episodeDisplay = xml.attribute("display")?.trimmed ?? episodeDisplay
      episode = xml.trimmedElementText() ?? episode
    case .soundbite:
      let start = xml.attribute("startTime")?.trimmed
      let duration = xml.attribute("duration")?.trimmed
      let title = xml.trimmedElementText()
      guard let start, let duration else { return }
      soundbites.appendSome(Soundbite(start: start, duration: duration, title: title))
    case .location:
      var location = Location("", geo: xml.attribute("geo")?.trimmed, osm: xml.attribute("osm")?.trimmed)
      location.name = xml.trimmedElementText() ?? ""
      if location != Location("") { locations.appendSome(location) }
    case .socialInteract: socialInteractions.appendSome(Self.resource(&xml, "uri", place))
    case .alternateEnclosure: readAlternateEnclosure(&xml, place)
    default: readFeedElement(&xml, place)
    }
  }

  /// What stands mostly in feeds.
  private mutating func readFeedElement(_ xml: inout XMLReader, _ place: Inherited) {
    switch xml.feedName {
    case .license:
      licenseURL = place.resolve(xml.attribute("url")?.trimmed) ?? licenseURL
      license = xml.trimmedElementText() ?? license
    case .guid: guid = xml.trimmedElementText() ?? guid
    case .locked:
      lockedOwner = xml.attribute("owner")?.trimmed ?? lockedOwner
      locked = xml.trimmedElementText() ?? locked
    case .funding: fundings.appendSome(Self.resource(&xml, "url", place))
    case .medium: medium = xml.trimmedElementText() ?? medium
    case .trailer: trailers.appendSome(Self.resource(&xml, "url", place))
    default: break
    }
  }

  private static func resource(_ xml: inout XMLReader, _ attribute: StaticString, _ place: Inherited) -> Resource? {
    guard let url = place.resolve(xml.attribute(attribute)?.trimmed) else { return nil }
    var resource = Resource(
      url, type: xml.attribute("type")?.trimmed ?? xml.attribute("protocol")?.trimmed,
      language: xml.attribute("language")?.trimmed, relation: xml.attribute("rel")?.trimmed)
    resource.text = xml.trimmedElementText()
    return resource
  }

  private mutating func readPerson(_ xml: inout XMLReader, _ place: Inherited) {
    var person = Person(
      "", role: xml.attribute("role")?.trimmed, group: xml.attribute("group")?.trimmed,
      image: place.resolve(xml.attribute("img")?.trimmed), uri: place.resolve(xml.attribute("href")?.trimmed))
    person.name = xml.trimmedElementText() ?? ""
    if !person.name.isEmpty { persons.appendSome(person) }
  }

  /// Podlove's chapters; of several lists the first counts.
  private mutating func readChapters(_ xml: inout XMLReader, _ place: Inherited) {
    guard chapterList.isEmpty else { return xml.skipElement() }
    var list: [Chapter] = []
    xml.forEachChild { xml in
      guard xml.feedName == .chapter, let start = xml.attribute("start")?.trimmed else { return }
      list.appendSome(
        Chapter(
          start: start, title: xml.attribute("title")?.trimmed, link: place.resolve(xml.attribute("href")?.trimmed),
          image: place.resolve(xml.attribute("image")?.trimmed)))
    }
    chapterList = list
  }

  /// `alternateEnclosure` describes, and each `source` in it says where.
  private mutating func readAlternateEnclosure(_ xml: inout XMLReader, _ place: Inherited) {
    var model = FeedMedia(
      "", role: .enclosure, mediaType: xml.attribute("type")?.trimmed, length: xml.integer("length"))
    model.title = xml.attribute("title")?.trimmed
    model.height = xml.integer("height")
    if let bitrate = xml.attribute("bitrate")?.trimmed { model.details.bitrate = bitrate }
    if let language = xml.attribute("lang")?.trimmed { model.details.language = language }
    if let isDefault = xml.attribute("default")?.trimmed { model.details.isDefault = isDefault == "true" }
    var found: [FeedMedia] = []
    xml.forEachChild { xml in
      guard xml.feedName == .source, let url = place.resolve(xml.attribute("uri")?.trimmed) else { return }
      model.url = url
      found.append(model)
    }
    for media in found { alternateEnclosures.appendSome(media) }
  }
}

extension Array {
  /// Adds a value if there is one and there are not absurdly many.
  mutating func appendSome(_ element: Element?) {
    if let element, count < 1_000 { append(element) }
  }
}
