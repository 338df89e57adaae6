import Articles

/// Names of actors inside longer names of others: the Taliban in *Tehreek-e-Taliban Pakistan* are not meant.
///
/// Places are left alone: the Pakistan Army is of Pakistan.
struct NestedNames {
  private struct Nested {
    var inner: Scan.Hit
    var outer: Scan.Hit
  }
  private let nested: [Nested]
  private let longest: Int32

  init(_ mentions: [EntityResolver.Mention], _ scan: Scan, _ rules: CompiledRules) {
    var nested: [Nested] = []
    for found in scan.names {
      let entity = rules.names[Int(found.index)].entity
      guard rules.entities[Int(entity)].entity.kind == .actor else { continue }
      // Mentions do not overlap unless they share a name, so that the last one that begins before may hold the hit.
      var index = mentions.endOfPrefix { $0.hit.start <= found.hit.start }
      guard index > 0 else { continue }
      let outer = mentions[index - 1].hit
      guard found.hit.end <= outer.end, found.hit.end - found.hit.start < outer.end - outer.start else { continue }
      var isOther = true
      while index > 0, mentions[index - 1].hit.start == outer.start {
        index -= 1
        if mentions[index].entity == entity { isOther = false }
      }
      if isOther { nested.append(Nested(inner: found.hit, outer: outer)) }
    }
    nested.sort { $0.inner.start < $1.inner.start }
    self.nested = nested
    longest = nested.map { $0.inner.end - $0.inner.start }.max() ?? 0
  }

  var isEmpty: Bool { nested.isEmpty }

  /// Whether a hit speaks of a nested name: it touches one, and neither holds the outer name nor stands for more of it.
  func contain(_ hit: Scan.Hit) -> Bool {
    var index = nested.endOfPrefix { $0.inner.start < hit.end }
    while index > 0, nested[index - 1].inner.start + longest > hit.start {
      index -= 1
      let (inner, outer) = (nested[index].inner, nested[index].outer)
      guard inner.end > hit.start else { continue }
      let holdsOuter = hit.start <= outer.start && hit.end >= outer.end
      let isPartOfOuter = hit.start >= outer.start && hit.end <= outer.end
      let isLonger = hit.start <= inner.start && hit.end >= inner.end && hit.end - hit.start > inner.end - inner.start
      if !holdsOuter, !(isPartOfOuter && isLonger) { return true }
    }
    return false
  }
}

extension Array {
  /// How many elements from the start meet a condition that holds for a prefix.
  fileprivate func endOfPrefix(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
