/// A lexicon turned into tables of folded words, and refused where it makes no sense.
struct CompiledLexicon: Sendable {
  /// One verb of one rule.
  struct Verb: Sendable {
    /// Index of the rule.
    var rule: Int
    /// Words after the first: `over` of `hand over`.
    var particles: [String]
    /// Whether the first word is a past or a participle.
    var isPast: Bool
    var isParticiple: Bool
    var address: String
  }
  struct Rule: Sendable {
    var type: RelationType
    var with: [[String]]
    var without: [[String]]
    var links: [[String]]
    var recipient: RelationRule.Recipient
    var isAdjacent: Bool
    var isMutual: Bool
    var takesPlaces: Bool
  }

  private(set) var rules: [Rule] = []
  /// Verbs by the folded form of their first word.
  private(set) var verbs: [String: [Verb]] = [:]
  private(set) var subjects: Set<String> = []
  private(set) var events: Set<String> = []
  private(set) var reports: Set<String> = []
  private var lists: [String: [[String]]] = [:]

  init(_ lexicon: RelationLexicon) throws(TaxonomyError) {
    for list in lexicon.wordLists {
      guard lists[list.name] == nil else {
        throw TaxonomyError(.duplicateID, "the word list '\(list.name)' is there twice", at: list.location)
      }
      var phrases: [[String]] = []
      for term in list.terms { phrases.append(try Self.words(term)) }
      lists[list.name] = phrases
    }
    subjects = try Self.single(lexicon.subjects)
    events = try Self.single(lexicon.events)
    reports = try Self.single(lexicon.reports)
    for rule in lexicon.rules { try add(rule) }
  }

  private mutating func add(_ rule: RelationRule) throws(TaxonomyError) {
    guard !rule.verbs.isEmpty else {
      throw TaxonomyError(.neverFires, "a rule for \(rule.type.rawValue) has no verbs", at: rule.location)
    }
    rules.append(
      Rule(
        type: rule.type, with: try phrases(rule.with), without: try phrases(rule.without),
        links: try phrases(rule.links), recipient: rule.recipient,
        isAdjacent: rule.isAdjacent, isMutual: rule.isMutual,
        takesPlaces: rule.takesPlaces))
    for term in rule.verbs { try add(term, of: rules.count - 1, rule.type) }
  }

  private mutating func add(_ term: Term, of rule: Int, _ type: RelationType) throws(TaxonomyError) {
    let parts = term.text.split(separator: " ", maxSplits: 1).map(String.init)
    let particles = parts.count > 1 ? try Self.words(Term(parts[1], location: term.location)) : []
    let forms = VerbForms(parts.first ?? "")
    guard forms.present[0].utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A || $0 == 0x2D }), !forms.present[0].isEmpty else {
      throw TaxonomyError(.emptyAlternative, "'\(term.text)' is no English verb in small letters", at: term.location)
    }
    let address = "\(type.rawValue)/\(term.text)"
    for form in Set(forms.present + forms.past + forms.participle) {
      let words = try Self.words(Term(form, location: term.location))
      guard let first = words.first else { continue }
      verbs[first, default: []].append(
        Verb(
          rule: rule, particles: words.dropFirst() + particles, isPast: forms.past.contains(form),
          isParticiple: forms.participle.contains(form), address: address))
    }
  }

  private func phrases(_ terms: [Term]) throws(TaxonomyError) -> [[String]] {
    var result: [[String]] = []
    for term in terms {
      if term.text.hasPrefix("#") {
        guard let list = lists[String(term.text.dropFirst())] else {
          throw TaxonomyError(.unknownReference, RuleChecks.unknown(term.text), at: term.location)
        }
        result += list
      } else {
        result.append(try Self.words(term))
      }
    }
    return result
  }

  /// Folded words of a term; a `*` stays at the end of the last.
  private static func words(_ term: Term) throws(TaxonomyError) -> [String] {
    let isOpen = term.text.hasSuffix("*")
    let folded = FoldedText.fold(isOpen ? String(term.text.dropLast()) : term.text)
    var words = folded.split { !isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
    guard let last = words.popLast() else {
      throw TaxonomyError(.emptyAlternative, "'\(term.text)' has no letters to look for", at: term.location)
    }
    words.append(isOpen ? last + "*" : last)
    return words
  }

  private static func single(_ terms: [Term]) throws(TaxonomyError) -> Set<String> {
    var result: Set<String> = []
    for term in terms {
      let words = try words(term)
      guard words.count == 1 else {
        throw TaxonomyError(.neverFires, "'\(term.text)' is more than one word", at: term.location)
      }
      result.insert(words[0])
    }
    return result
  }
}
