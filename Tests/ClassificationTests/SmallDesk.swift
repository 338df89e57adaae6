import Articles

@testable import Classification

/// A taxonomy and a gazetteer small enough to reason about.
enum SmallDesk {
  static func terms(_ words: String..., language: String? = nil) -> [Term] {
    words.map { Term($0, language: language) }
  }

  static var attack: Topic {
    var topic = Topic(id: "attack", label: "Attack", group: "violence")
    topic.strong = terms("suicide attack", "car bomb", language: "en") + terms("теракт", language: "ru")
    topic.weak = terms("attack*", "blast", "gunmen", language: "en")
    topic.negative = terms("attack ad", language: "en")
    topic.deniedFactor = 0.3
    return topic
  }

  static var talks: Topic {
    var topic = Topic(id: "talks", label: "Talks", group: "diplomacy")
    topic.strong = terms("peace talks", language: "en")
    topic.weak = terms("negotiations", "envoy", language: "en")
    return topic
  }

  static var taxonomy: Taxonomy {
    var scoring = ScoringRules()
    scoring.masks = terms("heart attack*")
    scoring.background.terms = terms("in the wake of the")
    scoring.negation.terms = terms("no")
    scoring.denial.terms = terms("denies")
    return Taxonomy(
      id: "small", version: "1",
      groups: [TopicGroup(id: "violence", label: "Violence"), TopicGroup(id: "diplomacy", label: "D")],
      topics: [attack, talks], wordLists: [WordList(name: "forces", terms: terms("police", "soldiers"))],
      suppressors: [Suppressor(name: "sport", strong: terms("cricket", "wicket*"), weak: terms("match", "captain"))],
      scoring: scoring)
  }

  static func entity(
    _ id: String, _ name: String, _ kind: EntityKind = .place, _ type: String = "country", countries: [String] = []
  ) -> GazetteerEntity {
    var entity = GazetteerEntity(id: id, name: name, kind: kind, type: type, countries: countries)
    entity.aliases = terms(name, language: "en")
    return entity
  }

  static var gazetteer: Gazetteer {
    var pakistan = entity("country-pk", "Pakistan", countries: ["PK"])
    pakistan.aliases +=
      terms("Пакистан", language: "ru") + terms("巴基斯坦", language: "zh") + terms("باكستان", language: "ar")
    var taliban = entity("afghan-taliban", "Taliban", .actor, "de-facto-government", countries: ["AF"])
    taliban.aliases += terms("طالبان", language: "ps")
    var ttp = entity("ttp", "Pakistani Taliban", .actor, "armed-group", countries: ["PK"])
    ttp.exactNames = terms("TTP")
    var province = entity("kp", "Khyber Pakhtunkhwa", .place, "province", countries: ["PK"])
    province.subdivision = "PK-KP"
    province.weakNames = terms("KP")
    province.conditions = [NameCondition(names: terms("KP"), excludes: terms("#cricket", "pietersen"))]
    var swat = entity("swat", "Swat valley", .place, "district", countries: ["PK"])
    swat.within = "kp"
    swat.exactNames = terms("Swat")
    swat.lookalikes = terms("SWAT team")
    let russia = entity("country-ru", "Russia", countries: ["RU"])
    return Gazetteer(
      id: "small", version: "1", focusCountries: ["PK", "AF"],
      wordLists: [WordList(name: "cricket", terms: terms("cricket", "wicket*"))],
      entities: [pakistan, taliban, ttp, province, swat, russia])
  }

  static func classifier(
    _ change: (inout Taxonomy, inout Gazetteer) -> Void = { _, _ in }
  ) throws(TaxonomyError) -> Classifier {
    var taxonomy = taxonomy
    var gazetteer = gazetteer
    change(&taxonomy, &gazetteer)
    return try Classifier(taxonomy: taxonomy, gazetteer: gazetteer)
  }
}

extension Classifier {
  /// Topics of a title.
  func topics(_ title: String, _ summary: String = "", language: String? = nil) -> [String] {
    classify(ClassifiableText(title: title, summary: summary, language: language)).tags.map(\.topic)
  }

  /// Entities of a title.
  func entities(_ title: String, _ summary: String = "") -> [String] {
    classify(ClassifiableText(title: title, summary: summary)).entities.map(\.id).sorted()
  }
}
