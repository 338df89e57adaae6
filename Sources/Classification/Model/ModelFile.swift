public import Foundation

/// A learned model in two files: `model.json` tells what it was trained on, what cross-validation says of it and how its
/// sums become probabilities; `model.tsv` has a feature a line, so that two models can be compared line by line.
///
/// A line has a feature's name, its rarity, what a step weighs, and the steps of each output, parted by tabs; steps by
/// commas, with nothing for 0.
public struct ModelFile: Sendable, Codable {
  /// What it was trained on, and how.
  public struct Training: Sendable, Codable, Equatable {
    /// One file of labeled items.
    public struct Source: Sendable, Codable, Equatable {
      /// The file's name without its folder.
      public var name: String
      /// Number of items.
      public var items: Int
      /// SHA-256 of the file, hexadecimal.
      public var sha256: String
      /// `labels` for items that were judged in folds, `additions` for items that were only learned from.
      public var use: String

      /// Makes a source.
      public init(name: String, items: Int, sha256: String, use: String) {
        self.name = name
        self.items = items
        self.sha256 = sha256
        self.use = use
      }
    }
    /// The files, in order.
    public var sources: [Source]
    /// SHA-256 of the file of word vectors, or nothing.
    public var vectors: String?
    /// Digest of the rules whose findings it learned from.
    public var rules: String
    /// Name and version of the solver.
    public var solver: String
    /// What an error costs.
    public var cost: Double

    /// Makes a training.
    public init(sources: [Source], vectors: String?, rules: String, solver: String, cost: Double) {
      self.sources = sources
      self.vectors = vectors
      self.rules = rules
      self.solver = solver
      self.cost = cost
    }
  }

  /// One output; `figures` are those of its topic in cross-validation.
  struct Output: Codable {
    var id: String
    var bias: Double
    var slope: Double
    var anySlope: Double
    var offset: Double
    var threshold: Double
  }

  /// The form of the file.
  public static let currentFormat = 1

  private var format: Int
  /// What it was trained on, and how.
  public var training: Training
  /// What cross-validation says: `micro_f1`, `macro_f1`, `tagged_f1`… and `f1:<topic>`.
  public var figures: [String: Double]
  private var languages: [String]
  private var reach: Int
  private var outputs: [Output]
  /// Slope and offset of what makes the score of a tag of its probability.
  private var certainty: [Double]
  /// SHA-256 of `model.tsv`, hexadecimal.
  public private(set) var weights: String

  /// Puts a model into the form of a file.
  public init(
    training: Training, figures: [String: Double], languages: [String], reach: Int, outputs: [TopicModel.Output],
    certainty: TopicModel.Calibration, weights: String
  ) {
    format = Self.currentFormat
    self.training = training
    self.figures = figures.mapValues { rounded($0, 4) }
    self.languages = languages
    self.reach = reach
    self.outputs = outputs.map {
      Output(
        id: $0.id, bias: rounded($0.bias, 5), slope: rounded($0.calibration.slope, 5),
        anySlope: rounded($0.calibration.anySlope, 5), offset: rounded($0.calibration.offset, 5),
        threshold: rounded($0.threshold, 4))
    }
    self.certainty = [rounded(certainty.slope, 5), rounded(certainty.offset, 5)]
    self.weights = weights
  }

  /// Reads a file.
  ///
  /// - Throws: `ModelError` that says what is wrong.
  public init(_ bytes: Data) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(ModelFile.self, from: bytes)
    } catch {
      throw ModelError("not a model: \(error)")
    }
    guard certainty.count == 2 else { throw ModelError("'certainty' has not a slope and an offset") }
    guard format == Self.currentFormat else { throw ModelError("a model of form \(format), not \(Self.currentFormat)") }
  }

  /// The file's text: keys sorted.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// The model, ready to read texts, with the features that the bytes of `model.tsv` name.
  ///
  /// - Throws: `ModelError` for a feature that makes no sense.
  public func model(features bytes: [UInt8]) throws(ModelError) -> TopicModel {
    var version = FeatureHash.of(weights.utf8)
    let outputs = self.outputs.map { output in
      for byte in "\(output)\(certainty)".utf8 { FeatureHash.add(byte, to: &version) }
      return TopicModel.Output(
        id: output.id, bias: output.bias,
        calibration: .init(slope: output.slope, anySlope: output.anySlope, offset: output.offset),
        threshold: output.threshold)
    }
    return try TopicModel(
      version: String(version, radix: 16), languages: languages, reach: reach, outputs: outputs,
      certainty: .init(slope: certainty[0], offset: certainty[1]),
      table: try FeatureLines.read(bytes, outputCount: outputs.count))
  }
}

/// A number with so many digits after the point: files stay short and equal on every machine.
func rounded(_ value: Double, _ digits: Int) -> Double {
  let factor = pow(10, Double(digits))
  return (value * factor).rounded() / factor
}
