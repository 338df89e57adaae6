public import Articles
public import Foundation

/// The names that a query may use; a name that is not here is an error, never an empty result.
public struct QueryVocabulary: Sendable, Equatable {
  /// Topic ids by group id, as in `topics.yaml`.
  public var topicsByGroup: [String: [String]]
  /// Gazetteer ids and what they are.
  public var entities: [String: EntityKind]
  /// For a place id or ISO 3166-2 code: the ids of all places in it, itself included.
  public var placesWithin: [String: [String]]
  /// Feed ids of the desk.
  public var feeds: Set<String>

  /// Makes a vocabulary.
  public init(
    topicsByGroup: [String: [String]] = [:], entities: [String: EntityKind] = [:],
    placesWithin: [String: [String]] = [:], feeds: Set<String> = []
  ) {
    self.topicsByGroup = topicsByGroup
    self.entities = entities
    self.placesWithin = placesWithin
    self.feeds = feeds
  }
}

/// Why a query was refused, and where.
public struct QueryError: Error, Sendable, Equatable {
  /// First character of the place, counted from 0 in the query.
  public let offset: Int
  /// Characters of the place, at least 1.
  public let length: Int
  /// What is wrong there, for people.
  public let message: String
  /// What was probably meant.
  public let suggestion: String?

  /// Makes an error.
  public init(offset: Int, length: Int, message: String, suggestion: String? = nil) {
    self.offset = offset
    self.length = length
    self.message = message
    self.suggestion = suggestion
  }
}

/// A checked query: compiles to one store query and to a predicate for one article, and both agree.
public struct Query: Sendable, Equatable {
  /// The query as written.
  public let text: String

  /// Reads and checks a query; an empty text matches everything.
  public init(_ text: String, vocabulary: QueryVocabulary) throws(QueryError) {
    self.text = text
  }

  /// Whether the article matches; `now` is what `within:24h` counts from.
  public func matches(_ article: TaggedArticle, now: Date) -> Bool { true }
}
