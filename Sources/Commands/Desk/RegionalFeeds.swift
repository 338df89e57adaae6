import Articles
import Classification
import DeskFiles

/// Makes of stored articles what the classifier reads, as a poll does.
struct RegionalFeeds: Sendable {
  private let isRegional: [FeedID: Bool]

  init(_ desk: Desk) {
    isRegional = Dictionary(desk.allFeeds.map { ($0.id, $0.isRegional) }, uniquingKeysWith: { first, _ in first })
  }

  /// The text; the feed of one that the desk no longer has is regional when the article passed the gate for that.
  func text(of stored: TaggedArticle) -> ClassifiableText {
    let passed = stored.classification.scopeReason == Classifier.regionalFeedReason
    return ClassifiableText(stored.article, isRegionalFeed: isRegional[stored.article.feed] ?? passed)
  }
}
