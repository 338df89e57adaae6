import Articles

/// Finds the parties of a verb in one sentence.
///
/// Precision before recall: what stands between a party and its verb must be known words, and a preposition, another
/// clause, a negation or a modal between them ends the search.
struct RoleReader {
  /// Where the parties of one verb stand.
  struct Roles {
    var actor: Int
    var recipient: Int?
  }

  let sentence: RelationSentence
  let lexicon: CompiledLexicon

  private var tokens: [RelationSentence.Token] { sentence.tokens }

  /// The roles around a verb at a token; each actor of a pair has its own.
  func roles(_ verb: CompiledLexicon.Verb, at index: Int) -> [Roles] {
    guard !tokens[index].isJoined, sentence.has(verb.particles, at: index + 1) else { return [] }
    let rule = lexicon.rules[verb.rule]
    let end = index + 1 + verb.particles.count
    if verb.isParticiple, let roles = passive(rule, index, end) { return [roles] }
    guard !isPassive(index) else { return [] }
    return active(rule, index, end, isParticiple: verb.isParticiple)
  }

  // MARK: Active voice

  private func active(
    _ rule: CompiledLexicon.Rule, _ verb: Int, _ end: Int, isParticiple: Bool
  ) -> [Roles] {
    guard let subject = subject(before: verb), isAsserted(subject), meets(rule, in: end..<clauseEnd(end)) else {
      return []
    }
    let partner = partner(of: subject)
    if rule.isMutual, let partner { return [Roles(actor: partner, recipient: subject)] }
    if rule.isMutual, rule.links.isEmpty { return [] }
    var recipient: Int?
    // `leader killed in Kabul` is a passive without its doer.
    let isCutShort = isParticiple && end < tokens.count && RelationWords.locations.contains(tokens[end].text)
    if rule.recipient != .none, !isCutShort { recipient = object(rule, from: end, actor: subject) }
    if recipient == nil, rule.recipient == .required { return [] }
    let isPair = partner != nil && !tokens[subject].afterComma
    return (isPair ? [partner, subject] : [subject]).compactMap { $0 }
      .filter { id($0) != recipient.flatMap(id) }
      .map { Roles(actor: $0, recipient: recipient) }
  }

  private func id(_ index: Int) -> String? { tokens[index].party?.id }

  /// The name that the verb before which it stands agrees with.
  private func subject(before verb: Int) -> Int? {
    var index = verb - 1
    var passedTo = false
    var sawHead = false
    while index >= 0, verb - index <= 8 {
      let (token, next) = (tokens[index], tokens[index + 1])
      if next.afterBreak || next.afterComma { return nil }
      if let party = token.party {
        guard !party.isLocal, !party.id.isEmpty, sawHead || !party.isAdjective else { return nil }
        return isFree(index) ? index : nil
      }
      if lexicon.subjects.contains(token.text) {
        sawHead = true
      } else if token.text == "to", isFirst(before: index) {
        passedTo = true
      } else if !RelationWords.isFiller(token.text), !(passedTo && RelationWords.firsts.contains(token.text)) {
        return nil
      }
      index -= 1
    }
    return nil
  }

  private func isFirst(before index: Int) -> Bool {
    (max(0, index - 4)..<index).contains { tokens[$0].text == "first" }
  }

  /// Where the name phrase around a token begins.
  private func phraseStart(_ index: Int) -> Int {
    var start = index
    while start > 0, !tokens[start].afterComma, !tokens[start].afterBreak {
      let before = tokens[start - 1]
      let joins = before.party != nil || lexicon.subjects.contains(before.text) || ["s", "the"].contains(before.text)
      guard joins else { break }
      start -= 1
    }
    return start
  }

  /// Whether no preposition governs the name.
  private func isFree(_ index: Int) -> Bool {
    let start = phraseStart(index)
    guard start > 0, !tokens[start].afterBreak, !tokens[start].afterComma else { return true }
    let before = tokens[start - 1].text
    return !RelationWords.prepositions.contains(before) && !RelationWords.conditions.contains(before)
  }

  /// Whether the clause is the writer's own: neither somebody's claim nor a question.
  private func isAsserted(_ subject: Int) -> Bool {
    if let first = tokens.first, first.party == nil, RelationWords.questions.contains(first.text) { return false }
    var index = subject
    while index > 0 {
      if tokens[index].afterComma || tokens[index].afterBreak { return true }
      index -= 1
      if RelationWords.breakers.contains(tokens[index].text), tokens[index].text != "that" { return true }
      if lexicon.reports.contains(tokens[index].text) { return false }
    }
    return true
  }

  /// The other of `X and Y` or `X, Y`.
  private func partner(of subject: Int) -> Int? {
    let start = phraseStart(subject)
    guard start > 0 else { return nil }
    var index = start - 1
    if ["and", "&"].contains(tokens[index].text) {
      index -= 1
    } else if !tokens[start].afterComma {
      return nil
    }
    while index > 0, tokens[index].party == nil, lexicon.subjects.contains(tokens[index].text) { index -= 1 }
    guard index >= 0, let party = tokens[index].party, !party.isLocal, party.id != id(subject) else { return nil }
    return isFree(index) ? index : nil
  }

  // MARK: Objects

  /// One past the last token of the clause that goes on at a token.
  private func clauseEnd(_ start: Int) -> Int {
    var index = start
    while index < tokens.count, index - start < 14 {
      if index > start, tokens[index].afterBreak || RelationWords.breakers.contains(tokens[index].text) { break }
      index += 1
    }
    return index
  }

  private func meets(_ rule: CompiledLexicon.Rule, in range: Range<Int>) -> Bool {
    (rule.with.isEmpty || rule.with.contains { stands($0, in: range) })
      && !rule.without.contains { stands($0, in: range) }
  }

  private func stands(_ phrase: [String], in range: Range<Int>) -> Bool {
    range.contains { index in
      if sentence.has(phrase, at: index) { return true }
      guard tokens[index].party != nil, phrase.count == 1 else { return false }
      return tokens[index].text.split(separator: " ").contains { $0 == phrase[0] }
    }
  }

  private func object(_ rule: CompiledLexicon.Rule, from start: Int, actor: Int) -> Int? {
    if rule.links.isEmpty { return party(rule, from: start, within: 6, actor: actor, isLinked: false) }
    for index in start..<clauseEnd(start) {
      guard let link = rule.links.first(where: { sentence.has($0, at: index) }) else { continue }
      if let found = party(rule, from: index + link.count, within: 5, actor: actor, isLinked: true) { return found }
    }
    return nil
  }

  /// The first name after a verb or link that can be the recipient; a preposition or clause ends the search.
  private func party(
    _ rule: CompiledLexicon.Rule, from start: Int, within reach: Int, actor: Int, isLinked: Bool
  ) -> Int? {
    var index = start
    while index < tokens.count, index - start <= reach {
      let token = tokens[index]
      if token.afterBreak || token.afterComma { return nil }
      if token.party != nil { return isRecipient(index, rule, actor, isLinked) ? index : nil }
      if RelationWords.breakers.contains(token.text) || token.text == "and" { return nil }
      if RelationWords.prepositions.contains(token.text), token.text != "of" || index == start { return nil }
      let isCount = RelationWords.counts.contains(token.text) || token.text.allSatisfy(\.isNumber)
      if rule.isAdjacent, !isLinked, !isCount { return nil }
      index += 1
    }
    return nil
  }

  private func isRecipient(_ index: Int, _ rule: CompiledLexicon.Rule, _ actor: Int, _ isLinked: Bool) -> Bool {
    guard let party = tokens[index].party, let doer = tokens[actor].party, party.id != doer.id, !party.id.isEmpty else {
      return false
    }
    if index + 1 < tokens.count, RelationWords.modals.contains(tokens[index + 1].text) { return false }
    if party.kind == .place, party.countries == doer.countries { return false }
    guard party.kind == .place, !party.isAdjective else { return true }
    let isHome = party.countries.contains { doer.countries.contains($0) }
    if party.isLocal { return rule.takesPlaces && !isHome }
    if rule.takesPlaces { return !(isLinked && isHome) }
    // `condemns Kabul attack` is not against Kabul.
    let next = tokens[(index + 1)..<min(tokens.count, index + 4)].prefix {
      !RelationWords.prepositions.contains($0.text) && !RelationWords.breakers.contains($0.text)
    }
    return !next.contains { lexicon.events.contains($0.text) }
  }

  // MARK: Passive voice

  private func isPassive(_ verb: Int) -> Bool {
    var index = verb - 1
    while index >= 0, verb - index <= 3, RelationWords.isFiller(tokens[index].text) { index -= 1 }
    return index >= 0 && RelationWords.passives.contains(tokens[index].text)
  }

  private func passive(_ rule: CompiledLexicon.Rule, _ verb: Int, _ end: Int) -> Roles? {
    guard !isNegated(verb), let by = agentMark(verb, from: end), let actor = agent(after: by) else { return nil }
    let recipient = rule.recipient == .none ? nil : patient(rule, before: verb, actor: actor)
    if recipient == nil, rule.recipient == .required { return nil }
    let start = recipient ?? max(0, verb - 10)
    guard meets(rule, in: start..<by), isAsserted(start) else { return nil }
    return Roles(actor: actor, recipient: recipient)
  }

  private func isNegated(_ verb: Int) -> Bool {
    let words: Set<String> = ["not", "never", "no", "may", "might", "could", "would", "will", "should", "to"]
    return (max(0, verb - 3)..<verb).contains { words.contains(tokens[$0].text) }
  }

  /// The `by` that goes with a participle: at once, after a place, or after `was` within the clause.
  private func agentMark(_ verb: Int, from start: Int) -> Int? {
    let isFull = isPassive(verb)
    var index = start
    while index < tokens.count, index - start <= 7 {
      let token = tokens[index]
      if token.afterBreak || token.afterComma || RelationWords.breakers.contains(token.text) { return nil }
      if token.text == "by" { return index }
      if token.party != nil, index == start { return nil }
      let isPlace = token.party?.kind == .place || RelationWords.locations.contains(token.text)
      if !isFull, !isPlace { return nil }
      index += 1
    }
    return nil
  }

  private func agent(after by: Int) -> Int? {
    var index = by + 1
    while index < tokens.count, index - by <= 4 {
      let token = tokens[index]
      if token.afterBreak || token.afterComma { return nil }
      if let party = token.party {
        guard !party.isLocal, !party.id.isEmpty else { return nil }
        guard party.isAdjective else { return index }
        guard index + 1 < tokens.count else { return nil }
        let next = tokens[index + 1].text
        return lexicon.subjects.contains(next) || lexicon.events.contains(next) ? index : nil
      }
      if RelationWords.prepositions.contains(token.text) || token.text == "and" { return nil }
      index += 1
    }
    return nil
  }

  /// Whom it was done to: the nearest name before that is no mere location.
  private func patient(_ rule: CompiledLexicon.Rule, before verb: Int, actor: Int) -> Int? {
    var index = verb - 1
    while index >= 0, verb - index <= 10 {
      let (token, next) = (tokens[index], tokens[index + 1])
      if next.afterBreak || next.afterComma { return nil }
      if let party = token.party {
        let before = phraseStart(index) - 1
        let mark = before >= 0 ? tokens[before].text : ""
        let isLocation = party.kind == .place && RelationWords.locations.contains(mark)
        if !isLocation, mark != "by" { return isRecipient(index, rule, actor, false) ? index : nil }
      }
      if RelationWords.breakers.contains(token.text) || lexicon.reports.contains(token.text) { return nil }
      index -= 1
    }
    return nil
  }
}
