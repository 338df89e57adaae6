import Articles
import Classification
import Foundation
import Testing

@testable import Commands

@Suite struct LabelingMachineTests {
  private static let topics = ["militant-attack", "border-clash", "border-closure", "narcotics"]

  private static func item(_ id: String, _ proposed: String...) -> LabelingItem {
    let date = Date(timeIntervalSince1970: 1_751_328_000)
    let article = Article(
      id: ArticleID(id), feed: FeedID("dawn"), identity: .guid, identityKey: id, title: "Title \(id)",
      published: ArticleDate(date, source: .published), firstSeen: date)
    let tags = proposed.map { Tag(topic: $0, score: 0.8, evidence: []) }
    return LabelingItem(
      article: article, proposal: Classification(isInScope: true, scopeReason: "", tags: tags),
      assessments: topics.map { TopicAssessment(topic: $0, score: 0.1, threshold: 0.5) })
  }

  private static func machine() -> LabelingMachine {
    LabelingMachine(items: [item("1", "narcotics"), item("2"), item("3", "border-clash")], topics: topics)
  }

  private static func decision(_ topics: [String], unsure: [String] = [], isInScope: Bool = true) -> LabelingDecision {
    LabelingDecision(isInScope: isInScope, draft: LabelingDraft(topics: topics, unsure: unsure))
  }

  @Test func proposedTopicsAreAccepted() {
    var machine = Self.machine()
    #expect(machine.beginning == [.show(0, allEvidence: false)])
    #expect(machine.take("a") == [.keep(0, Self.decision(["narcotics"])), .show(1, allEvidence: false)])
  }

  @Test func topicsComeAndGoByNumberAndBeginning() {
    var machine = Self.machine()
    #expect(machine.take("+1 -narc") == [.showDraft])
    #expect(machine.draft.topics == ["militant-attack"])
    #expect(machine.take("2 ~border-clo") == [.showDraft])
    #expect(
      machine.take("accept").first
        == .keep(0, Self.decision(["militant-attack", "border-clash"], unsure: ["border-closure"])))
    #expect(machine.take("+3 a").first == .keep(1, Self.decision(["border-closure"])))
    #expect(machine.take("c +4 p a").first == .keep(2, Self.decision(["border-clash"])))
    #expect(machine.take("a") == [.exhausted])
  }

  @Test func aLineWithAMistakeDoesNothing() {
    var machine = Self.machine()
    for (line, message) in [
      ("+1 +border", "may be border-clash or border-closure"), ("+1 +9", "1 to 4, not 9"),
      ("+1 frobnicate", "means nothing"), ("+1 a +2", "nothing may follow"),
      ("-narkotics", "did you mean 'narcotics'?"),
    ] {
      guard case .tell(let told)? = machine.take(line).first else {
        Issue.record("\(line)")
        continue
      }
      #expect(told.contains(message), "\(told)")
    }
    #expect(machine.draft.topics == ["narcotics"])
    #expect(machine.decisions.isEmpty && machine.position == 0)
  }

  @Test func outOfScopeAndNoTopicAreSaidOutright() {
    var machine = Self.machine()
    #expect(machine.take("o").first == .keep(0, Self.decision([], isInScope: false)))
    guard case .tell(let told)? = machine.take("a").first else { return #expect(Bool(false)) }
    #expect(told.contains("out of scope"))
    _ = machine.take("b")
    #expect(machine.isOutOfScope)
    _ = machine.take("s")
    #expect(!machine.isOutOfScope)
    #expect(machine.take("n").first == .keep(1, Self.decision([])))
  }

  @Test func backChangesALabelAndSkipKeepsIt() {
    var machine = Self.machine()
    _ = machine.take("+1 a")
    #expect(machine.take("b") == [.show(0, allEvidence: false)])
    #expect(machine.draft.topics == ["narcotics", "militant-attack"])
    #expect(machine.take("s") == [.show(1, allEvidence: false)])
    #expect(machine.decisions == [0: Self.decision(["narcotics", "militant-attack"])])
    _ = machine.take("b")
    #expect(machine.take("-1 a").first == .keep(0, Self.decision(["narcotics"])))
    _ = machine.take("b")
    guard case .tell? = machine.take("b").first else { return #expect(Bool(false)) }
  }

  @Test func choicesThatAreNotAcceptedAreNotLostSilently() {
    var machine = Self.machine()
    _ = machine.take("+1")
    guard case .tell? = machine.take("q").first else { return #expect(Bool(false)) }
    #expect(machine.take("q") == [.end])
    #expect(machine.atEnd().count == 2)
    #expect(machine.take("p") == [.showDraft])
    #expect(machine.take("q") == [.end])
    #expect(machine.atEnd() == [.end])
  }

  @Test func moreIsShownOnDemand() {
    var machine = Self.machine()
    #expect(machine.take("e") == [.show(0, allEvidence: true)])
    #expect(machine.take("t ?") == [.showTopics, .showHelp])
    #expect(machine.take("  ") == [.show(0, allEvidence: false)])
  }

  @Test func aLabelIsAVerdictOnEachTopicButTheUnsure() {
    let verdicts = Self.decision(["narcotics"], unsure: ["border-clash"])
      .verdicts(on: ArticleID("1"), topics: Self.topics, at: Date(timeIntervalSince1970: 0))
    #expect(verdicts.map(\.topic) == ["militant-attack", "border-closure", "narcotics"])
    #expect(verdicts.map(\.isGiven) == [false, false, true])
  }
}
