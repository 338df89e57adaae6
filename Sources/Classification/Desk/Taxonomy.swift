/// A group of topics, `militancy`.
public struct TopicGroup: Sendable, Equatable, Identifiable {
  /// Lower-case id.
  public var id: String
  /// Name for people.
  public var label: String
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a group.
  public init(id: String, label: String, location: SourceLocation = SourceLocation()) {
    self.id = id
    self.label = label
    self.location = location
  }
}

/// One topic: what it means, and the words and rules that earn it.
public struct Topic: Sendable, Equatable, Identifiable {
  /// Lower-case id, `militant-attack`.
  public var id: String
  /// Name for people.
  public var label: String
  /// Id of its group.
  public var group: String
  /// One sentence that decides.
  public var definition: String
  /// Cases that belong to it.
  public var include: [String]
  /// Cases that do not, with the topic that takes them.
  public var exclude: [String]
  /// Ids of the topics it is most easily mistaken for.
  public var confusableWith: [String]
  /// Codes of other schemes (closeMatch, never exactMatch) by scheme: `iptc`, `plover`, `cameo`, `acled`, `gdelt_gkg`.
  public var mappings: [String: [String]]
  /// The score from which the topic is given, 0 to 1.
  public var threshold: Double
  /// What is left of a weight when the text denies the event, 0 to 1.
  public var deniedFactor: Double
  /// Terms that suffice alone inside the scope.
  public var strong: [Term]
  /// Terms that need a second cue.
  public var weak: [Term]
  /// Phrases that cancel weak terms in their clause and everything they overlap.
  public var negative: [Term]
  /// Combinations.
  public var rules: [Rule]
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a topic; words and rules are set field by field.
  public init(id: String, label: String, group: String, location: SourceLocation = SourceLocation()) {
    self.id = id
    self.label = label
    self.group = group
    self.location = location
    definition = ""
    include = []
    exclude = []
    confusableWith = []
    mappings = [:]
    threshold = 0.5
    deniedFactor = 1
    strong = []
    weak = []
    negative = []
    rules = []
  }
}

/// How weights are set and reduced, the same for all topics.
public struct ScoringRules: Sendable, Equatable {
  /// Weight of a strong term, 0 to 1.
  public var strongWeight: Double = 0.7
  /// Weight of a weak term, 0 to 1; below every threshold even in a title.
  public var weakWeight: Double = 0.3
  /// At most so many topics an article.
  public var maximumTopics: Int = 6
  /// Phrases that nothing is read out of: `heart attack`.
  public var masks: [Term] = []
  /// Words that open a clause of background: `after`, `years after`.
  public var background = ClauseCue(factor: 0.35, reach: 8)
  /// Words that negate what follows: `no`, `without`.
  public var negation = ClauseCue(factor: 0.1, reach: 3)
  /// Words that deny or reject; topics with a `denied` factor heed them.
  public var denial = ClauseCue(factor: 1, reach: 12)

  /// The defaults.
  public init() {}
}

/// Words that lower the weight of what stands after them in the same clause.
public struct ClauseCue: Sendable, Equatable {
  /// What is left of a weight, 0 to 1.
  public var factor: Double
  /// How many words the cue reaches.
  public var reach: Int
  /// The words.
  public var terms: [Term]

  /// Makes a cue.
  public init(factor: Double, reach: Int, terms: [Term] = []) {
    self.factor = factor
    self.reach = reach
    self.terms = terms
  }
}

/// A vocabulary that speaks against the region gate: sport, culture, markets.
public struct Suppressor: Sendable, Equatable {
  /// What it is called in `scopeReason`.
  public var name: String
  /// Words that alone say what the article is about: `wicket`.
  public var strong: [Term]
  /// Words that need company: `match`.
  public var weak: [Term]
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a suppressor.
  public init(
    name: String, strong: [Term] = [], weak: [Term] = [], location: SourceLocation = SourceLocation()
  ) {
    self.name = name
    self.strong = strong
    self.weak = weak
    self.location = location
  }
}

/// The desk's `topics.yaml`: groups, topics, shared word lists, the gate and how weights combine.
public struct Taxonomy: Sendable, Equatable {
  /// Id of the scheme.
  public var id: String
  /// Version as written.
  public var version: String
  /// Groups in order.
  public var groups: [TopicGroup]
  /// Topics in order.
  public var topics: [Topic]
  /// Shared word lists.
  public var wordLists: [WordList]
  /// What speaks against the region gate.
  public var suppressors: [Suppressor]
  /// How weights combine.
  public var scoring: ScoringRules

  /// Makes a taxonomy.
  public init(
    id: String = "", version: String = "", groups: [TopicGroup] = [], topics: [Topic] = [], wordLists: [WordList] = [],
    suppressors: [Suppressor] = [], scoring: ScoringRules = ScoringRules()
  ) {
    self.id = id
    self.version = version
    self.groups = groups
    self.topics = topics
    self.wordLists = wordLists
    self.suppressors = suppressors
    self.scoring = scoring
  }

  /// Topic ids by group id, in the order of the file: what a query's `group:` stands for.
  public var topicsByGroup: [String: [String]] {
    var result: [String: [String]] = [:]
    for group in groups { result[group.id] = topics.filter { $0.group == group.id }.map(\.id) }
    return result
  }
}
