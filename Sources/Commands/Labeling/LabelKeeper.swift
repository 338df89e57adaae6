import ArticleStore
import Articles
import Classification
import Foundation

/// Keeps labels where the command line wants them: in a file, in the store as feedback, or both.
struct LabelKeeper {
  var file: LabelJournal?
  let store: (any ArticleStore)?
  /// Ids of all topics: a label is a verdict on each.
  let topics: [String]
  let now: @Sendable () -> Date

  /// Ids of the articles that have a label where labels go.
  func labeled() async throws(StoreError) -> Set<String> {
    var ids = file?.ids ?? []
    if let store { ids.formUnion(try await store.feedback().map(\.id.rawValue)) }
    return ids
  }

  /// Keeps one label; what cannot be kept is in the message of the failure, so that it is not lost.
  mutating func keep(_ decision: LabelingDecision, on article: Article, _ session: DeskSession) async throws {
    let item = decision.labeled(article)
    do {
      try file?.keep(item)
      let verdicts = decision.verdicts(on: article.id, topics: topics, at: now())
      if let store { try await session.asking { () throws(StoreError) in try await store.store(verdicts) } }
    } catch let failure as CommandFailure {
      let line = (try? JSONText.of(item, isPretty: false)) ?? ""
      throw CommandFailure(failure.status, "\(failure.message)\nThe label that was not kept everywhere:\n\(line)")
    }
  }
}
