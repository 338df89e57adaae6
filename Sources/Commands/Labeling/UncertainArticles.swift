import ArticleStore
import Articles
import Classification
import DeskFiles
import Foundation
import Querying

/// Chooses the articles that are worth a label: those whose scores lie nearest to a threshold, the newest of equals.
struct UncertainArticles {
  let session: DeskSession
  let store: any ArticleStore

  private struct Candidate: Sendable {
    let id: ArticleID
    let margin: Double
    let published: Date
  }

  /// At most `limit` items, the most uncertain first; goes through all that `query` matches but those in `labeled`.
  func items(matching query: Query, limit: Int, except labeled: Set<String>) async throws -> [LabelingItem] {
    let total = try await session.asking { () throws(StoreError) in
      try await store.count(matching: query, now: session.now())
    }
    let progress = CountProgress(session.invocation.console, doing: "looking at", total: total)
    var best = Shortlist<Candidate>(limit: limit) { left, right in
      if left.margin != right.margin { return left.margin < right.margin }
      return (right.published, left.id) < (left.published, right.id)
    }
    let feeds = RegionalFeeds(session.desk)
    try await session.asking { () throws(StoreError) in
      try await store.eachArticle(matching: query, now: session.now()) { item in
        progress.advance()
        guard !labeled.contains(item.id.rawValue) else { return }
        let margin = session.desk.classifier.margin(of: feeds.text(of: item))
        best.offer(Candidate(id: item.id, margin: margin, published: item.article.plausiblePublication))
      }
    }
    progress.finish()
    var items: [LabelingItem] = []
    for candidate in best.sorted {
      let found = try await session.asking { () throws(StoreError) in try await store.article(candidate.id) }
      if let found { items.append(item(found, feeds)) }
    }
    return items
  }

  private func item(_ stored: TaggedArticle, _ feeds: RegionalFeeds) -> LabelingItem {
    let text = feeds.text(of: stored)
    let classifier = session.desk.classifier
    return LabelingItem(
      article: stored.article, proposal: classifier.classify(text), assessments: classifier.assessments(of: text))
  }
}
