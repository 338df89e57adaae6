/// One entry as published: RSS `item`, Atom `entry`, JSON Feed item, CDF `item`, sitemap `url`.
///
/// Dates and URLs are still text. What few entries have is in `details`, so that entries stay small.
public struct FeedEntry: Sendable, Equatable, Codable {
  /// RSS `guid`, RDF `rdf:about`, Atom `id`, JSON Feed `id`; as published, trimmed.
  public var id: String?
  /// RSS `guid@isPermaLink` as said; `nil` when not said.
  public var idIsPermalink: Bool?
  /// RSS `title`, Atom `title`, JSON Feed `title`.
  public var title: TextConstruct?
  /// All links in document order; RSS `<link>` is an `alternate`.
  public var links: [FeedLink]
  /// RSS `description`, Atom `summary`, JSON Feed `summary`.
  public var summary: TextConstruct?
  /// `content:encoded`, Atom `content`, `xhtml:body`, JSON Feed `content_html` or `content_text`; the fullest of several.
  public var content: TextConstruct?
  /// RSS `pubDate`, Atom `published`/`issued`, JSON Feed `date_published`; as published.
  public var published: String?
  /// Atom `updated`/`modified`, JSON Feed `date_modified`; as published.
  public var updated: String?
  /// `dc:date` or `dcterms:*`; as published.
  public var dublinCoreDate: String?
  /// RSS `author`, `dc:creator`, Atom `author`, JSON Feed `authors`.
  public var authors: [FeedPerson]
  /// Categories in document order.
  public var categories: [FeedCategory]
  /// Enclosures, attachments, Media RSS.
  public var media: [FeedMedia]
  /// RSS `comments`: the page with them.
  public var comments: String?
  /// `xml:lang`, `dc:language` or JSON Feed `language` of the entry itself.
  public var language: String?
  /// `xml:base` in force at the entry.
  public var base: String?
  /// Line of the entry's start in the document, from 1; 0 when unknown or in JSON.
  public var line: Int
  /// What few entries have.
  @Rare public var details: EntryDetails

  /// Makes an empty entry.
  public init() {
    links = []
    authors = []
    categories = []
    media = []
    line = 0
  }
}

/// What few entries say.
public struct EntryDetails: RareValue {
  /// Further contents behind `FeedEntry.content`: Atom 0.3 and JSON Feed may have several.
  public var moreContents: [TextConstruct] = []
  /// Number of `moreContents` that stand before `FeedEntry.content` in the document; `nil` is none.
  public var contentsBefore: Int?
  /// Atom `contributor`, `dc:contributor`.
  public var contributors: [FeedPerson] = []
  /// Atom `rights`, `dc:rights`, RSS `copyright`.
  public var rights: TextConstruct?
  /// `dc:publisher`, `dcterms:publisher`, sitemap `news:publication`.
  public var publisher: FeedPerson?
  /// Dates by the element that said them, in document order: `created`, `expirationDate`, `dcterms:valid`; as published.
  public var dates: [NamedValue] = []
  /// Dublin Core elements without a field of their own, in document order: `dc:type`, `dc:identifier`.
  public var dublinCore: [NamedValue] = []
  /// PRISM elements, in document order: `prism:doi`, `prism:publicationName`.
  public var prism: [NamedValue] = []
  /// Addresses of licenses: Creative Commons modules, `link` with the relation `license`.
  public var licenses: [String] = []
  /// GeoRSS, GML and W3C geo, in document order.
  public var geometries: [FeedGeometry] = []
  /// Feedburner `origLink`.
  public var originalLink: String?
  /// Feedburner `origEnclosureLink`.
  public var originalEnclosure: String?
  /// iTunes.
  @Rare public var itunes: ITunesValues
  /// The podcast namespace and Podlove chapters.
  @Rare public var podcast: PodcastValues
  /// Media RSS of the entry itself, which holds for all its media.
  @Rare public var media: MediaDetails
  /// Comments.
  @Rare public var discussion: DiscussionValues
  /// RSS `source`, Atom `source` (RFC 4287 §4.2.11): the feed that the entry was copied from.
  @Rare public var source: FeedSource
  /// Elements for writers to add; readers do not fill it.
  public var foreignElements: [ForeignElement] = []

  /// Says nothing.
  public init() {}
}

extension FeedEntry {
  /// Whether anything was ever written to `details`: to ask costs less than to look into them.
  public var hasDetails: Bool { !_details.isUntouched }

  /// All contents in document order; most entries have one or none.
  public var contents: [TextConstruct] {
    guard hasDetails, let content else { return content.map { [$0] } ?? details.moreContents }
    var all = details.moreContents
    all.insert(content, at: min(max(details.contentsBefore ?? 0, 0), all.count))
    return all
  }

  /// The first point among the geometries.
  public var point: FeedPoint? {
    get { !hasDetails ? nil : details.geometries.first { $0.kind == .point }?.points.first }
    set {
      guard newValue != point else { return }
      details.geometries.removeAll { $0.kind == .point }
      if let newValue { details.geometries.insert(FeedGeometry(.point, [newValue]), at: 0) }
    }
  }

  /// Feedburner `origLink`.
  public var originalLink: String? {
    get { !hasDetails ? nil : details.originalLink }
    set { if newValue != originalLink { details.originalLink = newValue } }
  }

  /// RSS `source` text, Atom `source/title`.
  public var sourceTitle: String? {
    get { !hasDetails ? nil : details.source.title?.value }
    set {
      guard newValue != sourceTitle else { return }
      details.source.title = newValue.map { TextConstruct($0) }
    }
  }

  /// Address of the feed that the entry was copied from, else of its page: RSS `source@url`, Atom `source` links.
  public var sourceURL: String? {
    get {
      guard hasDetails else { return nil }
      let links = details.source.links
      return (links.first { $0.relation == "self" } ?? links.first { $0.relation == "alternate" })?.href
    }
    set {
      guard newValue != sourceURL else { return }
      details.source.links = newValue.map { [FeedLink($0, relation: "self")] } ?? []
    }
  }

  /// Elements for writers to add; readers do not fill it.
  public var foreignElements: [ForeignElement] {
    get { !hasDetails ? [] : details.foreignElements }
    set { if newValue != foreignElements { details.foreignElements = newValue } }
  }

  /// When the entry was made: Atom 0.3 `created`, `dcterms:created`; as published.
  public var created: String? { details.date("created") }
  /// When it was issued: `dcterms:issued`; as published.
  public var issued: String? { details.date("issued") }
  /// When it ceases to matter: RSS 0.93 `expirationDate`, `dcterms:valid`; as published.
  public var expired: String? { details.date("expirationDate") ?? details.date("valid") }
  /// When it is valid: `dcterms:valid`; as published.
  public var valid: String? { details.date("valid") }
}

extension EntryDetails {
  /// Whether anything was ever written to `media`.
  var hasMedia: Bool { !_media.isUntouched }

  /// The last date that an element of this local name said.
  func date(_ name: String) -> String? {
    dates.last { $0.name == name || $0.name.hasSuffix(":" + name) }?.value
  }
}
