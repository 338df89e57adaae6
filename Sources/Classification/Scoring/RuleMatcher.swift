import Articles

/// Finds the rules whose groups of cues all stand together.
struct RuleMatcher {
  private let document: Document
  private let rules: CompiledRules
  private let clauses: ClauseReader

  init(_ document: Document, _ rules: CompiledRules, _ clauses: ClauseReader) {
    self.document = document
    self.rules = rules
    self.clauses = clauses
  }

  /// Adds a contribution for each rule that is met.
  func contributions(_ scan: Scan, _ result: inout [Contribution]) {
    for rule in candidates(scan) {
      if let contribution = best(rule, scan) { result.append(contribution) }
    }
  }

  /// Rules of which every group has a hit somewhere, ascending.
  private func candidates(_ scan: Scan) -> [Int32] {
    var masks = [UInt8](repeating: 0, count: rules.rules.count)
    var touched: [Int32] = []
    let (groupOffsets, groupUses, wholeMasks) = (rules.groupOffsets, rules.groupUses, rules.wholeMasks)
    let offsets = groupOffsets.span
    let uses = groupUses.span
    let whole = wholeMasks.span
    for signal in scan.touched {
      for index in Int(offsets[Int(signal)])..<Int(offsets[Int(signal) + 1]) {
        let rule = Int(uses[index].rule)
        if masks[rule] == 0 { touched.append(uses[index].rule) }
        masks[rule] |= 1 << UInt8(truncatingIfNeeded: uses[index].group)
      }
    }
    touched.removeAll { masks[Int($0)] != whole[Int($0)] }
    return touched.sorted()
  }

  /// The best place where the rule is met.
  private func best(_ index: Int32, _ scan: Scan) -> Contribution? {
    let rule = rules.rules[Int(index)]
    let deniedFactor = rules.deniedFactors[Int(rule.topic)]
    var best: Contribution?
    for signal in rule.groups[0] {
      scan.forEachHit(of: signal) { anchor in
        guard isAllowed(anchor, rule), let hits = companions(of: anchor, rule, scan) else { return true }
        let candidate = weighed(index, rule, hits, deniedFactor)
        if candidate.weight > best?.weight ?? 0
          || (candidate.weight == best?.weight && anchor.start < best?.hits[0].start ?? 0)
        {
          if !isForbidden(anchor, rule, scan) { best = candidate }
        }
        return true
      }
    }
    return best
  }

  private func weighed(
    _ index: Int32, _ rule: CompiledRules.CompiledRule, _ hits: [Scan.Hit], _ deniedFactor: Double
  ) -> Contribution {
    var place = 2.0
    var reduction = ClauseReduction(factor: 1, cue: nil, kind: -1)
    for hit in hits {
      place = min(place, document.sentences[Int(document.words[Int(hit.word)].sentence)].weight)
      let own = clauses.reduction(of: hit, deniedFactor: deniedFactor)
      if own.factor < reduction.factor { reduction = own }
    }
    // A rule over the whole item speaks of its theme, wherever the cues stand.
    if rule.scope == .item { place = 1 }
    let weight = min(0.97, rule.weight * place)
    return Contribution(
      topic: rule.topic, source: .rule(index), fullWeight: weight, weight: weight * reduction.factor, hits: hits,
      cue: reduction.cue, cueKind: reduction.kind, isWeak: false)
  }

  private func isAllowed(_ hit: Scan.Hit, _ rule: CompiledRules.CompiledRule) -> Bool {
    guard let field = rule.field else { return true }
    let sentence = document.words[Int(hit.word)].sentence
    return document.fields[Int(document.sentences[Int(sentence)].field)].field == field
  }

  /// Where hits must agree to count as together.
  private func place(_ hit: Scan.Hit, _ scope: Rule.Scope) -> Int32 {
    let sentence = document.words[Int(hit.word)].sentence
    return switch scope {
    case .sentence: sentence
    case .lead: document.sentences[Int(sentence)].leadGroup
    case .item: 0
    }
  }

  /// For each group the nearest hit to the anchor that overlaps no other; `nil` when one has none.
  private func companions(
    of anchor: Scan.Hit, _ rule: CompiledRules.CompiledRule, _ scan: Scan
  ) -> [Scan.Hit]? {
    var hits = [anchor]
    let place = place(anchor, rule.scope)
    for group in rule.groups.dropFirst() {
      var nearest: Scan.Hit?
      var distance = Int32.max
      for signal in group {
        scan.forEachHit(of: signal) { hit in
          let apart = abs(hit.word - anchor.word)
          let isNearer = apart < distance || (apart == distance && hit.start < nearest?.start ?? 0)
          guard isNearer, rule.near == 0 || apart <= rule.near else { return true }
          guard self.place(hit, rule.scope) == place, isAllowed(hit, rule) else { return true }
          if hits.contains(where: { $0.start < hit.end && hit.start < $0.end }) { return true }
          nearest = hit
          distance = apart
          return true
        }
      }
      guard let nearest else { return nil }
      hits.append(nearest)
    }
    return hits
  }

  private func isForbidden(_ anchor: Scan.Hit, _ rule: CompiledRules.CompiledRule, _ scan: Scan) -> Bool {
    let place = place(anchor, rule.scope)
    var result = false
    for signal in rule.none {
      scan.forEachHit(of: signal) { hit in
        result = self.place(hit, rule.scope) == place
        return !result
      }
      if result { return true }
    }
    return false
  }
}
