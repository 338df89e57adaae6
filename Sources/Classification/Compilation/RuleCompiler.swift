import Articles

/// Turns a taxonomy and a gazetteer into tables, and refuses what makes no sense.
struct RuleCompiler {
  private var keywords = KeywordTable()
  private var uses: [(number: Int, value: CompiledRules.Use)] = []
  private var spellings: [[UInt8]] = []
  private var triggers: [CompiledRules.Trigger] = []
  private var rules: [CompiledRules.CompiledRule] = []
  private var names: [CompiledRules.Name] = []
  private var conditions: [CompiledRules.Condition] = []
  private var suppressorTerms: [CompiledRules.SuppressorTerm] = []
  private var signalCount: Int32 = 0
  /// `#list` and `@…` references of topics and of the gazetteer, by the text that names them.
  private var references: [String: Int32] = [:]
  private var entitySignals: [[Int32]]
  private let taxonomy: Taxonomy
  private let gazetteer: Gazetteer

  private init(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) {
    self.taxonomy = taxonomy
    self.gazetteer = gazetteer
    entitySignals = Array(repeating: [], count: gazetteer.entities.count)
  }

  static func compile(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) throws(TaxonomyError) -> CompiledRules {
    try RuleChecks.check(taxonomy, gazetteer)
    var compiler = RuleCompiler(taxonomy, gazetteer)
    try compiler.addEntities()
    try compiler.addEntityReferences()
    try compiler.addWordLists(taxonomy.wordLists, prefix: "#")
    try compiler.addTopics()
    try compiler.addSuppressors()
    try compiler.addScoring()
    return compiler.finish()
  }

  // MARK: Terms

  private mutating func add(
    _ term: Term, _ kind: CompiledRules.Use.Kind, _ index: Int32, exact: Bool = false
  ) throws(TaxonomyError) {
    guard let keyword = Keyword(term) else {
      throw TaxonomyError(.emptyAlternative, "'\(term.text)' has no letters to look for", at: term.location)
    }
    let spelling = exact ? Int32(spellings.count) : -1
    if exact { spellings.append(Capitals.of(Array(term.text.utf8)[...])) }
    let use = CompiledRules.Use(
      kind: kind, mode: keyword.mode, language: Languages.index(term.language), index: index, spelling: spelling)
    uses.append((keywords.index(of: keyword.bytes), use))
  }

  private mutating func newSignal() -> Int32 {
    signalCount += 1
    return signalCount - 1
  }

  private mutating func addWordLists(_ lists: [WordList], prefix: String) throws(TaxonomyError) {
    for list in lists {
      let signal = newSignal()
      references[prefix + list.name] = signal
      for term in list.terms { try add(term, .signal, signal) }
    }
  }

  /// The signals that meet a group: one for its own words, and those it refers to.
  private mutating func signals(_ alternatives: [Term], listPrefix: String) throws(TaxonomyError) -> [Int32] {
    var result: [Int32] = []
    var own: Int32 = -1
    for term in alternatives {
      if term.text.hasPrefix("#") || term.text.hasPrefix("@") {
        let name = term.text.hasPrefix("#") ? listPrefix + term.text.dropFirst() : term.text
        guard let signal = references[name] else {
          throw TaxonomyError(.unknownReference, RuleChecks.unknown(term.text), at: term.location)
        }
        result.append(signal)
        continue
      }
      if own < 0 {
        own = newSignal()
        result.append(own)
      }
      try add(term, .signal, own)
    }
    return result
  }

  // MARK: Gazetteer

  private mutating func addEntities() throws(TaxonomyError) {
    try addWordLists(gazetteer.wordLists, prefix: "gazetteer#")
    for (index, entity) in gazetteer.entities.enumerated() {
      let id = Int32(index)
      let bound = try compileConditions(entity)
      for term in entity.aliases + entity.people { try addName(term, id, .strong, bound, exact: false) }
      for term in entity.exactNames { try addName(term, id, .strong, bound, exact: true) }
      for term in entity.weakNames {
        try addName(term, id, .weak, bound, exact: Capitals.of(Array(term.text.utf8)[...]).contains(1))
      }
      for term in entity.lookalikes { try addName(term, id, .lookalike, [], exact: false) }
    }
  }

  private mutating func addName(
    _ term: Term, _ entity: Int32, _ kind: CompiledRules.Name.Kind, _ bound: [(names: [String], index: Int32)],
    exact: Bool
  ) throws(TaxonomyError) {
    let applying = bound.filter { $0.names.isEmpty || $0.names.contains(term.text) }.map(\.index)
    names.append(CompiledRules.Name(entity: entity, kind: kind, conditions: applying))
    // Names are proper nouns: they are looked for whatever the article's language, save where Arabic particles matter.
    var term = term
    if term.language != "ar" { term.language = nil }
    try add(term, .name, Int32(names.count - 1), exact: exact)
  }

  private mutating func compileConditions(
    _ entity: GazetteerEntity
  ) throws(TaxonomyError) -> [(names: [String], index: Int32)] {
    var result: [(names: [String], index: Int32)] = []
    for condition in entity.conditions {
      let requires = try signals(condition.requires, listPrefix: "gazetteer#")
      let excludes = try signals(condition.excludes, listPrefix: "gazetteer#")
      conditions.append(
        CompiledRules.Condition(requires: requires, excludes: excludes, near: Int32(clamping: condition.near ?? 0)))
      result.append((condition.names.map(\.text), Int32(conditions.count - 1)))
    }
    return result
  }

  /// Makes a signal for each way a rule may refer to entities.
  private mutating func addEntityReferences() throws(TaxonomyError) {
    for (index, entity) in gazetteer.entities.enumerated() {
      var names = ["@" + entity.id, "@type:" + entity.type, "@kind:" + entity.kind.rawValue]
      names += entity.countries.map { "@country:" + $0 }
      if gazetteer.isFocus(entity) { names.append("@focus") }
      if let parent = entity.parent { names.append("@part-of:" + parent) }
      for name in names {
        if references[name] == nil { references[name] = newSignal() }
        if let signal = references[name] { entitySignals[index].append(signal) }
      }
    }
  }

  // MARK: Topics

  private mutating func addTopics() throws(TaxonomyError) {
    for (index, topic) in taxonomy.topics.enumerated() {
      let lists: [(CompiledRules.Strength, [Term])] = [
        (.strong, topic.strong), (.weak, topic.weak), (.negative, topic.negative),
      ]
      for (strength, terms) in lists {
        for term in terms {
          triggers.append(CompiledRules.Trigger(topic: Int32(index), strength: strength, term: term))
          try add(term, .trigger, Int32(triggers.count - 1))
        }
      }
      for rule in topic.rules { try addRule(rule, topic: Int32(index), id: topic.id) }
    }
  }

  private mutating func addRule(_ rule: Rule, topic: Int32, id: String) throws(TaxonomyError) {
    var groups: [[Int32]] = []
    for group in rule.all { groups.append(try signals(group, listPrefix: "#")) }
    let none = try signals(rule.none, listPrefix: "#")
    rules.append(
      CompiledRules.CompiledRule(
        topic: topic, weight: rule.weight, groups: groups, none: none, near: Int32(clamping: rule.near ?? 0),
        field: rule.field, scope: rule.scope, address: "\(id)/rules/\(rule.id)"))
  }

  private mutating func addSuppressors() throws(TaxonomyError) {
    for (index, suppressor) in taxonomy.suppressors.enumerated() {
      for (terms, weight) in [(suppressor.strong, 1.0), (suppressor.weak, 0.4)] {
        for term in terms {
          suppressorTerms.append(CompiledRules.SuppressorTerm(family: Int32(index), weight: weight))
          try add(term, .suppressor, Int32(suppressorTerms.count - 1))
        }
      }
    }
  }

  private mutating func addScoring() throws(TaxonomyError) {
    let scoring = taxonomy.scoring
    let cues = [
      (CueKind.background, scoring.background), (CueKind.negation, scoring.negation), (CueKind.denial, scoring.denial),
    ]
    for (kind, cue) in cues { for term in cue.terms { try add(term, .cue, kind) } }
    for term in scoring.masks { try add(term, .mask, 0) }
  }

  // MARK: Tables

  private func finish() -> CompiledRules {
    let (useOffsets, sortedUses) = Self.grouped(uses, count: keywords.count)
    var groups: [(number: Int, value: CompiledRules.GroupUse)] = []
    for (index, rule) in rules.enumerated() {
      for (group, signals) in rule.groups.enumerated() {
        for signal in signals {
          groups.append((Int(signal), CompiledRules.GroupUse(rule: Int32(index), group: Int32(group))))
        }
      }
    }
    let (groupOffsets, groupUses) = Self.grouped(groups, count: Int(signalCount))
    let scoring = taxonomy.scoring
    return CompiledRules(
      keywords: keywords, useOffsets: useOffsets, uses: sortedUses, spellings: spellings,
      triggers: triggers,
      rules: rules, groupOffsets: groupOffsets, groupUses: groupUses, names: names,
      conditions: conditions, entities: compiledEntities(),
      suppressorFamilies: taxonomy.suppressors.map(\.name), suppressorTerms: suppressorTerms,
      cues: [scoring.background, scoring.negation, scoring.denial], topics: taxonomy.topics, scoring: scoring)
  }

  /// Values by number, those of one number in their order, and where each number's begin; one more at the end.
  private static func grouped<Value>(
    _ values: [(number: Int, value: Value)], count: Int
  ) -> (offsets: [Int32], values: [Value]) {
    var offsets = [Int32](repeating: 0, count: count + 1)
    for value in values { offsets[value.number + 1] += 1 }
    for index in 0..<count { offsets[index + 1] += offsets[index] }
    var next = offsets
    var places = [Int](repeating: 0, count: values.count)
    for (index, value) in values.enumerated() {
      places[Int(next[value.number])] = index
      next[value.number] += 1
    }
    return (offsets, places.map { values[$0].value })
  }

  private func compiledEntities() -> [CompiledRules.CompiledEntity] {
    let indexes = Dictionary(
      gazetteer.entities.enumerated().map { ($1.id, Int32(clamping: $0)) }, uniquingKeysWith: { first, _ in first })
    return gazetteer.entities.enumerated().map { index, entity in
      let value = Entity(
        id: entity.id, name: entity.name, kind: entity.kind, type: entity.type, countries: entity.countries,
        subdivision: entity.subdivision, coordinates: entity.coordinates)
      return CompiledRules.CompiledEntity(
        entity: value, isFocus: gazetteer.isFocus(entity),
        within: entity.within.flatMap { indexes[$0] } ?? -1, signals: entitySignals[index])
    }
  }
}

extension Gazetteer {
  /// Whether naming the entity passes the region gate.
  func isFocus(_ entity: GazetteerEntity) -> Bool {
    entity.isFocus ?? entity.countries.contains { focusCountries.contains($0) }
  }
}

/// The capitals of a name, so that `SWAT`, `Swat` and `swat` can be told apart whatever stands between the letters.
enum Capitals {
  /// 1 for each ASCII capital, 0 for each small ASCII letter; other bytes are left out.
  static func of(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x41...0x5A: result.append(1)
      case 0x61...0x7A: result.append(0)
      default: break
      }
    }
    return result
  }

  /// Whether the letters of `bytes` are spelled so.
  static func match(_ bytes: ArraySlice<UInt8>, _ spelling: [UInt8]) -> Bool {
    var index = 0
    for byte in bytes {
      let capital: UInt8
      switch byte {
      case 0x41...0x5A: capital = 1
      case 0x61...0x7A: capital = 0
      default: continue
      }
      guard index < spelling.count, spelling[index] == capital else { return false }
      index += 1
    }
    return index == spelling.count
  }
}
