import Articles

/// What terms and rules contributed to a topic, as evidence.
struct RuleEvidence {
  let reading: Reading
  let rules: CompiledRules

  /// One reason before shares are made of amounts.
  struct Amount {
    var span: TextSpan
    var rule: String
    /// Any unit, the same for all reasons of a tag; negative for what lowered the score.
    var value: Double
  }

  /// The reasons for a topic, by the rules alone.
  ///
  /// Amounts are `−log(1 − w)`, which add up where `1 − Π(1 − w)` multiplies; a cue that lowered a weight has the
  /// negative amount of what it took.
  func amounts(of topic: Int) -> [Amount] {
    var result: [Amount] = []
    for contribution in reading.contributions where contribution.topic == Int32(topic) && contribution.weight > 0 {
      let full = logarithmicWeight(contribution.fullWeight)
      let address = address(contribution)
      for hit in contribution.hits {
        let span = reading.document.span(hit.start, hit.end)
        result.append(Amount(span: span, rule: address, value: full / Double(contribution.hits.count)))
      }
      let taken = full - logarithmicWeight(contribution.weight)
      if let cue = contribution.cue, taken > 0 {
        let span = reading.document.span(cue.start, cue.end)
        result.append(Amount(span: span, rule: "clauses/\(cueName(contribution.cueKind))", value: -taken))
      }
    }
    return result
  }

  private func cueName(_ kind: Int32) -> String {
    kind == CueKind.background ? "background" : kind == CueKind.negation ? "negation" : "denial"
  }

  private func address(_ contribution: Contribution) -> String {
    switch contribution.source {
    case .trigger(let index): rules.address(ofTrigger: index)
    case .rule(let index): rules.rules[Int(index)].address
    }
  }
}

extension [RuleEvidence.Amount] {
  /// Evidence with shares that add up to 1, largest first; empty when nothing speaks for the topic.
  func evidence() -> [Evidence] {
    let total = reduce(0) { $0 + $1.value }
    guard total > 0 else { return [] }
    return map { Evidence(span: $0.span, rule: $0.rule, share: $0.value / total) }
      .sorted { left, right in
        if left.share != right.share { return left.share > right.share }
        return left.rule != right.rule ? left.rule < right.rule : left.span.start < right.span.start
      }
  }
}
