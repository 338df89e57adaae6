public import Classification

/// Learns a model from labeled items: one logistic regression a topic, calibrated and given a threshold by
/// cross-validation.
public struct ModelTrainer: Sendable {
  /// What an error costs (LIBLINEAR's C), for an item that counts once.
  public var cost = 1.0
  /// A labeled item counts so often as one that only adds to them.
  public var labelWeight = 3
  /// So many words of a text are read.
  public var reach = 110
  /// Whether words are weighed by how much they tell for or against a topic: better by far where a table of few labels is
  /// all there is, no better beside rules.
  public var usesRatios = false
  /// Whether topics of texts that name nothing of the region count as not given.
  public var heedsRegion = true
  /// The desk's rules, whose findings are features.
  public let classifier: Classifier
  /// Meanings of words.
  public let vectors: WordVectors

  /// Makes a trainer.
  public init(classifier: Classifier, vectors: WordVectors) {
    self.classifier = classifier
    self.vectors = vectors
  }

  /// Name and version of the solver.
  public static var solverName: String { LogisticRegression.solverName }

  /// What training gives.
  public struct Result: Sendable {
    /// The outputs, `any` last.
    public var outputs: [TopicModel.Output]
    /// What makes the score of a tag of a probability.
    public var certainty: TopicModel.Calibration
    /// The features with their weights.
    public var features: [TopicModel.Feature]
    /// What cross-validation says of it.
    public var figures: Figures
  }

  /// Learns from `labels`, which are judged in folds too, and from `additions`, which are only learned from; `outputs`
  /// names the topics to learn, in order.
  public func train(_ labels: [LabeledItem], additions: [LabeledItem], outputs: [String]) async -> Result {
    let set = trainingSet(labels, additions, outputs + [TopicModel.anyID])
    let space = FeatureSpace(set.rows, vectors: vectors)
    var matrix = SparseRows(columnCount: space.count)
    for row in set.rows { matrix.append(space.row(row.features)) }
    let fits = await Fits(
      set: set, matrix: matrix, solver: LogisticRegression(cost: cost / Double(labelWeight)),
      isWord: space.names.map(TopicModel.isWord),
      usesRatios: usesRatios
    ).run()
    let decider = Decider(rows: set, sums: fits.judgedSums, heedsRegion: heedsRegion)
    let calibrations = decider.calibrations()
    let thresholds = decider.thresholds(calibrations)
    let modelOutputs = set.outputs.indices.map { index in
      TopicModel.Output(
        id: set.outputs[index], bias: space.bias(fits.weights[index]), calibration: calibrations[index],
        threshold: thresholds[index])
    }
    let certainty = decider.certainty(calibrations, thresholds)
    let figures = decider.figures(calibrations, thresholds, certainty)
    return Result(
      outputs: modelOutputs, certainty: certainty, features: space.features(fits.weights), figures: figures)
  }

  private func trainingSet(_ labels: [LabeledItem], _ additions: [LabeledItem], _ outputs: [String]) -> TrainingSet {
    let folds = Folds.of(labels)
    func features(_ item: LabeledItem) -> TopicFeatures {
      classifier.features(of: item.text, reach: reach)
    }
    var rows = labels.enumerated().map { index, item in
      TrainingSet.Row(item: item, features: features(item), weight: labelWeight, fold: folds[index])
    }
    rows += additions.map { TrainingSet.Row(item: $0, features: features($0), weight: 1, fold: -1) }
    return TrainingSet(rows: rows, outputs: outputs)
  }
}

extension LabeledItem {
  /// The item as the classifier reads it.
  public var text: ClassifiableText { ClassifiableText(title: title, summary: summary, language: language ?? "en") }
}
