/// Names one feed of a desk for ever: its `khabar:id` in the OPML file, else a slug made from its URL.
public struct FeedID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// The id as written: lower-case letters, digits and hyphens.
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

  /// The id as written.
  public var description: String { rawValue }

  /// Orders ids by their Unicode scalars.
  public static func < (left: FeedID, right: FeedID) -> Bool { left.rawValue < right.rawValue }
}

/// One feed as the desk's `feeds.opml` describes it: what to poll, and what is known of its publisher.
public struct Feed: Sendable, Equatable, Codable, Identifiable {
  /// The feed's permanent name in the desk and in the store.
  public let id: FeedID
  /// OPML `xmlUrl`: the address to poll, absolute, `http` or `https`.
  public var url: String
  /// OPML `text` or `title`: the name that people see.
  public var title: String
  /// OPML `htmlUrl`: the publisher's home page.
  public var homePage: String?
  /// OPML `language` (BCP 47): declared for all its articles unless feed or entry declares another.
  public var language: String?
  /// `khabar:country`, ISO 3166-1 alpha-2: where the publisher reports from.
  public var country: String?
  /// `khabar:kind`: newspaper, agency, broadcaster, government, un, ngo, research, monitor, magazine.
  public var kind: String?
  /// The OPML outlines that contain the feed, outermost first.
  public var groups: [String]
  /// OPML `category`: free labels.
  public var categories: [String]
  /// `khabar:verified="yes"`: a poll has confirmed the address.
  public var isVerified: Bool
  /// `khabar:regional="yes"`: everything it publishes passes the region gate.
  public var isRegional: Bool
  /// `khabar:interval`: seconds between polls, when it differs from the desk's.
  public var intervalSeconds: Int?
  /// `khabar:maximumBytes`: the cap on a decoded body, when it differs from the desk's.
  public var maximumBodyBytes: Int?
  /// `khabar:secret`: the name of the secret that holds `user:password` for HTTP authentication.
  public var credentialName: String?
  /// What of polling differs from the desk's settings, beside the interval.
  public var overrides: PollingOverrides

  /// Makes a feed; all but id, URL and title have defaults.
  public init(
    id: FeedID, url: String, title: String, homePage: String? = nil, language: String? = nil, country: String? = nil,
    kind: String? = nil, groups: [String] = [], categories: [String] = [], isVerified: Bool = false,
    isRegional: Bool = false, intervalSeconds: Int? = nil, maximumBodyBytes: Int? = nil, credentialName: String? = nil,
    overrides: PollingOverrides = PollingOverrides()
  ) {
    self.id = id
    self.url = url
    self.title = title
    self.homePage = homePage
    self.language = language
    self.country = country
    self.kind = kind
    self.groups = groups
    self.categories = categories
    self.isVerified = isVerified
    self.isRegional = isRegional
    self.intervalSeconds = intervalSeconds
    self.maximumBodyBytes = maximumBodyBytes
    self.credentialName = credentialName
    self.overrides = overrides
  }
}
