import Foundation

/// All regressions of a training: each output on all rows, and on all rows but those of each fold.
struct Fits: Sendable {
  let set: TrainingSet
  let matrix: SparseRows
  let solver: LogisticRegression
  /// For each of the first columns whether it is a word or a pair.
  let isWord: [Bool]

  /// Whether words are weighed by how much they tell for or against an output.
  let usesRatios: Bool

  private var wordCount: Int { isWord.count }

  /// What comes out.
  struct Result: Sendable {
    /// Weights of each output, learned from all rows.
    var weights: [LogisticRegression.Weights]
    /// For each output, the sum of weights of each judged row, learned without its fold.
    var judgedSums: [[Double]]
  }

  /// Fits outputs side by side; each on its own, so that the result does not depend on how many cores there are.
  func run() async -> Result {
    await withTaskGroup(of: (Int, LogisticRegression.Weights, [Double]).self) { group in
      for output in set.outputs.indices {
        group.addTask { @concurrent in
          let judged = judgedSums(output)
          return (output, fit(output, without: -2), judged)
        }
      }
      var weights = [LogisticRegression.Weights?](repeating: nil, count: set.outputs.count)
      var sums = [[Double]](repeating: [], count: set.outputs.count)
      for await (output, fitted, judged) in group {
        weights[output] = fitted
        sums[output] = judged
      }
      return Result(weights: weights.compactMap(\.self), judgedSums: sums)
    }
  }

  private func judgedSums(_ output: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: set.rows.count)
    for fold in 0..<Folds.count {
      let rows = set.rows.indices.filter { set.rows[$0].fold == fold }
      guard !rows.isEmpty else { continue }
      let weights = fit(output, without: fold)
      for row in rows { sums[row] = matrix.dot(row, weights.columns) + weights.bias }
    }
    return set.judged.map { sums[$0] }
  }

  private func fit(_ output: Int, without fold: Int) -> LogisticRegression.Weights {
    var rows: [Int] = []
    var isPositive: [Bool] = []
    for (index, row) in set.rows.enumerated() where row.fold != fold {
      let verdict = set.verdict(index, output)
      guard verdict != .unsure else { continue }
      for _ in 0..<row.weight {
        rows.append(index)
        isPositive.append(verdict == .yes)
      }
    }
    let factors = factors(rows, isPositive)
    var weights = solver.fit(matrix.scaled(by: factors), rows: rows, isPositive: isPositive)
    for column in factors.indices { weights.columns[column] *= factors[column] }
    return weights
  }

  /// How much each word tells for or against an output: |ln| of the ratio of its shares among positives and negatives
  /// (Wang, Manning 2012); 1 for columns that are no words.
  private func factors(_ rows: [Int], _ isPositive: [Bool]) -> [Double] {
    guard usesRatios else { return Array(repeating: 1, count: matrix.columnCount) }
    var counts = [[Double]](repeating: Array(repeating: 1, count: matrix.columnCount), count: 2)
    for (row, positive) in zip(rows, isPositive) {
      matrix.forEachColumn(of: row) { column in counts[positive ? 0 : 1][column] += 1 }
    }
    let sums = counts.map { $0[..<wordCount].reduce(0, +) }
    return (0..<matrix.columnCount).map { column in
      guard column < wordCount, isWord[column] else { return 1 }
      return abs(log(counts[0][column] / sums[0]) - log(counts[1][column] / sums[1]))
    }
  }
}
