import Articles

/// What words, rules and names contributed to a topic that a model gave, as evidence.
///
/// The amount of a reason is what it adds to the sum that the probability is made of. Words that stand side by side are
/// one reason; small reasons are left out.
struct ModelEvidence {
  /// So many reasons are told at most.
  static let limit = 8
  /// A reason under this share of the largest is not told.
  static let smallestShare = 0.04
  /// A word under this share of the strongest word ends a run.
  static let smallestWord = 0.08

  let reading: Reading
  let rules: CompiledRules
  let bound: BoundModel
  let sums: BoundModel.Sums

  /// The reasons for a topic, by index in the taxonomy.
  func amounts(of topic: Int) -> [RuleEvidence.Amount] {
    let output = bound.outputs[topic]
    var amounts = words(output) + names(output)
    let ruleEvidence = RuleEvidence(reading: reading, rules: rules)
    for (source, score) in reading.ruleScores.enumerated() where score > 0 {
      let weight = bound.weight(ofTopic: source, for: output)
      guard weight > 0 else { continue }
      for var amount in ruleEvidence.amounts(of: source) {
        amount.value *= weight
        amounts.append(amount)
      }
    }
    return strongest(amounts)
  }

  private func strongest(_ amounts: [RuleEvidence.Amount]) -> [RuleEvidence.Amount] {
    let ordered = amounts.sorted { left, right in
      if abs(left.value) != abs(right.value) { return abs(left.value) > abs(right.value) }
      return left.rule != right.rule ? left.rule < right.rule : left.span.start < right.span.start
    }
    guard let largest = ordered.first(where: { $0.value > 0 })?.value else { return [] }
    return Array(ordered.prefix { abs($0.value) >= largest * Self.smallestShare }.prefix(Self.limit))
  }

  /// Runs of words that speak for the topic.
  private func words(_ output: Int) -> [RuleEvidence.Amount] {
    let document = reading.document
    var amounts = [Double](repeating: 0, count: sums.wordCount)
    for item in sums.words {
      let value = Double(bound.model.table.weight(item.row, output: output) / sums.length(of: item.kind))
      if item.first == item.last {
        amounts[Int(item.first)] += value
      } else {
        amounts[Int(item.first)] += value / 2
        amounts[Int(item.last)] += value / 2
      }
    }
    let least = max(0, Self.smallestWord * (amounts.max() ?? 0))
    var result: [RuleEvidence.Amount] = []
    var index = 0
    while index < amounts.count {
      guard amounts[index] > least else {
        index += 1
        continue
      }
      let first = index
      var value = 0.0
      while index < amounts.count, amounts[index] > least, document.words[index].clause == document.words[first].clause
      {
        value += amounts[index]
        index += 1
      }
      let span = document.span(document.words[first].start, document.endOfWord(index - 1))
      result.append(RuleEvidence.Amount(span: span, rule: "model/words", value: value))
    }
    return result
  }

  /// Names of entities that speak for the topic, each at its first mention.
  private func names(_ output: Int) -> [RuleEvidence.Amount] {
    var result: [RuleEvidence.Amount] = []
    for entity in reading.distinctEntities {
      let value = bound.weight(ofEntity: entity, for: output) * BoundModel.entityValue
      guard value > 0, let mention = reading.mentions.first(where: { $0.entity == entity }) else { continue }
      let span = reading.document.span(mention.hit.start, mention.hit.end)
      let id = rules.entities[Int(entity)].entity.id
      result.append(RuleEvidence.Amount(span: span, rule: "model/entity:\(id)", value: value))
    }
    return result
  }
}
