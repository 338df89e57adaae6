import ArticleStore
import Articles
import Foundation
import Querying

/// Goes through articles in the order in which they were stored, and puts new classifications in the place of old ones.
struct StoredArticles {
  private static let pageSize = 200
  private static let update = """
    UPDATE article SET is_in_scope = ?, best_score = ?, rules_version = ?, scope_reason = ?, tags = ?, entities = ?
    WHERE number = ?
    """

  let plan: SearchPlan
  let database: Database

  /// Articles with their numbers, from behind a number on.
  func page(behind position: Int, limit: Int) throws(SQLiteError) -> [(number: Int, article: TaggedArticle)] {
    // Along the numbers: any other index would mean sorting all that is left for each page.
    let from = plan.source.sql.replacingOccurrences(of: "FROM article AS a", with: "FROM article AS a NOT INDEXED")
    var statement = try database.prepare(
      "SELECT \(ArticleTable.selection), a.number \(from) AND a.number > ? ORDER BY a.number LIMIT ?")
    for value in plan.source.values { try statement.add(value) }
    try statement.add(position)
    try statement.add(limit)
    var articles: [(number: Int, article: TaggedArticle)] = []
    while try statement.step() {
      let article = ArticleTable.read(&statement)
      articles.append((statement.nextInt(), article))
    }
    return articles
  }

  /// Hands every article to `body`, stores what it returns, and counts that; runs in the caller's transaction.
  func replaceClassifications(
    _ body: (TaggedArticle) -> Classification?
  ) throws(SQLiteError) -> Int {
    var (position, replaced, newlyTagged) = (0, 0, 0)
    var names = NameRows()
    while true {
      let page = try page(behind: position, limit: Self.pageSize)
      for (number, old) in page {
        position = number
        guard let new = body(old), new != old.classification else { continue }
        try store(new, of: old.article, number: number)
        try NameRows.remove(old, number: number, from: database)
        names.add(old.article, new, countries: ArticleRow.countries(of: new), number: number)
        replaced += 1
        newlyTagged += (new.tags.isEmpty ? 0 : 1) - (old.classification.tags.isEmpty ? 0 : 1)
      }
      try names.write(to: database)
      guard page.count == Self.pageSize else { break }
    }
    var counter = try database.prepare("UPDATE counter SET tagged = tagged + ?")
    try counter.add(newlyTagged)
    try counter.run()
    return replaced
  }

  private func store(_ classification: Classification, of article: Article, number: Int) throws(SQLiteError) {
    var row = EncodedRow(bytes: 4_096, cells: 6)
    row.add(classification.isInScope)
    row.add(classification.tags.map(\.score).max())
    row.add(classification.rulesVersion)
    row.add(classification.scopeReason)
    row.addText { JSONWriter.write(classification.tags, of: article, to: &$0) }
    row.addText { JSONWriter.write(classification.entities, of: article, to: &$0) }
    var update = try database.prepare(Self.update)
    try update.run(row, number)
  }
}
