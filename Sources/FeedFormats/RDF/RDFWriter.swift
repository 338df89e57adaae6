import Foundation
import Markup
import WebValues

/// Writes RSS 1.0 (RSS-DEV, an RDF vocabulary) with Dublin Core dates and subjects and full content.
///
/// Carried are title, links (the page; as Atom links the feed itself and its hubs), description, language, rights,
/// creators, contributors, subjects without scheme, one date, the source's address, places and content; nothing else.
public enum RDFWriter {
  private static let ownNamespaces: [(prefix: String, uri: String)] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("georss", "http://www.georss.org/georss"),
  ]

  /// The document's bytes.
  public static func bytes(_ document: FeedDocument) -> [UInt8] {
    let entries = WrittenEntry.all(document)
    let namespaces = WrittenNamespaces(ownNamespaces, entries: document.entries)
    var xml = XMLWriter(capacity: 4096 + entries.count * 2048)
    xml.start("rdf:RDF")
    xml.attribute("xmlns", "http://purl.org/rss/1.0/")
    namespaces.declare(in: &xml)
    channel(document, entries, to: &xml)
    for entry in entries { item(entry, namespaces, to: &xml) }
    xml.end()
    return xml.bytes
  }

  private static func channel(_ document: FeedDocument, _ entries: [WrittenEntry], to xml: inout XMLWriter) {
    let source = document.source
    let link =
      source.link("alternate") ?? source.link("self") ?? WrittenReference.absolute(source.id) ?? "urn:khabar:feed"
    let title = WrittenText.rssTitle(source.title)
    xml.start("channel")
    xml.attribute("rdf:about", WrittenReference.absolute(source.id) ?? source.link("self") ?? link)
    xml.element("title", title.isEmpty ? link : title)
    xml.element("link", link)
    xml.element("description", source.subtitle.map(WrittenText.html) ?? title)
    if let language = source.language, !language.isEmpty { xml.element("dc:language", language) }
    if let rights = source.rights { xml.element("dc:rights", rights.value) }
    RSSWriter.people(source.authors, emailElement: nil, to: &xml)
    if let updated = FeedSource.updated(document, entries) { xml.element("dc:date", WebDate.rfc3339(updated)) }
    for relation in ["self", "hub"] {
      for link in source.links where link.relation == relation {
        guard let href = WrittenReference.web(link.href) else { continue }
        RSSWriter.atomLink(link, href: href, mediaType: link.mediaType, to: &xml)
      }
    }
    xml.start("items")
    xml.start("rdf:Seq")
    for entry in entries { xml.element("rdf:li", "", attributes: [("rdf:resource", entry.id)]) }
    xml.end()
    xml.end()
    xml.end()
  }

  private static func item(_ written: WrittenEntry, _ namespaces: WrittenNamespaces, to xml: inout XMLWriter) {
    let entry = written.entry
    let title = WrittenText.rssTitle(entry.title)
    xml.start("item")
    xml.attribute("rdf:about", written.id)
    xml.element("title", title.isEmpty ? written.id : title)
    xml.element("link", written.link ?? written.id)
    if let summary = entry.summary { xml.element("description", WrittenText.html(summary)) }
    RSSWriter.people(entry.authors, emailElement: nil, to: &xml)
    if entry.hasDetails {
      for person in entry.details.contributors where !person.name.isEmpty { xml.element("dc:contributor", person.name) }
      if let rights = entry.details.rights { xml.element("dc:rights", rights.value) }
    }
    for category in entry.categories where !category.term.isEmpty { xml.element("dc:subject", category.term) }
    if let published = written.published ?? written.updated { xml.element("dc:date", WebDate.rfc3339(published)) }
    if let url = WrittenReference.web(entry.sourceURL) { xml.element("dc:source", url) }
    if let language = entry.language, !language.isEmpty { xml.element("dc:language", language) }
    xml.geometries(entry)
    if let content = entry.content { xml.element("content:encoded", WrittenText.html(content)) }
    for element in entry.foreignElements { xml.foreign(element, namespaces) }
    xml.end()
  }
}
