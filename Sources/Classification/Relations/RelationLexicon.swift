/// Verbs that say one thing, and how their parties stand around them.
public struct RelationRule: Sendable, Equatable {
  /// Whether a sentence must name whom it was done to.
  public enum Recipient: String, Sendable, CaseIterable {
    /// Without one there is no relation; it is told if there; it is never looked for.
    case required, optional, none
  }
  /// What the verbs say.
  public var type: RelationType
  /// Verbs in the infinitive, `launch`, `hand over`, irregular ones with their past and participle: `strike/struck`.
  public var verbs: [Term]
  /// One of these terms or `#lists` must stand between the verb and the end of its clause.
  public var with: [Term]
  /// None of these may stand there.
  public var without: [Term]
  /// Words that lead to the recipient, `on`; empty for a direct object.
  public var links: [Term]
  /// Whether a recipient must be named.
  public var recipient: Recipient
  /// Whether the recipient follows at once: for verbs that are nouns too, as in `US sanctions strand Iran`.
  public var isAdjacent: Bool
  /// Whether two subjects do it to each other.
  public var isMutual: Bool
  /// Whether a place stands for its country as recipient.
  public var takesPlaces: Bool
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a rule; the rest is set field by field.
  public init(_ type: RelationType, verbs: [Term], location: SourceLocation = SourceLocation()) {
    self.type = type
    self.verbs = verbs
    self.location = location
    with = []
    without = []
    links = []
    recipient = .required
    isAdjacent = false
    isMutual = false
    takesPlaces = false
  }
}

/// The desk's `relations.yaml`: English verbs for who did what to whom.
public struct RelationLexicon: Sendable, Equatable {
  /// Id of the lexicon.
  public var id: String
  /// Version as written.
  public var version: String
  /// Word lists that rules share.
  public var wordLists: [WordList]
  /// Words that may stand between the name of a doer and its verb: `forces`, `spokesman`.
  public var subjects: [Term]
  /// Words after a place that make it the name of an event: `attack`.
  public var events: [Term]
  /// Words that make what follows somebody's claim: `says`.
  public var reports: [Term]
  /// The rules; where two fit one verb, the first.
  public var rules: [RelationRule]

  /// Makes a lexicon.
  public init(
    id: String = "", version: String = "", wordLists: [WordList] = [], subjects: [Term] = [], events: [Term] = [],
    reports: [Term] = [], rules: [RelationRule] = []
  ) {
    self.id = id
    self.version = version
    self.wordLists = wordLists
    self.subjects = subjects
    self.events = events
    self.reports = reports
    self.rules = rules
  }
}
