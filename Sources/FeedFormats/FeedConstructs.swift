/// Text as a feed carries it, with what the feed says of its kind.
public struct TextConstruct: Sendable, Equatable, Codable {
  /// RFC 4287 §3.1 text types; RSS descriptions are `html`.
  public enum Kind: String, Sendable, Codable {
    /// Plain text; escaped HTML; XHTML serialized as HTML.
    case text, html, xhtml
  }
  /// What `value` is.
  public var kind: Kind
  /// The text after XML decoding: for `html` and `xhtml`, unsafe markup as published.
  public var value: String
  /// `xml:lang` in force there, when it differs from the entry's.
  public var language: String?
  /// `xml:base` in force there, absolute when it could be resolved.
  public var base: String?

  /// Makes a text construct.
  public init(_ value: String, kind: Kind = .text, language: String? = nil, base: String? = nil) {
    self.kind = kind
    self.value = value
    self.language = language
    self.base = base
  }
}

/// A link: Atom `link` (RFC 4287 §4.2.7), RSS `<link>` (as `alternate`), JSON Feed `url`, `external_url`.
public struct FeedLink: Sendable, Equatable, Codable {
  /// Reference as published, not yet resolved.
  public var href: String
  /// Link relation: `alternate`, `self`, `enclosure`, `related`, `via`, `hub`, `next`, `replies`.
  public var relation: String
  /// `type`: media type.
  public var mediaType: String?
  /// `hreflang`.
  public var language: String?
  /// `title`.
  public var title: String?
  /// `length` in bytes.
  public var length: Int?
  /// `xml:base` in force there.
  public var base: String?

  /// Makes a link.
  public init(
    _ href: String, relation: String = "alternate", mediaType: String? = nil, language: String? = nil,
    title: String? = nil, length: Int? = nil, base: String? = nil
  ) {
    self.href = href
    self.relation = relation
    self.mediaType = mediaType
    self.language = language
    self.title = title
    self.length = length
    self.base = base
  }
}

/// A person or an organization: Atom person construct, RSS `author`/`managingEditor`, `dc:creator`, JSON Feed author.
public struct FeedPerson: Sendable, Equatable, Codable {
  /// The name, or the whole text when it could not be split.
  public var name: String
  /// E-mail address.
  public var email: String?
  /// Home page.
  public var uri: String?

  /// Makes a person.
  public init(name: String, email: String? = nil, uri: String? = nil) {
    self.name = name
    self.email = email
    self.uri = uri
  }
}

/// A category: RSS `category@domain`, Atom `category@term@scheme@label`, `dc:subject`, JSON Feed tag.
public struct FeedCategory: Sendable, Equatable, Codable {
  /// The term.
  public var term: String
  /// RSS `domain`, Atom `scheme`.
  public var scheme: String?
  /// Atom `label`.
  public var label: String?

  /// Makes a category.
  public init(_ term: String, scheme: String? = nil, label: String? = nil) {
    self.term = term
    self.scheme = scheme
    self.label = label
  }
}

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
  /// Media type.
  public var mediaType: String?
  /// Size in bytes.
  public var length: Int?
  /// Title, plain text.
  public var title: String?
  /// Description as published.
  public var description: String?
  /// Credit, plain text.
  public var credit: String?
  /// Width in pixels.
  public var width: Int?
  /// Height in pixels.
  public var height: Int?

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

/// A position as published: GeoRSS `point`, W3C `geo:lat`/`geo:long`; degrees, WGS 84.
public struct FeedPoint: Sendable, Equatable, Codable {
  /// Degrees north.
  public var latitude: Double
  /// Degrees east.
  public var longitude: Double

  /// Makes a point.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// An element of a foreign namespace that writers emit as it is, and readers do not fill.
///
/// In JSON Feed it becomes a member `_<prefix>` of the item: attributes as strings, children as arrays by name.
public struct ForeignElement: Sendable, Equatable, Codable {
  /// Prefix to declare and use.
  public var prefix: String
  /// Namespace URI.
  public var namespace: String
  /// Local name.
  public var name: String
  /// Attributes in no namespace, in order.
  public var attributes: [Attribute]
  /// Text content, before the children.
  public var text: String
  /// Child elements, in order.
  public var children: [ForeignElement]

  /// An attribute.
  public struct Attribute: Sendable, Equatable, Codable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an element.
  public init(
    prefix: String, namespace: String, name: String, attributes: [Attribute] = [], text: String = "",
    children: [ForeignElement] = []
  ) {
    self.prefix = prefix
    self.namespace = namespace
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }
}
