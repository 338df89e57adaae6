import Articles
import Foundation
import Publication
import Querying

/// Counts what other classifications change, and keeps the newest articles that change; pure, and bounded in memory.
struct ReplayTally: Sendable {
  /// How many of something come and go.
  struct Balance: Sendable, Equatable {
    var gained = 0
    var lost = 0
  }

  /// Articles that were looked at, and those of them that were tagged by other rules than the desk's.
  private(set) var articles = 0
  private(set) var olderRules = 0
  /// Articles that gain or lose topics; that come into scope or leave it; that keep their topics with other scores or
  /// evidence; that name other entities.
  private(set) var retagged = 0
  private(set) var scope = Balance()
  private(set) var rescored = 0
  private(set) var renamed = 0
  /// Articles that gain and lose each topic, by id.
  private(set) var topics: [String: Balance] = [:]
  /// Articles that enter and leave each output, by id.
  private(set) var outputs: [String: Balance] = [:]
  /// Topics gained and lost as people's feedback has it, and against it.
  private(set) var confirmed = 0
  private(set) var contradicted = 0
  private let verdicts: [ArticleID: [String: Bool]]
  private var newest: Shortlist<ArticleChange>
  private let desk: [Output]
  private let rulesVersion: String
  private let now: Date

  /// Begins with nothing; keeps the newest `limit` changes.
  init(outputs: [Output], rulesVersion: String, feedback: [ArticleFeedback] = [], limit: Int, now: Date) {
    desk = outputs
    let topics = feedback.map { item in
      (item.id, Dictionary(item.verdicts.map { ($0.topic, $0.isGiven) }, uniquingKeysWith: { $1 }))
    }
    verdicts = Dictionary(topics, uniquingKeysWith: { $1 })
    self.rulesVersion = rulesVersion
    self.now = now
    newest = Shortlist(limit: limit) { left, right in
      let dates = (left.before.article.plausiblePublication, right.before.article.plausiblePublication)
      return (dates.1, left.before.id) < (dates.0, right.before.id)
    }
  }

  /// The newest articles that gain or lose topics or scope, newest first.
  var changes: [ArticleChange] { newest.sorted }

  /// Counts one article with what the desk says of it now.
  mutating func note(_ before: TaggedArticle, _ after: Classification) {
    articles += 1
    if before.classification.rulesVersion != rulesVersion { olderRules += 1 }
    let change = ArticleChange(before, after)
    let (gained, lost) = (change.gained, change.lost)
    for tag in gained { topics[tag.topic, default: Balance()].gained += 1 }
    for tag in lost { topics[tag.topic, default: Balance()].lost += 1 }
    if !gained.isEmpty || !lost.isEmpty {
      retagged += 1
    } else if before.classification.tags != after.tags {
      rescored += 1
    }
    if Set(before.classification.entities.map(\.id)) != Set(after.entities.map(\.id)) { renamed += 1 }
    if let isInScope = change.scope {
      if isInScope { scope.gained += 1 } else { scope.lost += 1 }
    }
    if let said = verdicts[before.id] {
      let verdicts = gained.map { said[$0.topic] } + lost.map { said[$0.topic].map { !$0 } }
      confirmed += verdicts.count { $0 == true }
      contradicted += verdicts.count { $0 == false }
    }
    if change.isFindable { noteOutputs(change) }
    if change.isShown { newest.offer(change) }
  }

  private mutating func noteOutputs(_ change: ArticleChange) {
    let after = TaggedArticle(article: change.before.article, classification: change.after)
    for output in desk {
      let (was, willBe) = (output.query.matches(change.before, now: now), output.query.matches(after, now: now))
      if was, !willBe { outputs[output.id, default: Balance()].lost += 1 }
      if !was, willBe { outputs[output.id, default: Balance()].gained += 1 }
    }
  }
}
