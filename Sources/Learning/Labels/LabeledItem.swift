import Foundation

/// One item with the topics that a person gave it: one JSON object a line.
public struct LabeledItem: Sendable, Equatable, Codable {
  /// Id in its set.
  public var id: String
  /// Title as published.
  public var title: String
  /// Summary as published.
  public var summary: String
  /// BCP 47; English when absent.
  public var language: String?
  /// When it was published, `2025-06-30`; empty when unknown.
  public var date: String
  /// Whether it is in scope.
  public var isInScope: Bool
  /// Topics given, the primary one first.
  public var topics: [String]
  /// Topics that are neither demanded nor wrong.
  public var optional: [String]
  /// Topics and entities that would be false alarms.
  public var forbidden: [String]
  /// Entities that it names.
  public var entities: [String]

  private enum CodingKeys: String, CodingKey {
    case id, title, summary, date, topics, unsure, scope
    case lang, language
    case inScope = "in_scope"
    case optional = "optional_topics"
    case forbidden = "must_not"
    case actors, organizations, places
  }

  /// Makes an item; one without topics may still be in scope.
  public init(
    id: String, title: String, summary: String = "", language: String? = nil, isInScope: Bool, topics: [String],
    optional: [String] = [], forbidden: [String] = [], entities: [String] = []
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.language = language
    self.isInScope = isInScope
    self.topics = topics
    self.optional = optional
    self.forbidden = forbidden
    self.entities = entities
    date = ""
  }

  /// Reads either form: `scope: yes|no` with `unsure`, or `in_scope` with `optional_topics` and `must_not`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(String.self, forKey: .title)
    summary = try container.decodeIfPresent(String.self, forKey: .summary) ?? ""
    language =
      try container.decodeIfPresent(String.self, forKey: .lang)
      ?? container.decodeIfPresent(String.self, forKey: .language)
    date = try container.decodeIfPresent(String.self, forKey: .date) ?? ""
    if let inScope = try container.decodeIfPresent(Bool.self, forKey: .inScope) {
      isInScope = inScope
    } else {
      isInScope = try container.decode(String.self, forKey: .scope) == "yes"
    }
    topics = try container.decode([String].self, forKey: .topics)
    func list(_ key: CodingKeys) throws -> [String] { try container.decodeIfPresent([String].self, forKey: key) ?? [] }
    optional = try list(.optional) + list(.unsure)
    forbidden = try list(.forbidden)
    entities = try list(.actors) + list(.organizations) + list(.places)
  }

  /// Writes the second form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(language, forKey: .lang)
    if !date.isEmpty { try container.encode(date, forKey: .date) }
    try container.encode(title, forKey: .title)
    try container.encode(summary, forKey: .summary)
    try container.encode(isInScope, forKey: .inScope)
    try container.encode(topics, forKey: .topics)
    try container.encode(optional, forKey: .optional)
    try container.encode(forbidden, forKey: .forbidden)
    try container.encode(entities, forKey: .places)
  }
}
