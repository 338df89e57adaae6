import Articles

/// Decides which names in a document are mentions of which entities.
///
/// The longest name wins, and what a shorter name in it says of another actor counts nowhere; a look-alike wins and
/// yields nothing; conditions bind names to words in the same sentence or the headline; a weak name needs a sure mention of the region there, or of itself anywhere.
struct EntityResolver {
  /// One name that is taken for an entity.
  struct Mention {
    var entity: Int32
    var hit: Scan.Hit
  }
  private struct Candidate {
    var name: Int32
    var hit: Scan.Hit
    /// Whether words that the name demands stand near.
    var isConfirmed: Bool
  }

  private let document: Document
  private let rules: CompiledRules

  init(_ document: Document, _ rules: CompiledRules) {
    self.document = document
    self.rules = rules
  }

  /// The mentions, in the order of the text; their signals are sent to `scan`.
  func resolve(_ scan: inout Scan) -> [Mention] {
    guard !scan.names.isEmpty else { return [] }
    var mentions = mentions(scan)
    let nested = NestedNames(mentions, scan, rules)
    // Conditions may have been met by words that are gone now.
    if scan.remove(nested) { mentions = self.mentions(scan) }
    for mention in mentions {
      for signal in rules.entities[Int(mention.entity)].signals { scan.send(signal, mention.hit) }
    }
    return mentions
  }

  private func mentions(_ scan: Scan) -> [Mention] {
    let longest = longestCandidates(scan)
    var mentions: [Mention] = []
    for candidate in longest where rules.names[Int(candidate.name)].kind == .strong {
      mentions.append(Mention(entity: rules.names[Int(candidate.name)].entity, hit: candidate.hit))
    }
    mentions += weakMentions(longest, sure: mentions)
    return distinct(mentions)
  }

  private func longestCandidates(_ scan: Scan) -> [Candidate] {
    var candidates: [Candidate] = []
    candidates.reserveCapacity(scan.names.count)
    for found in scan.names {
      var isConfirmed = false
      guard meetsConditions(rules.names[Int(found.index)], found.hit, scan, &isConfirmed) else { continue }
      candidates.append(Candidate(name: found.index, hit: found.hit, isConfirmed: isConfirmed))
    }
    candidates.sort { left, right in
      if left.hit.start != right.hit.start { return left.hit.start < right.hit.start }
      if left.hit.end != right.hit.end { return left.hit.end > right.hit.end }
      return left.name < right.name
    }
    var kept: [Candidate] = []
    for candidate in candidates {
      if let last = kept.last, candidate.hit.start < last.hit.end {
        guard candidate.hit.start == last.hit.start, candidate.hit.end == last.hit.end else { continue }
      }
      kept.append(candidate)
    }
    return kept
  }

  private func meetsConditions(
    _ name: CompiledRules.Name, _ hit: Scan.Hit, _ scan: Scan, _ isConfirmed: inout Bool
  ) -> Bool {
    for index in name.conditions {
      let condition = rules.conditions[Int(index)]
      if condition.excludes.contains(where: { stands($0, near: hit, within: 0, scan) }) { return false }
      if condition.requires.isEmpty { continue }
      guard condition.requires.contains(where: { stands($0, near: hit, within: condition.near, scan) }) else {
        return false
      }
      isConfirmed = true
    }
    return true
  }

  /// Whether a signal stands in the same sentence or the headline, outside the name itself.
  private func stands(_ signal: Int32, near hit: Scan.Hit, within words: Int32, _ scan: Scan) -> Bool {
    let sentence = document.words[Int(hit.word)].sentence
    var result = false
    scan.forEachHit(of: signal) { other in
      let isApart = other.end <= hit.start || other.start >= hit.end
      let otherSentence = document.words[Int(other.word)].sentence
      let isClose =
        words == 0 ? isNear(otherSentence, sentence) : otherSentence == sentence && abs(other.word - hit.word) <= words
      if isApart, isClose { result = true }
      return !result
    }
    return result
  }

  private func isNear(_ other: Int32, _ sentence: Int32) -> Bool {
    if other == sentence { return true }
    return isTitle(other) || (isTitle(sentence) && document.sentences[Int(other)].isLead)
  }

  private func isTitle(_ sentence: Int32) -> Bool {
    document.fields[Int(document.sentences[Int(sentence)].field)].field == .title
  }

  /// Weak names with a cue; where several entities share one, the one whose countries are named most.
  private func weakMentions(_ candidates: [Candidate], sure: [Mention]) -> [Mention] {
    var result: [Mention] = []
    var index = 0
    while index < candidates.count {
      var end = index + 1
      while end < candidates.count, candidates[end].hit.start == candidates[index].hit.start { end += 1 }
      let rivals = candidates[index..<end]
      index = end
      // Beside a sure name only a confirmed one stands: a capital that speaks is its government too.
      let isAlone = rivals.allSatisfy { rules.names[Int($0.name)].kind == .weak }
      let fit = rivals.filter {
        rules.names[Int($0.name)].kind == .weak && ($0.isConfirmed || (isAlone && hasCue($0, sure)))
      }
      if let best = mostLikely(fit, sure) { result.append(best) }
    }
    return result
  }

  private func hasCue(_ candidate: Candidate, _ sure: [Mention]) -> Bool {
    let entity = rules.names[Int(candidate.name)].entity
    let sentence = document.words[Int(candidate.hit.word)].sentence
    return sure.prefix(200).contains { mention in
      if mention.entity == entity { return true }
      guard rules.isFocus[Int(mention.entity)] else { return false }
      return isNear(document.words[Int(mention.hit.word)].sentence, sentence)
    }
  }

  private func mostLikely(_ fit: [Candidate], _ sure: [Mention]) -> Mention? {
    guard let first = fit.first else { return nil }
    var best = first
    if fit.count > 1 {
      var most = -1
      for candidate in fit {
        let countries = rules.entities[Int(rules.names[Int(candidate.name)].entity)].entity.countries
        let count = sure.prefix(200).count { mention in
          rules.entities[Int(mention.entity)].entity.countries.contains { countries.contains($0) }
        }
        if count > most {
          most = count
          best = candidate
        }
      }
    }
    return Mention(entity: rules.names[Int(best.name)].entity, hit: best.hit)
  }

  private func distinct(_ mentions: [Mention]) -> [Mention] {
    let sorted = mentions.sorted { left, right in
      left.hit.start != right.hit.start ? left.hit.start < right.hit.start : left.entity < right.entity
    }
    var result: [Mention] = []
    for mention in sorted {
      if let last = result.last, last.entity == mention.entity, last.hit.start == mention.hit.start { continue }
      result.append(mention)
    }
    return result
  }
}
