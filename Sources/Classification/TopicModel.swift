/// What a learned model may look at: everything the rules found in one article, under stable names.
public struct TopicFeatures: Sendable, Equatable {
  /// One finding of the rules.
  public struct Finding: Sendable, Equatable {
    /// Address in `topics.yaml`, `militant-attack/en/strong/suicide attack`.
    public var address: String
    /// Index of the topic in the taxonomy.
    public var topic: Int
    /// Its weight by place and clause, 0 to 1.
    public var weight: Double
  }
  /// The rules' score for each topic, in the order of the taxonomy.
  public var ruleScores: [Double]
  /// Findings in the order of topics.
  public var findings: [Finding]
  /// Gazetteer ids of the entities named, and how often.
  public var mentions: [String: Int]
  /// Folded words of title, summary and text, in order, for n-grams.
  public var words: [String]
}

/// A learned model that corrects the rules' scores; a classifier works without one.
public protocol TopicModel: Sendable {
  /// Part of `Classification.rulesVersion`.
  var version: String { get }
  /// One score from 0 to 1 for each topic, in the order of `features.ruleScores`.
  func scores(_ features: TopicFeatures) -> [Double]
}
