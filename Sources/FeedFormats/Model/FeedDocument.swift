/// The format a document was found to be in, or is to be written in; raw values are the ids that users see.
public enum FeedFormat: String, Sendable, Codable, CaseIterable {
  /// RSS 0.90, Netscape's RDF vocabulary.
  case rss090 = "rss-0.90"
  /// RSS 0.91, UserLand's or, with its document type, Netscape's.
  case rss091 = "rss-0.91"
  /// RSS 0.92 (UserLand).
  case rss092 = "rss-0.92"
  /// RSS 0.93 (UserLand, draft).
  case rss093 = "rss-0.93"
  /// RSS 0.94 (UserLand, draft).
  case rss094 = "rss-0.94"
  /// RSS 1.0, an RDF vocabulary.
  case rss10 = "rss-1.0"
  /// RSS 1.1, an RDF vocabulary with the root `Channel`.
  case rss11 = "rss-1.1"
  /// RSS 2.0 (RSS Advisory Board).
  case rss20 = "rss-2.0"
  /// Atom 0.3 (draft).
  case atom03 = "atom-0.3"
  /// Atom 1.0, RFC 4287.
  case atom10 = "atom-1.0"
  /// JSON Feed 1.0.
  case jsonFeed10 = "json-feed-1.0"
  /// JSON Feed 1.1.
  case jsonFeed11 = "json-feed-1.1"
  /// Channel Definition Format (Microsoft, 1997).
  case cdf = "cdf"
  /// Sitemap 0.9, `urlset` or `sitemapindex`.
  case sitemap = "sitemap"
  /// A sitemap with the Google News extension.
  case newsSitemap = "news-sitemap"
}

/// Something in a document that had to be repaired or left out; never a reason to refuse the rest.
public struct Defect: Sendable, Equatable, Codable {
  /// Stable kebab-case code without values in it: `bare-ampersand`, `truncated`, `unknown-encoding`.
  public var code: String
  /// Line in the document, from 1; 0 when unknown.
  public var line: Int
  /// What was done instead, for people.
  public var message: String

  /// Makes a defect.
  public init(code: String, line: Int = 0, message: String) {
    self.code = code
    self.line = line
    self.message = message
  }
}

/// A feed and its entries, with what had to be repaired to read it.
public struct FeedDocument: Sendable, Equatable, Codable {
  /// The format found, or to be written.
  public var format: FeedFormat
  /// What the document says of its version beyond that: `netscape` for RSS 0.91 with Netscape's document type.
  public var variant: String?
  /// The encoding that was used, as its registered name in lower case.
  public var encoding: String
  /// The feed's own fields.
  public var source: FeedSource
  /// Entries in document order.
  public var entries: [FeedEntry]
  /// Entries that the feed says were deleted (RFC 6721), in document order.
  public var deletedEntries: [DeletedEntry]
  /// Repairs, in order of discovery; at most 100 are kept, `defectCount` counts all.
  public var defects: [Defect]
  /// All repairs.
  public var defectCount: Int

  /// Makes an empty document.
  public init(format: FeedFormat) {
    self.format = format
    encoding = "utf-8"
    source = FeedSource()
    entries = []
    deletedEntries = []
    defects = []
    defectCount = 0
  }
}

/// An entry that was deleted: `at:deleted-entry` (RFC 6721).
public struct DeletedEntry: Sendable, Equatable, Codable {
  /// `ref`: its id.
  public var id: String
  /// `when`: as published.
  public var when: String?
  /// `by`.
  public var by: FeedPerson?
  /// `comment`.
  public var comment: TextConstruct?
  /// Its links, in document order.
  public var links: [FeedLink]

  /// Makes a deleted entry.
  public init(id: String, when: String? = nil) {
    self.id = id
    self.when = when
    links = []
  }
}

/// Why no feed could be read from a document at all.
public struct FeedFormatError: Error, Sendable, Equatable {
  /// What the document is instead.
  public enum Code: String, Sendable, Codable {
    /// No bytes; a web page; a JSON value that is no feed; XML with another root; neither; too deep or too large.
    case empty, html, json, otherXML = "other-xml", unrecognized, tooLarge = "too-large"
  }
  /// The kind of failure.
  public let code: Code
  /// What it looks like and what to do, for people.
  public let message: String
  /// Whether the document is a web page that asks nothing of its reader: no login, no proof to be a person.
  package var isOrdinaryPage: Bool { code == .html && message.hasPrefix(Self.webPage) }
  /// What is said of ordinary pages.
  static let webPage = "this is a web page, not a feed"

  /// Makes an error.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}
