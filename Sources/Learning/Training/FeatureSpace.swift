import Classification
import Foundation

/// The columns that features become: words, findings, the components of meaning, and one that is always 1.
struct FeatureSpace: Sendable {
  /// A feature that fewer items have is left out.
  static let fewestItems = 2
  /// A model keeps so many words and pairs, those that weigh most; more did not make it better.
  static let wordLimit = 12_000
  /// What the meaning of a text counts against its words.
  static let meaningFactor = 1.5
  /// The value of the last column: its weight is the bias, so that a large one is hardly held back.
  static let biasValue = 2.0

  /// Names of words and findings, in the order of their columns.
  let names: [String]
  /// For each of them, what a word's count is multiplied by; 1 for findings.
  let rarities: [Double]
  /// How rare each word that has a vector is, in the order of the vectors.
  let vectorRarities: [Double]
  private let columns: [String: Int]
  private let vectors: WordVectors

  init(_ rows: [TrainingSet.Row], vectors: WordVectors) {
    self.vectors = vectors
    var counts: [String: Int] = [:]
    for row in rows {
      for name in Set(row.features.words + row.features.findings.map(\.name)) { counts[name, default: 0] += 1 }
    }
    names = counts.filter { $0.value >= Self.fewestItems }.keys.sorted()
    let total = Double(rows.count)
    func rarity(_ count: Int) -> Double { log((1 + total) / Double(1 + count)) + 1 }
    rarities = names.map { TopicModel.isWord($0) ? rarity(counts[$0] ?? 0) : 1 }
    vectorRarities = vectors.words.map { rarity(counts["word:\($0)"] ?? 0) }
    columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// Columns of a row.
  var count: Int { names.count + vectors.width + 1 }
  /// The first column of meaning.
  var meaningStart: Int { names.count }

  /// The values of one text's columns.
  func row(_ features: TopicFeatures) -> [(column: Int, value: Double)] {
    var values: [Int: Double] = [:]
    for name in features.words {
      if let column = columns[name] { values[column, default: 0] += rarities[column] }
    }
    // The length counts a word as often as it comes, as a reader of a text does that keeps no account of words.
    let squares = features.words.reduce(0.0) { sum, name in
      columns[name].map { sum + rarities[$0] * rarities[$0] } ?? sum
    }
    if squares > 0 { values = values.mapValues { $0 / squares.squareRoot() } }
    for finding in features.findings {
      if let column = columns[finding.name] { values[column, default: 0] += finding.value }
    }
    var row = values.sorted { $0.key < $1.key }.map { (column: $0.key, value: $0.value) }
    for (component, value) in meaning(features).enumerated() where value != 0 {
      row.append((meaningStart + component, value * Self.meaningFactor))
    }
    row.append((count - 1, Self.biasValue))
    return row
  }

  /// The mean of the words' vectors, weighted by how rare they are.
  private func meaning(_ features: TopicFeatures) -> [Double] {
    var sum = [Double](repeating: 0, count: vectors.width)
    var weight = 0.0
    for name in features.words where name.hasPrefix("word:") {
      guard let place = vectors.place(of: String(name.dropFirst(5))) else { continue }
      vectors.add(place, times: vectorRarities[place], to: &sum)
      weight += vectorRarities[place]
    }
    return weight > 0 ? sum.map { $0 / weight } : sum
  }

  /// The features of a model that has these weights for its outputs.
  func features(_ weights: [LogisticRegression.Weights]) -> [TopicModel.Feature] {
    var features: [TopicModel.Feature] = []
    for (column, name) in names.enumerated() {
      features.append(
        .init(name: name, rarity: rarities[column], weights: weights.map { $0.columns[column] }))
    }
    let end = meaningStart + vectors.width
    for (place, word) in vectors.words.enumerated() {
      let steps = weights.map { Self.meaningFactor * vectors.dot(place, $0.columns[meaningStart..<end]) }
      features.append(.init(name: "meaning:\(word)", rarity: vectorRarities[place], weights: steps))
    }
    return strongest(features)
  }

  /// The features whose largest weights are largest, in their order; those that are no words stay.
  private func strongest(_ features: [TopicModel.Feature]) -> [TopicModel.Feature] {
    func strength(_ feature: TopicModel.Feature) -> Double { feature.scale * feature.rarity }
    let ordered = features.filter { !$0.name.hasPrefix("meaning:") }.map(strength).sorted(by: >)
    let least = ordered.count > Self.wordLimit ? ordered[Self.wordLimit] : 0
    return features.filter { $0.name.hasPrefix("meaning:") || !TopicModel.isWord($0.name) || strength($0) > least }
  }

  /// The bias of an output.
  func bias(_ weights: LogisticRegression.Weights) -> Double {
    weights.columns[count - 1] * Self.biasValue + weights.bias
  }
}
