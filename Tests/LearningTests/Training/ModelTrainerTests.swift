import Classification
import Foundation
import Testing

@testable import Learning

@Suite struct ModelTrainerTests {
  private let topics = SyntheticNews.topics

  private func files(_ result: ModelTrainer.Result) throws -> (json: String, tsv: String) {
    let weights = FeatureLines.text(result.features)
    let file = ModelFile(
      training: .init(sources: [], vectors: nil, rules: "r", solver: ModelTrainer.solverName, cost: 1),
      figures: result.figures.summary, languages: ["en"], reach: 110, outputs: result.outputs,
      certainty: result.certainty, weights: LabelFile.digest(Array(weights.utf8)))
    return (try file.text(), weights)
  }

  @Test func topicsAreLearnedFromTheirWords() async throws {
    let result = try await SyntheticNews.trainer().train(SyntheticNews.items(240), additions: [], outputs: topics)
    #expect(result.outputs.map(\.id) == ["attack", "talks", "any"])
    #expect(result.figures.itemCount == 240 && result.figures.total.f1 > 0.95, "\(result.figures.total)")
    #expect(result.figures.falseTagsPer100 < 5)
    let ambush = try #require(result.features.first { $0.name == "word:ambush" })
    #expect(ambush.steps[0] > 0 && ambush.steps[1] < 0 && ambush.steps[2] > 0)
    let (json, tsv) = try files(result)
    let model = try ModelFile(Data(json.utf8)).model(features: Array(tsv.utf8))
    let small = try SyntheticNews.classifier()
    #expect(small.topicIDs == topics)
    let unseen = SyntheticNews.items(90, seed: 99)
    let right = unseen.count { item in
      let probabilities = model.probabilities(Self.sums(model, result, small.features(of: item.text, reach: 110)))
      return zip(model.outputs, model.given(probabilities)).filter(\.1).map(\.0.id) == item.topics
    }
    #expect(right >= 85)
  }

  /// Sums of weights by the features' names: what a reader of the file would do.
  private static func sums(
    _ model: TopicModel, _ result: ModelTrainer.Result, _ features: TopicFeatures
  ) -> [Double] {
    let byName = Dictionary(uniqueKeysWithValues: result.features.map { ($0.name, $0) })
    let words = features.words.compactMap { byName[$0] }
    let length = words.reduce(0) { $0 + $1.rarity * $1.rarity }.squareRoot()
    return model.outputs.indices.map { output in
      let ofWords = words.reduce(0) { $0 + $1.rarity * $1.scale * Double($1.steps[output]) } / max(length, 1e-9)
      let ofFindings = features.findings.reduce(0) { sum, finding in
        sum + (byName[finding.name].map { $0.scale * Double($0.steps[output]) } ?? 0) * finding.value
      }
      return model.outputs[output].bias + ofWords + ofFindings
    }
  }

  @Test func thresholdsLieWithinBounds() async throws {
    for count in [30, 240] {
      let items = SyntheticNews.items(count)
      let result = try await SyntheticNews.trainer().train(items, additions: [], outputs: topics + ["never"])
      #expect(result.outputs.count == 4)
      for output in result.outputs {
        #expect((0.05...0.9).contains(output.threshold), "\(output)")
        #expect(output.bias.isFinite && output.calibration.slope.isFinite && output.calibration.offset.isFinite)
      }
      #expect(result.outputs.last?.calibration.anySlope == 0 && result.certainty.anySlope == 0)
    }
  }

  @Test func equalInputGivesEqualFiles() async throws {
    let items = SyntheticNews.items(150)
    let additions = SyntheticNews.items(30, seed: 8)
    let first = try files(try await SyntheticNews.trainer().train(items, additions: additions, outputs: topics))
    let second = try files(try await SyntheticNews.trainer().train(items, additions: additions, outputs: topics))
    #expect(first.json == second.json && first.tsv == second.tsv)
    let fewer = try files(try await SyntheticNews.trainer().train(items, additions: [], outputs: topics))
    #expect(fewer.tsv != first.tsv)
  }

  @Test func whatIsUnsureTeachesNeitherWay() async throws {
    var items = SyntheticNews.items(150)
    for index in items.indices where index % 3 == 2 && index % 2 == 0 {
      items[index].title += " wobble"
      items[index].optional = ["attack"]
    }
    let result = try await SyntheticNews.trainer().train(items, additions: [], outputs: topics)
    let wobble = try #require(result.features.first { $0.name == "word:wobble" })
    #expect(wobble.steps[0] == 0 && wobble.steps[1] < 0 && wobble.steps[2] == 0)
  }

  @Test func additionsAreLearnedFromAndNotJudged() async throws {
    var additions = SyntheticNews.items(60, seed: 8)
    for index in additions.indices where additions[index].topics == ["attack"] {
      additions[index].title += " zeppelin"
    }
    let items = SyntheticNews.items(120)
    let result = try await SyntheticNews.trainer().train(items, additions: additions, outputs: topics)
    #expect(result.figures.itemCount == 120)
    #expect(try #require(result.features.first { $0.name == "word:zeppelin" }).steps[0] > 0)
  }

  @Test func textsOutsideTheRegionAreGivenNothing() async throws {
    let items = SyntheticNews.items(150, region: "Norway")
    var trainer = try SyntheticNews.trainer()
    let closed = await trainer.train(items, additions: [], outputs: topics).figures
    #expect(closed.total.both == 0 && closed.total.extra == 0 && closed.total.missed == 100)
    trainer.heedsRegion = false
    #expect(await trainer.train(items, additions: [], outputs: topics).figures.total.f1 > 0.9)
  }

  @Test func aWordWithoutItemsIsWeighedAsItsNeighbors() async throws {
    func line(_ word: String, _ sign: Int8) -> String {
      "\(word) \(Data([UInt8(bitPattern: 60 * sign), 9]).base64EncodedString())"
    }
    let attack = ["ambush", "bushwhack", "grenade"].map { line($0, 1) }
    let talks = ["mediator", "pact", "parley"].map { line($0, -1) }
    let vectors = try WordVectors(Array((["6 2"] + attack + talks).joined(separator: "\n").utf8))
    let result = try await SyntheticNews.trainer(vectors: vectors).train(
      SyntheticNews.items(150), additions: [], outputs: topics)
    let unseen = try #require(result.features.first { $0.name == "meaning:bushwhack" })
    #expect(unseen.steps[0] > 0 && unseen.steps[1] < 0)
    let other = try #require(result.features.first { $0.name == "meaning:pact" })
    #expect(other.steps[0] < 0 && other.steps[1] > 0)
  }
}
