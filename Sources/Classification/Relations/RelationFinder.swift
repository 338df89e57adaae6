internal import Articles

/// Finds who did what to whom, sentence by sentence: English only, precision before recall.
///
/// A pure function of the text, a desk's names and its `relations.yaml`. Nothing is found in articles outside the scope.
public struct RelationFinder: Sendable {
  /// Sentences after these are not read.
  static let reach = 12

  private let rules: CompiledRules
  private let lexicon: CompiledLexicon

  /// Compiles a lexicon for the names of a classifier.
  ///
  /// - Throws: `TaxonomyError` for the first thing that makes no sense, with its place.
  public init(_ classifier: Classifier, _ lexicon: RelationLexicon) throws(TaxonomyError) {
    rules = classifier.rules
    self.lexicon = try CompiledLexicon(lexicon)
  }

  /// The relations of a text, in its order; empty for languages other than English.
  public func relations(in text: ClassifiableText) -> [Relation] {
    guard text.language.map({ $0 == "en" || $0.hasPrefix("en-") }) ?? true else { return [] }
    let reading = Reading(text, rules)
    guard reading.verdict.isInScope else { return [] }
    var result: [Relation] = []
    for words in sentences(reading.document).prefix(Self.reach) {
      for relation in relations(words, reading) {
        let isKnown = result.contains { known in
          known.type == relation.type && known.actor == relation.actor
            && (known.recipient == relation.recipient || relation.recipient == nil)
        }
        if !isKnown { result.append(relation) }
      }
    }
    return result
  }

  /// Ranges of words, a sentence each.
  private func sentences(_ document: Document) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for index in document.words.indices.dropFirst()
    where document.words[index].sentence != document.words[index - 1].sentence {
      result.append(start..<index)
      start = index
      if result.count > Self.reach { return result }
    }
    if start < document.words.count { result.append(start..<document.words.count) }
    return result
  }

  private func relations(_ words: Range<Int>, _ reading: Reading) -> [Relation] {
    let sentence = RelationSentence(words, reading, rules)
    guard sentence.tokens.contains(where: { $0.party != nil }) else { return [] }
    let reader = RoleReader(sentence: sentence, lexicon: lexicon)
    var result: [Relation] = []
    for (index, token) in sentence.tokens.enumerated() where token.party == nil {
      for verb in lexicon.verbs[token.text] ?? [] {
        let roles = reader.roles(verb, at: index)
        if roles.isEmpty { continue }
        result += roles.compactMap { relation($0, verb, index, sentence, reading.document) }
        break
      }
    }
    return result
  }

  private func relation(
    _ roles: RoleReader.Roles, _ verb: CompiledLexicon.Verb, _ index: Int, _ sentence: RelationSentence,
    _ document: Document
  ) -> Relation? {
    let tokens = sentence.tokens
    let places = [roles.actor, index + verb.particles.count] + (roles.recipient.map { [$0] } ?? [])
    guard let actor = tokens[roles.actor].party, let first = places.min(), let last = places.max() else { return nil }
    return Relation(
      actor: actor.id, type: lexicon.rules[verb.rule].type, recipient: roles.recipient.flatMap { tokens[$0].party?.id },
      span: document.span(tokens[min(first, index)].start, tokens[last].end), rule: verb.address)
  }
}
