import Testing

@testable import Learning

@Suite struct LogisticRegressionTests {
  /// Rows of one feature and a constant column.
  private func matrix(_ values: [Double]) -> SparseRows {
    var matrix = SparseRows(columnCount: 2)
    for value in values { matrix.append([(0, value), (1, 1)]) }
    return matrix
  }

  @Test(arguments: [false, true]) func separableRowsAreSeparated(negativesFirst: Bool) {
    var values = [-3.0, -2, -1.5, 1, 2, 4]
    if !negativesFirst { values.reverse() }
    let matrix = matrix(values)
    let weights = LogisticRegression(cost: 10).fit(matrix, rows: Array(0..<6), isPositive: values.map { $0 > 0 })
    #expect(weights.columns[0] > 0.5 && weights.bias == 0)
    for (row, value) in values.enumerated() {
      #expect((matrix.dot(row, weights.columns) + weights.bias > 0) == (value > 0), "\(value)")
    }
  }

  @Test func oneClassNeedsNoWeights() {
    let matrix = matrix([1, 2])
    let solver = LogisticRegression(cost: 1)
    let all = solver.fit(matrix, rows: [0, 1], isPositive: [true, true])
    #expect(all.columns == [0, 0] && all.bias == 8)
    #expect(solver.fit(matrix, rows: [0, 1], isPositive: [false, false]).bias == -8)
    #expect(solver.fit(matrix, rows: [], isPositive: []).bias == -8)
  }

  @Test func aRowThatStandsTwiceCountsTwice() {
    let matrix = matrix([1, 1, 1, 0])
    let solver = LogisticRegression(cost: 100, tolerance: 1e-6)
    let once = solver.fit(matrix, rows: [0, 1, 3], isPositive: [true, false, false])
    let twice = solver.fit(matrix, rows: [0, 0, 1, 3], isPositive: [true, true, false, false])
    let separate = solver.fit(matrix, rows: [0, 2, 1, 3], isPositive: [true, true, false, false])
    #expect(abs(matrix.dot(0, once.columns)) < 0.1)
    #expect(matrix.dot(0, twice.columns) > 0.5)
    #expect(twice.columns == separate.columns)
  }

  @Test func zerosAreLeftOut() {
    var matrix = SparseRows(columnCount: 3)
    matrix.append([(0, 0), (2, 5)])
    matrix.append([])
    #expect(matrix.nodes.count == 3 && matrix.count == 2)
    #expect(matrix.dot(0, [7, 7, 2]) == 10 && matrix.dot(1, [7, 7, 2]) == 0)
  }
}
