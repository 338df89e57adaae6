import Articles

/// FNV-1a over a canonical writing of the rules: equal for equal rules, wherever they stand in their files.
enum RulesDigest {
  static func of(_ taxonomy: Taxonomy, _ gazetteer: Gazetteer) -> String {
    var hash = FNV()
    let scoring = taxonomy.scoring
    hash.add("\(scoring.strongWeight) \(scoring.weakWeight) \(scoring.maximumTopics)")
    for cue in [scoring.background, scoring.negation, scoring.denial] {
      hash.add("\(cue.factor) \(cue.reach)")
      hash.add(cue.terms)
    }
    hash.add(scoring.masks)
    for list in taxonomy.wordLists + gazetteer.wordLists {
      hash.add(list.name)
      hash.add(list.terms)
    }
    for suppressor in taxonomy.suppressors {
      hash.add(suppressor.name)
      hash.add(suppressor.strong)
      hash.add(suppressor.weak)
    }
    for topic in taxonomy.topics { add(topic, &hash) }
    hash.add(gazetteer.focusCountries.joined(separator: " "))
    for entity in gazetteer.entities { add(entity, &hash) }
    return hash.hexadecimal
  }

  private static func add(_ topic: Topic, _ hash: inout FNV) {
    hash.add("\(topic.id) \(topic.threshold) \(topic.deniedFactor)")
    for terms in [topic.strong, topic.weak, topic.negative] { hash.add(terms) }
    for rule in topic.rules {
      hash.add("\(rule.id) \(rule.weight) \(rule.near ?? 0) \(rule.scope.rawValue) \(rule.field?.rawValue ?? "")")
      for group in rule.all { hash.add(group) }
      hash.add(rule.none)
    }
  }

  private static func add(_ entity: GazetteerEntity, _ hash: inout FNV) {
    hash.add("\(entity.id) \(entity.name) \(entity.kind.rawValue) \(entity.type) \(entity.subdivision ?? "")")
    hash.add(
      "\(entity.countries) \(entity.parent ?? "") \(entity.within ?? "") \(entity.isFocus.map { "\($0)" } ?? "")")
    hash.add(entity.coordinates.map { "\($0.latitude) \($0.longitude)" } ?? "")
    for terms in [entity.aliases, entity.exactNames, entity.weakNames, entity.people, entity.lookalikes] {
      hash.add(terms)
    }
    for condition in entity.conditions {
      hash.add(condition.names)
      hash.add(condition.requires)
      hash.add(condition.excludes)
      hash.add("\(condition.near ?? 0)")
    }
  }

  /// 64-bit FNV-1a.
  private struct FNV {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
      for byte in text.utf8 { step(byte) }
      step(0xFF)
    }

    mutating func add(_ terms: [Term]) {
      for term in terms { add("\(term.language ?? "") \(term.text)") }
      step(0xFE)
    }

    private mutating func step(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    var hexadecimal: String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}
