import Classification

/// Makes probabilities and decisions of sums of weights, by what cross-validation says of them.
struct Decider {
  /// How strongly a topic's sigmoid is held to the one that all share.
  static let pull = 4.0
  /// A threshold counts as much as so many positives that chose the shared one.
  static let sharedPositives = 16.0

  let rows: TrainingSet
  /// For each output, the sum of each judged row.
  let sums: [[Double]]
  /// Whether rows that name nothing of the region are given nothing.
  let heedsRegion: Bool

  private var any: Int { rows.outputs.count - 1 }
  private var judged: [Int] { rows.judged }

  private func isOpen(_ row: Int) -> Bool { !heedsRegion || rows.rows[row].features.isRegional }

  // MARK: Calibration

  /// A sigmoid for each output.
  func calibrations() -> [TopicModel.Calibration] {
    let samples = rows.outputs.indices.map(samples)
    let shared = Calibrator.fit(samples.dropLast().flatMap(\.self), toward: .init(), pull: 1e-3)
    var calibrations = samples.dropLast().map { Calibrator.fit($0, toward: shared, pull: Self.pull) }
    let own = samples[any].map { Calibrator.Sample(sum: $0.sum, any: 0, isPositive: $0.isPositive) }
    var anyCalibration = Calibrator.fit(own, toward: .init(), pull: 1e-3)
    anyCalibration.anySlope = 0
    calibrations.append(anyCalibration)
    return calibrations
  }

  private func samples(_ output: Int) -> [Calibrator.Sample] {
    judged.enumerated().compactMap { place, row in
      let verdict = rows.verdict(row, output)
      guard verdict != .unsure, isOpen(row) else { return nil }
      return Calibrator.Sample(sum: sums[output][place], any: sums[any][place], isPositive: verdict == .yes)
    }
  }

  private func probabilities(_ calibrations: [TopicModel.Calibration]) -> [[Double]] {
    rows.outputs.indices.map { output in
      judged.enumerated().map { place, row in
        guard isOpen(row) else { return 0 }
        return calibrations[output].probability(sums[output][place], any: sums[any][place])
      }
    }
  }

  // MARK: Thresholds

  /// The thresholds that give the best F0.7, held to the one that is best for all topics together; for `any` the one that
  /// is best for whether an item is tagged at all.
  func thresholds(_ calibrations: [TopicModel.Calibration]) -> [Double] {
    let probabilities = probabilities(calibrations)
    let topics = rows.outputs.indices.dropLast()
    let shared = best { threshold in
      var counts = Evaluation.Counts()
      for topic in topics { counts.add(self.counts(topic, probabilities[topic], threshold)) }
      return counts.fScore
    }
    var thresholds = topics.map { topic in
      let positives = Double(judged.count { rows.verdict($0, topic) == .yes })
      let own = best { counts(topic, probabilities[topic], $0).fScore }
      return (positives * own + Self.sharedPositives * shared) / (positives + Self.sharedPositives)
    }
    thresholds.append(1)
    let anyThreshold = best { threshold in
      thresholds[any] = threshold
      return figures(probabilities, model(calibrations, thresholds)).tagged.fScore
    }
    thresholds[any] = anyThreshold
    return thresholds
  }

  private func best(_ value: (Double) -> Double) -> Double {
    var best = (threshold: 0.5, value: -1.0)
    for step in 5...90 {
      let threshold = Double(step) / 100
      let value = value(threshold)
      if value > best.value { best = (threshold, value) }
    }
    return best.threshold
  }

  private func counts(_ output: Int, _ probabilities: [Double], _ threshold: Double) -> Evaluation.Counts {
    var counts = Evaluation.Counts()
    for (place, row) in judged.enumerated() {
      counts.note(rows.verdict(row, output), isGiven: probabilities[place] >= threshold)
    }
    return counts
  }

  // MARK: Figures

  /// The sigmoid that makes the score of a given tag of its probability: how often tags of that probability are right.
  func certainty(_ calibrations: [TopicModel.Calibration], _ thresholds: [Double]) -> TopicModel.Calibration {
    var samples: [Calibrator.Sample] = []
    forEachAnswer(probabilities(calibrations), model(calibrations, thresholds)) { item, given, probabilities in
      for output in given {
        let verdict = item.verdict(rows.outputs[output])
        guard verdict != .unsure else { continue }
        samples.append(
          .init(sum: TopicModel.logit(probabilities[output]), any: 0, isPositive: verdict == .yes))
      }
    }
    var certainty = Calibrator.fit(samples, toward: .init(), pull: 1)
    certainty.anySlope = 0
    return certainty
  }

  /// What cross-validation says of the decisions.
  func figures(
    _ calibrations: [TopicModel.Calibration], _ thresholds: [Double], _ certainty: TopicModel.Calibration
  ) -> Figures {
    figures(probabilities(calibrations), model(calibrations, thresholds), certainty)
  }

  private func model(_ calibrations: [TopicModel.Calibration], _ thresholds: [Double]) -> [TopicModel.Output] {
    rows.outputs.indices.map {
      TopicModel.Output(id: rows.outputs[$0], bias: 0, calibration: calibrations[$0], threshold: thresholds[$0])
    }
  }

  private func figures(
    _ probabilities: [[Double]], _ outputs: [TopicModel.Output], _ certainty: TopicModel.Calibration = .init()
  ) -> Figures {
    var tally = Tally(topics: Array(rows.outputs.dropLast()))
    forEachAnswer(probabilities, outputs) { item, given, values in
      var scores = Dictionary(uniqueKeysWithValues: zip(rows.outputs.dropLast(), values))
      for output in given { scores[rows.outputs[output]] = TopicModel.certainty(values[output], certainty) }
      tally.note(item, given: given.map { rows.outputs[$0] }, scores: scores)
    }
    return tally.figures
  }

  /// Calls `body` with each judged item, the outputs it is given and all probabilities.
  private func forEachAnswer(
    _ probabilities: [[Double]], _ outputs: [TopicModel.Output], _ body: (LabeledItem, [Int], [Double]) -> Void
  ) {
    for (place, row) in judged.enumerated() {
      let values = probabilities.map { $0[place] }
      let isGiven = TopicModel.given(values, outputs)
      let given = outputs.indices.filter { isGiven[$0] && isOpen(row) }
      body(rows.rows[row].item, given, values)
    }
  }
}
