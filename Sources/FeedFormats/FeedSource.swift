/// What a feed says of itself, in a shape that all formats share.
public struct FeedSource: Sendable, Equatable, Codable {
  /// RSS `channel/title`, Atom `title`, JSON Feed `title`.
  public var title: TextConstruct?
  /// RSS `description`, Atom `subtitle`/`tagline`, JSON Feed `description`.
  public var subtitle: TextConstruct?
  /// Atom `id`, RDF `rdf:about`.
  public var id: String?
  /// All links; RSS `<link>` and JSON Feed `home_page_url` are `alternate`, `feed_url` is `self`, hubs are `hub`.
  public var links: [FeedLink]
  /// RSS `language`, `dc:language`, Atom `xml:lang`, JSON Feed `language`; as published.
  public var language: String?
  /// RSS `pubDate`; as published.
  public var published: String?
  /// RSS `lastBuildDate`, Atom `updated`/`modified`; as published.
  public var updated: String?
  /// RSS `generator`, Atom `generator`.
  public var generator: String?
  /// RSS `copyright`, Atom `rights`.
  public var rights: String?
  /// RSS `managingEditor`, Atom `author`, JSON Feed `authors`.
  public var authors: [FeedPerson]
  /// Categories of the feed.
  public var categories: [FeedCategory]
  /// RSS `image/url`, Atom `logo`, JSON Feed `icon`; as published.
  public var image: String?
  /// RSS `ttl`, minutes, as said.
  public var ttlMinutes: Int?
  /// RSS `skipHours`, 0 to 23 (24 is read as 0).
  public var skipHours: [Int]
  /// RSS `skipDays`, 1 for Sunday to 7 for Saturday.
  public var skipDays: [Int]
  /// `sy:updatePeriod` over `sy:updateFrequency`, seconds.
  public var updateSeconds: Int?
  /// `xml:base` of the root.
  public var base: String?

  /// Makes an empty source.
  public init() {
    links = []
    authors = []
    categories = []
    skipHours = []
    skipDays = []
  }
}
