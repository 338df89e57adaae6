import Articles

/// Decides whether an article is about the region at all, and says why.
struct RegionGate {
  /// The verdict.
  struct Verdict {
    var isInScope: Bool
    var reason: String
  }
  /// So much suppressing vocabulary is taken for the article's subject, unless security vocabulary outweighs it.
  static let suppressionLimit = 1.0
  /// How much suppressing words weigh against security vocabulary.
  static let suppressionFactor = 1.5
  /// The same for one word alone outside the headline, where it may stand in passing.
  static let lonelySuppressionFactor = 0.7

  private let document: Document
  private let rules: CompiledRules

  init(_ document: Document, _ rules: CompiledRules) {
    self.document = document
    self.rules = rules
  }

  /// Whether an article that names these passes as far as the region is concerned.
  func admits(_ mentions: [EntityResolver.Mention], isRegionalFeed: Bool) -> Bool {
    isRegionalFeed || bestRegionMention(mentions) != nil
  }

  /// `security` is how much the rules found for the best topic, as `−ln(1 − score)`.
  func verdict(
    _ suppression: Suppression, _ mentions: [EntityResolver.Mention], isRegionalFeed: Bool, security: Double
  ) -> Verdict {
    let region = bestRegionMention(mentions)
    guard region != nil || isRegionalFeed else {
      return Verdict(isInScope: false, reason: "names nothing of the region")
    }
    if let best = suppression.best, best.weight >= RegionGate.suppressionLimit,
      best.weight * best.factor > security
    {
      let words = best.words.joined(separator: ", ")
      return Verdict(isInScope: false, reason: "suppressed: \(best.name) vocabulary (\(words))")
    }
    guard let region else { return Verdict(isInScope: true, reason: Classifier.regionalFeedReason) }
    let entity = rules.entities[Int(region.entity)].entity
    return Verdict(isInScope: true, reason: "names \(entity.name) (\(entity.type ?? entity.kind.rawValue))")
  }

  /// The mention of the region that stands at the best place; one deep in a text is not enough.
  private func bestRegionMention(_ mentions: [EntityResolver.Mention]) -> EntityResolver.Mention? {
    var best: EntityResolver.Mention?
    var bestWeight = 0.0
    var sum = 0.0
    for mention in mentions where rules.isFocus[Int(mention.entity)] {
      let sentence = document.words[Int(mention.hit.word)].sentence
      let weight = document.sentences[Int(sentence)].weight
      sum += weight
      if weight > bestWeight {
        best = mention
        bestWeight = weight
      }
    }
    return sum >= 0.5 ? best : nil
  }

  /// Vocabulary that speaks against security.
  struct Suppression {
    /// Weight of each family.
    var weights: [Double]
    /// The one that weighs most.
    var best: (name: String, weight: Double, factor: Double, words: [String])?
  }

  /// The weights of the vocabularies, each of their words once.
  func suppression(_ scan: Scan) -> Suppression {
    var weights = [Double](repeating: 0, count: rules.suppressorFamilies.count)
    guard !scan.suppressors.isEmpty else { return Suppression(weights: weights) }
    var isInTitle = [Bool](repeating: false, count: weights.count)
    var seen: [Int32] = []
    for found in scan.suppressors where !seen.contains(found.index) {
      let term = rules.suppressorTerms[Int(found.index)]
      seen.append(found.index)
      let sentence = document.sentences[Int(document.words[Int(found.hit.word)].sentence)]
      weights[Int(term.family)] += term.weight * sentence.weight
      if document.fields[Int(sentence.field)].field == .title { isInTitle[Int(term.family)] = true }
      if seen.count > 40 { break }
    }
    guard let best = weights.indices.max(by: { weights[$0] < weights[$1] }) else {
      return Suppression(weights: weights)
    }
    var words: [String] = []
    for found in scan.suppressors where Int(rules.suppressorTerms[Int(found.index)].family) == best {
      let text = document.span(found.hit.start, found.hit.end).words
      if !words.contains(text), words.count < 4 { words.append(text) }
    }
    let isLonely = words.count == 1 && !isInTitle[best]
    let factor = isLonely ? RegionGate.lonelySuppressionFactor : RegionGate.suppressionFactor
    return Suppression(weights: weights, best: (rules.suppressorFamilies[best], weights[best], factor, words))
  }
}
