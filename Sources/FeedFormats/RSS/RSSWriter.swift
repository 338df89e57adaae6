import Foundation
import Markup
import WebValues

/// Writes RSS 2.0 (RSS Advisory Board) with Atom links, Dublin Core creators, full content, Media RSS and GeoRSS.
///
/// Not carried: labels of categories, languages and bases of single texts, further contents, licenses, Dublin Core and
/// PRISM beyond creators, contributors and rights, iTunes, podcast and comment values, deleted entries, the feed's
/// authors' addresses beyond the first, and of a source more than its title and address.
public enum RSSWriter {
  static let ownNamespaces: [(prefix: String, uri: String)] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("georss", "http://www.georss.org/georss"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("sy", "http://purl.org/rss/1.0/modules/syndication/"),
  ]

  /// The document's bytes.
  public static func bytes(_ document: FeedDocument) -> [UInt8] {
    let entries = WrittenEntry.all(document)
    let namespaces = WrittenNamespaces(ownNamespaces, entries: document.entries)
    var xml = XMLWriter(capacity: 4096 + entries.count * 2048)
    xml.start("rss")
    xml.attribute("version", "2.0")
    namespaces.declare(in: &xml)
    xml.start("channel")
    channel(document, entries, to: &xml)
    for entry in entries { item(entry, namespaces, to: &xml) }
    xml.end()
    xml.end()
    return xml.bytes
  }

  private static func channel(_ document: FeedDocument, _ entries: [WrittenEntry], to xml: inout XMLWriter) {
    let source = document.source
    let title = WrittenText.rssTitle(source.title)
    let link =
      source.link("alternate") ?? source.link("self") ?? WrittenReference.absolute(source.id) ?? "urn:khabar:feed"
    xml.element("title", title.isEmpty ? link : title)
    xml.element("link", link)
    xml.element("description", source.subtitle.map(WrittenText.html) ?? title)
    if let language = source.language, !language.isEmpty { xml.element("language", language) }
    if let rights = source.rights { xml.element("copyright", rights.value) }
    people(source.authors, emailElement: "managingEditor", to: &xml)
    if let published = WrittenEntry.date(source.published) { xml.element("pubDate", WebDate.rfc822(published)) }
    if let updated = FeedSource.updated(document, entries) { xml.element("lastBuildDate", WebDate.rfc822(updated)) }
    for category in source.categories { self.category(category, to: &xml) }
    if let generator = source.generator { xml.element("generator", generator) }
    if let person = source.webMaster, let email = person.email, email.utf8.contains(UInt8(ascii: "@")) {
      xml.element("webMaster", person.name.isEmpty ? email : "\(email) (\(person.name))")
    }
    if let rating = source.rating { xml.element("rating", rating) }
    xml.element("docs", WrittenReference.web(source.docs) ?? "https://www.rssboard.org/rss-specification")
    interaction(source, to: &xml)
    schedule(source, to: &xml)
    if let image = WrittenReference.web(source.image) {
      xml.start("image")
      xml.element("url", image)
      xml.element("title", source.logo?.title ?? (title.isEmpty ? link : title))
      xml.element("link", WrittenReference.web(source.logo?.link) ?? link)
      // RSS bounds: 144 wide, 400 high.
      if let width = source.logo?.width, (1...144).contains(width) { xml.element("width", String(width)) }
      if let height = source.logo?.height, (1...400).contains(height) { xml.element("height", String(height)) }
      if let description = source.logo?.description { xml.element("description", description) }
      xml.end()
    }
    for link in source.links where link.relation != "alternate" {
      guard let href = WrittenReference.safe(link.href) else { continue }
      let isSelf = link.relation == "self"
      atomLink(link, href: href, mediaType: link.mediaType ?? (isSelf ? "application/rss+xml" : nil), to: &xml)
    }
  }

  /// `cloud` and `textInput`, when they are complete.
  private static func interaction(_ source: FeedSource, to xml: inout XMLWriter) {
    if let cloud = source.cloud, let domain = cloud.domain, let port = cloud.port, let path = cloud.path,
      let procedure = cloud.registerProcedure, let name = cloud.protocolName
    {
      let attributes = [
        ("domain", domain), ("port", port), ("path", path), ("registerProcedure", procedure), ("protocol", name),
      ]
      xml.element("cloud", "", attributes: attributes)
    }
    if let input = source.textInput, let title = input.title, let name = input.name,
      let link = WrittenReference.web(input.link)
    {
      xml.start("textInput")
      xml.element("title", title)
      xml.element("description", input.description ?? title)
      xml.element("name", name)
      xml.element("link", link)
      xml.end()
    }
  }

  /// `ttl`, `skipHours`, `skipDays`, and `sy:` when the period can be said in it.
  private static func schedule(_ source: FeedSource, to xml: inout XMLWriter) {
    if let minutes = source.ttlMinutes, minutes > 0 { xml.element("ttl", String(minutes)) }
    let hours = source.skipHours.filter { (0...23).contains($0) }
    if !hours.isEmpty {
      xml.start("skipHours")
      for hour in Set(hours).sorted() { xml.element("hour", String(hour)) }
      xml.end()
    }
    let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    let days = source.skipDays.filter { (1...7).contains($0) }
    if !days.isEmpty {
      xml.start("skipDays")
      for day in Set(days).sorted() { xml.element("day", names[day - 1]) }
      xml.end()
    }
    guard let seconds = source.updateSeconds, seconds > 0 else { return }
    let periods = [("hourly", 3600), ("daily", 86400), ("weekly", 604_800)]
    guard let period = periods.first(where: { $0.1 % seconds == 0 }) else { return }
    xml.element("sy:updatePeriod", period.0)
    xml.element("sy:updateFrequency", String(period.1 / seconds))
  }

  private static func item(_ written: WrittenEntry, _ namespaces: WrittenNamespaces, to xml: inout XMLWriter) {
    let entry = written.entry
    xml.start("item")
    let title = WrittenText.rssTitle(entry.title)
    let description = entry.summary.map(WrittenText.html)
    if !title.isEmpty || description == nil { xml.element("title", title) }
    if let link = written.link { xml.element("link", link) }
    if let description { xml.element("description", description) }
    people(entry.authors, emailElement: "author", to: &xml)
    if entry.hasDetails {
      for person in entry.details.contributors where !person.name.isEmpty { xml.element("dc:contributor", person.name) }
      if let rights = entry.details.rights { xml.element("dc:rights", rights.value) }
    }
    for category in entry.categories { self.category(category, to: &xml) }
    if let comments = WrittenReference.web(entry.comments) { xml.element("comments", comments) }
    xml.element("guid", written.id, attributes: [("isPermaLink", written.isPermalink ? "true" : "false")])
    if let published = written.published ?? written.updated { xml.element("pubDate", WebDate.rfc822(published)) }
    if let url = WrittenReference.web(entry.sourceURL) {
      xml.element("source", entry.sourceTitle ?? url, attributes: [("url", url)])
    }
    if let language = entry.language, !language.isEmpty { xml.element("dc:language", language) }
    if entry.updated != nil, let updated = written.updated { xml.element("atom:updated", WebDate.rfc3339(updated)) }
    for (link, href) in written.otherLinks { atomLink(link, href: href, mediaType: link.mediaType, to: &xml) }
    media(written, to: &xml)
    xml.geometries(entry)
    if let content = entry.content { xml.element("content:encoded", WrittenText.html(content)) }
    for element in entry.foreignElements { xml.foreign(element, namespaces) }
    xml.end()
  }

  /// RSS wants an e-mail address where it names a person; the rest are Dublin Core creators.
  static func people(_ people: [FeedPerson], emailElement: String?, to xml: inout XMLWriter) {
    var usedElement = emailElement == nil
    for person in people {
      if !usedElement, let emailElement, let email = person.email, email.utf8.contains(UInt8(ascii: "@")) {
        xml.element(emailElement, person.name.isEmpty ? email : "\(email) (\(person.name))")
        usedElement = true
      } else if !person.name.isEmpty {
        xml.element("dc:creator", person.name)
      }
    }
  }

  private static func category(_ category: FeedCategory, to xml: inout XMLWriter) {
    guard !category.term.isEmpty else { return }
    xml.element("category", category.term, attributes: category.scheme.map { [("domain", $0)] } ?? [])
  }

  static func atomLink(_ link: FeedLink, href: String, mediaType: String?, to xml: inout XMLWriter) {
    xml.start("atom:link")
    AtomWriter.linkAttributes(link, href: href, mediaType: mediaType, to: &xml)
    xml.end()
  }

  /// The first complete enclosure as such, since RSS allows one with size and type; all else as Media RSS.
  private static func media(_ written: WrittenEntry, to xml: inout XMLWriter) {
    var hasEnclosure = false
    for media in written.entry.media {
      guard let url = WrittenReference.web(media.url) else { continue }
      if !hasEnclosure, media.role == .enclosure, let length = media.length, length >= 0,
        let type = media.concreteMediaType
      {
        xml.element("enclosure", "", attributes: [("url", url), ("length", String(length)), ("type", type)])
        hasEnclosure = true
        continue
      }
      xml.start(media.role == .thumbnail ? "media:thumbnail" : "media:content")
      xml.attribute("url", url)
      if media.role != .thumbnail {
        AtomWriter.mediaKind(media, to: &xml)
        if let length = media.length, length >= 0 { xml.attribute("fileSize", String(length)) }
      }
      if let width = media.width, width > 0 { xml.attribute("width", String(width)) }
      if let height = media.height, height > 0 { xml.attribute("height", String(height)) }
      if media.role != .thumbnail {
        if let title = media.title { xml.element("media:title", title) }
        if let description = media.description { xml.element("media:description", description) }
        if let credit = media.credit { xml.element("media:credit", credit) }
      }
      xml.end()
    }
  }
}
