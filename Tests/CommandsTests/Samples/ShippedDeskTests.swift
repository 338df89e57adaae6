import Articles
import Classification
import DeskFiles
import Digests
import Foundation
import Learning
import TestSupport
import Testing

/// How well the shipped desk tags the labeled items; the numbers may only rise.
@Suite struct ShippedDeskTests {
  private static func labels(_ name: String) throws -> [LabeledItem] {
    try LabelFile.lines(Samples.bytes(name, in: "labels"))
  }

  @Test func theModelAndItsWeightsBelongTogether() throws {
    let folder = Samples.repository.appending(path: "Feeds/regional-security")
    let file = try ModelFile(Data(contentsOf: folder.appending(path: "model.json")))
    let weights = [UInt8](try Data(contentsOf: folder.appending(path: "model.tsv")))
    #expect(SHA256.hexadecimal(weights.span) == file.weights)
    let desk = try ShippedDesk.desk()
    #expect(desk.classifier.rulesVersion == file.training.rules + "+" + (try file.model(features: weights).version))
  }

  @Test func trapsAreNotFallenInto() throws {
    let classifier = try ShippedDesk.desk().classifier
    let items = try Self.labels("adversarial.jsonl")
    #expect(items.count == 48)
    var failures: [String] = []
    for item in items {
      let result = classifier.classify(item.text)
      let topics = result.tags.map(\.topic)
      let missed = item.topics.filter { !topics.contains($0) }
      let forbidden = (topics + result.entities.map(\.id)).filter(item.forbidden.contains)
      if !missed.isEmpty || !forbidden.isEmpty { failures.append("\(item.id): misses \(missed), has \(forbidden)") }
    }
    #expect(failures.count <= 3, "\(failures)")
  }

  /// Essays are long and roundabout: their themes must be found, and nothing where there is none.
  @Test(arguments: Samples.names(in: "opinion", suffix: ".txt"))
  func essaysGiveWhatIsExpected(name: String) throws {
    let text = String(decoding: try Samples.bytes(name, in: "opinion"), as: UTF8.self)
    let expected = try Samples.expected(ExpectedLabels.self, of: name, in: "opinion")
    let parts = text.split(separator: "\n", maxSplits: 1).map(String.init)
    let result = try ShippedDesk.desk().classifier.classify(
      ClassifiableText(title: parts[0], text: parts[1], language: "en"))
    let topics = result.tags.map(\.topic)
    #expect(result.isInScope == expected.isInScope)
    #expect(Set(topics).isSuperset(of: expected.topics), "\(topics)")
    #expect(Set(topics).isDisjoint(with: expected.mustNot), "\(topics)")
  }

  @Test func newsInOtherLanguagesIsTagged() async throws {
    let desk = try ShippedDesk.desk()
    let items = try Self.labels("other-languages.jsonl")
    let report = await Evaluator(classifier: desk.classifier, topics: desk.classifier.topicIDs).report(items)
    #expect(report.languages.map(\.code) == ["ar", "fa", "hi", "prs", "ps", "ru", "ur", "zh"])
    #expect(report.all.total.f1 >= 0.6, "\(report.all.total)")
    for (code, figures) in report.languages { #expect(figures.total.f1 >= 0.4, "\(code): \(figures.total)") }
  }
}
