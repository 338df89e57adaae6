/// One entry as published: RSS `item`, Atom `entry`, JSON Feed item.
///
/// Dates and URLs are still text.
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
  /// `content:encoded`, Atom `content`, `xhtml:body`, JSON Feed `content_html` or `content_text`.
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
  /// RSS `comments`, Slash and `wfw` are not taken.
  public var comments: String?
  /// RSS `source` text, Atom `source/title`.
  public var sourceTitle: String?
  /// RSS `source@url`, Atom `source` link.
  public var sourceURL: String?
  /// `xml:lang`, `dc:language` or JSON Feed `language` of the entry itself.
  public var language: String?
  /// `xml:base` in force at the entry.
  public var base: String?
  /// GeoRSS or W3C geo.
  public var point: FeedPoint?
  /// Feedburner `origLink`.
  public var originalLink: String?
  /// Elements for writers to add.
  public var foreignElements: [ForeignElement]
  /// Line of the entry's start in the document, from 1; 0 when unknown or in JSON.
  public var line: Int

  /// Makes an empty entry.
  public init() {
    links = []
    authors = []
    categories = []
    media = []
    foreignElements = []
    line = 0
  }
}
