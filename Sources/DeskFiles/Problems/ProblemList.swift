/// Gathers the problems of one reading of a desk, so that all are shown at once.
///
/// Not `Sendable`: made, filled and read within one function of one task.
package final class ProblemList {
  /// The problems in order of discovery.
  package private(set) var problems: [DeskProblem] = []

  /// More than this many are not kept: a wrong file must not flood the terminal.
  package static let maximumCount = 1_000

  /// Makes an empty list.
  package init() {}

  /// Adds one problem.
  package func add(_ problem: DeskProblem) {
    if problems.count < Self.maximumCount { problems.append(problem) }
  }

  /// Adds an error at a node.
  package func add(_ message: String, at node: YAMLNode, remedy: String? = nil) {
    add(DeskProblem(message, at: node.place, remedy: remedy))
  }

  /// Adds all problems of another reading.
  package func add(contentsOf error: DeskError) { error.problems.forEach(add) }

  /// Whether something was found that keeps the desk from being used.
  package var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// Throws what was found, if an error is among it.
  package func throwIfAny() throws(DeskError) {
    if hasErrors { throw DeskError(problems) }
  }
}
