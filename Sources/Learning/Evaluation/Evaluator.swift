import Articles
public import Classification

/// Tags labeled items and counts.
public struct Evaluator: Sendable {
  /// What tags.
  public let classifier: Classifier
  /// The topics that labels may have.
  public let topics: [String]

  /// Makes an evaluator.
  public init(classifier: Classifier, topics: [String]) {
    self.classifier = classifier
    self.topics = topics
  }

  /// Figures of all items, and of each language where there are several.
  public struct Report: Sendable {
    /// All items.
    public var all: Figures
    /// Languages in the order of their codes.
    public var languages: [(code: String, figures: Figures)]
  }

  /// One item's tags.
  private struct Answer {
    var given: [String]
    var scores: [String: Double]
  }

  /// Tags and counts, on all cores.
  public func report(_ items: [LabeledItem]) async -> Report {
    let share = 64
    let answers = await withTaskGroup(of: (Int, [Answer]).self) { group in
      for start in stride(from: 0, to: items.count, by: share) {
        let part = items[start..<min(items.count, start + share)]
        group.addTask { @concurrent in (start, part.map(answer)) }
      }
      var parts: [Int: [Answer]] = [:]
      for await (start, part) in group { parts[start] = part }
      return parts.keys.sorted().flatMap { parts[$0] ?? [] }
    }
    var all = Tally(topics: topics)
    var byLanguage: [String: Tally] = [:]
    for (item, answer) in zip(items, answers) {
      all.note(item, given: answer.given, scores: answer.scores)
      byLanguage[item.language ?? "en", default: Tally(topics: topics)]
        .note(item, given: answer.given, scores: answer.scores)
    }
    let languages = byLanguage.keys.sorted().map { (code: $0, figures: byLanguage[$0]?.figures ?? Figures()) }
    return Report(all: all.figures, languages: languages.count > 1 ? languages : [])
  }

  private func answer(_ item: LabeledItem) -> Answer {
    guard topics == classifier.topicIDs else {
      let verdicts = classifier.verdicts(of: item.text)
      let scores = Dictionary(verdicts.map { ($0.topic, $0.score) }) { first, _ in first }
      return Answer(given: verdicts.filter(\.isGiven).map(\.topic), scores: scores)
    }
    let given = classifier.classify(item.text).tags.map(\.topic)
    let scores = Dictionary(zip(topics, classifier.scores(of: item.text))) { first, _ in first }
    return Answer(given: given, scores: scores)
  }
}

/// The interval that a share lies in with 95 % confidence (Wilson 1927).
public struct WilsonInterval: Sendable, Equatable {
  /// Its lower end.
  public var low: Double
  /// Its upper end.
  public var high: Double

  /// The interval for so many successes of so many trials; 0 to 1 without trials.
  public init(_ successes: Int, of trials: Int) {
    guard trials > 0 else {
      (low, high) = (0, 1)
      return
    }
    let (z, n) = (1.96, Double(trials))
    let share = Double(successes) / n
    let center = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    (low, high) = (max(0, center - half), min(1, center + half))
  }
}
