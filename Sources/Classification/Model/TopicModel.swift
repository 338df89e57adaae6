/// Learned weights: one logistic regression a topic over features of a text, and one for whether it has a topic at all.
///
/// `khabar train` learns it, `model.json` keeps it. A class, so that every reader shares one; every property is constant.
public final class TopicModel: Sendable {
  /// One logistic regression, and what makes a probability and a decision of it.
  public struct Output: Sendable, Equatable {
    /// Topic id; `any` for the one that says whether there is a topic at all.
    public var id: String
    /// What is added to the sum of weights.
    public var bias: Double
    /// The probability is `σ(slope · sum + anySlope · sum of any + offset)` (Platt 1999).
    public var calibration: Calibration
    /// From this probability the topic is given.
    public var threshold: Double

    /// Makes an output.
    public init(id: String, bias: Double, calibration: Calibration, threshold: Double) {
      self.id = id
      self.bias = bias
      self.calibration = calibration
      self.threshold = threshold
    }
  }

  /// A sigmoid over two sums of weights.
  public struct Calibration: Sendable, Equatable {
    /// Factor of the topic's own sum.
    public var slope: Double
    /// Factor of the sum of `any`.
    public var anySlope: Double
    /// What is added.
    public var offset: Double

    /// Makes a calibration.
    public init(slope: Double = 1, anySlope: Double = 0, offset: Double = 0) {
      self.slope = slope
      self.anySlope = anySlope
      self.offset = offset
    }

    /// The probability for two sums of weights.
    public func probability(_ sum: Double, any: Double) -> Double {
      logistic(slope * sum + anySlope * any + offset)
    }
  }

  /// A feature and its weights in steps of `scale`, one an output.
  public struct Feature: Sendable, Equatable {
    /// `word:attack`, `topic:narcotics`.
    public var name: String
    /// How rare it is: what a word's count is multiplied by; 1 for what is no word.
    public var rarity: Double
    /// What one step of `steps` weighs.
    public var scale: Double
    /// `−largestStep` to `largestStep`, in the order of the outputs.
    public var steps: [Int8]

    /// Steps of the largest weight.
    public static let largestStep = 31

    /// Makes a feature.
    public init(name: String, rarity: Double, scale: Double, steps: [Int8]) {
      self.name = name
      self.rarity = rarity
      self.scale = scale
      self.steps = steps
    }

    /// Rounds weights to steps.
    public init(name: String, rarity: Double, weights: [Double]) {
      let largest = weights.reduce(0) { max($0, abs($1)) }
      self.name = name
      self.rarity = rarity
      scale = largest / Double(Self.largestStep)
      steps = weights.map { largest > 0 ? Int8(($0 / largest * Double(Self.largestStep)).rounded()) : 0 }
    }
  }

  /// Id of the output that says whether there is a topic at all.
  public static let anyID = "any"
  /// Part of `Classification.rulesVersion`: digest of the weights.
  public let version: String
  /// BCP 47 primary subtags of the languages whose texts it was trained on; others are left to the rules.
  public let languages: [String]
  /// The outputs, `any` last.
  public let outputs: [Output]
  /// What makes the score of a tag of its probability.
  public let certainty: Calibration
  /// Number of features.
  public let featureCount: Int
  /// So many words of a text are read.
  public let reach: Int
  /// What is added to the sum of each output.
  let biases: [Double]
  /// The features and their weights.
  let table: FeatureTable

  /// Puts features into a table.
  ///
  /// - Throws: `ModelError` when a feature has a name of no kind or a wrong number of weights.
  public convenience init(
    version: String, languages: [String], reach: Int, outputs: [Output], certainty: Calibration, features: [Feature]
  ) throws(ModelError) {
    var table = FeatureTable(capacity: features.count, outputCount: outputs.count)
    for feature in features {
      guard let (kind, hash) = FeatureHash.named(feature.name[...]) else {
        throw ModelError("'\(feature.name)' is no feature")
      }
      guard feature.steps.count == outputs.count else {
        throw ModelError("'\(feature.name)' has \(feature.steps.count) weights for \(outputs.count) outputs")
      }
      table.add(kind, hash, rarity: feature.rarity, scale: feature.scale, steps: feature.steps.span)
    }
    try self.init(
      version: version, languages: languages, reach: reach, outputs: outputs, certainty: certainty, table: table)
  }

  /// Takes a table of features.
  init(
    version: String, languages: [String], reach: Int, outputs: [Output], certainty: Calibration, table: FeatureTable
  ) throws(ModelError) {
    guard outputs.last?.id == Self.anyID else { throw ModelError("the last output is not '\(Self.anyID)'") }
    self.version = version
    self.languages = languages
    self.outputs = outputs
    self.reach = reach
    self.certainty = certainty
    self.table = table
    biases = outputs.map(\.bias)
    featureCount = table.count
  }

  /// Whether a feature's name is that of a word, a pair or a title word.
  public static func isWord(_ name: String) -> Bool { FeatureHash.named(name[...])?.kind.isWord ?? false }
}

/// Why a model makes no sense.
public struct ModelError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, for people.
  public let description: String

  /// Makes an error.
  public init(_ description: String) { self.description = description }
}
