import Learning

/// An evaluation as JSON.
struct EvaluationReport: Encodable {
  struct Topic: Encodable {
    let id: String
    let items: Int
    let precision, recall, f1: Double
    let precisionInterval, recallInterval, f1Interval: [Double]
  }
  struct Language: Encodable {
    let code: String
    let figures: [String: Double]
    let topics: [Topic]
  }
  struct Item: Encodable {
    let id: String
    let extra, missed: [String]
    let scores: [String: Double]
  }
  struct Bin: Encodable {
    let count: Int
    let score, share: Double
  }
  struct Confusion: Encodable {
    let label, given: String
    let count: Int
  }

  let figures: [String: Double]
  let topics: [Topic]
  let languages: [Language]
  let confusions: [Confusion]
  let reliability, givenReliability: [Bin]
  let differences: [Item]
  /// The figures of the model of `--compare`.
  let compared: [String: Double]?

  init(_ report: Evaluator.Report, other: Evaluator.Report?) {
    figures = report.all.summary
    topics = Self.topics(report.all)
    languages = report.languages.map {
      Language(code: $0.code, figures: $0.figures.summary, topics: Self.topics($0.figures))
    }
    confusions = report.all.confusions.map { Confusion(label: $0.label, given: $0.given, count: $0.count) }
    reliability = Self.bins(report.all.reliability)
    givenReliability = Self.bins(report.all.givenReliability)
    differences = report.all.differences.map { difference in
      let wrong = difference.extra + difference.missed
      return Item(
        id: difference.item.id, extra: difference.extra, missed: difference.missed,
        scores: difference.scores.filter { wrong.contains($0.key) })
    }
    compared = other?.all.summary
  }

  private static func topics(_ figures: Figures) -> [Topic] {
    figures.topics.filter { $0.counts != Evaluation.Counts() }.map { topic in
      let counts = topic.counts
      return Topic(
        id: topic.topic, items: counts.both + counts.missed, precision: counts.precision, recall: counts.recall,
        f1: counts.f1, precisionInterval: ends(counts.precisionInterval), recallInterval: ends(counts.recallInterval),
        f1Interval: ends(counts.f1Interval))
    }
  }

  private static func ends(_ interval: WilsonInterval) -> [Double] { [interval.low, interval.high] }

  private static func bins(_ bins: [Evaluation.Bin]) -> [Bin] {
    bins.map { Bin(count: $0.count, score: $0.score, share: $0.share) }
  }
}
