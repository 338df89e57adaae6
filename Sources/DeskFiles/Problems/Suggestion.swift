/// Finds what was probably meant by a word that is not known.
package enum Suggestion {
  /// The candidate nearest to `word` by edit distance, or `nil` when none is near enough to be meant.
  ///
  /// Near enough: at most one edit in three characters, and at least one allowed. The first of equals wins, so the
  /// order of `candidates` must not come from a set.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(maximumLength))
    let allowed = max(1, wanted.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(maximumLength))
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = editDistance(wanted, letters)
      if distance <= allowed, distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// `did you mean 'x'?`, or the known words when they are few, or nothing.
  package static func sentence(for word: String, among candidates: [String]) -> String? {
    if let nearest = nearest(to: word, among: candidates) { return "did you mean '\(nearest)'?" }
    guard !candidates.isEmpty, candidates.count <= 16 else { return nil }
    return "known here: \(candidates.joined(separator: ", "))"
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbors.
  package static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, leftScalar) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, rightScalar) in right.enumerated() {
        var cost = min(last[column] + (leftScalar == rightScalar ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }

  private static let maximumLength = 64
}
