import Articles

/// Finds what the compiler of rules cannot make sense of, with the place where it is written.
enum RuleChecks {
  static func check(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) throws(TaxonomyError) {
    try checkIDs(taxonomy, gazetteer)
    try checkLists(taxonomy.wordLists + gazetteer.wordLists)
    try checkScoring(taxonomy)
    let groups = Set(taxonomy.groups.map(\.id))
    let topics = Set(taxonomy.topics.map(\.id))
    for topic in taxonomy.topics { try check(topic, groups: groups, topics: topics, taxonomy) }
    try checkGazetteer(gazetteer)
  }

  /// The message for a reference that leads nowhere.
  static func unknown(_ reference: String) -> String {
    reference.hasPrefix("#")
      ? "there is no word list '\(reference.dropFirst())'; define it under word_lists"
      : "nothing in the gazetteer answers to '\(reference)'; write @id, @type:…, @kind:…, @country:… or @focus"
  }

  private static func checkIDs(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) throws(TaxonomyError) {
    try unique(taxonomy.groups.map { ($0.id, $0.location) }, "group")
    try unique(taxonomy.topics.map { ($0.id, $0.location) }, "topic")
    try unique(gazetteer.entities.map { ($0.id, $0.location) }, "entity")
    try unique(taxonomy.wordLists.map { ($0.name, $0.location) }, "word list")
    try unique(gazetteer.wordLists.map { ($0.name, $0.location) }, "word list")
    for topic in taxonomy.topics { try unique(topic.rules.map { ($0.id, $0.location) }, "rule of \(topic.id)") }
  }

  private static func unique(_ ids: [(String, SourceLocation)], _ what: String) throws(TaxonomyError) {
    var seen: [String: SourceLocation] = [:]
    for (id, location) in ids {
      guard !id.isEmpty else { throw TaxonomyError(.emptyAlternative, "a \(what) without an id", at: location) }
      if let first = seen.updateValue(location, forKey: id) {
        throw TaxonomyError(.duplicateID, "\(what) '\(id)' is already defined in line \(first.line)", at: location)
      }
    }
  }

  private static func checkLists(_ lists: [WordList]) throws(TaxonomyError) {
    for list in lists where list.terms.isEmpty {
      throw TaxonomyError(.emptyAlternative, "word list '\(list.name)' is empty", at: list.location)
    }
  }

  private static func checkScoring(_ taxonomy: Taxonomy) throws(TaxonomyError) {
    let scoring = taxonomy.scoring
    let lowest = taxonomy.topics.map(\.threshold).min() ?? 1
    let numbers = [
      scoring.strongWeight, scoring.weakWeight, scoring.background.factor, scoring.negation.factor,
      scoring.denial.factor,
    ]
    guard numbers.allSatisfy({ $0 >= 0 && $0 < 1.000_001 }), scoring.maximumTopics > 0 else {
      throw TaxonomyError(.outOfRange, "weights and factors lie between 0 and 1", at: SourceLocation())
    }
    guard scoring.weakWeight * TopicScorer.largestFactor < lowest else {
      let location = taxonomy.topics.first { $0.threshold == lowest }?.location ?? SourceLocation()
      throw TaxonomyError(
        .outOfRange, "one weak word would reach the threshold \(lowest): raise it or lower scoring.weak", at: location)
    }
  }

  private static func check(
    _ topic: Topic, groups: Set<String>, topics: Set<String>, _ taxonomy: Taxonomy
  ) throws(TaxonomyError) {
    guard groups.contains(topic.group) else {
      throw TaxonomyError(.unknownReference, "there is no group '\(topic.group)'", at: topic.location)
    }
    for id in topic.confusableWith where !topics.contains(id) {
      throw TaxonomyError(.unknownReference, "there is no topic '\(id)' (confusable_with)", at: topic.location)
    }
    guard topic.threshold > 0, topic.threshold < 1, (0...1).contains(topic.deniedFactor) else {
      throw TaxonomyError(.outOfRange, "threshold and denied lie between 0 and 1", at: topic.location)
    }
    guard !topic.strong.isEmpty || topic.weak.count > 1 || !topic.rules.isEmpty else {
      throw TaxonomyError(
        .neverFires, "topic '\(topic.id)' has neither strong terms, two weak ones nor a rule", at: topic.location)
    }
    for rule in topic.rules { try check(rule) }
  }

  private static func check(_ rule: Rule) throws(TaxonomyError) {
    guard !rule.all.isEmpty else {
      throw TaxonomyError(.neverFires, "rule '\(rule.id)' demands nothing: give it an all list", at: rule.location)
    }
    guard rule.weight > 0, rule.weight <= 1, (rule.near ?? 1) > 0 else {
      throw TaxonomyError(.outOfRange, "rule '\(rule.id)': weight lies over 0 up to 1, near over 0", at: rule.location)
    }
    guard rule.all.count <= 8 else {
      throw TaxonomyError(.outOfRange, "rule '\(rule.id)' has over 8 groups", at: rule.location)
    }
    for group in rule.all where group.isEmpty {
      throw TaxonomyError(.emptyAlternative, "rule '\(rule.id)' has an empty group of alternatives", at: rule.location)
    }
    if let near = rule.near, near < rule.all.count - 1 {
      throw TaxonomyError(
        .neverFires, "rule '\(rule.id)': \(rule.all.count) groups cannot stand within \(near) words", at: rule.location)
    }
    // A group all of whose alternatives are forbidden by `none` can never be met.
    let forbidden = Set(rule.none.map(\.text))
    for group in rule.all where group.allSatisfy({ forbidden.contains($0.text) }) {
      throw TaxonomyError(.neverFires, "rule '\(rule.id)' forbids in none what it demands in all", at: rule.location)
    }
  }

  private static func checkGazetteer(_ gazetteer: Gazetteer) throws(TaxonomyError) {
    let ids = Set(gazetteer.entities.map(\.id))
    for entity in gazetteer.entities {
      for reference in [entity.within, entity.parent].compactMap(\.self) where !ids.contains(reference) {
        throw TaxonomyError(
          .unknownReference, "'\(entity.id)' refers to '\(reference)', which is no entity", at: entity.location)
      }
      let names = entity.aliases + entity.exactNames + entity.weakNames + entity.people
      guard !names.isEmpty else {
        throw TaxonomyError(.neverFires, "entity '\(entity.id)' has no names", at: entity.location)
      }
      let written = Set(names.map(\.text))
      for condition in entity.conditions {
        if let name = condition.names.first(where: { !written.contains($0.text) }) {
          throw TaxonomyError(
            .neverFires, "'\(entity.id)' has a condition on '\(name.text)', which is none of its names",
            at: name.location)
        }
        if condition.requires.isEmpty && condition.excludes.isEmpty {
          throw TaxonomyError(
            .emptyAlternative, "a condition of '\(entity.id)' demands nothing", at: condition.location)
        }
      }
    }
  }
}
