import Articles
import Classification
import Foundation

/// What another classification does to one article.
struct ArticleChange: Sendable {
  let before: TaggedArticle
  let after: Articles.Classification

  /// The two as they are.
  init(_ before: TaggedArticle, _ after: Articles.Classification) {
    self.before = before
    self.after = after
  }

  /// Tags of topics that it did not have.
  var gained: [Tag] {
    let old = Set(before.classification.tags.map(\.topic))
    return after.tags.filter { !old.contains($0.topic) }
  }

  /// Tags of topics that it no longer has, as they were.
  var lost: [Tag] {
    let new = Set(after.tags.map(\.topic))
    return before.classification.tags.filter { !new.contains($0.topic) }
  }

  /// Whether it comes into scope, or leaves it; `nil` when it stays where it is.
  var scope: Bool? { before.classification.isInScope == after.isInScope ? nil : after.isInScope }

  /// Whether topics come or go, or the scope changes.
  var isShown: Bool { !gained.isEmpty || !lost.isEmpty || scope != nil }

  /// Whether anything changes that a query can ask for.
  var isFindable: Bool {
    let old = before.classification
    return scope != nil || old.tags.map(\.topic) != after.tags.map(\.topic)
      || old.tags.map(\.score) != after.tags.map(\.score) || old.entities != after.entities
  }
}

/// A topic that an article loses, and why.
struct LostTag: Sendable, Encodable {
  let topic: String
  /// The score that earned it.
  let scoreBefore: Double
  /// The score now, and the one it would need; `nil` when the desk no longer has the topic.
  let score: Double?
  let threshold: Double?
  /// In words, why it goes.
  let reason: String
  /// Evidence that it rested on and that is no longer there.
  let gone: [Evidence]
  /// What lowers the score now.
  let against: [Evidence]
  /// What still speaks for it.
  let remaining: [Evidence]

  /// Compares what the tag rested on with what the desk makes of its topic now.
  init(_ tag: Tag, _ after: Articles.Classification, _ assessment: TopicAssessment?) {
    topic = tag.topic
    scoreBefore = tag.score
    score = assessment?.score
    threshold = assessment?.threshold
    let now = assessment?.evidence ?? []
    gone = tag.evidence.filter { old in
      old.share > 0 && !now.contains { $0.rule == old.rule && $0.span == old.span }
    }
    against = now.filter { $0.share < 0 }
    remaining = now.filter { $0.share > 0 }
    guard let assessment else {
      reason = "the desk no longer has the topic"
      return
    }
    if !after.isInScope {
      reason = "out of scope: \(after.scopeReason)"
    } else if assessment.score < assessment.threshold {
      reason = "scores \(Hundredths.text(assessment.score)), needs \(Hundredths.text(assessment.threshold))"
    } else {
      reason = "other topics score higher"
    }
  }
}
