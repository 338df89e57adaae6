/// What a feed says of itself, in a shape that all formats share.
public struct FeedSource: RareValue {
  /// RSS `channel/title`, Atom `title`, JSON Feed `title`.
  public var title: TextConstruct?
  /// RSS `description`, Atom `subtitle`/`tagline`, JSON Feed `description`.
  public var subtitle: TextConstruct?
  /// Atom 0.3 `info`, Feedburner `browserFriendly`, JSON Feed `user_comment`.
  public var info: TextConstruct?
  /// Atom `id`, RDF `rdf:about`.
  public var id: String?
  /// All links; RSS `<link>` and JSON Feed `home_page_url` are `alternate`, `feed_url` is `self`, hubs are `hub`.
  ///
  /// RFC 5005 paging is `first`, `previous`, `next`, `last`; archives are `prev-archive`, `next-archive`, `current`.
  public var links: [FeedLink] = []
  /// RSS `language`, `dc:language`, Atom `xml:lang`, JSON Feed `language`; as published.
  public var language: String?
  /// RSS `pubDate`; as published.
  public var published: String?
  /// RSS `lastBuildDate`, Atom `updated`/`modified`; as published.
  public var updated: String?
  /// RSS `generator`, Atom `generator`: its text.
  public var generator: String?
  /// Atom `generator@uri`, `admin:generatorAgent`.
  public var generatorURI: String?
  /// Atom `generator@version`.
  public var generatorVersion: String?
  /// RSS `copyright`, Atom `rights`, `dc:rights`.
  public var rights: TextConstruct?
  /// RSS `managingEditor`, Atom `author`, JSON Feed `authors`.
  public var authors: [FeedPerson] = []
  /// Atom `contributor`, `dc:contributor`.
  public var contributors: [FeedPerson] = []
  /// `dc:publisher`, else RSS `webMaster`.
  public var publisher: FeedPerson?
  /// RSS `managingEditor`, also among the authors.
  public var managingEditor: FeedPerson?
  /// RSS `webMaster`.
  public var webMaster: FeedPerson?
  /// Categories of the feed.
  public var categories: [FeedCategory] = []
  /// RSS `image`, Atom `logo`, JSON Feed `icon`, CDF `logo`; as published.
  public var logo: FeedImage?
  /// Atom `icon`, JSON Feed `favicon`: small and square; as published.
  public var icon: String?
  /// RSS `ttl`, minutes, as said.
  public var ttlMinutes: Int?
  /// RSS `skipHours`, 0 to 23 (24 is read as 0).
  public var skipHours: [Int] = []
  /// RSS `skipDays`, 1 for Sunday to 7 for Saturday.
  public var skipDays: [Int] = []
  /// `sy:updatePeriod` over `sy:updateFrequency`, seconds.
  public var updateSeconds: Int?
  /// `sy:updatePeriod` as published.
  public var updatePeriod: String?
  /// `sy:updateFrequency` as published.
  public var updateFrequency: String?
  /// `sy:updateBase` as published.
  public var updateBase: String?
  /// RSS `cloud`: where to ask for notices.
  public var cloud: FeedCloud?
  /// RSS `textInput`.
  public var textInput: FeedTextInput?
  /// RSS `docs`.
  public var docs: String?
  /// RSS `rating` (PICS).
  public var rating: String?
  /// `admin:errorReportsTo`.
  public var errorReportsTo: String?
  /// RFC 5005 `fh:complete`: the feed has no other entries; `nil` when not said.
  public var isComplete: Bool?
  /// RFC 5005 `fh:archive`: an old part of a longer feed; `nil` when not said.
  public var isArchive: Bool?
  /// JSON Feed `expired`: there will be no more entries; `nil` when not said.
  public var isExpired: Bool?
  /// Addresses of licenses: Creative Commons modules, `link` with the relation `license`.
  public var licenses: [String] = []
  /// Dates without a field of their own by the element that said them: `dcterms:created`; as published.
  public var dates: [NamedValue] = []
  /// Dublin Core elements without a field of their own, in document order.
  public var dublinCore: [NamedValue] = []
  /// PRISM elements, in document order.
  public var prism: [NamedValue] = []
  /// GeoRSS, GML and W3C geo.
  public var geometries: [FeedGeometry] = []
  /// iTunes.
  @Rare public var itunes: ITunesValues
  /// The podcast namespace.
  @Rare public var podcast: PodcastValues
  /// Media RSS of the feed itself.
  @Rare public var media: MediaDetails
  /// `newLocation` of an XML redirect: where the feed has gone.
  public var newLocation: String?
  /// `xml:base` of the root.
  public var base: String?

  /// Makes an empty source.
  public init() {}
}

extension FeedSource {
  /// The feed's picture: the logo, else iTunes', else the icon; writing it makes it the logo.
  public var image: String? {
    get { [logo?.url, itunes.image, media.thumbnails.first?.url, icon].compactMap(\.self).first { !$0.isEmpty } }
    set { if newValue != image { logo = newValue.map { FeedImage($0) } } }
  }
}

/// RSS `cloud`: a web service that tells of changes (rssCloud); as published.
public struct FeedCloud: Sendable, Equatable, Codable {
  /// `domain`.
  public var domain: String?
  /// `port`.
  public var port: String?
  /// `path`.
  public var path: String?
  /// `registerProcedure`.
  public var registerProcedure: String?
  /// `protocol`: `xml-rpc`, `soap`, `http-post`.
  public var protocolName: String?

  /// Makes an empty cloud.
  public init() {}
}

/// RSS `textInput`: a field to type in at the publisher's; as published.
public struct FeedTextInput: Sendable, Equatable, Codable {
  /// `title`: the button.
  public var title: String?
  /// `description`.
  public var description: String?
  /// `name`: of the field.
  public var name: String?
  /// `link`: where the text is sent.
  public var link: String?

  /// Makes an empty field.
  public init() {}
}
