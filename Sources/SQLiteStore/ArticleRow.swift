import Articles
import Foundation
import Querying

/// An article as its row will stand in the table; made off the writer's queue, since this is most of the work.
struct ArticleRow: Sendable {
  let tagged: TaggedArticle
  let words: SearchWords
  let hostKey: String
  let authors: [UInt8]
  let categories: [UInt8]
  let enclosures: [UInt8]
  let tags: [UInt8]
  let entities: [UInt8]
  /// Upper-case codes of the countries of all entities, each once, sorted.
  let countries: [String]

  init(_ tagged: TaggedArticle) {
    self.tagged = tagged
    words = SearchWords(tagged.article)
    hostKey = SourceHost(ofURL: tagged.article.url).key
    authors = JSONWriter.bytes(tagged.article.authors)
    categories = JSONWriter.bytes(tagged.article.categories)
    enclosures = JSONWriter.bytes(tagged.article.enclosures)
    tags = JSONWriter.bytes(tagged.classification.tags)
    entities = JSONWriter.bytes(tagged.classification.entities)
    countries = Self.countries(of: tagged.classification)
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
  /// Rows of the articles in the same order, made on several tasks when there are many.
  static func rows(of articles: [TaggedArticle]) async -> [ArticleRow] {
    let chunk = 128
    if articles.count <= chunk { return articles.map(ArticleRow.init) }
    return await withTaskGroup(of: (Int, [ArticleRow]).self) { group in
      for start in stride(from: 0, to: articles.count, by: chunk) {
        let part = articles[start..<min(start + chunk, articles.count)]
        group.addTask { (start, part.map(ArticleRow.init)) }
      }
      var parts: [Int: [ArticleRow]] = [:]
      for await (start, rows) in group { parts[start] = rows }
      return stride(from: 0, to: articles.count, by: chunk).flatMap { parts[$0] ?? [] }
    }
  }
}
