import Articles
import Classification
import TestSupport

@testable import Learning

/// News of a small world, made from a seed: who wrote it knows which words speak for which topic.
enum SyntheticNews {
  static let topics = ["attack", "talks"]
  private static let words = [
    "attack": ["ambush", "grenade", "convoy", "raid"], "talks": ["parley", "mediator", "delegates", "accord"],
  ]
  private static let filler = [
    "officials", "market", "morning", "road", "village", "minister", "season", "report", "week", "people", "local",
  ]

  /// Items of which a third is of each topic and a third of none; all name Pakistan unless `region` is another word.
  static func items(_ count: Int, seed: UInt64 = 3, region: String = "Pakistan") -> [LabeledItem] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let topic = index % 3 < 2 ? topics[index % 3] : nil
      var text = (0..<6).map { _ in filler.pick(&generator) }
      if let topic, let own = words[topic] { text += [own.pick(&generator), own.pick(&generator)] }
      text.shuffle(using: &generator)
      var item = LabeledItem(
        id: "\(1000 + index)", title: "\(region) \(text.joined(separator: " "))", isInScope: topic != nil,
        topics: topic.map { [$0] } ?? [])
      item.date = "2025-\(10 + index / 150)-\(10 + index % 150 / 8)"
      return item
    }
  }

  static func classifier() throws(TaxonomyError) -> Classifier {
    var pakistan = GazetteerEntity(id: "country-pk", name: "Pakistan", kind: .place, type: "country", countries: ["PK"])
    pakistan.aliases = [Term("Pakistan", language: "en")]
    var attack = Topic(id: "attack", label: "Attack", group: "all")
    attack.strong = [Term("car bomb", language: "en")]
    var talks = Topic(id: "talks", label: "Talks", group: "all")
    talks.strong = [Term("peace talks", language: "en")]
    return try Classifier(
      taxonomy: Taxonomy(
        id: "world", version: "1", groups: [TopicGroup(id: "all", label: "All")], topics: [attack, talks],
        wordLists: [], suppressors: [], scoring: ScoringRules()),
      gazetteer: Gazetteer(id: "world", version: "1", focusCountries: ["PK"], entities: [pakistan]))
  }

  static func trainer(vectors: WordVectors = .none) throws(TaxonomyError) -> ModelTrainer {
    ModelTrainer(classifier: try classifier(), vectors: vectors)
  }
}
