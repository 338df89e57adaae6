package import Classification

/// Reads `relations.yaml` into a lexicon.
///
/// Unknown keys, wrong types and empty lists go to `problems` with their place; what the rules mean is checked by
/// `RelationFinder`.
package enum RelationsReader {
  /// The lexicon in a document; incomplete when `problems` has errors.
  package static func lexicon(_ document: YAMLDocument, problems: ProblemList) -> RelationLexicon {
    let keys = ["lexicon", "word_lists", "subjects", "events", "reports", "relations"]
    let reader = MappingReader(document.root, subject: "relations.yaml", keys: keys, problems: problems)
    var lexicon = RelationLexicon()
    if let head = reader.mapping("lexicon", subject: "the lexicon's head", keys: ["id", "version"]) {
      lexicon.id = head.requiredText("id") ?? ""
      lexicon.version = head.requiredText("version") ?? ""
    }
    lexicon.wordLists = TermReader.wordLists(reader, "word_lists")
    lexicon.subjects = TermReader.terms(reader, "subjects")
    lexicon.events = TermReader.terms(reader, "events")
    lexicon.reports = TermReader.terms(reader, "reports")
    lexicon.rules = reader.items("relations").compactMap { rule($0, problems) }
    return lexicon
  }

  private static func rule(_ node: YAMLNode, _ problems: ProblemList) -> RelationRule? {
    let keys = ["type", "verbs", "with", "without", "links", "recipient", "adjacent", "mutual", "places"]
    let reader = MappingReader(node, subject: "a relation", keys: keys, problems: problems)
    if reader["type"] == nil { _ = reader.requiredText("type") }
    guard let type = reader.choice("type", RelationType.self) else { return nil }
    var rule = RelationRule(type, verbs: TermReader.terms(reader, "verbs"), location: SourceLocation(node.place))
    rule.with = TermReader.terms(reader, "with")
    rule.without = TermReader.terms(reader, "without")
    rule.links = TermReader.terms(reader, "links")
    rule.recipient = reader.choice("recipient", RelationRule.Recipient.self) ?? .required
    rule.isAdjacent = reader.truth("adjacent") ?? false
    rule.isMutual = reader.truth("mutual") ?? false
    rule.takesPlaces = reader.truth("places") ?? false
    return rule
  }
}
