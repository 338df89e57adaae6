public import Articles

/// Tags articles: a pure function of their text, a desk's taxonomy and gazetteer, and a learned model if there is one.
///
/// Region gate, then weighted terms and rules for each topic, then a probability from the model; each tag with its
/// evidence. Deterministic; immutable and shared by threads.
public struct Classifier: Sendable {
  /// No field is read past so many bytes.
  public static let maximumFieldBytes = 100_000

  /// Digest of the rules, 16 hexadecimal digits; with a model its version follows after `+`.
  public let rulesVersion: String
  let rules: CompiledRules
  let bound: BoundModel?

  /// Compiles a taxonomy and a gazetteer.
  ///
  /// - Throws: `TaxonomyError` for the first thing that makes no sense, with its place.
  public init(
    taxonomy: Taxonomy, gazetteer: Gazetteer, model: TopicModel? = nil
  ) throws(TaxonomyError) {
    let compiled = try RuleCompiler.compile(taxonomy, gazetteer)
    rules = compiled
    bound = model.map { BoundModel($0, compiled) }
    let digest = RulesDigest.of(taxonomy, gazetteer)
    rulesVersion = model.map { digest + "+" + $0.version } ?? digest
  }

  /// Ids of the topics, in the order of the taxonomy.
  public var topicIDs: [String] { rules.topicIDs }

  /// Tags one text.
  public func classify(_ text: ClassifiableText) -> Classification {
    let reading = Reading(text, rules)
    let opinion = opinion(of: text, reading)
    var result = Classification(
      isInScope: reading.verdict.isInScope, scopeReason: reading.verdict.reason, entities: reading.entities(rules),
      rulesVersion: rulesVersion)
    result.tags = tags(reading, opinion)
    result.place = PlaceFinder(reading, rules).place()
    // A model weighs what the vocabulary says against security, so that its word counts.
    if !result.tags.isEmpty { result.isInScope = true }
    return result
  }

  /// What a learned model is trained on: the features of the first `reach` words, and all that rules and gazetteer find.
  public func features(of text: ClassifiableText, reach: Int) -> TopicFeatures {
    TopicFeatures(Reading(text, rules, weighsAll: true), rules, reach: reach)
  }

  /// The score of every topic, in the order of the taxonomy, whether it is given or not; zeros outside the region.
  public func scores(of text: ClassifiableText) -> [Double] {
    let reading = Reading(text, rules)
    guard reading.isRegional else { return [Double](repeating: 0, count: rules.topics.count) }
    return opinion(of: text, reading)?.scores ?? reading.ruleScores
  }

  /// What the model says of a text, whatever the desk's topics and region are; nothing without a model.
  public func verdicts(of text: ClassifiableText) -> [(topic: String, score: Double, isGiven: Bool)] {
    guard let bound else { return [] }
    let probabilities = bound.model.probabilities(bound.sums(Reading(text, rules, weighsAll: true)).outputs)
    let given = bound.model.given(probabilities)
    let scores = bound.model.scores(probabilities, given: given)
    return bound.model.outputs.indices.dropLast().map { (bound.model.outputs[$0].id, scores[$0], given[$0]) }
  }

  /// What the model says, where there is one that reads the text.
  func opinion(of text: ClassifiableText, _ reading: Reading) -> ModelOpinion? {
    guard let bound, reading.isRegional, bound.model.reads(text) else { return nil }
    return ModelOpinion(reading, rules, bound)
  }

  // MARK: Tags

  private func tags(_ reading: Reading, _ opinion: ModelOpinion?) -> [Tag] {
    guard opinion != nil ? reading.isRegional : reading.verdict.isInScope else { return [] }
    var tags: [Tag] = []
    for (index, topic) in rules.topicIDs.enumerated() {
      if let opinion, opinion.isGiven[index] {
        let evidence = opinion.evidence(of: index)
        if !evidence.isEmpty {
          tags.append(Tag(topic: topic, score: opinion.scores[index], evidence: evidence))
          continue
        }
      }
      if let opinion, opinion.decides(index) { continue }
      guard reading.verdict.isInScope, reading.ruleScores[index] >= rules.thresholds[index] else { continue }
      let evidence = RuleEvidence(reading: reading, rules: rules).amounts(of: index).evidence()
      if !evidence.isEmpty {
        tags.append(Tag(topic: topic, score: min(1, reading.ruleScores[index]), evidence: evidence))
      }
    }
    tags.sort { $0.score != $1.score ? $0.score > $1.score : $0.topic < $1.topic }
    return Array(tags.prefix(rules.scoring.maximumTopics))
  }
}
