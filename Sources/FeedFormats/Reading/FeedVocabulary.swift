internal import Markup

/// The local names of elements that feeds are read with; each case is the name itself, compared in any case.
enum FeedName: UInt16, CaseIterable {
  case unknown = 0
  // Documents and containers.
  case rss, rdf, channel, item, items, feed, entry, html, image, textInput, source, group
  case urlset, sitemapindex, sitemap, deletedEntry, news, publication, video, redirect
  // Text.
  case title, description, subtitle, tagline, summary, abstract, content, encoded, body, fullitem, div, info
  case browserFriendly, text, comment
  // Links and ids.
  case link, guid, id, url, uri, href, homepage, comments, enclosure, origLink, origEnclosureLink, icon, logo
  case thumbnail, identifier, loc, newLocation, docs
  // Dates.
  case pubDate, lastBuildDate, published, updated, issued, modified, created, date, expirationDate, lastmod
  case publicationDate
  // People and categories.
  case author, managingEditor, webMaster, creator, contributor, publisher, name, email, owner, credit, category
  case subject, keywords
  // The rest of RSS and Atom.
  case language, generator, copyright, rights, ttl, skipHours, skipDays, hour, day, cloud, rating, width, height
  case license, complete, archive, generatorAgent, errorReportsTo
  case updatePeriod, updateFrequency, updateBase
  // Places.
  case where_, point, line, polygon, box, circle, elev, floor, radius, featurename, featuretypetag, relationshiptag
  case lat, long, lon, alt, pos, posList, lowerCorner, upperCorner, lineString, exterior, linearRing, envelope
  case circleByCenterPoint
  // Comments.
  case section, department, hitParade, commentRss, total, inReplyTo
  // Media.
  case player, hash, restriction, community, statistics, starRating, tags, adult, thumbnailLoc, contentLoc
  case playerLoc, duration
  // Podcasts.
  case block, explicit, episode, season, episodeType, order, isClosedCaptioned, type, newFeedURL
  case transcript, chapters, chapter, person, soundbite, location, locked, funding, medium, trailer
  case alternateEnclosure, socialInteract

  fileprivate var text: String {
    switch self {
    case .where_: "where"
    case .deletedEntry: "deleted-entry"
    case .inReplyTo: "in-reply-to"
    case .hitParade: "hit_parade"
    case .newFeedURL: "new-feed-url"
    case .thumbnailLoc: "thumbnail_loc"
    case .contentLoc: "content_loc"
    case .playerLoc: "player_loc"
    case .publicationDate: "publication_date"
    default: "\(self)"
    }
  }
}

/// What `XMLReader` is given to read feeds.
let feedVocabulary = XMLVocabulary(
  names: FeedName.allCases.dropFirst().map { ($0.text, $0.rawValue) },
  namespaces: FeedNamespace.allCases.filter { $0 != .none && $0 != .other }
    .map { .init($0.rawValue, uris: $0.uris, prefixes: $0.prefixes) })

/// Which format's rules the elements of a feed are read by: RSS and what looks like it, Atom 1.0, Atom 0.3.
enum Dialect {
  case rss, atom, draft
}

extension XMLReader {
  /// Namespace of the current tag.
  var feedNamespace: FeedNamespace { FeedNamespace(rawValue: namespace) ?? .other }

  /// Name of the current tag.
  var feedName: FeedName { FeedName(rawValue: name) ?? .unknown }

  /// The rules for the current element when it is one of RSS or Atom; `nil` when it is an extension's.
  ///
  /// No namespace, or an unknown one that the document made its default, means the document's own.
  @inline(__always) func dialect(in document: Dialect) -> Dialect? {
    switch feedNamespace {
    case .none: document
    case .rss, .rss090: .rss
    case .atom: document == .draft ? .draft : .atom
    case .atom03: .draft
    case .other: prefix == nil ? document : nil
    default: nil
    }
  }

  /// Whether the current tag is in this namespace.
  func uri(is wanted: FeedNamespace) -> Bool { namespace == wanted.rawValue }

  /// An attribute in lower or upper case: CDF was written in both.
  func attribute(_ lower: StaticString, _ upper: StaticString) -> String? {
    (attribute(lower) ?? attribute(upper))?.trimmed
  }

  /// An attribute in RDF's namespace, or in none: `rdf:about`, `rdf:resource`.
  func rdfAttribute(_ name: StaticString) -> String? {
    (attribute(name, namespace: FeedNamespace.rdf.rawValue) ?? attribute(name))?.trimmed
  }

  /// Calls `body` at the start tag of each child of the current element and moves to the element's end.
  mutating func forEachChild(_ body: (inout XMLReader) -> Void) {
    let depth = depth
    while nextChild(of: depth) {
      body(&self)
      finishElement()
    }
  }

  /// The text of the current element as a reference, resolved when `xml:base` says against what.
  mutating func reference(_ inherited: Inherited) -> String? {
    let place = attributeCount == 0 ? inherited : inherited.entering(self)
    return place.resolve(trimmedElementText())
  }
}
