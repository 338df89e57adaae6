public import Articles

/// Tags articles: a pure function of their text and a desk's taxonomy and gazetteer.
///
/// Region gate, then weighted terms and rules for each topic, each tag with its evidence. Deterministic; immutable and
/// shared by threads.
public struct Classifier: Sendable {
  /// No field is read past so many bytes.
  public static let maximumFieldBytes = 100_000

  /// Digest of the rules, 16 hexadecimal digits; with a model its version follows after `+`.
  public let rulesVersion: String
  let rules: CompiledRules
  private let model: (any TopicModel)?

  /// Compiles a taxonomy and a gazetteer.
  ///
  /// - Throws: `TaxonomyError` for the first thing that makes no sense, with its place.
  public init(
    taxonomy: Taxonomy, gazetteer: Gazetteer, model: (any TopicModel)? = nil
  ) throws(TaxonomyError) {
    rules = try RuleCompiler.compile(taxonomy, gazetteer)
    self.model = model
    let digest = RulesDigest.of(taxonomy, gazetteer)
    rulesVersion = model.map { digest + "+" + $0.version } ?? digest
  }

  /// Ids of the topics, in the order of the taxonomy.
  public var topicIDs: [String] { rules.topics.map(\.id) }

  /// Tags one text.
  public func classify(_ text: ClassifiableText) -> Classification {
    let reading = Reading(text, rules)
    var result = Classification(
      isInScope: reading.verdict.isInScope, scopeReason: reading.verdict.reason, entities: reading.entities(),
      rulesVersion: rulesVersion)
    if reading.verdict.isInScope { result.tags = reading.tags(reading.scores(model)) }
    return result
  }

  /// What a learned model is trained on.
  public func features(of text: ClassifiableText) -> TopicFeatures {
    Reading(text, rules, weighsAll: true).features()
  }
}

/// One text, read: the steps of classification and their results.
private struct Reading {
  let document: Document
  let mentions: [EntityResolver.Mention]
  let contributions: [Contribution]
  let ruleScores: [Double]
  let verdict: RegionGate.Verdict
  private let rules: CompiledRules

  /// Reads a text; unless `weighsAll`, topics of one that is outside the region are not weighed, since it gets no tags.
  init(_ text: ClassifiableText, _ rules: CompiledRules, weighsAll: Bool = false) {
    self.rules = rules
    document = Document(text)
    var scan = Scan(document, rules, language: Languages.index(text.language))
    mentions = EntityResolver(document, rules).resolve(&scan)
    let gate = RegionGate(document, rules)
    let isWeighed = weighsAll || gate.admits(mentions, isRegionalFeed: text.isRegionalFeed)
    let scorer = TopicScorer(document, scan, rules)
    contributions = isWeighed ? scorer.contributions(scan, mentions) : []
    ruleScores = scorer.scores(contributions)
    verdict = gate.verdict(
      scan, mentions, isRegionalFeed: text.isRegionalFeed, security: logarithmicWeight(ruleScores.max() ?? 0))
  }

  func scores(_ model: (any TopicModel)?) -> [Double] {
    guard let model else { return ruleScores }
    let scores = model.scores(features())
    return scores.count == ruleScores.count ? scores : ruleScores
  }

  func features() -> TopicFeatures {
    let findings = contributions.map { contribution in
      TopicFeatures.Finding(address: address(contribution), topic: Int(contribution.topic), weight: contribution.weight)
    }
    var counts: [String: Int] = [:]
    for mention in mentions { counts[rules.entities[Int(mention.entity)].entity.id, default: 0] += 1 }
    let bytes = document.folded.bytes
    let words = document.words.map { word in
      let start = Int(word.start)
      return String(decoding: bytes[start...].prefix { isWordByte($0) }, as: UTF8.self)
    }
    return TopicFeatures(ruleScores: ruleScores, findings: findings, mentions: counts, words: words)
  }

  // MARK: Tags

  func tags(_ scores: [Double]) -> [Tag] {
    var tags: [Tag] = []
    for (index, topic) in rules.topics.enumerated() where scores[index] >= topic.threshold {
      let own = contributions.filter { $0.topic == Int32(index) && $0.weight > 0 }
      guard !own.isEmpty else { continue }
      tags.append(Tag(topic: topic.id, score: min(1, scores[index]), evidence: evidence(own)))
    }
    tags.sort { $0.score != $1.score ? $0.score > $1.score : $0.topic < $1.topic }
    return Array(tags.prefix(rules.scoring.maximumTopics))
  }

  /// Shares of `−log(1 − w)`, which add up where `1 − Π(1 − w)` multiplies; a cue that lowered a weight has the
  /// negative share of what it took.
  private func evidence(_ contributions: [Contribution]) -> [Evidence] {
    let total = contributions.reduce(0) { $0 + logarithmicWeight($1.weight) }
    guard total > 0 else { return [] }
    var result: [Evidence] = []
    for contribution in contributions {
      let full = logarithmicWeight(contribution.fullWeight) / total
      let address = address(contribution)
      for hit in contribution.hits {
        let span = document.span(hit.start, hit.end)
        result.append(Evidence(span: span, rule: address, share: full / Double(contribution.hits.count)))
      }
      let taken = full - logarithmicWeight(contribution.weight) / total
      if let cue = contribution.cue, taken > 0 {
        let span = document.span(cue.start, cue.end)
        result.append(Evidence(span: span, rule: "clauses/\(cueName(contribution.cueKind))", share: -taken))
      }
    }
    return result.sorted { left, right in
      if left.share != right.share { return left.share > right.share }
      return left.rule != right.rule ? left.rule < right.rule : left.span.start < right.span.start
    }
  }

  private func cueName(_ kind: Int32) -> String {
    kind == CueKind.background ? "background" : kind == CueKind.negation ? "negation" : "denial"
  }

  private func address(_ contribution: Contribution) -> String {
    switch contribution.source {
    case .trigger(let index): rules.triggers[Int(index)].address
    case .rule(let index): rules.rules[Int(index)].address
    }
  }

  // MARK: Entities

  func entities() -> [Entity] {
    var order: [Int32] = []
    var spans: [Int32: [TextSpan]] = [:]
    for mention in mentions {
      if spans[mention.entity] == nil { order.append(mention.entity) }
      spans[mention.entity, default: []].append(document.span(mention.hit.start, mention.hit.end))
    }
    let entities = order.map { index in
      var entity = rules.entities[Int(index)].entity
      entity.mentions = spans[index] ?? []
      return entity
    }
    // The sort must be stable over equal counts: order of first mention decides.
    return entities.enumerated()
      .sorted { left, right in
        let counts = (left.element.mentions.count, right.element.mentions.count)
        return counts.0 != counts.1 ? counts.0 > counts.1 : left.offset < right.offset
      }
      .map(\.element)
  }
}
