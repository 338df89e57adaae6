import Articles
import Foundation
import TestSupport
import Testing

@testable import Classification

/// What the model that the project ships makes of labeled items, and why.
@Suite struct ShippedModelTests {
  private struct Item: Decodable {
    var id: String
    var lang: String?
    var title: String
    var summary: String?
    var topics: [String]

    var text: ClassifiableText { ClassifiableText(title: title, summary: summary ?? "", language: lang ?? "en") }
  }

  private static func items(_ name: String) throws -> [Item] {
    try Samples.bytes(name, in: "labels").split(separator: 0x0A).map {
      try JSONDecoder().decode(Item.self, from: Data($0))
    }
  }

  /// The first items that a label gives a topic.
  private static func taggedItems() throws -> [Item] {
    Array(try items("english.jsonl").filter { !$0.topics.isEmpty }.prefix(300))
  }

  /// The field without the words of some spans.
  private static func removing(_ spans: [TextSpan], of field: ArticleField, from text: String) -> String {
    var bytes = Array(text.utf8)
    for span in spans where span.field == field {
      for index in span.start..<span.end { bytes[index] = UInt8(ascii: " ") }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func withoutTheWordsOfItsEvidenceATagScoresLower() throws {
    let classifier = try RegionalSecurityDesk.classifierWithModel()
    let topics = classifier.topicIDs
    var tagCount = 0
    var wrong: [String] = []
    for item in try Self.taggedItems() {
      for tag in classifier.classify(item.text).tags {
        let spans = tag.evidence.filter { $0.share > 0 }.map(\.span)
        var text = item.text
        text.title = Self.removing(spans, of: .title, from: text.title)
        text.summary = Self.removing(spans, of: .summary, from: text.summary)
        let score = zip(topics, classifier.scores(of: text)).first { $0.0 == tag.topic }?.1 ?? 1
        tagCount += 1
        if score >= tag.score { wrong.append("\(item.id) \(tag.topic): \(tag.score) to \(score)") }
      }
    }
    #expect(tagCount >= 300)
    #expect(wrong == [])
  }

  @Test func sharesAddUpToOneAndSpansPointAtTheirWords() throws {
    let classifier = try RegionalSecurityDesk.classifierWithModel()
    var evidenceCount = 0
    for item in try Self.taggedItems() {
      let result = classifier.classify(item.text)
      for tag in result.tags {
        let shares = tag.evidence.map(\.share)
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9 && shares == shares.sorted(by: >), "\(item.id): \(shares)")
        #expect((0...1).contains(tag.score) && tag.evidence.count <= ModelEvidence.limit)
      }
      let spans = result.tags.flatMap(\.evidence).map(\.span) + result.entities.flatMap(\.mentions)
      for span in spans {
        let bytes = Array((span.field == .title ? item.title : item.summary ?? "").utf8)
        #expect(String(decoding: bytes[span.start..<span.end], as: UTF8.self) == span.words, "\(item.id)")
      }
      evidenceCount += spans.count
    }
    #expect(evidenceCount > 1_000)
  }

  @Test func otherLanguagesAreLeftToTheRules() throws {
    let taught = try RegionalSecurityDesk.classifierWithModel()
    let rules = try RegionalSecurityDesk.classifier()
    let items = try Self.items("other-languages.jsonl")
    #expect(items.count > 200)
    for item in items {
      #expect(taught.classify(item.text).tags == rules.classify(item.text).tags, "\(item.id)")
      #expect(taught.thresholds(of: item.text) == rules.thresholds(of: item.text))
    }
    let english = try Self.taggedItems().prefix(50)
    #expect(english.contains { taught.classify($0.text).tags != rules.classify($0.text).tags })
  }

  @Test func nothingOutsideTheRegionIsTagged() throws {
    let classifier = try RegionalSecurityDesk.classifierWithModel()
    for title in [
      "Suicide bomber kills 20 worshippers at mosque, Islamic State claims attack",
      "Peace talks between rebels and government collapse in Oslo", "Army kills 12 militants in raid near Bamako",
    ] {
      let text = ClassifiableText(title: title, language: "en")
      let result = classifier.classify(text)
      #expect(result.tags.isEmpty && !result.isInScope, "\(title): \(result.tags.map(\.topic))")
      #expect(classifier.scores(of: text).allSatisfy { $0 == 0 })
      var inside = text
      inside.title += " of Peshawar, Pakistan"
      #expect(!classifier.classify(inside).tags.isEmpty, "\(title)")
    }
  }

  @Test func aTopicThatTheModelDoesNotKnowIsDecidedByRules() throws {
    let outputs = ["attack", TopicModel.anyID].map {
      TopicModel.Output(id: $0, bias: -1, calibration: .init(), threshold: 0.5)
    }
    let model = try TopicModel(
      version: "1", languages: ["en"], reach: 110, outputs: outputs, certainty: .init(),
      features: [.init(name: "word:blast", rarity: 1, weights: [4, 4])])
    let classifier = try Classifier(taxonomy: SmallDesk.taxonomy, gazetteer: SmallDesk.gazetteer, model: model)
    let rules = try SmallDesk.classifier()
    let text = ClassifiableText(title: "Peace talks in Pakistan after blast", language: "en")
    let tags = classifier.classify(text).tags
    #expect(Set(tags.map(\.topic)) == ["attack", "talks"])
    #expect(tags.first { $0.topic == "talks" } == rules.classify(text).tags.first { $0.topic == "talks" })
    #expect(tags.first { $0.topic == "attack" }?.evidence.map(\.rule) == ["model/words"])
    #expect(classifier.thresholds(of: text) == [0.5, SmallDesk.talks.threshold])
    let sport = ClassifiableText(title: "Peace talks over wicket in Pakistan cricket match", language: "en")
    #expect(classifier.classify(sport).tags.isEmpty)
  }
}
