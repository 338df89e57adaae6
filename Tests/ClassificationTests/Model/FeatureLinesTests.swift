import Testing

@testable import Classification

@Suite struct FeatureLinesTests {
  private let good = "word:attack\t2.5\t0.01\t31,,-7\n"

  private func read(_ text: String, outputs: Int = 3) throws(ModelError) -> FeatureTable {
    try FeatureLines.read(Array(text.utf8), outputCount: outputs)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let features = [
      TopicModel.Feature(name: "pair:peace talks", rarity: 3.125, scale: 0.012345, steps: [31, 0, -31]),
      TopicModel.Feature(name: "entity:ttp", rarity: 1, scale: 0, steps: [0, 0, 0]),
      TopicModel.Feature(name: "word:سوات", rarity: 7.5, scale: 1e-6, steps: [-1, 1, 0]),
    ]
    let table = try read(FeatureLines.text(features))
    #expect(table.count == features.count)
    for feature in features {
      let (kind, hash) = try #require(FeatureHash.named(feature.name[...]))
      let row = table.row(hash)
      #expect(row >= 0)
      let rarity = kind.isWord ? feature.rarity : 1
      for (output, step) in feature.steps.enumerated() {
        #expect(abs(Double(table.weight(row, output: output)) - Double(step) * feature.scale * rarity) < 1e-5)
      }
    }
    #expect(FeatureLines.text([features[1]]) == "entity:ttp\t1.0\t0.0\t,,\n")
    #expect(try read("").count == 0)
  }

  @Test func weightsAreRoundedToSteps() {
    let feature = TopicModel.Feature(name: "word:a", rarity: 1, weights: [0.62, -0.31, 0.001])
    #expect(feature.steps == [31, -15, 0] || feature.steps == [31, -16, 0])
    #expect(abs(feature.scale - 0.02) < 1e-12)
    #expect(TopicModel.Feature(name: "word:a", rarity: 1, weights: [0, 0]).steps == [0, 0])
  }

  @Test(arguments: [
    "word:a\t1\t0.1\t1,2\n", "word:a\t1\t0.1\t1,2,3,4\n", "word:a\t1\t0.1\t32,0,0\n", "word:a\t1\t0.1\t1,-32,0\n",
    "word:a\t1\t0.1\t99999999999999999999,0,0\n", "word:a\t1\t0.1\t1,x,0\n", "word:a\t1\t0.1\t1,2,3",
    "word:a\t1\t0.1\n", "word:a\tone\t0.1\t1,2,3\n", "word:a\t1\t\t1,2,3\n", "word:a\n", "\n",
    "word:a\t1\t0.1\t1-2,0,0\n", "word:a\tnan\t0.1\t1,2,3\n", "word:a\t1\tinf\t1,2,3\n",
  ])
  func aLineThatIsNoFeatureIsNamed(line: String) {
    let error = #expect(throws: ModelError.self) { try read(good + line) }
    #expect(error?.description == "line 2 of model.tsv is no feature with 3 weights")
  }
}
