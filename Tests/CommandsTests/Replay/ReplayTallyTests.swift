import Articles
import Classification
import Foundation
import Publication
import Querying
import TestSupport
import Testing

@testable import Commands

@Suite struct ReplayTallyTests {
  private static let now = Date(timeIntervalSince1970: 1_751_328_000)

  private func output(_ id: String, _ query: String) throws -> Output {
    Output(id: id, title: id, query: try Query(query, vocabulary: ArticleGenerator.vocabulary))
  }

  private func article(_ number: Int, _ topics: String..., isInScope: Bool = true) -> TaggedArticle {
    let date = Self.now - Double(number)
    let article = Article(
      id: ArticleID("\(number)"), feed: FeedID("dawn"), identity: .guid, identityKey: "", title: "\(number)",
      published: ArticleDate(date, source: .published), firstSeen: date)
    return TaggedArticle(article: article, classification: said(topics, isInScope: isInScope))
  }

  private func said(
    _ topics: [String], score: Double = 0.8, isInScope: Bool = true, rules: String = "old"
  ) -> Articles.Classification {
    let tags = topics.map { Tag(topic: $0, score: score, evidence: []) }
    return Classification(isInScope: isInScope, scopeReason: "", tags: tags, rulesVersion: rules)
  }

  @Test func everythingThatChangesIsCounted() throws {
    let outputs = [
      try output("clashes", "topic:border-clash"), try output("sure", "score>=0.9"), try output("out", "scope:out"),
    ]
    let feedback = [
      ("5", "border-closure", true), ("5", "border-clash", true), ("3", "border-clash", true), ("1", "x", true),
    ]
    .map { TopicFeedback(article: ArticleID($0.0), topic: $0.1, isGiven: $0.2, given: Self.now) }
    var tally = ReplayTally(
      outputs: outputs, rulesVersion: "new",
      feedback: Dictionary(grouping: feedback, by: \.article).map { id, verdicts in
        ArticleFeedback(id: id, feed: FeedID("dawn"), title: "", verdicts: verdicts)
      }, limit: 2, now: Self.now)
    tally.note(article(5, "border-clash"), said(["border-closure"], rules: "new"))
    tally.note(article(4, "border-clash"), said(["border-clash"], score: 0.95, rules: "new"))
    tally.note(article(3), said(["border-clash"], rules: "new"))
    tally.note(article(2, "border-clash"), said([], isInScope: false, rules: "new"))
    var same = article(1, "border-clash")
    same.classification.rulesVersion = "new"
    tally.note(same, same.classification)
    #expect((tally.articles, tally.olderRules, tally.retagged, tally.rescored) == (5, 4, 3, 1))
    #expect((tally.confirmed, tally.contradicted) == (2, 1))
    #expect(tally.scope == ReplayTally.Balance(gained: 0, lost: 1))
    #expect(
      tally.topics == [
        "border-clash": ReplayTally.Balance(gained: 1, lost: 2),
        "border-closure": ReplayTally.Balance(gained: 1, lost: 0),
      ])
    #expect(
      tally.outputs == [
        "clashes": ReplayTally.Balance(gained: 1, lost: 2), "sure": ReplayTally.Balance(gained: 1, lost: 0),
        "out": ReplayTally.Balance(gained: 1, lost: 0),
      ])
    #expect(tally.changes.map(\.before.id.rawValue) == ["2", "3"])
  }

  @Test func aLostTagSaysWhy() {
    let span = TextSpan(field: .title, start: 0, end: 5, words: "clash")
    let (strong, weak) = (
      Evidence(span: span, rule: "border-clash/en/strong/clash", share: 0.7),
      Evidence(span: span, rule: "border-clash/en/weak/clash", share: 0.3)
    )
    let denial = Evidence(span: span, rule: "clauses/denial", share: -0.2)
    let tag = Tag(topic: "border-clash", score: 0.8, evidence: [strong, weak])
    let now = TopicAssessment(topic: "border-clash", score: 0.3, threshold: 0.5, evidence: [weak, denial])
    let lost = LostTag(tag, said([]), now)
    #expect(lost.reason == "scores 0.30, needs 0.50")
    #expect((lost.gone, lost.against, lost.remaining) == ([strong], [denial], [weak]))
    #expect(LostTag(tag, said([]), nil).reason.contains("no longer has"))
    #expect(LostTag(tag, said([], isInScope: false), now).reason.hasPrefix("out of scope"))
    #expect(
      LostTag(tag, said([]), TopicAssessment(topic: "x", score: 0.9, threshold: 0.5)).reason.contains("other topics"))
  }

  @Test func aShortlistKeepsTheFirst() {
    var list = Shortlist<Int>(limit: 3, by: <)
    for number in [9, 4, 7, 1, 8, 2, 6, 3, 5] { list.offer(number) }
    #expect(list.sorted == [1, 2, 3])
    var none = Shortlist<Int>(limit: 0, by: <)
    none.offer(1)
    #expect(none.sorted.isEmpty)
  }
}
