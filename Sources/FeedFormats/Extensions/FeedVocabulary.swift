internal import Markup

/// The namespaces that feeds are read with.
enum FeedNamespace: UInt8, CaseIterable {
  case none = 0
  case rss, rss090, rdf, atom, atom03, dublinCore, terms, content, media, itunes, syndication, georss, geo, gml
  case feedburner, xhtml, xml
  case other = 255

  fileprivate var uris: [String] {
    switch self {
    case .none, .other: []
    case .rss:
      [
        "http://purl.org/rss/1.0/", "http://purl.org/rss/2.0/", "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/net/rss1.1#",
      ]
    case .rss090: ["http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"]
    case .rdf: ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]
    case .atom: ["http://www.w3.org/2005/Atom", "http://w3.org/2005/Atom"]
    case .atom03: ["http://purl.org/atom/ns#", "http://example.com/newformat#"]
    case .dublinCore: ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/"]
    case .terms: ["http://purl.org/dc/terms/"]
    case .content: ["http://purl.org/rss/1.0/modules/content/"]
    case .media: ["http://search.yahoo.com/mrss/", "http://video.search.yahoo.com/mrss/"]
    case .itunes: ["http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/PodCast-1.0.dtd"]
    case .syndication: ["http://purl.org/rss/1.0/modules/syndication/"]
    case .georss: ["http://www.georss.org/georss"]
    case .geo: ["http://www.w3.org/2003/01/geo/wgs84_pos#"]
    case .gml: ["http://www.opengis.net/gml"]
    case .feedburner: ["http://rssnamespace.org/feedburner/ext/1.0"]
    case .xhtml: ["http://www.w3.org/1999/xhtml"]
    case .xml: ["http://www.w3.org/XML/1998/namespace"]
    }
  }

  /// Prefixes that mean the namespace in documents that do not declare them.
  fileprivate var prefixes: [String] {
    switch self {
    case .none, .other, .rss, .rss090, .atom03: []
    case .rdf: ["rdf"]
    case .atom: ["atom", "atom10", "a10"]
    case .dublinCore: ["dc"]
    case .terms: ["dcterms"]
    case .content: ["content"]
    case .media: ["media"]
    case .itunes: ["itunes"]
    case .syndication: ["sy"]
    case .georss: ["georss"]
    case .geo: ["geo"]
    case .gml: ["gml"]
    case .feedburner: ["feedburner"]
    case .xhtml: ["xhtml"]
    case .xml: ["xml"]
    }
  }
}

/// The local names of elements that feeds are read with; each case is the name itself, compared in any case.
enum FeedName: UInt16, CaseIterable {
  case unknown = 0
  // Documents and containers.
  case rss, rdf, channel, item, items, feed, entry, html, image, textInput, source, group, where_, point, pos
  // Text.
  case title, description, subtitle, tagline, summary, content, encoded, body, div, info
  // Links and ids.
  case link, guid, id, url, uri, href, comments, enclosure, origLink, icon, logo, thumbnail, identifier
  // Dates.
  case pubDate, lastBuildDate, published, updated, issued, modified, created, date
  // People and categories.
  case author, managingEditor, creator, contributor, name, email, owner, credit, category, subject, keywords
  // The rest.
  case language, generator, copyright, rights, ttl, skipHours, skipDays, hour, day, updatePeriod, updateFrequency
  case lat, long

  fileprivate var text: String { self == .where_ ? "where" : "\(self)" }
}

/// What `XMLReader` is given to read feeds.
let feedVocabulary = XMLVocabulary(
  names: FeedName.allCases.dropFirst().map { ($0.text, $0.rawValue) },
  namespaces: FeedNamespace.allCases.filter { $0 != .none && $0 != .other }
    .map { .init($0.rawValue, uris: $0.uris, prefixes: $0.prefixes) })

extension XMLReader {
  /// Namespace of the current tag.
  var feedNamespace: FeedNamespace { FeedNamespace(rawValue: namespace) ?? .other }

  /// Name of the current tag.
  var feedName: FeedName { FeedName(rawValue: name) ?? .unknown }

  /// Whether the current tag belongs to the format itself and not to an extension.
  ///
  /// No namespace, the format's own, or an unknown one that the document made its default.
  func isCore(_ own: FeedNamespace, _ other: FeedNamespace) -> Bool {
    let found = namespace
    if found == FeedNamespace.none.rawValue || found == own.rawValue || found == other.rawValue { return true }
    return feedNamespace == .other && prefix == nil
  }
}
