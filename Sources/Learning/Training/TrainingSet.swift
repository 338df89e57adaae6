import Classification

/// Labeled items ready for training: their features, what counts how much, and which fold judges which.
struct TrainingSet: Sendable {
  /// One item.
  struct Row: Sendable {
    var item: LabeledItem
    var features: TopicFeatures
    /// How often it counts.
    var weight: Int
    /// The fold that it is judged in; −1 for items that are only learned from.
    var fold: Int
  }
  var rows: [Row]
  /// Ids of the outputs, `any` last.
  let outputs: [String]

  /// What an item says of an output.
  enum Verdict: Sendable { case yes, no, unsure }

  func verdict(_ row: Int, _ output: Int) -> Verdict {
    let item = rows[row].item
    if outputs[output] == TopicModel.anyID {
      return item.topics.isEmpty ? (item.optional.isEmpty ? .no : .unsure) : .yes
    }
    if item.topics.contains(outputs[output]) { return .yes }
    return item.optional.contains(outputs[output]) ? .unsure : .no
  }

  /// Rows that judge, by index.
  var judged: [Int] { rows.indices.filter { rows[$0].fold >= 0 } }
}

/// Cuts items into folds by time: those that follow each other stay together, so that a story is not learned and judged.
enum Folds {
  static let count = 5
  /// So many items that follow each other by date share a fold.
  static let blockSize = 25

  /// The fold of each item.
  static func of(_ items: [LabeledItem]) -> [Int] {
    let order = items.indices.sorted { left, right in
      (items[left].date, items[left].id) < (items[right].date, items[right].id)
    }
    var folds = [Int](repeating: 0, count: items.count)
    for (place, index) in order.enumerated() { folds[index] = place / blockSize % count }
    return folds
  }
}
