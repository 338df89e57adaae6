public import FeedFormats
public import Querying

/// The formats an output can be had in; raw values are the ids in `desk.yaml` and the extensions in URLs and file names.
public enum OutputFormat: String, Sendable, Codable, CaseIterable {
  /// RSS 2.0, Atom 1.0, JSON Feed 1.1, RSS 1.0 (RDF).
  case rss, atom, json, rdf

  /// The format that the writer is asked for.
  public var feedFormat: FeedFormat {
    switch self {
    case .rss: .rss20
    case .atom: .atom10
    case .json: .jsonFeed11
    case .rdf: .rss10
    }
  }

  /// What goes behind the dot: `cross-border.atom`.
  public var fileExtension: String { rawValue }
}

/// A saved query that is published as a feed; one entry of `outputs` in `desk.yaml`.
public struct Output: Sendable, Equatable, Identifiable {
  /// Permanent name in URLs and file names: lower-case letters, digits, hyphens.
  public let id: String
  /// Title of the feed, plain text.
  public var title: String
  /// What the feed holds, plain text; empty when the desk says nothing.
  public var description: String
  /// Which articles it holds; checked, with the desk's `minimumScore` of the output already in it.
  public var query: Query
  /// The formats it is published in, at least one, none twice.
  public var formats: [OutputFormat]
  /// Entries at most, newest first.
  public var limit: Int
  /// Whether entries carry the article's body, or only its summary.
  public var includesContent: Bool
  /// Whether entries carry the words that their tags rest on.
  public var includesEvidence: Bool
  /// BCP 47 tag of the feed itself; `nil` when its articles are in several languages.
  public var language: String?

  /// Makes an output; all but id, title and query have the defaults of `desk.yaml`.
  public init(
    id: String, title: String, description: String = "", query: Query, formats: [OutputFormat] = [.rss, .atom, .json],
    limit: Int = 100, includesContent: Bool = false, includesEvidence: Bool = true, language: String? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.query = query
    self.formats = formats
    self.limit = limit
    self.includesContent = includesContent
    self.includesEvidence = includesEvidence
    self.language = language
  }
}
