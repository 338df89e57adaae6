import Articles
import Testing

@testable import Classification

@Suite struct RuleMatcherTests {
  /// Topics of a text by a taxonomy that has only this rule.
  private func meets(_ rule: Rule, _ title: String, _ summary: String = "") throws -> Bool {
    let classifier = try SmallDesk.classifier { taxonomy, _ in
      taxonomy.topics[0].strong = []
      taxonomy.topics[0].weak = []
      taxonomy.topics[0].rules = [rule]
    }
    let text = ClassifiableText(title: title, summary: summary, isRegionalFeed: true)
    return !classifier.classify(text).tags.isEmpty
  }

  private func rule(
    _ all: [[String]], none: [String] = [], near: Int? = nil, field: ArticleField? = nil, scope: Rule.Scope = .sentence
  )
    -> Rule
  {
    Rule(
      id: "r", weight: 0.7, all: all.map { $0.map { Term($0) } }, none: none.map { Term($0) }, near: near, field: field,
      scope: scope)
  }

  @Test func everyGroupMustBeMetInTheSentence() throws {
    let both = rule([["fire", "shots"], ["border"]])
    #expect(try meets(both, "Shots at the border"))
    #expect(try !meets(both, "Shots at night"))
    #expect(try !meets(both, "News", "Shots were heard. The border is calm."))
  }

  @Test func scopeWidensTheSearch() throws {
    let summary = "Shots were heard today. The border is calm. Nothing else was reported there."
    #expect(try meets(rule([["shots"], ["border"]], scope: .lead), "News", summary))
    #expect(try !meets(rule([["shots"], ["reported"]], scope: .lead), "News", summary))
    #expect(try meets(rule([["today"], ["reported"]], scope: .item), "Shots", "Today it was dry. Nothing reported."))
  }

  @Test func nearCountsWords() throws {
    #expect(try meets(rule([["shots"], ["border"]], near: 3), "Shots at the border"))
    #expect(try !meets(rule([["shots"], ["border"]], near: 2), "Shots at the border"))
  }

  @Test func noneForbids() throws {
    #expect(try !meets(rule([["shots"], ["border"]], none: ["film"]), "Shots of a border film"))
  }

  @Test func fieldRestricts() throws {
    #expect(try !meets(rule([["shots"]], field: .title), "News", "Shots fired"))
    #expect(try meets(rule([["shots"]], field: .title), "Shots fired"))
  }

  @Test func oneSpanMeetsOneGroup() throws {
    #expect(try !meets(rule([["attack"], ["attack*"]]), "One attack"))
    #expect(try meets(rule([["attack"], ["attack*"]]), "One attack, two attacks"))
  }

  @Test func wordListsAndEntitiesAreAlternatives() throws {
    #expect(try meets(rule([["#forces"], ["@ttp"]]), "Police meet TTP"))
    #expect(try meets(rule([["#forces"], ["@type:armed-group"]]), "Police meet TTP"))
    #expect(try meets(rule([["#forces"], ["@country:AF"]]), "Soldiers meet Taliban"))
    #expect(try meets(rule([["#forces"], ["@kind:place"]]), "Soldiers in Russia"))
    #expect(try !meets(rule([["#forces"], ["@focus"]]), "Soldiers in Russia"))
  }
}
