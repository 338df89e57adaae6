/// The part of an article that evidence stands in.
public enum ArticleField: String, Sendable, Codable, CaseIterable {
  /// The fields that are read for tags; `text` is the body and includes the summary when there is no body.
  case title, summary, text
}

/// Words of an article and where they stand.
public struct TextSpan: Sendable, Equatable, Hashable, Codable {
  /// The field.
  public var field: ArticleField
  /// First byte, counted in UTF-8 from the start of the field.
  public var start: Int
  /// One past the last byte, counted in UTF-8.
  public var end: Int
  /// The words as they stand there.
  public var words: String

  /// Makes a span; `start` and `end` lie on character boundaries.
  public init(field: ArticleField, start: Int, end: Int, words: String) {
    self.field = field
    self.start = start
    self.end = end
    self.words = words
  }
}

/// One reason for a tag: words, the rule they met, and what that added.
public struct Evidence: Sendable, Equatable, Codable {
  /// The words and their place.
  public var span: TextSpan
  /// The rule, as an address in `topics.yaml`: `cross-border-militancy/en/strong/safe havens`.
  public var rule: String
  /// This reason's share of the score, 0 to 1, negative when it lowered the score.
  ///
  /// The shares of a tag add up to 1.
  public var share: Double

  /// Makes a reason.
  public init(span: TextSpan, rule: String, share: Double) {
    self.span = span
    self.rule = rule
    self.share = share
  }
}

/// One topic that an article was given, with the words that earned it.
public struct Tag: Sendable, Equatable, Codable {
  /// Topic id of the desk's `topics.yaml`.
  public var topic: String
  /// The probability that a person would give the topic, 0 to 1; without a model a joint weight of the rules.
  public var score: Double
  /// The reasons, largest share first.
  public var evidence: [Evidence]

  /// Makes a tag.
  public init(topic: String, score: Double, evidence: [Evidence]) {
    self.topic = topic
    self.score = score
    self.evidence = evidence
  }
}

/// What an entity is.
public enum EntityKind: String, Sendable, Codable, CaseIterable {
  /// Armed groups, governments, forces and offices; bodies such as the UN; countries, provinces, towns, lines.
  case actor, organization, place
}

/// An actor, organization or place of the gazetteer that an article names.
public struct Entity: Sendable, Equatable, Codable, Identifiable {
  /// Gazetteer id, `ttp`, `country-af`.
  public var id: String
  /// Its name in the gazetteer.
  public var name: String
  /// What it is.
  public var kind: EntityKind
  /// The gazetteer's finer type: `armed-group`, `province`.
  public var type: String?
  /// ISO 3166-1 alpha-2 codes of the countries it belongs to.
  public var countries: [String]
  /// ISO 3166-2 code of a place, where there is one.
  public var subdivision: String?
  /// Position of a place.
  public var coordinates: Coordinates?
  /// Where the article names it, in order of field and place.
  public var mentions: [TextSpan]

  /// Makes an entity.
  public init(
    id: String, name: String, kind: EntityKind, type: String? = nil, countries: [String] = [],
    subdivision: String? = nil, coordinates: Coordinates? = nil, mentions: [TextSpan] = []
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.type = type
    self.countries = countries
    self.subdivision = subdivision
    self.coordinates = coordinates
    self.mentions = mentions
  }
}

/// What the classifier says of one article: a pure function of its text and the rules.
public struct Classification: Sendable, Equatable, Codable {
  /// Whether the article passed the region gate.
  public var isInScope: Bool
  /// Why it did or did not, for people: `names Torkham (place)`; `suppressed: cricket vocabulary (wicket, innings)`.
  public var scopeReason: String
  /// Topics, best score first.
  public var tags: [Tag]
  /// Entities, most mentions first.
  public var entities: [Entity]
  /// Where the event took place; `nil` when the text does not tell or tells of several places.
  public var place: ArticlePlace?
  /// Digest of the rules that were applied: another value means that a `replay` may change the tags.
  public var rulesVersion: String

  /// Makes a classification.
  public init(
    isInScope: Bool, scopeReason: String, tags: [Tag] = [], entities: [Entity] = [], place: ArticlePlace? = nil,
    rulesVersion: String = ""
  ) {
    self.isInScope = isInScope
    self.scopeReason = scopeReason
    self.tags = tags
    self.entities = entities
    self.place = place
    self.rulesVersion = rulesVersion
  }
}

/// An article together with what the classifier says of it: what stores keep, queries match and outputs publish.
public struct TaggedArticle: Sendable, Equatable, Codable, Identifiable {
  /// The article.
  public var article: Article
  /// Its tags and entities.
  public var classification: Classification

  /// Joins the two.
  public init(article: Article, classification: Classification) {
    self.article = article
    self.classification = classification
  }

  /// The article's id.
  public var id: ArticleID { article.id }
}
