import Testing

@testable import Classification

@Suite struct RuleChecksTests {
  private let place = SourceLocation(file: "topics.yaml", line: 7, column: 3)

  private func failure(_ change: (inout Taxonomy, inout Gazetteer) -> Void) -> TaxonomyError? {
    do throws(TaxonomyError) {
      _ = try SmallDesk.classifier(change)
      return nil
    } catch {
      return error
    }
  }

  private func rule(_ all: [[String]], none: [String] = [], near: Int? = nil) -> Rule {
    Rule(
      id: "r", weight: 0.5, all: all.map { $0.map { Term($0, location: place) } }, none: none.map { Term($0) },
      near: near,
      location: place)
  }

  @Test func aSoundDeskPasses() { #expect(failure { _, _ in } == nil) }

  @Test func emptyAlternativesAreErrors() {
    #expect(failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([["a"], []])] }?.code == .emptyAlternative)
    let dash = failure { taxonomy, _ in taxonomy.topics[0].strong = [Term("–", location: place)] }
    #expect(dash?.code == .emptyAlternative && dash?.location == place)
    #expect(failure { taxonomy, _ in taxonomy.wordLists[0].terms = [] }?.code == .emptyAlternative)
  }

  @Test func rulesThatNeverFireAreErrors() {
    #expect(failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([])] }?.code == .neverFires)
    #expect(
      failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([["a"], ["b"]], none: ["b"])] }?.code == .neverFires)
    let tight = failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([["a"], ["b"], ["c"], ["d"]], near: 2)] }
    #expect(tight?.code == .neverFires && tight?.location == place)
    let bare = failure { taxonomy, _ in
      taxonomy.topics[0].strong = []
      taxonomy.topics[0].weak = []
    }
    #expect(bare?.code == .neverFires)
    #expect(failure { $1.entities[0].aliases = [] }?.code == .neverFires)
    #expect(failure { $1.entities[3].conditions[0].names = [Term("nobody")] }?.code == .neverFires)
  }

  @Test func unknownReferencesAreErrorsWithTheirPlace() {
    for reference in ["@nobody", "@type:fleet", "@country:FR", "#nothing"] {
      let error = failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([[reference]])] }
      #expect(error?.code == .unknownReference && error?.location == place)
      #expect(error?.description.hasPrefix("topics.yaml:7:3: ") == true)
    }
    #expect(failure { taxonomy, _ in taxonomy.topics[0].confusableWith = ["nothing"] }?.code == .unknownReference)
    #expect(failure { taxonomy, _ in taxonomy.topics[0].group = "nothing" }?.code == .unknownReference)
    #expect(failure { $1.entities[4].within = "nowhere" }?.code == .unknownReference)
  }

  @Test func duplicatedIDsAreErrors() {
    #expect(failure { taxonomy, _ in taxonomy.topics.append(taxonomy.topics[0]) }?.code == .duplicateID)
    #expect(failure { $1.entities.append($1.entities[0]) }?.code == .duplicateID)
    #expect(failure { taxonomy, _ in taxonomy.groups.append(taxonomy.groups[0]) }?.code == .duplicateID)
    #expect(failure { taxonomy, _ in taxonomy.topics[0].rules = [rule([["a"]]), rule([["b"]])] }?.code == .duplicateID)
  }

  @Test func oneWeakWordMustNotReachAThreshold() {
    #expect(failure { taxonomy, _ in taxonomy.scoring.weakWeight = 0.45 }?.code == .outOfRange)
    #expect(failure { taxonomy, _ in taxonomy.topics[0].threshold = 0.2 }?.code == .outOfRange)
  }
}
