/// A media object: RSS `enclosure`, Media RSS `content`/`thumbnail`, JSON Feed attachment.
public struct FeedMedia: Sendable, Equatable, Codable {
  /// What role it has.
  public enum Role: String, Sendable, Codable {
    /// RSS enclosure or attachment; Media RSS content; a small picture of it.
    case enclosure, content, thumbnail
  }
  /// Reference as published, not yet resolved.
  public var url: String
  /// Its role.
  public var role: Role
  /// Media type; `image/*` when only Media RSS `medium` says something.
  public var mediaType: String?
  /// Size in bytes.
  public var length: Int?
  /// Title as published.
  public var title: String?
  /// Description as published.
  public var description: String?
  /// First credit, plain text.
  public var credit: String?
  /// Width in pixels.
  public var width: Int?
  /// Height in pixels.
  public var height: Int?
  /// What Media RSS can say beyond that.
  @Rare public var details: MediaDetails

  /// The media type unless it is only a range, such as the `image/*` that Media RSS `medium` amounts to.
  var concreteMediaType: String? { mediaType.flatMap { $0.hasSuffix("/*") ? nil : $0 } }

  /// Makes a media object.
  public init(_ url: String, role: Role, mediaType: String? = nil, length: Int? = nil) {
    self.url = url
    self.role = role
    self.mediaType = mediaType
    self.length = length
  }
}

/// What Media RSS 1.5.1 says of one object, or of all objects of an entry; text as published, trimmed.
public struct MediaDetails: RareValue {
  /// `content@medium`: `image`, `audio`, `video`, `document`, `executable`.
  public var medium: String?
  /// `content@isDefault` as said.
  public var isDefault: Bool?
  /// `content@expression`: `sample`, `full`, `nonstop`.
  public var expression: String?
  /// `content@duration`, JSON Feed `duration_in_seconds`; as published.
  public var duration: String?
  /// `content@bitrate`, kilobits a second.
  public var bitrate: String?
  /// `content@framerate`, frames a second.
  public var framerate: String?
  /// `content@samplingrate`, kilohertz.
  public var samplingRate: String?
  /// `content@channels`.
  public var channels: String?
  /// `content@lang`, or `xml:lang` of the object.
  public var language: String?
  /// `thumbnail@time`: where in the object the picture is from (RFC 2326 NTP).
  public var time: String?
  /// Number from 1 of the `group` it stands in: one thing in several forms.
  public var group: Int?
  /// `title`, with its `type`.
  public var title: TextConstruct?
  /// `description`, with its `type`.
  public var description: TextConstruct?
  /// `credit` in order.
  public var credits: [MediaValue] = []
  /// `category` in order.
  public var categories: [FeedCategory] = []
  /// `keywords`, split at commas.
  public var keywords: [String] = []
  /// `rating`, `adult` as the scheme `urn:simple`.
  public var ratings: [MediaValue] = []
  /// `copyright`: text and, as `scheme`, its `url`.
  public var copyright: MediaValue?
  /// `license`: text and, as `scheme`, its `href`.
  public var license: MediaValue?
  /// `player`: address, width, height.
  public var player: FeedImage?
  /// `hash`: value and, as `scheme`, its `algo`.
  public var hashes: [MediaValue] = []
  /// `restriction`: value, `type` as the scheme, `relationship` as the role.
  public var restrictions: [MediaValue] = []
  /// `thumbnail` of the object, in order.
  public var thumbnails: [FeedImage] = []
  /// `text`: a transcript or lyrics, in order.
  public var texts: [TextConstruct] = []
  /// `comments/comment` in order.
  public var comments: [String] = []
  /// `community`: `starRating@average`, `statistics@views` and the like, as `starRating.average`.
  public var community: [NamedValue] = []

  /// Says nothing.
  public init() {}
}

/// A text of Media RSS with the attributes that say what it means.
public struct MediaValue: Sendable, Equatable, Codable {
  /// The text.
  public var value: String
  /// `scheme`: `urn:ebu`, `urn:yvs`, `urn:simple`.
  public var scheme: String?
  /// `role`: `author`, `photographer`.
  public var role: String?

  /// Makes a value.
  public init(_ value: String, scheme: String? = nil, role: String? = nil) {
    self.value = value
    self.scheme = scheme
    self.role = role
  }
}

/// A picture with what surrounds it: RSS `image`, Atom `logo`, Media RSS `thumbnail` and `player`.
public struct FeedImage: Sendable, Equatable, Codable {
  /// Reference as published, not yet resolved; empty when there is none.
  public var url: String
  /// RSS `image/title`.
  public var title: String?
  /// RSS `image/link`.
  public var link: String?
  /// RSS `image/description`.
  public var description: String?
  /// Width in pixels.
  public var width: Int?
  /// Height in pixels.
  public var height: Int?
  /// Media RSS `thumbnail@time`.
  public var time: String?

  /// Makes a picture.
  public init(_ url: String, width: Int? = nil, height: Int? = nil) {
    self.url = url
    self.width = width
    self.height = height
  }
}
