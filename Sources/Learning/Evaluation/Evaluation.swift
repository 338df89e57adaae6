/// Right and wrong answers.
public enum Evaluation {
  /// Right and wrong answers for one topic, or for all.
  public struct Counts: Sendable, Equatable, Codable {
    /// Given by both.
    public var both = 0
    /// Given by the classifier only.
    public var extra = 0
    /// Given by the label only.
    public var missed = 0

    /// Makes counts.
    public init(both: Int = 0, extra: Int = 0, missed: Int = 0) {
      self.both = both
      self.extra = extra
      self.missed = missed
    }

    /// Share of the given that is right; 0 when nothing was given.
    public var precision: Double { both + extra == 0 ? 0 : Double(both) / Double(both + extra) }
    /// Share of the demanded that was given; 0 when nothing was demanded.
    public var recall: Double { both + missed == 0 ? 0 : Double(both) / Double(both + missed) }
    /// Harmonic mean of precision and recall.
    public var f1: Double { both == 0 ? 0 : Double(2 * both) / Double(2 * both + extra + missed) }

    /// F with β = 0.7: a false tag costs a reader more than a missed one.
    var fScore: Double {
      both == 0 ? 0 : 1.49 * Double(both) / (1.49 * Double(both) + 0.49 * Double(missed) + Double(extra))
    }

    mutating func add(_ other: Counts) {
      both += other.both
      extra += other.extra
      missed += other.missed
    }

    /// Counts one answer; one on a topic that the label is unsure of counts neither way.
    mutating func note(_ verdict: TrainingSet.Verdict, isGiven: Bool) {
      switch (verdict, isGiven) {
      case (.yes, true): both += 1
      case (.yes, false): missed += 1
      case (.no, true): extra += 1
      default: break
      }
    }
  }

  /// One topic's counts.
  public struct TopicCounts: Sendable, Equatable, Codable {
    /// Topic id.
    public var topic: String
    /// Its counts.
    public var counts: Counts
  }

  /// One item on which classifier and label differ.
  public struct Difference: Sendable, Equatable {
    /// The item.
    public var item: LabeledItem
    /// Topics that should not have been given.
    public var extra: [String]
    /// Topics that should have been.
    public var missed: [String]
    /// The score of every topic.
    public var scores: [String: Double]

    /// How sure the classifier was where it was wrong, 0 to 1.
    public var weight: Double {
      (extra.map { scores[$0] ?? 0 } + missed.map { 1 - (scores[$0] ?? 0) }).max() ?? 0
    }
  }

  /// Answers of one score and how often they are right.
  public struct Bin: Sendable, Equatable, Codable {
    /// Number of answers.
    public var count = 0
    /// Sum of their scores.
    public var scoreSum = 0.0
    /// How many of them are right.
    public var rightCount = 0

    /// Mean score.
    public var score: Double { count == 0 ? 0 : scoreSum / Double(count) }
    /// Share of the answers that is right.
    public var share: Double { count == 0 ? 0 : Double(rightCount) / Double(count) }
  }
}

/// How well a classifier agrees with labeled items.
public struct Figures: Sendable, Equatable {
  /// Number of items.
  public var itemCount = 0
  /// Items that the labels put out of scope.
  public var outOfScopeCount = 0
  /// Tags given to those, but for the ones that the label is unsure of.
  public var falseTagCount = 0
  /// Counts over all topics.
  public var total = Evaluation.Counts()
  /// Counts of whether an item was tagged at all.
  public var tagged = Evaluation.Counts()
  /// Counts by topic.
  public var topics: [Evaluation.TopicCounts] = []
  /// Items that differ, in order.
  public var differences: [Evaluation.Difference] = []
  /// How often topic `given` stands where the label has `label`, most first.
  public var confusions: [Confusion] = []
  /// All answers by score, in tenths.
  public var reliability = [Evaluation.Bin](repeating: .init(), count: 10)
  /// The answers that gave a topic, by score, in tenths.
  public var givenReliability = [Evaluation.Bin](repeating: .init(), count: 10)
  /// Sum over items of the F1 of given and labeled topics; 1 where both are empty.
  public var exampleSum = 0.0

  /// One topic in the place of another.
  public struct Confusion: Sendable, Equatable {
    /// What the label has.
    public var label: String
    /// What was given.
    public var given: String
    /// How often.
    public var count: Int
  }

  /// A topic with so many positives has an F1 of its own in `macroF1`.
  public static let fewestPositives = 15

  /// Mean F1 of the topics with enough positives.
  public var macroF1: Double {
    let large = topics.filter { $0.counts.both + $0.counts.missed >= Self.fewestPositives }
    return large.isEmpty ? 0 : large.reduce(0) { $0 + $1.counts.f1 } / Double(large.count)
  }
  /// Tags given per 100 items that are out of scope.
  public var falseTagsPer100: Double {
    outOfScopeCount == 0 ? 0 : 100 * Double(falseTagCount) / Double(outOfScopeCount)
  }
  /// Mean over items of the F1 of given and labeled topics.
  public var exampleF1: Double { itemCount == 0 ? 0 : exampleSum / Double(itemCount) }
  /// Expected calibration error of all answers: the mean distance of score and share that is right.
  public var calibrationError: Double { Self.error(reliability) }
  /// The same of the answers that gave a topic.
  public var givenCalibrationError: Double { Self.error(givenReliability) }

  private static func error(_ bins: [Evaluation.Bin]) -> Double {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + abs($1.score - $1.share) * Double($1.count) } / Double(total)
  }
}

extension Evaluation.Counts {
  /// 95 % interval of precision.
  public var precisionInterval: WilsonInterval { WilsonInterval(both, of: both + extra) }
  /// 95 % interval of recall.
  public var recallInterval: WilsonInterval { WilsonInterval(both, of: both + missed) }
  /// 95 % interval of F1, by the interval of the share of right answers among all that one or the other gave, of which
  /// F1 is a monotone function: `F = 2s / (1 + s)`.
  public var f1Interval: WilsonInterval {
    var interval = WilsonInterval(both, of: both + extra + missed)
    interval.low = 2 * interval.low / (1 + interval.low)
    interval.high = 2 * interval.high / (1 + interval.high)
    return interval
  }
}

extension Figures {
  /// The figures that a model file keeps, by name.
  public var summary: [String: Double] {
    var summary = [
      "items": Double(itemCount), "micro_f1": total.f1, "micro_precision": total.precision,
      "micro_recall": total.recall, "macro_f1": macroF1, "tagged_f1": tagged.f1,
      "false_tags_per_100": falseTagsPer100, "calibration_error": calibrationError,
      "given_calibration_error": givenCalibrationError, "example_f1": exampleF1,
    ]
    for topic in topics where topic.counts.both + topic.counts.missed > 0 {
      summary["f1:\(topic.topic)"] = topic.counts.f1
    }
    return summary
  }
}
