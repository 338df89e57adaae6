/// What a learned model is trained on: the features of one text, by the names that `model.json` knows them by.
public struct TopicFeatures: Sendable, Equatable {
  /// One feature that is no word.
  public struct Finding: Sendable, Equatable {
    /// `topic:militant-attack`, `entity:ttp`, `vocabulary:sport`.
    public var name: String
    /// How much of it there is.
    public var value: Double

    /// Makes a finding.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }
  /// Words, pairs and title words in the order of the text; one that comes twice stands here twice.
  public var words: [String]
  /// What rules and gazetteer found.
  public var findings: [Finding]
  /// Whether something of the region is named: texts that name nothing get no tags, whatever a model says.
  public var isRegional: Bool
  /// The rules' score for each topic, in the order of the taxonomy.
  public var ruleScores: [Double]

  /// Makes features.
  public init(words: [String], findings: [Finding], isRegional: Bool, ruleScores: [Double]) {
    self.words = words
    self.findings = findings
    self.isRegional = isRegional
    self.ruleScores = ruleScores
  }
}
