public import Foundation

/// Names one article for ever: 32 hexadecimal digits, a SHA-256 prefix over feed id and identity key.
public struct ArticleID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// The digits.
  public let rawValue: String

  /// Takes an id as it is written.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Reads the bare string.
  public init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }

  /// Writes the bare string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The digits.
  public var description: String { rawValue }

  /// Orders ids by their digits.
  public static func < (left: ArticleID, right: ArticleID) -> Bool { left.rawValue < right.rawValue }
}

/// What an article's id was made from, in order of preference.
public enum IdentityKind: String, Sendable, Codable {
  /// `guid`: RSS guid, Atom id, JSON Feed id. `link`: the canonical URL. `titleAndDate`, then `content`: what is left.
  case guid, link, titleAndDate, content

  /// All kinds, the best first.
  public static let ladder: [IdentityKind] = [.guid, .link, .titleAndDate, .content]

  /// The kind in words, for messages.
  public var words: String {
    switch self {
    case .guid: "guid"
    case .link: "link"
    case .titleAndDate: "title and date"
    case .content: "content"
    }
  }
}

/// One point in time as a feed told it.
public struct ArticleDate: Sendable, Equatable, Codable {
  /// Which element it came from.
  public enum Source: String, Sendable, Codable {
    /// The element: Atom `published` or RSS `pubDate`; `updated`/`modified`; `dc:date`; or none, the poll's own time.
    case published, updated, dublinCore, firstSeen
  }
  /// The time, UTC; kept as said even when it lies in the future or before 1990.
  public var date: Date
  /// The element it came from.
  public var source: Source
  /// The text as published; `nil` for `firstSeen`.
  public var asPublished: String?
  /// Whether the time is implausible: over a day ahead of the poll, or before 1990.
  public var isImplausible: Bool

  /// Makes a date.
  public init(_ date: Date, source: Source, asPublished: String? = nil, isImplausible: Bool = false) {
    self.date = date
    self.source = source
    self.asPublished = asPublished
    self.isImplausible = isImplausible
  }

  /// The time, or `firstSeen` when the time is implausible.
  public func plausible(firstSeen: Date) -> Date { isImplausible ? firstSeen : date }
}

/// A media file that belongs to an article.
public struct Enclosure: Sendable, Equatable, Codable {
  /// Absolute URL, `http` or `https`.
  public var url: String
  /// Media type as declared, `image/jpeg`.
  public var mediaType: String?
  /// Size in bytes as declared.
  public var length: Int?

  /// Makes an enclosure.
  public init(url: String, mediaType: String? = nil, length: Int? = nil) {
    self.url = url
    self.mediaType = mediaType
    self.length = length
  }
}

/// A WGS 84 position, degrees; from GeoRSS or W3C geo as published, or from the gazetteer.
public struct Coordinates: Sendable, Equatable, Codable {
  /// Degrees north, −90 to 90.
  public var latitude: Double
  /// Degrees east, −180 to 180.
  public var longitude: Double

  /// Makes a position.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// One news item after normalization: the same shape whatever format it came in.
///
/// All text is valid UTF-8 in NFC-agnostic form as published, without control characters; HTML is sanitized.
public struct Article: Sendable, Equatable, Codable, Identifiable {
  /// Permanent id.
  public internal(set) var id: ArticleID
  /// The feed it was found in.
  public let feed: FeedID
  /// What the id was made from.
  public var identity: IdentityKind
  /// The guid, URL or key that the id was made from, as published.
  public var identityKey: String
  /// The article's page as published, made absolute; `nil` when the entry had no usable link.
  public var url: String?
  /// `url` without tracking parameters, fragment, default port and AMP: equal for the same page.
  public var canonicalURL: String?
  /// Plain text, one line; never empty (falls back to the first words, then to the URL).
  public var title: String
  /// Plain text: the entry's own summary, else the first words of its content.
  public var summary: String
  /// Plain text of the fullest body the entry carried; paragraphs apart by a blank line.
  public var text: String
  /// Safe HTML of the fullest body the entry carried; empty when it had none.
  public var html: String
  /// Names of the authors, plain text.
  public var authors: [String]
  /// The publisher's own categories, plain text.
  public var categories: [String]
  /// BCP 47, lower-case primary subtag; as detected or as declared, see `LanguageDecision` in Normalization.
  public var language: String?
  /// BCP 47 as declared: `xml:lang`, `dc:language`, JSON Feed `language` of the entry, else of the feed, else the desk's.
  public var declaredLanguage: String?
  /// ISO 15924 code of the script that most letters of title and text are in, `Arab`, `Latn`; `Hans` or `Hant` when the
  /// letters tell, else `Hani`; `Jpan`, `Kore` for the mixed ones; `nil` when there are no letters.
  public var script: String?
  /// When it was published; the first-seen time when the entry says nothing usable.
  public var published: ArticleDate
  /// When it was last changed, UTC; kept as said even when it lies in the future or before 1990.
  public var updated: Date?
  /// The text of `updated` as published; `nil` when it is the poll's own time.
  public var updatedAsPublished: String?
  /// Whether `updated` was over a day ahead of the poll that brought it, or before 1990.
  public var isUpdateImplausible: Bool
  /// When a poll first brought it; set once.
  public var firstSeen: Date
  /// When its publisher took it back (RFC 6721): marked, never removed.
  ///
  /// `nil` again when it is published anew with other content.
  public var withdrawn: Date?
  /// Media files.
  public var enclosures: [Enclosure]
  /// A picture to show beside it, absolute URL.
  public var image: String?
  /// RSS `<source>` or Atom `source`: the publication it was taken from.
  public var sourceTitle: String?
  /// Link of that publication.
  public var sourceURL: String?
  /// Where it happened, as the feed itself says (GeoRSS, W3C geo).
  public var coordinates: Coordinates?
  /// SHA-256 in hexadecimal over title, text and URL: tells whether a known article has changed.
  public var contentHash: String

  /// Makes an article; the rest is set field by field.
  public init(
    id: ArticleID, feed: FeedID, identity: IdentityKind, identityKey: String, title: String, published: ArticleDate,
    firstSeen: Date
  ) {
    self.id = id
    self.feed = feed
    self.identity = identity
    self.identityKey = identityKey
    self.title = title
    self.published = published
    self.firstSeen = firstSeen
    summary = ""
    text = ""
    html = ""
    authors = []
    categories = []
    enclosures = []
    isUpdateImplausible = false
    contentHash = ""
  }

  /// When it was published, or first seen when the feed's time cannot be true: what articles are ordered and found by.
  public var plausiblePublication: Date { published.plausible(firstSeen: firstSeen) }
}
