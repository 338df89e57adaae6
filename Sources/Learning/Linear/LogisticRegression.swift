import CLinear

/// Rows of numbers in the form that LIBLINEAR reads: for each row its columns, from 1 and ascending, and their values.
struct SparseRows {
  private(set) var nodes: [feature_node] = []
  private(set) var starts: [Int] = []
  /// Number of columns.
  let columnCount: Int

  init(columnCount: Int) { self.columnCount = columnCount }

  /// Number of rows.
  var count: Int { starts.count }

  /// Adds a row of ascending columns, from 0.
  mutating func append(_ row: [(column: Int, value: Double)]) {
    starts.append(nodes.count)
    for (column, value) in row where value != 0 {
      nodes.append(feature_node(index: Int32(column + 1), value: value))
    }
    nodes.append(feature_node(index: -1, value: 0))
  }

  /// The rows with each column's values multiplied by its factor.
  func scaled(by factors: [Double]) -> SparseRows {
    var rows = self
    for index in rows.nodes.indices where rows.nodes[index].index > 0 {
      rows.nodes[index].value *= factors[Int(rows.nodes[index].index) - 1]
    }
    return rows
  }

  /// Calls `body` with each column of a row.
  func forEachColumn(of row: Int, _ body: (Int) -> Void) {
    var position = starts[row]
    while nodes[position].index > 0 {
      body(Int(nodes[position].index) - 1)
      position += 1
    }
  }

  /// The product of a row and a column of weights.
  func dot(_ row: Int, _ weights: [Double]) -> Double {
    var sum = 0.0
    var position = starts[row]
    while nodes[position].index > 0 {
      sum += nodes[position].value * weights[Int(nodes[position].index) - 1]
      position += 1
    }
    return sum
  }
}

/// L2-regularized logistic regression by LIBLINEAR's trust region Newton method (Lin, Weng, Keerthi 2008).
///
/// The solver has no random part: the same rows give the same weights on the same machine.
struct LogisticRegression {
  /// What an error costs against the size of the weights.
  var cost: Double
  /// When the gradient is small enough.
  var tolerance = 0.01

  /// One weight a column, and what is added to every row's sum.
  struct Weights {
    var columns: [Double]
    var bias: Double
  }

  /// Name and version of the library.
  static var solverName: String {
    "LIBLINEAR \(LIBLINEAR_VERSION / 100).\(LIBLINEAR_VERSION % 100), L2R_LR"
  }

  /// Fits some rows; one that stands in `rows` several times counts so often.
  func fit(_ matrix: SparseRows, rows: [Int], isPositive: [Bool]) -> Weights {
    guard isPositive.contains(true), isPositive.contains(false) else {
      return Weights(columns: Array(repeating: 0, count: matrix.columnCount), bias: isPositive.first == true ? 8 : -8)
    }
    unsafe set_print_string_function { _ in }
    var nodes = matrix.nodes
    var labels: [Double] = isPositive.map { $0 ? 1 : -1 }
    return unsafe nodes.withUnsafeMutableBufferPointer { nodes in
      let first = nodes.baseAddress
      var pointers = unsafe rows.map { row in unsafe first.map { unsafe $0 + matrix.starts[row] } }
      return unsafe solve(&pointers, &labels, matrix.columnCount)
    }
  }

  private func solve(
    _ rows: inout [UnsafeMutablePointer<feature_node>?], _ labels: inout [Double], _ columnCount: Int
  ) -> Weights {
    unsafe rows.withUnsafeMutableBufferPointer { rows in
      unsafe labels.withUnsafeMutableBufferPointer { labels in
        var problem = unsafe problem(
          l: Int32(labels.count), n: Int32(columnCount), y: labels.baseAddress, x: rows.baseAddress, bias: -1)
        return unsafe solve(&problem, columnCount)
      }
    }
  }

  private func solve(_ problem: inout problem, _ columnCount: Int) -> Weights {
    var parameter = unsafe parameter()
    unsafe parameter.solver_type = Int32(L2R_LR)
    unsafe parameter.eps = tolerance
    unsafe parameter.C = cost
    unsafe parameter.p = 0.1
    var model = unsafe train(&problem, &parameter)
    defer { unsafe free_and_destroy_model(&model) }
    guard let fitted = unsafe model else { preconditionFailure("LIBLINEAR gave no model") }
    // The first label is the one that the first row has; weights speak for it.
    let sign = unsafe fitted.pointee.label[0] == 1 ? 1.0 : -1.0
    return Weights(columns: (0..<columnCount).map { unsafe fitted.pointee.w[$0] * sign }, bias: 0)
  }
}
