import Articles

/// One text, read: the steps of classification and their results.
struct Reading {
  let document: Document
  let mentions: [EntityResolver.Mention]
  /// Indexes of the entities named, each once, in the order of first mention.
  let distinctEntities: [Int32]
  let contributions: [Contribution]
  /// The rules' score for each topic.
  let ruleScores: [Double]
  /// Whether something of the region is named, or the feed is of the region.
  let isRegional: Bool
  /// Whether the text is about the region's security as far as names and vocabulary tell, and why.
  let verdict: RegionGate.Verdict
  /// Weight of each vocabulary that speaks against security.
  let vocabularies: [Double]

  /// Reads a text; unless `weighsAll`, topics of one that is outside the region are not weighed, since it gets no tags.
  init(_ text: ClassifiableText, _ rules: CompiledRules, weighsAll: Bool = false) {
    document = Document(text)
    var scan = Scan(document, rules, language: Languages.index(text.language))
    mentions = EntityResolver(document, rules).resolve(&scan)
    distinctEntities = Self.distinct(mentions)
    let gate = RegionGate(document, rules)
    isRegional = gate.admits(mentions, isRegionalFeed: text.isRegionalFeed)
    let isWeighed = weighsAll || isRegional
    let scorer = TopicScorer(document, scan, rules)
    contributions = isWeighed ? scorer.contributions(scan, mentions) : []
    ruleScores = scorer.scores(contributions)
    let suppression = gate.suppression(scan)
    vocabularies = suppression.weights
    verdict = gate.verdict(
      suppression, mentions, isRegionalFeed: text.isRegionalFeed, security: logarithmicWeight(ruleScores.max() ?? 0))
  }

  /// The entities named, most mentions first.
  func entities(_ rules: CompiledRules) -> [Entity] {
    let entities = distinctEntities.map { index in
      var entity = rules.entities[Int(index)].entity
      entity.mentions = mentions.filter { $0.entity == index }.map { document.span($0.hit.start, $0.hit.end) }
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

  private static func distinct(_ mentions: [EntityResolver.Mention]) -> [Int32] {
    var distinct: [Int32] = []
    for mention in mentions where !distinct.contains(mention.entity) { distinct.append(mention.entity) }
    return distinct
  }
}
