import Articles
import Foundation
import TestSupport
import Testing

@testable import Classification

@Suite struct RegionalSecurityTests {
  @Test func theDeskHasAllTopicsAndEntities() throws {
    let taxonomy = try RegionalSecurityDesk.taxonomy()
    #expect(taxonomy.topics.count == 36 && taxonomy.groups.count == 8)
    #expect(taxonomy.topicsByGroup["militancy"]?.first == "militant-attack")
    #expect(taxonomy.topics.allSatisfy { !$0.definition.isEmpty && $0.mappings["iptc"]?.isEmpty == false })
    let gazetteer = try RegionalSecurityDesk.gazetteer()
    #expect(gazetteer.entities.count >= 340)
    #expect(gazetteer.placesWithin["PK-KP"]?.contains("bannu") == true)
    #expect(gazetteer.placesWithin["country-af"]?.contains("torkham") == true)
    let torkham = try #require(gazetteer.entities.first { $0.id == "torkham" })
    #expect(torkham.coordinates == Coordinates(latitude: 34.12, longitude: 71.09))
  }

  @Test func theTalibanInAnotherGroupsNameAreNotTheGovernment() throws {
    let classifier = try RegionalSecurityDesk.classifier()
    for title in [
      "Tehreek-e-Taliban Pakistan appointed new governors", "Pakistani Taliban order girls' schools closed in Tirah",
    ] {
      let result = classifier.classify(ClassifiableText(title: title, isRegionalFeed: true))
      #expect(!result.tags.contains { $0.topic == "taliban-governance" }, "\(title): \(result.tags)")
    }
    let sample = classifier.classify(
      ClassifiableText(
        title: "TTP shuffles its shadow governors, names new chief for Malakand",
        summary: "The Tehreek-e-Taliban Pakistan has replaced seven of its shadow governors and set up two new "
          + "\"provinces\" on paper, according to a leaflet handed out in villages. A deputy passed over for promotion "
          + "is said to have left with 60 men.", isRegionalFeed: true))
    #expect(sample.tags.map(\.topic) == ["militant-group-affairs"])
  }

  @Test func anOpinionPieceGivesItsThemesAndActors() throws {
    let text = String(decoding: try Samples.bytes("recognition-opinion.txt", in: "labels"), as: UTF8.self)
    let parts = text.split(separator: "\n", maxSplits: 1)
    let article = ClassifiableText(title: String(parts[0]), text: String(parts[1]), language: "en")
    let result = try RegionalSecurityDesk.classifier().classify(article)
    let topics = result.tags.map(\.topic)
    for topic in ["diplomatic-recognition", "cross-border-militancy", "regional-realignment"] {
      #expect(topics.contains(topic), "\(topic) in \(topics)")
    }
    #expect(topics.count <= 6)
    let wanted = [
      "ttp", "afghan-taliban", "iskp", "durand-line", "khyber-pakhtunkhwa", "balochistan", "un", "oic", "sco",
      "country-ru",
      "country-cn", "country-ir",
    ]
    let entities = result.entities.map(\.id)
    #expect(wanted.filter { !entities.contains($0) } == [])
  }

  private struct Expectation: Decodable {
    var in_scope: Bool
    var topics: [String]
    var must_not: [String]
    var entities: [String]
  }

  /// Essays are long and roundabout: their themes must be found, and nothing where there is none.
  @Test(arguments: Samples.names(in: "opinion", suffix: ".txt"))
  func opinionSamplesGiveWhatIsExpected(name: String) throws {
    let text = String(decoding: try Samples.bytes(name, in: "opinion"), as: UTF8.self)
    let expected = try JSONDecoder().decode(
      Expectation.self, from: Data(Samples.bytes(name + ".expected.json", in: "opinion")))
    let parts = text.split(separator: "\n", maxSplits: 1)
    let result = try RegionalSecurityDesk.classifier().classify(
      ClassifiableText(title: String(parts[0]), text: String(parts[1]), language: "en"))
    let topics = result.tags.map(\.topic)
    #expect(result.isInScope == expected.in_scope)
    #expect(expected.topics.filter { !topics.contains($0) } == [])
    #expect(expected.must_not.filter { topics.contains($0) } == [])
    let entities = result.entities.map(\.id)
    #expect(expected.entities.filter { !entities.contains($0) } == [])
  }

  @Test func oneTextGivesOneResultOnManyThreads() async throws {
    let classifier = try RegionalSecurityDesk.classifier()
    let text = ClassifiableText(title: "Torkham reopens for trade after 25-day closure as thousands of trucks wait")
    let expected = classifier.classify(text)
    await withTaskGroup(of: Classification.self) { group in
      for _ in 0..<8 { group.addTask { classifier.classify(text) } }
      for await result in group { #expect(result == expected) }
    }
  }
}
