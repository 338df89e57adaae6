/// What the podcast namespace says of a feed or an entry; text as published, trimmed.
///
/// <https://github.com/Podcastindex-org/podcast-namespace>; Podlove simple chapters are in `chapterList`.
public struct PodcastValues: RareValue {
  /// `transcript` in order.
  public var transcripts: [Resource] = []
  /// Entry: `chapters`.
  public var chapters: Resource?
  /// Entry: chapters within the document (Podlove `psc:chapter`).
  public var chapterList: [Chapter] = []
  /// `person` in order.
  public var persons: [Person] = []
  /// Entry: `season`, a number; `seasonName` is its `name`.
  public var season: String?
  /// Entry: `season@name`.
  public var seasonName: String?
  /// Entry: `episode`, a number; `episodeDisplay` is its `display`.
  public var episode: String?
  /// Entry: `episode@display`.
  public var episodeDisplay: String?
  /// Entry: `soundbite` in order.
  public var soundbites: [Soundbite] = []
  /// `location` in order.
  public var locations: [Location] = []
  /// `license`: its text; `licenseURL` is its `url`.
  public var license: String?
  /// `license@url`.
  public var licenseURL: String?
  /// Entry: `alternateEnclosure` in order, one for each `source`.
  public var alternateEnclosures: [FeedMedia] = []
  /// Entry: `socialInteract` in order: `uri`, and as `type` its `protocol`.
  public var socialInteractions: [Resource] = []
  /// Feed: `guid`.
  public var guid: String?
  /// Feed: `locked`: `yes` or `no`; `lockedOwner` is its `owner`.
  public var locked: String?
  /// Feed: `locked@owner`.
  public var lockedOwner: String?
  /// Feed: `funding` in order.
  public var fundings: [Resource] = []
  /// Feed: `medium`: `podcast`, `music`, `newsletter`.
  public var medium: String?
  /// Feed: `trailer` in order.
  public var trailers: [Resource] = []

  /// Something elsewhere: `url` and what is said of it.
  public struct Resource: Sendable, Equatable, Codable {
    /// Reference as published.
    public var url: String
    /// `type`: media type; `socialInteract@protocol`.
    public var type: String?
    /// `language`.
    public var language: String?
    /// `rel`.
    public var relation: String?
    /// The element's text: of `funding` and `trailer`.
    public var text: String?

    /// Makes a resource.
    public init(
      _ url: String, type: String? = nil, language: String? = nil, relation: String? = nil, text: String? = nil
    ) {
      self.url = url
      self.type = type
      self.language = language
      self.relation = relation
      self.text = text
    }
  }

  /// `person`.
  public struct Person: Sendable, Equatable, Codable {
    /// Name.
    public var name: String
    /// `role`: `host`, `guest`.
    public var role: String?
    /// `group`: `cast`.
    public var group: String?
    /// `img`.
    public var image: String?
    /// `href`.
    public var uri: String?

    /// Makes a person.
    public init(_ name: String, role: String? = nil, group: String? = nil, image: String? = nil, uri: String? = nil) {
      self.name = name
      self.role = role
      self.group = group
      self.image = image
      self.uri = uri
    }
  }

  /// `soundbite`.
  public struct Soundbite: Sendable, Equatable, Codable {
    /// `startTime`, seconds.
    public var start: String
    /// `duration`, seconds.
    public var duration: String
    /// Its text.
    public var title: String?

    /// Makes a soundbite.
    public init(start: String, duration: String, title: String? = nil) {
      self.start = start
      self.duration = duration
      self.title = title
    }
  }

  /// `location`.
  public struct Location: Sendable, Equatable, Codable {
    /// Name of the place.
    public var name: String
    /// `geo`: a `geo:` URI.
    public var geo: String?
    /// `osm`: an OpenStreetMap id.
    public var osm: String?

    /// Makes a location.
    public init(_ name: String, geo: String? = nil, osm: String? = nil) {
      self.name = name
      self.geo = geo
      self.osm = osm
    }
  }

  /// Podlove `psc:chapter`.
  public struct Chapter: Sendable, Equatable, Codable {
    /// `start`: RFC 2326 normal play time.
    public var start: String
    /// `title`.
    public var title: String?
    /// `href`.
    public var link: String?
    /// `image`.
    public var image: String?

    /// Makes a chapter.
    public init(start: String, title: String? = nil, link: String? = nil, image: String? = nil) {
      self.start = start
      self.title = title
      self.link = link
      self.image = image
    }
  }

  /// Says nothing.
  public init() {}
}
