import Articles
import DeskFiles
import Testing

@testable import Classification

@Suite struct ReaderTests {
  private func topics(_ text: String) throws -> (Taxonomy, [DeskProblem]) {
    let problems = ProblemList()
    let taxonomy = TopicsReader.taxonomy(try YAMLDocument(Array(text.utf8), file: "topics.yaml"), problems: problems)
    return (taxonomy, problems.problems)
  }

  private func gazetteer(_ text: String) throws -> (Gazetteer, [DeskProblem]) {
    let problems = ProblemList()
    let gazetteer = GazetteerReader.gazetteer(try YAMLDocument(Array(text.utf8), file: "g.yaml"), problems: problems)
    return (gazetteer, problems.problems)
  }

  private let sound = """
    scheme: {id: s, version: '1'}
    word_lists:
      forces: [police]
    groups:
    - {id: g, label: G}
    topics:
    - id: t
      label: T
      group: g
      definition: What it is.
      threshold: 0.6
      denied: 0.2
      triggers:
        en: {strong: [car bomb], weak: [blast, gunmen]}
        ru: {strong: [теракт]}
      rules:
      - {id: r, weight: 0.5, near: 4, field: title, scope: lead, all: [[a, '#forces'], [b]], none: [c]}
    """

  @Test func topicsAreReadWithTheirPlaces() throws {
    let (taxonomy, problems) = try topics(sound)
    #expect(problems.isEmpty)
    let topic = try #require(taxonomy.topics.first)
    #expect(topic.strong.map(\.text) == ["car bomb", "теракт"] && topic.strong.map(\.language) == ["en", "ru"])
    #expect(topic.threshold == 0.6 && topic.deniedFactor == 0.2)
    #expect(topic.strong[0].location == SourceLocation(file: "topics.yaml", line: 14, column: 19))
    let rule = try #require(topic.rules.first)
    #expect(rule.near == 4 && rule.field == .title && rule.scope == .lead && rule.none.map(\.text) == ["c"])
    #expect(rule.all.map { $0.map(\.text) } == [["a", "#forces"], ["b"]])
  }

  @Test func wordListsMayBeGivenByLanguage() throws {
    let (taxonomy, problems) = try topics(sound.replacing("[police]", with: "{ur: [پولیس], ar: [شرطة]}"))
    #expect(problems.isEmpty)
    #expect(taxonomy.wordLists.map(\.name) == ["forces"])
    #expect(taxonomy.wordLists.flatMap(\.terms).map(\.language) == ["ur", "ar"])
    let (_, wrong) = try topics(sound.replacing("[police]", with: "{ur: []}"))
    #expect(wrong.map(\.place.line) == [3])
  }

  @Test(arguments: [
    ("definition:", "definitoin:", 10), ("threshold: 0.6", "threshold: 6", 11), ("[car bomb]", "[]", 14),
    ("[blast, gunmen]", "[blast, blast]", 14), ("scope: lead", "scope: leed", 17),
    ("- {id: g, label: G}", "- {id: g}", 5),
  ])
  func mistakesInTopicsAreFoundWithTheirLine(good: String, bad: String, line: Int) throws {
    let (_, problems) = try topics(sound.replacing(good, with: bad))
    #expect(problems.contains { $0.place.line == line && $0.place.column > 0 })
  }

  private let place = """
    gazetteer: {id: g, version: '1', focus_countries: [PK]}
    word_lists: {sport: [cricket]}
    places:
    - id: swat
      name: Swat
      type: district
      countries: [PK]
      coordinates: [35.2, 72.4]
      ids: {geonames: 1162}
      aliases: {en: [Swat valley]}
      exact: [Swat]
      lookalikes: [SWAT team]
      conditions:
      - {names: [Swat], excludes: ['#sport'], near: 3}
    """

  @Test func gazetteersAreReadWithTheirPlaces() throws {
    let (gazetteer, problems) = try gazetteer(place)
    #expect(problems.isEmpty)
    let entity = try #require(gazetteer.entities.first)
    #expect(entity.kind == .place && entity.coordinates == Coordinates(latitude: 35.2, longitude: 72.4))
    #expect(entity.externalIDs == ["geonames": "1162"] && entity.conditions.first?.near == 3)
    #expect(entity.exactNames.first?.location == SourceLocation(file: "g.yaml", line: 11, column: 11))
  }

  @Test(arguments: [
    ("[35.2, 72.4]", "[95.2, 72.4]", 8), ("[35.2, 72.4]", "[35.2]", 8), ("lookalikes", "lookalike", 12),
    ("[Swat]", "[]", 11),
  ])
  func mistakesInGazetteersAreFoundWithTheirLine(good: String, bad: String, line: Int) throws {
    let (_, problems) = try gazetteer(place.replacing(good, with: bad))
    #expect(problems.contains { $0.place.line == line })
  }
}
