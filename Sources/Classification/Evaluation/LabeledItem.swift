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
    case id, title, summary, topics, unsure, scope
    case lang, language
    case inScope = "in_scope"
    case optional = "optional_topics"
    case forbidden = "must_not"
    case actors, organizations, places
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
    try container.encode(title, forKey: .title)
    try container.encode(summary, forKey: .summary)
    try container.encode(isInScope, forKey: .inScope)
    try container.encode(topics, forKey: .topics)
    try container.encode(optional, forKey: .optional)
    try container.encode(forbidden, forKey: .forbidden)
    try container.encode(entities, forKey: .places)
  }

  /// Reads JSON lines; blank lines are passed over.
  ///
  /// - Throws: `EvaluationError` with the number of the first line that is no labeled item.
  public static func lines(_ bytes: [UInt8]) throws(EvaluationError) -> [LabeledItem] {
    var items: [LabeledItem] = []
    let decoder = JSONDecoder()
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      do {
        items.append(try decoder.decode(LabeledItem.self, from: Data(line)))
      } catch {
        throw EvaluationError(line: number + 1, message: "not a labeled item: \(error)")
      }
    }
    return items
  }
}

/// Why a file of labeled items cannot be read.
public struct EvaluationError: Error, Sendable, Equatable {
  /// Line, from 1.
  public let line: Int
  /// What is wrong, for people.
  public let message: String
}
