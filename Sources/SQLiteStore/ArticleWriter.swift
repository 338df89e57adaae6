import Articles
import Foundation

/// Puts the articles of one batch into all the tables they stand in; lives for one transaction.
struct ArticleWriter: ~Copyable {
  private let database: Database
  private var insertion: Statement
  private var names: NameRows
  private var words: Statement
  private var inserted = 0
  private var newlyTagged = 0
  private var lastFirstSeen: Date?

  init(_ database: Database) throws(SQLiteError) {
    let insertion = try database.prepare(ArticleTable.insertion)
    let words = try database.prepare(SearchIndex.insertion)
    self.database = database
    self.insertion = insertion
    names = NameRows()
    self.words = words
  }

  /// Inserts a new article, replaces a changed one, and leaves alone one that is stored just so.
  mutating func store(_ row: ArticleRow) throws(SQLiteError) {
    try insertion.run(row.values)
    guard database.changes > 0 else { return try replace(row) }
    inserted += 1
    if !row.classification.tags.isEmpty { newlyTagged += 1 }
    lastFirstSeen = max(lastFirstSeen ?? row.article.firstSeen, row.article.firstSeen)
    let number = Int(database.lastInsertedNumber)
    names.add(row, number: number)
    try words.run(row.words, number)
  }

  /// Writes what is left, and the counters; call once, last.
  consuming func finish() throws(SQLiteError) {
    try names.write(to: database)
    guard inserted > 0 || newlyTagged != 0 else { return }
    var counter = try database.prepare(
      """
      UPDATE counter SET articles = articles + ?, tagged = tagged + ?,
        last_first_seen = max(coalesce(last_first_seen, ?3), ?3)
      """)
    try counter.add(inserted)
    try counter.add(newlyTagged)
    try counter.add(lastFirstSeen ?? .distantPast)
    try counter.run()
  }

  private mutating func replace(_ row: ArticleRow) throws(SQLiteError) {
    let (number, old) = try known(row.article.id)
    guard let number, let old else { return }
    var new = TaggedArticle(article: row.article, classification: row.classification)
    new.article = new.article.replacing(old.article)
    if new == old { return }
    let row = ArticleRow(new)
    var replacement = try database.prepare(ArticleTable.replacement)
    try replacement.run(row.values, number)
    if new.classification != old.classification
      || new.article.plausiblePublication != old.article.plausiblePublication
    {
      // The old names may still wait to be written when the article stands in the batch twice.
      try names.write(to: database)
      try NameRows.remove(old, number: number, from: database)
      names.add(row, number: number)
      newlyTagged += (new.classification.tags.isEmpty ? 0 : 1) - (old.classification.tags.isEmpty ? 0 : 1)
    }
    try replaceWords(of: old.article, by: row, number: number)
  }

  private func known(_ id: ArticleID) throws(SQLiteError) -> (number: Int?, article: TaggedArticle?) {
    var statement = try database.prepare("SELECT \(ArticleTable.selection), a.number FROM article AS a WHERE a.id = ?")
    try statement.add(id.rawValue)
    guard try statement.step() else { return (nil, nil) }
    let article = ArticleTable.read(&statement)
    return (statement.nextInt(), article)
  }

  private mutating func replaceWords(of old: Article, by row: ArticleRow, number: Int) throws(SQLiteError) {
    let new = row.article
    if (old.title, old.summary, old.text) == (new.title, new.summary, new.text) { return }
    var removal = try database.prepare(SearchIndex.removal)
    try removal.run(SearchIndex.words(of: old), number)
    try words.run(row.words, number)
  }
}
