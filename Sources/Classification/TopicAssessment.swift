public import Articles

/// What a classifier makes of one topic of a text, whether it gives it or not.
public struct TopicAssessment: Sendable, Equatable, Codable {
  /// Topic id.
  public var topic: String
  /// The score, 0 to 1.
  public var score: Double
  /// The score from which the topic is given.
  public var threshold: Double
  /// What speaks for and against it, largest share first; empty when nothing speaks for it.
  public var evidence: [Evidence]

  /// Makes an assessment.
  public init(topic: String, score: Double, threshold: Double, evidence: [Evidence] = []) {
    self.topic = topic
    self.score = score
    self.threshold = threshold
    self.evidence = evidence
  }
}

extension Classifier {
  /// The scope reason of a text that names nothing of the region and comes from a regional feed.
  public static let regionalFeedReason = "from a regional feed"

  /// The score from which each topic is given to this text, in the order of the taxonomy.
  public func thresholds(of text: ClassifiableText) -> [Double] {
    guard let bound, bound.model.reads(text) else { return rules.topics.map(\.threshold) }
    return rules.topics.indices.map { index in
      let output = bound.outputs[index]
      return output < 0 ? rules.topics[index].threshold : bound.model.outputs[output].threshold
    }
  }

  /// How near the text is to another decision: the least distance of a topic's score from its threshold, 0 to 1.
  public func margin(of text: ClassifiableText) -> Double {
    zip(scores(of: text), thresholds(of: text)).map { abs($0 - $1) }.min() ?? 1
  }

  /// Score, threshold and evidence of every topic, in the order of the taxonomy.
  public func assessments(of text: ClassifiableText) -> [TopicAssessment] {
    let reading = Reading(text, rules)
    let opinion = opinion(of: text, reading)
    let ruleEvidence = RuleEvidence(reading: reading, rules: rules)
    let limits = thresholds(of: text)
    return rules.topics.enumerated().map { index, topic in
      let score = opinion?.scores[index] ?? reading.ruleScores[index]
      let evidence =
        if let opinion, opinion.decides(index) {
          opinion.evidence(of: index)
        } else {
          ruleEvidence.amounts(of: index).evidence()
        }
      return TopicAssessment(topic: topic.id, score: score, threshold: limits[index], evidence: evidence)
    }
  }
}
