import Foundation
import Markup
import WebValues

/// Writes Atom 1.0 (RFC 4287) with Media RSS and GeoRSS, deleted entries (RFC 6721) and history marks (RFC 5005).
///
/// Not carried: RSS schedules, cloud, textInput, docs and rating, image titles and sizes, further contents, licenses
/// other than as links, iTunes, podcast and comment values but the count of replies behind a link, and of a source more
/// than its id, title, address and time.
public enum AtomWriter {
  static let ownNamespaces: [(prefix: String, uri: String)] = [
    ("georss", "http://www.georss.org/georss"),
    ("media", "http://search.yahoo.com/mrss/"),
  ]

  /// The document's bytes.
  public static func bytes(_ document: FeedDocument) -> [UInt8] {
    let entries = WrittenEntry.all(document)
    let namespaces = WrittenNamespaces(ownNamespaces + extraNamespaces(document), entries: document.entries)
    let updated = FeedSource.updated(document, entries) ?? Date(timeIntervalSince1970: 0)
    var xml = XMLWriter(capacity: 4096 + entries.count * 2048)
    xml.start("feed")
    xml.attribute("xmlns", "http://www.w3.org/2005/Atom")
    namespaces.declare(in: &xml)
    if let language = document.source.language, !language.isEmpty { xml.attribute("xml:lang", language) }
    head(document, updated: updated, to: &xml)
    for entry in entries { self.entry(entry, feedUpdated: updated, namespaces, to: &xml) }
    for deleted in document.deletedEntries { self.deleted(deleted, feedUpdated: updated, to: &xml) }
    xml.end()
    return xml.bytes
  }

  /// Namespaces that few documents need.
  private static func extraNamespaces(_ document: FeedDocument) -> [(prefix: String, uri: String)] {
    var namespaces: [(prefix: String, uri: String)] = []
    if !document.deletedEntries.isEmpty { namespaces.append(("at", "http://purl.org/atompub/tombstones/1.0")) }
    if document.source.isComplete == true || document.source.isArchive == true {
      namespaces.append(("fh", "http://purl.org/syndication/history/1.0"))
    }
    let links = document.source.links + document.entries.flatMap(\.links)
    if links.contains(where: { $0.replyCount != nil }) {
      namespaces.append(("thr", "http://purl.org/syndication/thread/1.0"))
    }
    return namespaces
  }

  /// RFC 6721 §3: `ref` and `when` are required.
  private static func deleted(_ entry: DeletedEntry, feedUpdated: Date, to xml: inout XMLWriter) {
    guard let id = WrittenReference.absolute(entry.id) else { return }
    xml.start("at:deleted-entry")
    xml.attribute("ref", id)
    xml.attribute("when", WebDate.rfc3339(WrittenEntry.date(entry.when) ?? feedUpdated))
    if let by = entry.by, !by.name.isEmpty {
      xml.start("at:by")
      xml.element("name", by.name)
      if let uri = WrittenReference.absolute(by.uri) { xml.element("uri", uri) }
      if let email = by.email, email.utf8.contains(UInt8(ascii: "@")) { xml.element("email", email) }
      xml.end()
    }
    if let comment = entry.comment { text("at:comment", comment, to: &xml) }
    for link in entry.links { self.link(link, to: &xml) }
    xml.end()
  }

  private static func head(_ document: FeedDocument, updated: Date, to xml: inout XMLWriter) {
    let source = document.source
    let id =
      WrittenReference.absolute(source.id) ?? WrittenReference.absolute(source.link("self"))
      ?? WrittenReference.absolute(source.link("alternate")) ?? "urn:khabar:feed"
    xml.element("id", id)
    text("title", source.title ?? TextConstruct(""), to: &xml)
    if let subtitle = source.subtitle { text("subtitle", subtitle, to: &xml) }
    xml.element("updated", WebDate.rfc3339(updated))
    for link in source.links { self.link(link, to: &xml) }
    // RFC 4287 §4.1.1: a feed names an author unless all its entries do.
    let needsAuthor =
      source.authors.isEmpty && document.entries.contains { entry in !entry.authors.contains { !$0.name.isEmpty } }
    people(needsAuthor ? [FeedPerson(name: source.title?.value ?? id)] : source.authors, to: &xml)
    for category in source.categories { self.category(category, to: &xml) }
    people(source.contributors, as: "contributor", to: &xml)
    if let generator = source.generator {
      let uri = WrittenReference.web(source.generatorURI).map { [("uri", $0)] } ?? []
      let version = source.generatorVersion.map { [("version", $0)] } ?? []
      xml.element("generator", generator, attributes: uri + version)
    }
    if source.isComplete == true { xml.element("fh:complete", "") }
    if source.isArchive == true { xml.element("fh:archive", "") }
    if let icon = WrittenReference.web(source.icon) { xml.element("icon", icon) }
    if let rights = source.rights { text("rights", rights, to: &xml) }
    if let image = WrittenReference.web(source.logo?.url ?? (source.icon == nil ? source.image : nil)) {
      xml.element("logo", image)
    }
  }

  private static func entry(
    _ written: WrittenEntry, feedUpdated: Date, _ namespaces: WrittenNamespaces, to xml: inout XMLWriter
  ) {
    let entry = written.entry
    xml.start("entry")
    if let language = entry.language, !language.isEmpty { xml.attribute("xml:lang", language) }
    xml.element("id", written.id)
    text("title", entry.title ?? TextConstruct(""), to: &xml)
    if let published = written.published { xml.element("published", WebDate.rfc3339(published)) }
    xml.element("updated", WebDate.rfc3339(written.updated ?? feedUpdated))
    if let link = written.link { xml.element("link", "", attributes: [("rel", "alternate"), ("href", link)]) }
    for (link, href) in written.otherLinks {
      xml.start("link")
      linkAttributes(link, href: href, mediaType: link.mediaType, to: &xml)
      replyCount(link, to: &xml)
      xml.end()
    }
    for (media, url) in written.enclosures {
      let link = FeedLink(url, relation: "enclosure", title: media.title, length: media.length)
      xml.start("link")
      linkAttributes(link, href: url, mediaType: media.concreteMediaType, to: &xml)
      xml.end()
    }
    people(entry.authors, to: &xml)
    if entry.hasDetails {
      people(entry.details.contributors, as: "contributor", to: &xml)
      if let rights = entry.details.rights { text("rights", rights, to: &xml) }
    }
    for category in entry.categories { self.category(category, to: &xml) }
    if let summary = entry.summary { text("summary", summary, to: &xml) }
    if let content = entry.content {
      text("content", content, to: &xml)
    } else if written.link == nil {
      // RFC 4287 §4.1.2: an entry without content has an alternate link.
      text("content", entry.summary ?? entry.title ?? TextConstruct(""), to: &xml)
    }
    source(entry, to: &xml)
    media(entry, to: &xml)
    xml.geometries(entry)
    for element in entry.foreignElements { xml.foreign(element, namespaces) }
    xml.end()
  }

  /// RFC 4287 §4.2.11; `updated` only when it is known when the other feed changed.
  private static func source(_ entry: FeedEntry, to xml: inout XMLWriter) {
    guard let url = WrittenReference.web(entry.sourceURL) else { return }
    xml.start("source")
    xml.element("id", WrittenReference.absolute(entry.details.source.id) ?? url)
    xml.element("title", entry.sourceTitle ?? url)
    if let updated = WrittenEntry.date(entry.details.source.updated) {
      xml.element("updated", WebDate.rfc3339(updated))
    }
    xml.element("link", "", attributes: [("rel", "self"), ("href", url)])
    xml.end()
  }

  /// Media RSS `type`, or `medium` when no more than that is known.
  static func mediaKind(_ media: FeedMedia, to xml: inout XMLWriter) {
    if let type = media.concreteMediaType {
      xml.attribute("type", type)
    } else if let medium = media.mediaType?.split(separator: "/").first {
      xml.attribute("medium", String(medium))
    }
  }

  private static func media(_ entry: FeedEntry, to xml: inout XMLWriter) {
    for media in entry.media where media.role != .enclosure {
      guard let url = WrittenReference.web(media.url) else { continue }
      xml.start(media.role == .thumbnail ? "media:thumbnail" : "media:content")
      xml.attribute("url", url)
      if media.role == .content { mediaKind(media, to: &xml) }
      if media.role == .content, let length = media.length, length >= 0 { xml.attribute("fileSize", String(length)) }
      if let width = media.width, width > 0 { xml.attribute("width", String(width)) }
      if let height = media.height, height > 0 { xml.attribute("height", String(height)) }
      xml.end()
    }
  }

  private static func text(_ name: String, _ text: TextConstruct, to xml: inout XMLWriter) {
    xml.start(name)
    if text.kind != .text { xml.attribute("type", "html") }
    if let language = text.language, !language.isEmpty { xml.attribute("xml:lang", language) }
    if !text.value.isEmpty { xml.text(text.value) }
    xml.end()
  }

  private static func people(_ people: [FeedPerson], as element: String = "author", to xml: inout XMLWriter) {
    for person in people where !(person.name.isEmpty && person.email == nil) {
      xml.start(element)
      xml.element("name", person.name.isEmpty ? person.email ?? "" : person.name)
      if let uri = WrittenReference.absolute(person.uri) { xml.element("uri", uri) }
      if let email = person.email, email.utf8.contains(UInt8(ascii: "@")) { xml.element("email", email) }
      xml.end()
    }
  }

  private static func category(_ category: FeedCategory, to xml: inout XMLWriter) {
    guard !category.term.isEmpty else { return }
    xml.start("category")
    xml.attribute("term", category.term)
    if let scheme = WrittenReference.absolute(category.scheme) { xml.attribute("scheme", scheme) }
    if let label = category.label { xml.attribute("label", label) }
    xml.end()
  }

  private static func link(_ link: FeedLink, to xml: inout XMLWriter) {
    guard let href = WrittenReference.safe(link.href) else { return }
    let isSelf = link.relation == "self"
    xml.start("link")
    linkAttributes(link, href: href, mediaType: link.mediaType ?? (isSelf ? "application/atom+xml" : nil), to: &xml)
    xml.end()
  }

  /// Attributes of RFC 4287 §4.2.7, in a fixed order.
  static func linkAttributes(_ link: FeedLink, href: String, mediaType: String?, to xml: inout XMLWriter) {
    xml.attribute("rel", link.relation.isEmpty ? "alternate" : link.relation)
    xml.attribute("href", href)
    if let mediaType { xml.attribute("type", mediaType) }
    if let language = link.language, !language.isEmpty { xml.attribute("hreflang", language) }
    if let title = link.title { xml.attribute("title", title) }
    if let length = link.length, length >= 0 { xml.attribute("length", String(length)) }
  }

  /// `thr:count` (RFC 4685 §4) of the link just opened.
  private static func replyCount(_ link: FeedLink, to xml: inout XMLWriter) {
    if let count = link.replyCount, count >= 0 { xml.attribute("thr:count", String(count)) }
  }
}
