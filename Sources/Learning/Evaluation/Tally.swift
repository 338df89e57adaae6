/// Counts answers item by item.
public struct Tally {
  private var counted = Figures()
  private let topics: [String]
  private var byTopic: [Evaluation.Counts]
  private var confusions: [String: Int] = [:]

  /// Counts answers on these topics.
  public init(topics: [String]) {
    self.topics = topics
    byTopic = Array(repeating: .init(), count: topics.count)
  }

  /// Counts the answer on one item.
  ///
  /// `scores` has the score of every topic, also of those not given; it is empty when they are not known.
  public mutating func note(_ item: LabeledItem, given: [String], scores: [String: Double]) {
    counted.itemCount += 1
    let heeded = given.filter { item.topics.contains($0) || !item.optional.contains($0) }
    if !item.isInScope {
      counted.outOfScopeCount += 1
      counted.falseTagCount += heeded.count
    }
    for (index, topic) in topics.enumerated() {
      let verdict = item.verdict(topic)
      byTopic[index].note(verdict, isGiven: given.contains(topic))
      if verdict != .unsure, let score = scores[topic] { note(score, isRight: verdict == .yes, given.contains(topic)) }
    }
    counted.tagged.note(item.topics.isEmpty ? .no : .yes, isGiven: !heeded.isEmpty)
    let extra = heeded.filter { !item.topics.contains($0) }
    let missed = item.topics.filter { !given.contains($0) }
    let right = item.topics.count - missed.count
    let sum = item.topics.count + heeded.count
    counted.exampleSum += sum == 0 ? 1 : Double(2 * right) / Double(sum)
    if !extra.isEmpty || !missed.isEmpty {
      counted.differences.append(.init(item: item, extra: extra, missed: missed, scores: scores))
    }
    for label in missed { for other in extra { confusions["\(label) \(other)", default: 0] += 1 } }
  }

  private mutating func note(_ score: Double, isRight: Bool, _ isGiven: Bool) {
    let bin = min(9, max(0, Int(score * 10)))
    counted.reliability[bin].note(score, isRight)
    if isGiven { counted.givenReliability[bin].note(score, isRight) }
  }

  /// What was counted.
  public var figures: Figures {
    var figures = counted
    figures.topics = zip(topics, byTopic).map { Evaluation.TopicCounts(topic: $0, counts: $1) }
    figures.total = byTopic.reduce(into: .init()) { $0.add($1) }
    figures.confusions = confusions.map { pair, count in
      let names = pair.split(separator: " ").map(String.init)
      return Figures.Confusion(label: names[0], given: names[1], count: count)
    }
    .sorted { left, right in
      left.count != right.count ? left.count > right.count : (left.label, left.given) < (right.label, right.given)
    }
    return figures
  }
}

extension Evaluation.Bin {
  mutating func note(_ score: Double, _ isRight: Bool) {
    count += 1
    scoreSum += score
    if isRight { rightCount += 1 }
  }
}

extension LabeledItem {
  /// What the label says of a topic.
  func verdict(_ topic: String) -> TrainingSet.Verdict {
    topics.contains(topic) ? .yes : optional.contains(topic) ? .unsure : .no
  }
}
