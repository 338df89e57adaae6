public import ArticleStore
import Articles
import Foundation
import Querying
import Testing

extension StoreContract {
  /// Going through a query's articles page by page meets each once.
  public static func everyArticleComesOnce(_ store: any ArticleStore) async throws {
    var generator = generator(31)
    try await store.apply(changes(generator.articles(450)))
    for text in ["", "topic:border-clash", "feed:dawn", "border", "country:PK OR lang:ur", "-tagged:yes"] {
      let query = try query(text)
      var met: [TaggedArticle] = []
      try await store.eachArticle(matching: query, now: now) { met.append($0) }
      let expected = try await store.articles(matching: query, now: now, limit: 1_000, offset: 0)
      #expect(newestFirst(met) == expected, "\(text)")
      let page = try await store.articles(matching: query, now: now, behind: nil, limit: 3)
      let rest = try await store.articles(matching: query, now: now, behind: page.next, limit: 1_000)
      #expect(page.articles + rest.articles == met, "\(text)")
      #expect(rest.next == nil)
    }
  }

  /// New classifications stand in the place of the old ones, are found by what they say, and leave the articles alone.
  public static func classificationsAreReplaced(_ store: any ArticleStore) async throws {
    var generator = generator(32)
    let articles = generator.articles(450)
    try await store.apply(changes(articles))
    let query = try query("topic:border-clash")
    let new = Classification(
      isInScope: true, scopeReason: "new",
      tags: [Tag(topic: "river-dispute", score: 0.75, evidence: [])],
      entities: [Entity(id: "kabul", name: "Kabul", kind: .place, countries: ["AF"])], rulesVersion: "2")
    let hit = newestFirst(articles.filter { query.matches($0, now: now) })
    let left = hit[0].id
    let replaced = try await store.reclassify(matching: query, now: now) { $0.id == left ? nil : new }
    #expect(replaced == hit.count - 1 && replaced > 20)
    var expected = articles
    for index in expected.indices where query.matches(expected[index], now: now) && expected[index].id != left {
      expected[index].classification = new
    }
    #expect(try await everything(store) == newestFirst(expected))
    for text in [
      "topic:border-clash", "topic:river-dispute>=0.7", "place:kabul", "country:AF", "score>=0.9", "scope:in",
    ] {
      let query = try Self.query(text)
      let found = try await store.articles(matching: query, now: now, limit: 1_000, offset: 0)
      #expect(found == newestFirst(expected.filter { query.matches($0, now: now) }), "\(text)")
    }
    #expect(try await store.statistics().taggedArticles == expected.count { !$0.classification.tags.isEmpty })
    #expect(try await store.reclassify(matching: .everything, now: now) { $0.classification } == 0)
    let none = Classification(isInScope: false, scopeReason: "none")
    #expect(try await store.reclassify(matching: .everything, now: now) { _ in none } == articles.count)
    #expect(try await store.statistics().taggedArticles == 0)
  }
}
