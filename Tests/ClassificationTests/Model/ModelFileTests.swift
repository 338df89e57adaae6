import Foundation
import Testing

@testable import Classification

@Suite struct ModelFileTests {
  private let outputs = [
    TopicModel.Output(
      id: "attack", bias: -1.25, calibration: .init(slope: 1.5, anySlope: 0.25, offset: -0.5), threshold: 0.4),
    TopicModel.Output(id: "any", bias: 0.5, calibration: .init(), threshold: 0.6),
  ]
  private let features = [TopicModel.Feature(name: "word:blast", rarity: 2, scale: 0.1, steps: [31, -3])]

  private func file() -> ModelFile {
    ModelFile(
      training: .init(
        sources: [.init(name: "a.jsonl", items: 3, sha256: "00", use: "labels")], vectors: "ff", rules: "r",
        solver: "s", cost: 2),
      figures: ["micro_f1": 0.81234567], languages: ["en", "ur"], reach: 50, outputs: outputs,
      certainty: .init(slope: 0.5, offset: 0.75), weights: "abc")
  }

  private func model(_ text: String, tsv: String? = nil) throws -> TopicModel {
    try ModelFile(Data(text.utf8)).model(features: Array((tsv ?? FeatureLines.text(features)).utf8))
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let text = try file().text()
    let read = try ModelFile(Data(text.utf8))
    #expect(try read.text() == text)
    #expect(read.training == file().training && read.figures == ["micro_f1": 0.8123] && read.weights == "abc")
    let model = try model(text)
    #expect(model.outputs == outputs && model.languages == ["en", "ur"] && model.reach == 50)
    #expect(model.certainty == .init(slope: 0.5, offset: 0.75) && model.featureCount == 1)
    let row = model.table.row(FeatureHash.feature(.word, FeatureHash.of("blast".utf8)))
    #expect(
      abs(model.table.weight(row, output: 0) - 6.2) < 1e-5 && abs(model.table.weight(row, output: 1) + 0.6) < 1e-5)
    #expect(model.table.row(FeatureHash.feature(.title, FeatureHash.of("blast".utf8))) == -1)
  }

  @Test func theVersionFollowsWeightsAndDecisions() throws {
    let text = try file().text()
    let first = try model(text).version
    #expect(try model(text).version == first)
    #expect(try model(text.replacingOccurrences(of: "abc", with: "abd")).version != first)
    let decided = text.replacingOccurrences(of: "\"threshold\" : 0.4", with: "\"threshold\" : 0.5")
    #expect(decided != text)
    #expect(try model(decided).version != first)
  }

  private func fails(_ old: String, _ new: String, tsv: String? = nil) throws -> String {
    let text = try file().text()
    #expect(old.isEmpty || text.contains(old))
    let changed = old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
    return #expect(throws: ModelError.self) { try model(changed, tsv: tsv) }?.description ?? ""
  }

  @Test func eachErrorIsNamed() throws {
    #expect(try fails("\"format\" : 1", "\"format\" : 2") == "a model of form 2, not 1")
    #expect(try fails("{", "").hasPrefix("not a model: "))
    #expect(try fails("\"reach\"", "\"breach\"").hasPrefix("not a model: "))
    #expect(try fails("0.75\n", "0.75, 1\n") == "'certainty' has not a slope and an offset")
    #expect(try fails("\"any\"", "\"other\"") == "the last output is not 'any'")
    #expect(try fails("", "", tsv: "word:a\t1\t0.1\t1\n") == "line 1 of model.tsv is no feature with 2 weights")
    #expect(try fails("", "", tsv: "word:a\t1\t0.1\t1,32\n") == "line 1 of model.tsv is no feature with 2 weights")
  }

  @Test(arguments: ["wort:a", "a", "pair:a", ""]) func aFeatureOfNoKindIsRefused(name: String) throws {
    #expect(try fails("", "", tsv: "\(name)\t1\t0.1\t1,2\n") == "'\(name)' is no feature")
  }

  @Test func weightsMustMatchTheOutputs() {
    let error = #expect(throws: ModelError.self) {
      try TopicModel(
        version: "", languages: [], reach: 1, outputs: outputs, certainty: .init(),
        features: [.init(name: "word:a", rarity: 1, scale: 1, steps: [1])])
    }
    #expect(error?.description == "'word:a' has 1 weights for 2 outputs")
  }
}

@Suite struct TopicModelTests {
  private func given(_ probabilities: Double..., any: Double) -> [Bool] {
    let outputs = [0.5, 0.2, 0.8].enumerated().map {
      TopicModel.Output(id: "t\($0.offset)", bias: 0, calibration: .init(), threshold: $0.element)
    }
    let last = TopicModel.Output(id: TopicModel.anyID, bias: 0, calibration: .init(), threshold: 0.6)
    return TopicModel.given(probabilities + [any], outputs + [last])
  }

  @Test func topicsThatReachTheirThresholdsAreGiven() {
    #expect(given(0.5, 0.19, 0.9, any: 0.6) == [true, false, true, false])
    #expect(given(0.5, 0.19, 0.9, any: 0.59) == [false, false, false, false])
    #expect(given(0.5, 0.2, 0.1, any: 1) == [true, true, false, false])
  }

  @Test func theNearestIsGivenWhereOnlyAnyReachesIts() {
    #expect(given(0.4, 0.17, 0.6, any: 0.6) == [false, true, false, false])
    #expect(given(0.4, 0.1, 0.6, any: 0.6) == [true, false, false, false])
    #expect(given(0.4, 0.17, 0.6, any: 0.59) == [false, false, false, false])
  }

  @Test func logitAndSigmoidAreInverse() {
    for probability in [0.001, 0.3, 0.5, 0.97] {
      #expect(abs(TopicModel.certainty(probability, .init()) - probability) < 1e-12)
    }
    #expect(TopicModel.logit(0).isFinite && TopicModel.logit(1).isFinite)
  }

  @Test(arguments: [
    ("en", "سوات", true), ("en-GB", "x", true), ("EN", "x", true), ("ur", "Swat attack", false), ("eng", "x", false),
    (nil, "Swat attack", true), (nil, "سوات میں حملہ", false), (nil, "Теракт в Кабуле", false),
  ])
  func onlyItsLanguagesAreRead(language: String?, title: String, isRead: Bool) throws {
    let outputs = [TopicModel.Output(id: "any", bias: 0, calibration: .init(), threshold: 0.5)]
    let model = try TopicModel(
      version: "", languages: ["en"], reach: 9, outputs: outputs, certainty: .init(), features: [])
    #expect(model.reads(ClassifiableText(title: title, language: language)) == isRead)
  }
}
