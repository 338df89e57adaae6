import Articles
import Foundation
import Querying

/// An article as its row will stand in the table; made off the writer's queue, since this is most of the work.
///
/// A class, since to copy an article is to count up some thirty references.
final class ArticleRow: Sendable {
  let article: Article
  let classification: Classification
  let words: SearchWords
  let hostKey: String
  let authors: [UInt8]
  let categories: [UInt8]
  let enclosures: [UInt8]
  let tags: [UInt8]
  let entities: [UInt8]
  /// The HTML as its difference from the text.
  let html: [UInt8]
  /// Upper-case codes of the countries of all entities, each once, sorted.
  let countries: [String]

  init(_ tagged: TaggedArticle) {
    article = tagged.article
    classification = tagged.classification
    words = SearchWords(tagged.article)
    hostKey = SourceHost(ofURL: tagged.article.url).key
    authors = JSONWriter.bytes(tagged.article.authors)
    categories = JSONWriter.bytes(tagged.article.categories)
    enclosures = JSONWriter.bytes(tagged.article.enclosures)
    tags = JSONWriter.bytes(tagged.classification.tags, of: tagged.article)
    entities = JSONWriter.bytes(tagged.classification.entities, of: tagged.article)
    html = TextDelta.encode(tagged.article.html, from: tagged.article.text)
    countries = Self.countries(of: tagged.classification)
  }

  /// The same row of an article that differs in its times only.
  init(_ row: ArticleRow, article: Article) {
    self.article = article
    classification = row.classification
    words = row.words
    hostKey = row.hostKey
    (authors, categories, enclosures) = (row.authors, row.categories, row.enclosures)
    (tags, entities, html, countries) = (row.tags, row.entities, row.html, row.countries)
  }

  static func countries(of classification: Classification) -> [String] {
    Set(classification.entities.flatMap { $0.countries.map { $0.uppercased() } }).sorted()
  }
}

/// The folded words of an article, as they stand in the search index.
struct SearchWords: Sendable {
  let title: [UInt8]
  let summary: [UInt8]
  let text: [UInt8]

  init(_ article: Article) {
    title = SearchText.words(of: article.title)
    summary = SearchText.words(of: article.summary)
    text = SearchText.words(of: article.text)
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
