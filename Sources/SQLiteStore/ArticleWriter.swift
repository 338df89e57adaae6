import Articles
import Foundation

/// Puts the articles of one batch into all the tables they stand in; lives for one transaction.
struct ArticleWriter: ~Copyable {
  private let database: Database
  private var insertion: Statement
  private var tag: Statement
  private var mention: Statement
  private var country: Statement
  private var words: Statement
  private var inserted = 0
  private var newlyTagged = 0
  private var lastFirstSeen: Date?

  init(_ database: Database) throws(SQLiteError) {
    let insertion = try database.prepare(ArticleTable.insertion)
    let tag = try database.prepare(
      "INSERT INTO tag VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET score = max(score, excluded.score)")
    let mention = try database.prepare("INSERT OR IGNORE INTO mention VALUES (?, ?, ?)")
    let country = try database.prepare("INSERT OR IGNORE INTO country VALUES (?, ?, ?)")
    let words = try database.prepare(SearchIndex.insertion)
    self.database = database
    self.insertion = insertion
    self.tag = tag
    self.mention = mention
    self.country = country
    self.words = words
  }

  /// Inserts a new article, replaces a changed one, and leaves alone one that is stored just so.
  mutating func store(_ row: ArticleRow) throws(SQLiteError) {
    let firstSeen = row.tagged.article.firstSeen
    try ArticleTable.bind(row, firstSeen: firstSeen, to: &insertion)
    try insertion.run()
    guard database.changes > 0 else { return try replace(row) }
    inserted += 1
    if !row.tagged.classification.tags.isEmpty { newlyTagged += 1 }
    lastFirstSeen = max(lastFirstSeen ?? firstSeen, firstSeen)
    let number = Int(database.lastInsertedNumber)
    try addNames(of: row, number: number)
    try addWords(row.words, number: number)
  }

  /// Writes the counters; call once, last.
  consuming func finish() throws(SQLiteError) {
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
    let (number, old) = try known(row.tagged.id)
    guard let number, let old else { return }
    var new = row.tagged
    new.article.firstSeen = old.article.firstSeen
    if new == old { return }
    var replacement = try database.prepare(ArticleTable.replacement)
    try ArticleTable.bind(row, firstSeen: old.article.firstSeen, to: &replacement)
    try replacement.add(number)
    try replacement.run()
    if new.classification != old.classification || new.article.published.date != old.article.published.date {
      try removeNames(of: old, number: number)
      try addNames(of: row, number: number)
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

  private mutating func addNames(of row: ArticleRow, number: Int) throws(SQLiteError) {
    let published = row.tagged.article.published.date
    for (topic, score) in row.tagged.classification.tags.map({ ($0.topic, $0.score) }) {
      try tag.add(topic)
      try tag.add(published)
      try tag.add(number)
      try tag.add(score)
      try tag.run()
    }
    for id in row.tagged.classification.entities.map(\.id) {
      try mention.add(id)
      try mention.add(published)
      try mention.add(number)
      try mention.run()
    }
    for code in row.countries {
      try country.add(code)
      try country.add(published)
      try country.add(number)
      try country.run()
    }
  }

  /// Takes out the rows of names, which are found by their whole keys, so that no index by article is needed.
  private func removeNames(of old: TaggedArticle, number: Int) throws(SQLiteError) {
    let names = [
      ("DELETE FROM tag WHERE topic = ? AND published = ? AND article = ?", old.classification.tags.map(\.topic)),
      ("DELETE FROM mention WHERE entity = ? AND published = ? AND article = ?", old.classification.entities.map(\.id)),
      ("DELETE FROM country WHERE code = ? AND published = ? AND article = ?", ArticleRow.countries(of: old.classification)),
    ]
    for (sql, keys) in names {
      var deletion = try database.prepare(sql)
      for key in keys {
        try deletion.add(key)
        try deletion.add(old.article.published.date)
        try deletion.add(number)
        try deletion.run()
      }
    }
  }

  private mutating func addWords(_ added: SearchWords, number: Int) throws(SQLiteError) {
    try words.add(number)
    try words.add(utf8: added.title)
    try words.add(utf8: added.summary)
    try words.add(utf8: added.text)
    try words.run()
  }

  private mutating func replaceWords(of old: Article, by row: ArticleRow, number: Int) throws(SQLiteError) {
    let new = row.tagged.article
    if (old.title, old.summary, old.text) == (new.title, new.summary, new.text) { return }
    let stale = SearchWords(old)
    var removal = try database.prepare(SearchIndex.removal)
    try removal.add(number)
    try removal.add(utf8: stale.title)
    try removal.add(utf8: stale.summary)
    try removal.add(utf8: stale.text)
    try removal.run()
    try addWords(row.words, number: number)
  }
}
