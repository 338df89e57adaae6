internal import Articles
package import Classification

/// Reads `topics.yaml` into a taxonomy.
///
/// Unknown keys, wrong types and empty lists go to `problems` with their place; what the rules mean is checked by
/// `Classifier`.
package enum TopicsReader {
  /// The taxonomy in a document; incomplete when `problems` has errors.
  package static func taxonomy(_ document: YAMLDocument, problems: ProblemList) -> Taxonomy {
    let keys = ["scheme", "word_lists", "scoring", "gate", "groups", "topics"]
    let reader = MappingReader(document.root, subject: "topics.yaml", keys: keys, problems: problems)
    var taxonomy = Taxonomy()
    if let scheme = reader.mapping("scheme", subject: "the scheme", keys: ["id", "version", "label"]) {
      taxonomy.id = scheme.requiredText("id") ?? ""
      taxonomy.version = scheme.requiredText("version") ?? ""
      _ = scheme.text("label")
    }
    taxonomy.wordLists = TermReader.wordLists(reader, "word_lists")
    if let scoring = scoring(reader) { taxonomy.scoring = scoring }
    taxonomy.suppressors = suppressors(reader)
    taxonomy.groups = reader.items("groups").map { group($0, problems) }
    taxonomy.topics = reader.items("topics").map { topic($0, problems) }
    return taxonomy
  }

  private static func group(_ node: YAMLNode, _ problems: ProblemList) -> TopicGroup {
    let reader = MappingReader(node, subject: "a group", keys: ["id", "label"], problems: problems)
    return TopicGroup(
      id: reader.requiredText("id") ?? "", label: reader.requiredText("label") ?? "",
      location: SourceLocation(node.place))
  }

  private static func scoring(_ reader: MappingReader) -> ScoringRules? {
    let keys = ["strong", "weak", "maximum_topics", "masks", "background", "negation", "denial"]
    guard let reader = reader.mapping("scoring", subject: "scoring", keys: keys) else { return nil }
    var scoring = ScoringRules()
    scoring.strongWeight = reader.number("strong", in: 0...1) ?? scoring.strongWeight
    scoring.weakWeight = reader.number("weak", in: 0...1) ?? scoring.weakWeight
    scoring.maximumTopics = reader.integer("maximum_topics", in: 1...36) ?? scoring.maximumTopics
    scoring.masks = TermReader.terms(reader, "masks")
    scoring.background = cue(reader, "background", scoring.background)
    scoring.negation = cue(reader, "negation", scoring.negation)
    scoring.denial = cue(reader, "denial", scoring.denial)
    return scoring
  }

  private static func cue(_ reader: MappingReader, _ key: String, _ fallback: ClauseCue) -> ClauseCue {
    guard let reader = reader.mapping(key, subject: key, keys: ["factor", "reach", "terms"]) else { return fallback }
    return ClauseCue(
      factor: reader.number("factor", in: 0...1) ?? fallback.factor,
      reach: reader.integer("reach", in: 1...40) ?? fallback.reach,
      terms: TermReader.terms(reader, "terms"))
  }

  private static func suppressors(_ reader: MappingReader) -> [Suppressor] {
    guard let gate = reader.mapping("gate", subject: "the gate", keys: ["suppressors"]) else { return [] }
    return gate.items("suppressors").map { node in
      let reader = MappingReader(
        node, subject: "a suppressor", keys: ["name", "strong", "weak"], problems: gate.problems)
      return Suppressor(
        name: reader.requiredText("name") ?? "", strong: TermReader.terms(reader, "strong"),
        weak: TermReader.terms(reader, "weak"), location: SourceLocation(node.place))
    }
  }

  // MARK: Topics

  private static let topicKeys = [
    "id", "label", "group", "definition", "include", "exclude", "confusable_with", "mappings", "threshold", "denied",
    "triggers", "rules",
  ]

  private static func topic(_ node: YAMLNode, _ problems: ProblemList) -> Topic {
    let reader = MappingReader(node, subject: "a topic", keys: topicKeys, problems: problems)
    var topic = Topic(
      id: reader.requiredText("id") ?? "", label: reader.requiredText("label") ?? "",
      group: reader.requiredText("group") ?? "", location: SourceLocation(node.place))
    topic.definition = reader.requiredText("definition") ?? ""
    topic.include = reader.texts("include")
    topic.exclude = reader.texts("exclude")
    topic.confusableWith = reader.texts("confusable_with")
    topic.mappings = mappings(reader)
    topic.threshold = reader.number("threshold", in: 0...1) ?? topic.threshold
    topic.deniedFactor = reader.number("denied", in: 0...1) ?? topic.deniedFactor
    readTriggers(reader, &topic)
    topic.rules = reader.items("rules").map { rule($0, problems) }
    return topic
  }

  private static func mappings(_ reader: MappingReader) -> [String: [String]] {
    let schemes = ["iptc", "plover", "plover_context", "cameo", "acled", "gdelt_gkg"]
    guard let reader = reader.mapping("mappings", subject: "mappings", keys: schemes) else { return [:] }
    var result: [String: [String]] = [:]
    for scheme in schemes where reader[scheme] != nil { result[scheme] = reader.texts(scheme) }
    return result
  }

  private static func readTriggers(_ reader: MappingReader, _ topic: inout Topic) {
    guard let node = reader["triggers"] else { return }
    let languages: [YAMLPair]
    do {
      languages = try node.pairs()
    } catch {
      reader.problems.add(contentsOf: error)
      return
    }
    for pair in languages {
      let lists = MappingReader(
        pair.value, subject: "triggers of a language", keys: ["strong", "weak", "negative"], problems: reader.problems)
      topic.strong += TermReader.terms(lists, "strong", language: pair.key)
      topic.weak += TermReader.terms(lists, "weak", language: pair.key)
      topic.negative += TermReader.terms(lists, "negative", language: pair.key)
    }
  }

  private static func rule(_ node: YAMLNode, _ problems: ProblemList) -> Rule {
    let keys = ["id", "weight", "all", "none", "near", "field", "scope", "language"]
    let reader = MappingReader(node, subject: "a rule", keys: keys, problems: problems)
    let language = reader.text("language")
    let groups = reader.items("all").map { TermReader.terms($0, language: language, problems: problems) }
    return Rule(
      id: reader.requiredText("id") ?? "", weight: reader.number("weight", in: 0...1) ?? 0.7, all: groups,
      none: TermReader.terms(reader, "none", language: language), near: reader.integer("near", in: 1...100),
      field: reader.choice("field", ArticleField.self), scope: reader.choice("scope", Rule.Scope.self) ?? .sentence,
      location: SourceLocation(node.place))
  }
}
