import Foundation

/// What `Samples/feeds/NAME.expected.json` and `Samples/opinion/NAME.expected.json` say of a document.
public struct ExpectedFeed: Decodable, Sendable {
  /// One entry, as a reader should see it.
  public struct Entry: Decodable, Sendable {
    /// Its id in the document, else its link.
    public let id: String
    /// Its title as plain text.
    public let title: String
    /// Its link as published, made absolute.
    public let url: String?
    /// RFC 3339, UTC.
    public let published: String?
    /// Its labels.
    public let labels: ExpectedLabels

    private enum CodingKeys: String, CodingKey { case id, title, url, published }

    /// Reads the fields and, beside them, the labels.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(String.self, forKey: .id)
      title = try container.decode(String.self, forKey: .title)
      url = try container.decodeIfPresent(String.self, forKey: .url)
      published = try container.decodeIfPresent(String.self, forKey: .published)
      labels = try ExpectedLabels(from: decoder)
    }
  }

  /// Format id, `rss-2.0`.
  public let format: String
  /// Primary language subtag.
  public let language: String?
  /// Title of the feed as plain text.
  public let title: String
  /// Entries in document order.
  public let entries: [Entry]
}

/// Labels of an article under the project's guideline.
public struct ExpectedLabels: Decodable, Sendable {
  /// Whether it is on the desk's beat.
  public let isInScope: Bool
  /// Topics that it should be given, the primary one first.
  public let topics: [String]
  /// Topics that would be a mistake.
  public let mustNot: [String]
  /// Gazetteer ids that it names.
  public let entities: [String]

  private enum CodingKeys: String, CodingKey {
    case isInScope = "in_scope"
    case topics
    case mustNot = "must_not"
    case entities
  }
}

extension Samples {
  /// The expectation beside a sample.
  public static func expected<Value: Decodable>(_ type: Value.Type, of name: String, in folder: String) throws -> Value
  {
    try JSONDecoder().decode(type, from: Data(try bytes("\(name).expected.json", in: folder)))
  }

  /// The feeds of `Samples/feeds`, sorted.
  public static var feedNames: [String] {
    names(in: "feeds", suffix: ".expected.json").map { String($0.dropLast(".expected.json".count)) }
  }
}
