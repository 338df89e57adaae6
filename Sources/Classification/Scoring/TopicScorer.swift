import Articles

/// Weighs terms and rules for each topic.
///
/// A term counts once, at its best place, a little more when it comes again; weak terms count half unless an entity of
/// the region or another term of the topic stands in the same sentence. Weights join as `1 − Π(1 − w)`.
struct TopicScorer {
  /// What place and repetition can at most make of a weight.
  static let largestFactor = 1.15 * 1.2

  private let document: Document
  private let rules: CompiledRules
  private let clauses: ClauseReader

  init(_ document: Document, _ scan: Scan, _ rules: CompiledRules) {
    self.document = document
    self.rules = rules
    clauses = ClauseReader(document, scan, rules)
  }

  /// All contributions, in the order of topics, terms and rules.
  func contributions(_ scan: Scan, _ mentions: [EntityResolver.Mention]) -> [Contribution] {
    var result = triggerContributions(scan, mentions)
    RuleMatcher(document, rules, clauses).contributions(scan, &result)
    result.sort { $0.topic < $1.topic }
    return result
  }

  /// The joint score of each topic.
  func scores(_ contributions: [Contribution]) -> [Double] {
    var rest = [Double](repeating: 1, count: rules.topicIDs.count)
    for contribution in contributions { rest[Int(contribution.topic)] *= 1 - min(0.97, contribution.weight) }
    return rest.map { 1 - $0 }
  }

  // MARK: Terms

  private struct TopicHit {
    var topic: Int32
    var trigger: Int32
    var strength: CompiledRules.Strength
    var hit: Scan.Hit
  }

  private func triggerContributions(_ scan: Scan, _ mentions: [EntityResolver.Mention]) -> [Contribution] {
    guard !scan.triggers.isEmpty else { return [] }
    let hits = survivingHits(scan)
    let regional = regionalSentences(mentions)
    var result: [Contribution] = []
    var index = 0
    while index < hits.count {
      var end = index + 1
      while end < hits.count, hits[end].topic == hits[index].topic { end += 1 }
      weigh(hits[index..<end], regional, &result)
      index = end
    }
    return result
  }

  /// Hits by topic and place, without those nested in a longer one or cancelled by a negative phrase.
  private func survivingHits(_ scan: Scan) -> [TopicHit] {
    var hits: [TopicHit] = []
    hits.reserveCapacity(scan.triggers.count)
    for found in scan.triggers {
      let trigger = rules.triggers[Int(found.index)]
      hits.append(TopicHit(topic: trigger.topic, trigger: found.index, strength: trigger.strength, hit: found.hit))
    }
    hits.sort { left, right in
      if left.topic != right.topic { return left.topic < right.topic }
      if left.hit.start != right.hit.start { return left.hit.start < right.hit.start }
      if left.hit.end != right.hit.end { return left.hit.end > right.hit.end }
      return left.trigger < right.trigger
    }
    var result: [TopicHit] = []
    var cancelledClauses: Set<Int64> = []
    var last: TopicHit?
    for hit in hits {
      if let last, last.topic == hit.topic, hit.hit.end <= last.hit.end { continue }
      last = hit
      if hit.strength == .negative { cancelledClauses.insert(clauseKey(hit)) } else { result.append(hit) }
    }
    if !cancelledClauses.isEmpty {
      result.removeAll { $0.strength == .weak && cancelledClauses.contains(clauseKey($0)) }
    }
    return result
  }

  private func clauseKey(_ hit: TopicHit) -> Int64 {
    Int64(hit.topic) << 32 | Int64(document.words[Int(hit.hit.word)].clause)
  }

  /// For each sentence whether an entity of the region is named in it.
  private func regionalSentences(_ mentions: [EntityResolver.Mention]) -> [Bool] {
    var result = [Bool](repeating: false, count: document.sentences.count)
    for mention in mentions where rules.isFocus[Int(mention.entity)] {
      result[Int(document.words[Int(mention.hit.word)].sentence)] = true
    }
    return result
  }

  /// Adds one contribution for each distinct term of one topic.
  private func weigh(_ hits: ArraySlice<TopicHit>, _ regional: [Bool], _ result: inout [Contribution]) {
    let deniedFactor = rules.deniedFactors[Int(hits[hits.startIndex].topic)]
    var ordered = Array(hits)
    ordered.sort { $0.trigger != $1.trigger ? $0.trigger < $1.trigger : $0.hit.start < $1.hit.start }
    var index = 0
    while index < ordered.count {
      var end = index + 1
      while end < ordered.count, ordered[end].trigger == ordered[index].trigger { end += 1 }
      let base = ordered[index].strength == .strong ? rules.scoring.strongWeight : rules.scoring.weakWeight
      var best = Contribution(
        topic: ordered[index].topic, source: .trigger(ordered[index].trigger), fullWeight: 0, weight: -1, hits: [],
        isWeak: ordered[index].strength == .weak)
      for occurrence in ordered[index..<end].prefix(Int(Scan.hitsPerSignal)) {
        let sentence = Int(document.words[Int(occurrence.hit.word)].sentence)
        var weight = base * document.sentences[sentence].weight
        if occurrence.strength == .weak, !regional[sentence], !hasCompany(occurrence, ordered) { weight *= 0.5 }
        let reduction = clauses.reduction(of: occurrence.hit, deniedFactor: deniedFactor)
        guard weight * reduction.factor > best.weight else { continue }
        best.fullWeight = weight
        best.weight = weight * reduction.factor
        best.hits = [occurrence.hit]
        best.cue = reduction.cue
        best.cueKind = reduction.kind
      }
      let repetition = 1 + 0.1 * Double(min(2, end - index - 1))
      best.weight *= repetition
      best.fullWeight *= repetition
      result.append(best)
      index = end
    }
  }

  /// Whether another term of the topic stands in the same sentence.
  private func hasCompany(_ hit: TopicHit, _ all: [TopicHit]) -> Bool {
    let sentence = document.words[Int(hit.hit.word)].sentence
    return all.prefix(100).contains {
      $0.trigger != hit.trigger && document.words[Int($0.hit.word)].sentence == sentence
    }
  }
}
