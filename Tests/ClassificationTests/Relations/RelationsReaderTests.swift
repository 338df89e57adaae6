import DeskFiles
import Testing

@testable import Classification

@Suite struct RelationsReaderTests {
  private let sound = """
    lexicon: {id: l, version: '1'}
    word_lists:
      diplomats: [envoy*, charge]
    subjects: [forces]
    events: [attack]
    reports: [says]
    relations:
    - type: ACCUSE
      verbs: [summon, call/called in]
      with: ['#diplomats']
      without: [court]
      links: [to]
      recipient: optional
      mutual: true
      places: true
      adjacent: true
    """

  private func read(_ text: String) throws -> (RelationLexicon, [DeskProblem]) {
    let problems = ProblemList()
    let document = try YAMLDocument(Array(text.utf8), file: "relations.yaml")
    return (RelationsReader.lexicon(document, problems: problems), problems.problems)
  }

  @Test func lexiconsAreReadWithTheirPlaces() throws {
    let (lexicon, problems) = try read(sound)
    #expect(problems.isEmpty && lexicon.id == "l" && lexicon.wordLists.map(\.name) == ["diplomats"])
    let rule = try #require(lexicon.rules.first)
    #expect(rule.type == .accuse && rule.verbs.map(\.text) == ["summon", "call/called in"])
    #expect(rule.with.map(\.text) == ["#diplomats"] && rule.without.map(\.text) == ["court"])
    #expect(rule.recipient == .optional && rule.isMutual && rule.takesPlaces && rule.isAdjacent)
    #expect(rule.verbs[1].location == SourceLocation(file: "relations.yaml", line: 9, column: 19))
  }

  @Test(arguments: [
    ("type: ACCUSE", "type: ACUSE", 8), ("verbs:", "verb:", 9), ("[summon, call/called in]", "[]", 9),
    ("recipient: optional", "recipient: maybe", 13), ("mutual: true", "mutual: yes", 14),
    ("id: l, ", "", 1), ("[forces]", "[forces, forces]", 4),
  ])
  func mistakesAreFoundWithTheirLine(good: String, bad: String, line: Int) throws {
    let (_, problems) = try read(sound.replacing(good, with: bad))
    #expect(problems.contains { $0.place.line == line && $0.place.column > 0 }, "\(problems)")
  }

  @Test(arguments: [
    ("'#diplomats'", "'#diplomat'", TaxonomyError.Code.unknownReference, 10),
    ("[court]", "['--']", .emptyAlternative, 11), ("[summon,", "['42',", .emptyAlternative, 9),
    ("[attack]", "[gun attack]", .neverFires, 5), ("  verbs: [summon, call/called in]\n", "", .neverFires, 8),
  ])
  func whatMakesNoSenseIsRefused(good: String, bad: String, code: TaxonomyError.Code, line: Int) throws {
    let (lexicon, _) = try read(sound.replacing(good, with: bad))
    let error = try #require(throws: TaxonomyError.self) {
      try RelationFinder(SmallDesk.classifier(), lexicon)
    }
    #expect(error.code == code && error.location.line == line, "\(error)")
  }
}
