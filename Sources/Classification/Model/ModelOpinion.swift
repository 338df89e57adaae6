import Articles
import Foundation

/// What a model says of one text: probabilities, and which topics are given.
struct ModelOpinion {
  /// The probability of each topic of the taxonomy, for those that are given their score as tags; the rules' score where
  /// the model knows no such topic.
  let scores: [Double]
  /// Whether the model gives it.
  let isGiven: [Bool]
  private let reading: Reading
  private let rules: CompiledRules
  private let bound: BoundModel
  private let sums: BoundModel.Sums

  init(_ reading: Reading, _ rules: CompiledRules, _ bound: BoundModel) {
    self.reading = reading
    self.rules = rules
    self.bound = bound
    sums = bound.sums(reading)
    let probabilities = bound.model.probabilities(sums.outputs)
    let given = bound.model.given(probabilities)
    let modelScores = bound.model.scores(probabilities, given: given)
    scores = bound.outputs.enumerated().map { $1 < 0 ? reading.ruleScores[$0] : modelScores[$1] }
    // What seems to be about sport, say, must be surer to have a topic, by half of what is left to 1.
    let any = bound.model.outputs.count - 1
    let doubtful = (1 + bound.model.outputs[any].threshold) / 2
    let hasTopics = reading.verdict.isInScope || probabilities[any] >= doubtful
    isGiven = bound.outputs.map { $0 >= 0 && given[$0] && hasTopics }
  }

  /// Whether the model alone decides: not on topics that it does not know, nor on an article that is much longer than the
  /// headlines and leads it has learned from, whose later parts only the rules read.
  func decides(_ topic: Int) -> Bool {
    bound.outputs[topic] >= 0 && reading.document.words.count <= 2 * bound.model.reach
  }

  /// The reasons for a topic.
  func evidence(of topic: Int) -> [Evidence] {
    ModelEvidence(reading: reading, rules: rules, bound: bound, sums: sums).amounts(of: topic).evidence()
  }
}

extension TopicModel {
  /// Whether a text is in a language that the model was trained on; without a language, whether it is in Latin script.
  func reads(_ text: ClassifiableText) -> Bool {
    if let language = text.language { return languages.contains(String(language.prefix { $0 != "-" }).lowercased()) }
    let sample = [text.title.utf8.prefix(200), text.summary.utf8.prefix(200)]
    return sample.reduce(0) { $0 + $1.count { $0 >= 0x80 } } * 4 <= sample.reduce(0) { $0 + $1.count }
  }

  /// Probabilities of all outputs for their sums of weights.
  public func probabilities(_ sums: [Double]) -> [Double] {
    let any = sums[sums.count - 1]
    return outputs.indices.map { outputs[$0].calibration.probability(sums[$0], any: any) }
  }

  /// What is told as the score of each output: its certainty where it is given, its probability elsewhere.
  func scores(_ probabilities: [Double], given: [Bool]) -> [Double] {
    zip(probabilities, given).map { $1 ? Self.certainty($0, certainty) : $0 }
  }

  /// The score of a tag: how often tags that were given with such a probability are right.
  public static func certainty(_ probability: Double, _ certainty: Calibration) -> Double {
    certainty.probability(logit(probability), any: 0)
  }

  /// ln(p / (1 − p)), within bounds.
  public static func logit(_ probability: Double) -> Double {
    let bounded = min(1 - 1e-4, max(1e-4, probability))
    return log(bounded / (1 - bounded))
  }

  /// Which outputs are given for their probabilities.
  public func given(_ probabilities: [Double]) -> [Bool] { Self.given(probabilities, outputs) }

  /// Which outputs are given: none unless `any` reaches its threshold; then those that reach theirs, or the nearest one.
  public static func given(_ probabilities: [Double], _ outputs: [Output]) -> [Bool] {
    let any = outputs.count - 1
    guard probabilities[any] >= outputs[any].threshold else { return outputs.map { _ in false } }
    var given = outputs.indices.map { $0 != any && probabilities[$0] >= outputs[$0].threshold }
    guard !given.contains(true) else { return given }
    let nearest = outputs.indices.dropLast().max { left, right in
      probabilities[left] / outputs[left].threshold < probabilities[right] / outputs[right].threshold
    }
    if let nearest { given[nearest] = true }
    return given
  }
}
