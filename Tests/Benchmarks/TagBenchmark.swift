import Articles
import Classification
import DeskFiles
import Foundation

/// Items tagged a second on one core by the shipped desk, against the same words as a Python `re` alternation.
enum TagBenchmark {
  private static let itemCount = 7_000
  private static let rivalItemCount = 420
  private static let runs = 7
  private static let goal = 20_000.0

  static func run() async throws {
    let (taxonomy, gazetteer) = try desk()
    let classifier = try Classifier(taxonomy: taxonomy, gazetteer: gazetteer)
    let items = TagItems.make(itemCount)
    check(classifier, items)
    var rates: [Double] = []
    for _ in 0..<runs { rates.append(rate(classifier, items)) }
    rates.sort()
    let median = rates[runs / 2]
    let rival = try PythonRival.itemsPerSecond(
      terms: terms(taxonomy, gazetteer),
      items: items.prefix(rivalItemCount).map { $0.text.title + ". " + $0.text.summary })
    let length = items.reduce(0) { $0 + $1.text.title.count + $1.text.summary.count } / items.count
    let columns = [
      "tag", "items/s, one core, \(length) characters", "\(Int(median)) (\(Int(rates[0]))–\(Int(rates[runs - 1])))",
      rival.map { "python re \(Int($0))" } ?? "python re: no python3", rival.map { "\(Int(median / $0))x" } ?? "-",
      ">= \(Int(goal))", median >= goal ? "ok" : "SLOW",
    ]
    print(columns.joined(separator: "\t"))
  }

  /// Ends the run when an item is tagged otherwise than it was made for.
  private static func check(_ classifier: Classifier, _ items: [TagItems.Item]) {
    var wrong = 0
    for item in items {
      let topics = classifier.classify(item.text).tags.map(\.topic)
      let isRight = item.topic.map { topics.contains($0) } ?? topics.isEmpty
      if !isRight {
        wrong += 1
        if wrong <= 5 { print("tag: expected \(item.topic ?? "nothing"), found \(topics): \(item.text.title)") }
      }
    }
    guard wrong == 0 else {
      print("tag: \(wrong) of \(items.count) items are tagged wrongly")
      exit(1)
    }
  }

  private static func rate(_ classifier: Classifier, _ items: [TagItems.Item]) -> Double {
    let clock = ContinuousClock()
    var tagCount = 0
    let time = clock.measure {
      for item in items { tagCount += classifier.classify(item.text).tags.count }
    }
    precondition(tagCount > 0)
    return Double(items.count) / (Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
  }

  private static func terms(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) -> [String] {
    let triggers = taxonomy.topics.flatMap { $0.strong + $0.weak }
    let names = gazetteer.entities.flatMap { $0.aliases + $0.exactNames + $0.weakNames + $0.people }
    return (triggers + names).map(\.text)
  }

  private static func desk() throws -> (Taxonomy, Gazetteer) {
    let folder = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Feeds/regional-security")
    let problems = ProblemList()
    func document(_ name: String) throws -> YAMLDocument {
      try YAMLDocument([UInt8](Data(contentsOf: folder.appending(path: name))), file: name)
    }
    let taxonomy = TopicsReader.taxonomy(try document("topics.yaml"), problems: problems)
    let gazetteer = GazetteerReader.gazetteer(try document("gazetteer.yaml"), problems: problems)
    try problems.throwIfAny()
    return (taxonomy, gazetteer)
  }
}
