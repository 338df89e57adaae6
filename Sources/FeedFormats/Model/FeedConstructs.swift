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
  /// Atom `type` when it is a media type other than those of `kind`: `application/xml`, `image/svg+xml`.
  public var mediaType: String?

  /// Makes a text construct.
  public init(
    _ value: String, kind: Kind = .text, language: String? = nil, base: String? = nil, mediaType: String? = nil
  ) {
    self.kind = kind
    self.value = value
    self.language = language
    self.base = base
    self.mediaType = mediaType
  }
}

/// A link: Atom `link` (RFC 4287 §4.2.7), RSS `<link>` (as `alternate`), JSON Feed `url`, `external_url`.
public struct FeedLink: Sendable, Equatable, Codable {
  /// Reference as published, not yet resolved; empty when the link says none.
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
  /// `thr:count`: replies behind a `replies` link (RFC 4685 §4).
  public var replyCount: Int?

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

/// A value with the name of the element that said it, for what has no field of its own.
public struct NamedValue: Sendable, Equatable, Codable {
  /// Qualified name with the usual prefix, whatever the document's was: `dcterms:created`, `prism:doi`.
  public var name: String
  /// Its text, trimmed.
  public var value: String

  /// Makes a value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
