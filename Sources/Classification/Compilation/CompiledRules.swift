import Articles
import Locking

/// A taxonomy and a gazetteer turned into tables: everything is an index, and words appear only in addresses.
///
/// A class so that the steps share one reference; every property is constant.
final class CompiledRules: Sendable {
  /// What a keyword means; a keyword has one or more uses.
  struct Use: Sendable {
    enum Kind: UInt8, Sendable { case trigger, signal, name, suppressor, cue, mask }
    var kind: Kind
    /// Bounds that this use demands.
    var mode: BoundMode
    /// Language of the term, as an index into `Languages`; 0 for any.
    var language: UInt8
    /// Index of the trigger, signal, name, suppressor term or cue.
    var index: Int32
    /// Index into `spellings` when capitals count; −1 otherwise.
    var spelling: Int32
  }
  enum Strength: UInt8, Sendable {
    case strong, weak, negative

    /// Its key in `topics.yaml`.
    var name: String {
      switch self {
      case .strong: "strong"
      case .weak: "weak"
      case .negative: "negative"
      }
    }
  }
  struct Trigger: Sendable {
    var topic: Int32
    var strength: Strength
    var term: Term
  }
  struct CompiledRule: Sendable {
    var topic: Int32
    var weight: Double
    /// For each group the signals that meet it.
    var groups: [[Int32]]
    var none: [Int32]
    var near: Int32
    var field: ArticleField?
    var scope: Rule.Scope
    var address: String
  }
  struct Name: Sendable {
    enum Kind: UInt8, Sendable { case strong, weak, lookalike }
    var entity: Int32
    var kind: Kind
    var conditions: [Int32]
  }
  struct Condition: Sendable {
    var requires: [Int32]
    var excludes: [Int32]
    /// Within so many words; 0 for no limit.
    var near: Int32
  }
  struct CompiledEntity: Sendable {
    /// As it appears in a classification, without mentions.
    var entity: Entity
    var isFocus: Bool
    /// Index of the place that contains it, −1 for none.
    var within: Int32
    /// Signals that naming it sends.
    var signals: [Int32]
  }
  struct SuppressorTerm: Sendable {
    var family: Int32
    var weight: Double
  }

  /// Folded, distinct; the automaton is built from them when the first text comes, since most programs read none.
  private let keywords: KeywordTable
  private let builtAutomaton = Locked<Automaton?>(nil)
  /// For each keyword, where its uses begin; one more at the end.
  let useOffsets: [Int32]
  let uses: [Use]
  /// For each letter of a spelling whether it is a capital: the letters of the original must agree.
  let spellings: [[UInt8]]
  let triggers: [Trigger]
  let rules: [CompiledRule]
  /// For each signal, where the rule groups that it meets begin in `groupUses`; one more at the end.
  let groupOffsets: [Int32]
  let groupUses: [GroupUse]
  /// For each rule a bit for each of its groups.
  let wholeMasks: [UInt8]
  let names: [Name]
  let conditions: [Condition]
  let entities: [CompiledEntity]
  let places: PlaceTable
  let suppressorFamilies: [String]
  let suppressorTerms: [SuppressorTerm]
  let cues: [ClauseCue]
  let topics: [Topic]
  /// What is looked up for each text, apart from what is large: copying a topic or an entity costs more than reading it.
  let topicIDs: [String]
  let thresholds: [Double]
  let deniedFactors: [Double]
  /// For each entity whether it is of the region.
  let isFocus: [Bool]
  let scoring: ScoringRules

  init(
    keywords: KeywordTable,
    useOffsets: [Int32],
    uses: [Use],
    spellings: [[UInt8]],
    triggers: [Trigger],
    rules: [CompiledRule],
    groupOffsets: [Int32],
    groupUses: [GroupUse],
    names: [Name],
    conditions: [Condition],
    entities: [CompiledEntity],
    suppressorFamilies: [String],
    suppressorTerms: [SuppressorTerm],
    cues: [ClauseCue],
    topics: [Topic],
    scoring: ScoringRules
  ) {
    self.keywords = keywords
    self.useOffsets = useOffsets
    self.uses = uses
    self.spellings = spellings
    self.triggers = triggers
    self.rules = rules
    self.groupOffsets = groupOffsets
    self.groupUses = groupUses
    wholeMasks = rules.map { UInt8(truncatingIfNeeded: (1 << $0.groups.count) - 1) }
    self.names = names
    self.conditions = conditions
    self.entities = entities
    places = PlaceTable(entities)
    self.suppressorFamilies = suppressorFamilies
    self.suppressorTerms = suppressorTerms
    self.cues = cues
    self.topics = topics
    topicIDs = topics.map(\.id)
    thresholds = topics.map(\.threshold)
    deniedFactors = topics.map(\.deniedFactor)
    isFocus = entities.map(\.isFocus)
    self.scoring = scoring
  }

  /// Finds all keywords in a text.
  var automaton: Automaton {
    builtAutomaton.withLock { built in
      if let built { return built }
      let automaton = Automaton(keywords: keywords)
      built = automaton
      return automaton
    }
  }

  /// The address of a trigger in `topics.yaml`.
  func address(ofTrigger index: Int32) -> String {
    let trigger = triggers[Int(index)]
    let term = trigger.term
    return "\(topics[Int(trigger.topic)].id)/\(term.language ?? "all")/\(trigger.strength.name)/\(term.text)"
  }

  /// Number of signals.
  var signalCount: Int { groupOffsets.count - 1 }

  struct GroupUse: Sendable {
    var rule: Int32
    var group: Int32
  }
}

/// The three cues that lower weights, by index.
enum CueKind {
  static let background: Int32 = 0
  static let negation: Int32 = 1
  static let denial: Int32 = 2
}

/// Languages whose words share a script and so must be told apart.
enum Languages {
  private static let codes = ["en", "ur", "fa", "ps", "ar", "ru", "hi", "zh"]
  private static let arabicScript: ClosedRange<UInt8> = 2...5

  /// Index of a language, 0 for `nil`; Dari is read as Persian.
  static func index(_ code: String?) -> UInt8 {
    guard var code else { return 0 }
    if let index = codes.firstIndex(of: code) { return UInt8(index + 1) }
    code = String(code.prefix { $0 != "-" }).lowercased()
    if code == "prs" { code = "fa" }
    guard let index = codes.firstIndex(of: code) else { return 255 }
    return UInt8(index + 1)
  }

  /// Whether a term of one language is looked for in a text of another: not when the two share a script.
  @inline(__always) static func applies(_ term: UInt8, in text: UInt8) -> Bool {
    if term == 0 || text == 0 || term == text { return true }
    if arabicScript.contains(term) { return !arabicScript.contains(text) }
    return term != 1 || text != 255
  }
}
