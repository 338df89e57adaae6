import Articles
import Classification
import Foundation

/// Items and articles tagged on one core by the shipped desk and its model, with evidence; the program's start and memory.
///
/// Items stand beside the same words as a Python `re` alternation.
enum TagBenchmark {
  private static let itemCount = 7_000
  private static let articleCount = 350
  private static let rivalItemCount = 420
  private static let runs = 7
  /// Items a second.
  private static let itemGoal = 60_000.0
  /// Megabytes a second.
  private static let articleGoal = 25.0

  static func run() async throws {
    let desk = try TagDesk.load()
    let items = TagItems.make(itemCount)
    try check(desk.classifier, items)
    try measureItems(desk, items)
    try measureArticles(desk.classifier)
    try TagProgram.run(items)
  }

  /// Fails when an item is tagged otherwise than it was made for.
  private static func check(_ classifier: Classifier, _ items: [TagItems.Item]) throws {
    var wrong: [String] = []
    for item in items {
      let tags = classifier.classify(item.text).tags
      let topics = tags.map(\.topic)
      let hasEvidence = tags.allSatisfy { tag in
        !tag.evidence.isEmpty && abs(tag.evidence.reduce(0) { $0 + $1.share } - 1) < 1e-9
      }
      if item.topic.map({ !topics.contains($0) }) ?? !topics.isEmpty || !hasEvidence {
        wrong.append("expected \(item.topic ?? "nothing"), found \(topics): \(item.text.title)")
      }
    }
    guard wrong.isEmpty else {
      let examples = wrong.prefix(5).joined(separator: "\n")
      throw BenchmarkFailure("\(wrong.count) of \(items.count) items are tagged wrongly:\n\(examples)")
    }
  }

  private static func measureItems(_ desk: TagDesk, _ items: [TagItems.Item]) throws {
    let rates = rates { tagAll(items.map(\.text), desk.classifier) }.map { $0 * Double(items.count) }
    let rival = try PythonRival.itemsPerSecond(
      terms: desk.terms, items: items.prefix(rivalItemCount).map { $0.text.title + ". " + $0.text.summary })
    let length = items.reduce(0) { $0 + $1.text.title.count + $1.text.summary.count } / items.count
    let median = rates[runs / 2]
    BenchmarkReport.line(
      "tag/items", work: "items/s, one core, \(length) characters",
      ours: "\(Int(median)) (\(Int(rates[0]))–\(Int(rates[runs - 1])))",
      rival: rival.map { "python re \(Int($0)), \(BenchmarkReport.number(median / $0))x" } ?? "no python3",
      ratio: median / itemGoal, goal: .atLeast(1))
  }

  private static func measureArticles(_ classifier: Classifier) throws {
    let texts = TagItems.articles(articleCount).map(\.text)
    for text in texts where classifier.classify(text).entities.isEmpty {
      throw BenchmarkFailure("nothing is named in an article: \(text.title)")
    }
    let bytes = texts.reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
    let rates = rates { tagAll(texts, classifier) }.map { $0 * Double(bytes) / 1e6 }
    let (least, median, most) = (rates[0], rates[runs / 2], rates[runs - 1])
    let range = "\(BenchmarkReport.number(least))–\(BenchmarkReport.number(most))"
    BenchmarkReport.line(
      "tag/articles", work: "MB/s, one core, articles of \(bytes / texts.count / 1_000) kB",
      ours: "\(BenchmarkReport.number(median)) (\(range))", rival: "\(Int(articleGoal))", ratio: median / articleGoal,
      goal: .atLeast(1))
  }

  private static func tagAll(_ texts: [ClassifiableText], _ classifier: Classifier) -> Int {
    texts.reduce(0) { $0 + classifier.classify($1).tags.count }
  }

  /// How often a second `work` could be done, ascending; its result must not be 0.
  private static func rates(_ work: () -> Int) -> [Double] {
    let clock = ContinuousClock()
    return (0..<runs).map { _ in
      var result = 0
      let time = clock.measure { result = work() }
      precondition(result > 0)
      return 1 / time.seconds
    }.sorted()
  }
}
