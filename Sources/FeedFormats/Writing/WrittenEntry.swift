import Foundation
import WebValues

/// What all writers ask of an entry.
struct WrittenEntry {
  /// The entry.
  let entry: FeedEntry
  /// Its id: an absolute IRI, unique in the document.
  let id: String

  /// The entries of a document with their ids; a second entry of the same id gets `#2` behind it.
  static func all(_ document: FeedDocument) -> [WrittenEntry] {
    var uses: [String: Int] = [:]
    return document.entries.map { entry in
      let id = id(of: entry)
      let count = (uses[id] ?? 0) + 1
      uses[id] = count
      return WrittenEntry(entry: entry, id: count == 1 ? id : "\(id)#\(count)")
    }
  }

  /// The entry's own id when it is absolute, else one made from what tells it apart.
  private static func id(of entry: FeedEntry) -> String {
    if let id = WrittenReference.absolute(entry.id) { return id }
    if let id = entry.id, !id.isEmpty { return "urn:khabar:entry:" + WrittenReference.escapedSegment(id) }
    if let link = WrittenReference.absolute(entry.alternate) { return link }
    let key = (entry.title?.value ?? entry.summary?.value ?? "") + " " + (entry.published ?? "")
    return "urn:khabar:entry:" + WrittenReference.escapedSegment(String(key.prefix(200)))
  }

  /// Whether the id may be said to be the entry's address.
  var isPermalink: Bool { entry.idIsPermalink == true && WrittenReference.web(entry.id) == id }
  /// When it was published.
  var published: Date? { WrittenEntry.date(entry.published) ?? WrittenEntry.date(entry.dublinCoreDate) }
  /// When it was changed, else published.
  var updated: Date? { WrittenEntry.date(entry.updated) ?? published }
  /// The page.
  var link: String? { WrittenReference.safe(entry.alternate) ?? WrittenReference.safe(entry.originalLink) }

  /// Links other than the page and media, safe to write.
  var otherLinks: [(link: FeedLink, href: String)] {
    var seenPage = false
    return entry.links.compactMap { link in
      if link.relation == "alternate", !seenPage {
        seenPage = true
        return nil
      }
      if link.relation == "enclosure", entry.media.contains(where: { $0.url == link.href }) { return nil }
      return WrittenReference.safe(link.href).map { (link, $0) }
    }
  }

  /// Enclosures and attachments with a usable address.
  var enclosures: [(media: FeedMedia, url: String)] {
    entry.media.compactMap { media in
      guard media.role == .enclosure, let url = WrittenReference.web(media.url) else { return nil }
      return (media, url)
    }
  }

  /// `latitude longitude`, or `nil` when there is no point on Earth.
  var point: String? {
    guard let point = entry.point, abs(point.latitude) <= 90, abs(point.longitude) <= 180 else { return nil }
    let latitude = WrittenNumber.decimal(point.latitude, places: 6)
    return latitude + " " + WrittenNumber.decimal(point.longitude, places: 6)
  }

  /// A date as published, read.
  static func date(_ text: String?) -> Date? { text.flatMap { WebDate.parse($0)?.date } }
}

extension FeedEntry {
  /// Reference of the first `alternate` link.
  var alternate: String? { links.first { $0.relation == "alternate" }?.href }
}

extension FeedSource {
  /// The first safe link of a relation.
  func link(_ relation: String) -> String? {
    links.lazy.filter { $0.relation == relation }.compactMap { WrittenReference.safe($0.href) }.first
  }

  /// The newest time that the document names.
  static func updated(_ document: FeedDocument, _ entries: [WrittenEntry]) -> Date? {
    WrittenEntry.date(document.source.updated) ?? WrittenEntry.date(document.source.published)
      ?? entries.compactMap(\.updated).max()
  }
}
