import Articles
import Foundation

/// An article as its rows will stand in the tables; made off the writer's queue, since this is most of the work.
///
/// A class, since to copy an article is to count up some thirty references.
final class ArticleRow: Sendable {
  let article: Article
  let classification: Classification
  /// Its row of `article`.
  let values: EncodedRow
  /// Its folded words: title, summary, text.
  let words: EncodedRow
  /// Upper-case codes of the countries of all entities, each once, sorted.
  let countries: [String]

  init(_ tagged: TaggedArticle) {
    article = tagged.article
    classification = tagged.classification
    values = ArticleTable.row(of: tagged)
    words = SearchIndex.words(of: tagged.article)
    countries = Self.countries(of: tagged.classification)
  }

  static func countries(of classification: Classification) -> [String] {
    if classification.entities.isEmpty { return [] }
    return Set(classification.entities.flatMap { $0.countries.map { $0.uppercased() } }).sorted()
  }
}

extension ArticleRow {
  /// Rows of lists of articles in the same order, made on several tasks when there are many.
  ///
  /// The lists stay apart, since copying an article counts up some twenty references.
  static func rows(of lists: [[TaggedArticle]]) async -> [[ArticleRow]] {
    if lists.count < 2 { return lists.map { $0.map(ArticleRow.init) } }
    return await withTaskGroup(of: (Int, [ArticleRow]).self) { group in
      for (index, articles) in lists.enumerated() where !articles.isEmpty {
        group.addTask { (index, articles.map(ArticleRow.init)) }
      }
      var rows = [[ArticleRow]](repeating: [], count: lists.count)
      for await (index, made) in group { rows[index] = made }
      return rows
    }
  }
}
