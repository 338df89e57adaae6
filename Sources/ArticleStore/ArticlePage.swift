public import Articles
public import Foundation
public import Querying

/// Some of the articles that a query matches, in the order in which they were stored.
public struct ArticlePage: Sendable, Equatable {
  /// The articles.
  public var articles: [TaggedArticle]
  /// Where the next page begins; `nil` when this is the last.
  public var next: Int?

  /// Makes a page.
  public init(articles: [TaggedArticle], next: Int?) {
    self.articles = articles
    self.next = next
  }
}

extension ArticleStore {
  /// Every article that `query` matches, each once, handed on a page at a time so that many need no memory.
  public func eachArticle(
    matching query: Query, now: Date, _ body: (TaggedArticle) -> Void
  ) async throws(StoreError) {
    var position: Int?
    repeat {
      let page = try await articles(matching: query, now: now, behind: position, limit: 200)
      for article in page.articles { body(article) }
      position = page.next
    } while position != nil
  }
}
