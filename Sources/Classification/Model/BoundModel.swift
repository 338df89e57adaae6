import Articles

/// A model and a desk's rules, joined by the ids of topics, entities and vocabularies.
struct BoundModel: Sendable {
  /// What an entity counts, however often it is named.
  static let entityValue = 0.5
  /// A vocabulary counts at most this.
  static let vocabularyLimit = 3.0

  let model: TopicModel
  /// For each topic of the taxonomy the model's output; −1 for a topic that it does not know, which the rules decide.
  let outputs: [Int]
  private let topicRows: [Int32]
  private let entityRows: [Int32]
  private let vocabularyRows: [Int32]

  init(_ model: TopicModel, _ rules: CompiledRules) {
    self.model = model
    outputs = rules.topics.map { topic in model.outputs.firstIndex { $0.id == topic.id } ?? -1 }
    func row(_ kind: FeatureKind, _ id: String) -> Int32 {
      model.table.row(FeatureHash.feature(kind, FeatureHash.of(id.utf8)))
    }
    topicRows = rules.topics.map { row(.topic, $0.id) }
    entityRows = rules.entities.map { row(.entity, $0.entity.id) }
    vocabularyRows = rules.suppressorFamilies.map { row(.vocabulary, $0) }
  }

  /// What the model makes of one text.
  struct Sums {
    /// A word or a pair of the text that the model knows.
    struct Word {
      var kind: FeatureKind
      var row: Int32
      var first: Int32
      var last: Int32
    }
    /// The sum of weights for each output, bias included.
    var outputs: [Double]
    /// What the weights of words are divided by, and those of their meanings.
    var wordLength: Float
    var meaningLength: Float
    /// What was found, in the order of the text.
    var words: [Word]
    /// So many words of the text were read.
    var wordCount: Int

    /// What the weight of a feature is divided by.
    func length(of kind: FeatureKind) -> Float { kind == .meaning ? meaningLength : wordLength }
  }

  func sums(_ reading: Reading) -> Sums {
    let table = model.table
    var words = [SIMD8<Float>](repeating: .zero, count: table.width)
    var meanings = words
    var findings = words
    var squares: Float = 0
    var rarities: Float = 0
    var found: [Sums.Word] = []
    let features = WordFeatures(reading.document, reach: model.reach)
    found.reserveCapacity(features.count * 2)
    features.forEach { item in
      let row = table.row(item.hash)
      guard row >= 0 else { return }
      found.append(Sums.Word(kind: item.kind, row: row, first: item.first, last: item.last))
      let rarity = table.rarity(row)
      if item.kind == .meaning {
        rarities += rarity
        table.add(row, times: 1, to: &meanings)
      } else {
        squares += rarity * rarity
        table.add(row, times: 1, to: &words)
      }
    }
    forEachFinding(of: reading) { row, value in table.add(row, times: Float(value), to: &findings) }
    let wordLength = squares > 0 ? squares.squareRoot() : 1
    let meaningLength = rarities > 0 ? rarities : 1
    let outputs = model.biases.indices.map { index in
      let (block, lane) = (index / FeatureTable.lanes, index % FeatureTable.lanes)
      let sum = words[block][lane] / wordLength + meanings[block][lane] / meaningLength + findings[block][lane]
      return model.biases[index] + Double(sum)
    }
    return Sums(
      outputs: outputs, wordLength: wordLength, meaningLength: meaningLength, words: found, wordCount: features.count)
  }

  /// Rows and values of what rules and gazetteer found, as far as the model knows it.
  @inline(__always) private func forEachFinding(of reading: Reading, _ body: (Int32, Double) -> Void) {
    for (topic, score) in reading.ruleScores.enumerated() where score > 0 && topicRows[topic] >= 0 {
      body(topicRows[topic], logarithmicWeight(score))
    }
    for entity in reading.distinctEntities where entityRows[Int(entity)] >= 0 {
      body(entityRows[Int(entity)], Self.entityValue)
    }
    for (family, weight) in reading.vocabularies.enumerated() where weight > 0 && vocabularyRows[family] >= 0 {
      body(vocabularyRows[family], min(Self.vocabularyLimit, weight))
    }
  }

  /// The weight that the rules' score for a topic has for an output.
  func weight(ofTopic topic: Int, for output: Int) -> Double {
    topicRows[topic] < 0 ? 0 : Double(model.table.weight(topicRows[topic], output: output))
  }

  /// The weight that naming an entity has for an output.
  func weight(ofEntity entity: Int32, for output: Int) -> Double {
    entityRows[Int(entity)] < 0 ? 0 : Double(model.table.weight(entityRows[Int(entity)], output: output))
  }
}

extension TopicFeatures {
  /// The features of a reading, under their names.
  init(_ reading: Reading, _ rules: CompiledRules, reach: Int) {
    let reader = WordFeatures(reading.document, reach: reach)
    var words: [String] = []
    reader.forEach { if $0.kind != .meaning { words.append(reader.name($0)) } }
    var findings: [Finding] = []
    for (topic, score) in reading.ruleScores.enumerated() where score > 0 {
      findings.append(
        Finding(name: "\(FeatureKind.topic.label):\(rules.topics[topic].id)", value: logarithmicWeight(score)))
    }
    for entity in reading.distinctEntities {
      let id = rules.entities[Int(entity)].entity.id
      findings.append(Finding(name: "\(FeatureKind.entity.label):\(id)", value: BoundModel.entityValue))
    }
    for (family, weight) in reading.vocabularies.enumerated() where weight > 0 {
      let name = "\(FeatureKind.vocabulary.label):\(rules.suppressorFamilies[family])"
      findings.append(Finding(name: name, value: min(BoundModel.vocabularyLimit, weight)))
    }
    self.init(words: words, findings: findings, isRegional: reading.isRegional, ruleScores: reading.ruleScores)
  }
}
