/// Finds what a mistyped name was probably meant to be.
public enum Suggestion {
  /// The candidate closest to `name`, or `nil` when none is close enough to be meant.
  ///
  /// Close enough is an edit distance of at most a third of the name's length, at least 1; or that the name, of three
  /// letters or more, stands inside the candidate. Of equals the first in Unicode order is taken, so the answer never
  /// depends on the order given.
  ///
  /// - Complexity: O(candidates × length²); meant for error paths.
  public static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !wanted.isEmpty else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().unicodeScalars.prefix(96))
      var distance = editDistance(wanted, other)
      if distance > limit {
        guard wanted.count >= 3, other.contains(wanted) else { continue }
        distance = limit + 1 + other.count - wanted.count
      }
      if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbors.
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let isSame = left[row] == right[column]
        var cost = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
