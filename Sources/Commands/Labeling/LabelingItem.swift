import Articles
import Classification
import Foundation
import Learning

/// One article to label, and what the desk proposes for it.
struct LabelingItem: Sendable, Equatable {
  let article: Article
  /// What the desk says of it now.
  let proposal: Articles.Classification
  /// What speaks for each topic, in the order of the taxonomy.
  let assessments: [TopicAssessment]

  /// Topics that are not proposed but might have been, the nearest to its threshold first.
  func near(limit: Int) -> [TopicAssessment] {
    let proposed = Set(proposal.tags.map(\.topic))
    return Array(
      assessments.filter { $0.score > 0 && !proposed.contains($0.topic) }
        .sorted { abs($0.score - $0.threshold) < abs($1.score - $1.threshold) }
        .prefix(limit))
  }
}

/// The topics that a person gives one article, as chosen so far.
struct LabelingDraft: Sendable, Equatable {
  /// Given, the primary one first.
  var topics: [String] = []
  /// Neither demanded nor wrong.
  var unsure: [String] = []

  mutating func give(_ topic: String) {
    unsure.removeAll { $0 == topic }
    if !topics.contains(topic) { topics.append(topic) }
  }

  mutating func doubt(_ topic: String) {
    topics.removeAll { $0 == topic }
    if !unsure.contains(topic) { unsure.append(topic) }
  }

  mutating func remove(_ topic: String) {
    topics.removeAll { $0 == topic }
    unsure.removeAll { $0 == topic }
  }
}

/// What a person has decided of one article.
struct LabelingDecision: Sendable, Equatable {
  let isInScope: Bool
  let draft: LabelingDraft

  /// The decision as a line of a labels file.
  func labeled(_ article: Article) -> LabeledItem {
    LabeledItem(
      id: article.id.rawValue, title: article.title, summary: article.summary, language: article.language,
      isInScope: isInScope, topics: draft.topics, optional: draft.unsure)
  }

  /// The decision on each of the desk's topics; those that the person is unsure of have none.
  func verdicts(on article: ArticleID, topics: [String], at now: Date) -> [TopicFeedback] {
    topics.filter { !draft.unsure.contains($0) }.map {
      TopicFeedback(article: article, topic: $0, isGiven: draft.topics.contains($0), given: now)
    }
  }
}
