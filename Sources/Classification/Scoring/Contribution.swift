import Articles

/// What one term or rule adds to one topic, and where it stands.
struct Contribution {
  enum Source {
    case trigger(Int32)
    case rule(Int32)
  }
  var topic: Int32
  var source: Source
  /// Weight by place and support, before clause cues lower it.
  var fullWeight: Double
  /// Weight that counts.
  var weight: Double
  /// The words; for a rule those of each group.
  var hits: [Scan.Hit]
  /// The cue that lowered the weight.
  var cue: Scan.Hit?
  var cueKind: Int32 = -1
  var isWeak: Bool
}

/// A weight after the clause it stands in was looked at.
struct ClauseReduction {
  var factor: Double
  var cue: Scan.Hit?
  var kind: Int32
}

/// Lowers weights in background clauses, after negations and in denials.
struct ClauseReader {
  private let document: Document
  private let cues: [Scan.IndexedHit]
  private let rules: CompiledRules
  private let longestReach: Int32

  init(_ document: Document, _ scan: Scan, _ rules: CompiledRules) {
    self.document = document
    self.rules = rules
    cues = scan.cues.sorted { $0.hit.word != $1.hit.word ? $0.hit.word < $1.hit.word : $0.index < $1.index }
    longestReach = Int32(clamping: rules.cues.map(\.reach).max() ?? 0)
  }

  /// The strongest reduction of a hit; `deniedFactor` is the topic's own.
  func reduction(of hit: Scan.Hit, deniedFactor: Double) -> ClauseReduction {
    var result = ClauseReduction(factor: 1, cue: nil, kind: -1)
    guard !cues.isEmpty else { return result }
    let clause = document.words[Int(hit.word)].clause
    for cue in cues.reversed() where cue.hit.word < hit.word && cue.hit.end <= hit.start {
      if hit.word - cue.hit.word > longestReach { break }
      guard document.words[Int(cue.hit.word)].clause == clause else { continue }
      let rule = rules.cues[Int(cue.index)]
      guard hit.word - cue.hit.word <= Int32(clamping: rule.reach) else { continue }
      let factor = cue.index == CueKind.denial ? deniedFactor : rule.factor
      if factor < result.factor { result = ClauseReduction(factor: factor, cue: cue.hit, kind: cue.index) }
    }
    return result
  }
}
