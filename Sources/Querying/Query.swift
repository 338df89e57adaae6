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

/// A checked query: compiles to one store query and to a predicate for one article, and both agree.
///
/// Terms stand beside each other (all must hold) or are joined by `AND`, `OR`, `NOT` (or a leading `-`), with
/// parentheses; `OR` binds weakest.
///
/// | Term | Matches articles |
/// |---|---|
/// | `word`, `"two words"`, `word*` | with these whole words, in this order, in title, summary or text |
/// | `title:…`, `text:…` | with them in the title; in summary or text |
/// | `topic:x`, `group:g`, `topic:x>=0.7` | with this tag, one of the group's tags, the tag with such a score |
/// | `score>=0.7` | whose best tag has such a score |
/// | `tagged:yes`, `scope:in` | with any tag; that passed the region gate |
/// | `actor:x`, `org:x`, `place:x`, `entity:x` | that name it; a place includes what lies in it |
/// | `country:PK` | that name an entity of the country |
/// | `feed:x`, `source:dawn.com` | of the feed; whose page's host is or ends in it |
/// | `lang:ur`, `script:Arab` | in the language, detected or declared; in the script (ISO 15924) |
/// | `after:2025-07-01`, `before:…` | published at or after, before that time (UTC) |
/// | `within:24h` | published in the last `m`, `h`, `d` or `w`, or at most a day ahead |
///
/// An article whose time of publication cannot be true counts as published when it was first seen.
///
/// Words are compared without case and marks, see `SearchText`; Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese
/// words are found inside longer runs.
public struct Query: Sendable, Equatable {
  /// The query as written.
  public let text: String
  /// What the text means, for predicate and stores.
  package let expression: QueryExpression

  /// Reads and checks a query; an empty text matches everything.
  ///
  /// - Throws: `QueryError` for the first place that cannot be read or that names something unknown.
  public init(_ text: String, vocabulary: QueryVocabulary) throws(QueryError) {
    self.text = text
    var parser = QueryParser(try QueryLexer.tokens(of: text), vocabulary: vocabulary)
    expression = try parser.parse()
  }

  /// The query that every article matches.
  public static let everything = Query(text: "", expression: .all([]))

  private init(text: String, expression: QueryExpression) {
    self.text = text
    self.expression = expression
  }

  /// Whether the article matches; `now` is what `within:24h` counts from.
  public func matches(_ article: TaggedArticle, now: Date) -> Bool {
    var candidate = QueryCandidate(article, now: now)
    return candidate.satisfies(expression)
  }
}
