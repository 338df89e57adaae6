import Articles
import Querying

/// The full-text index; holds folded words only, so taking an article out needs the very words that were put in.
enum SearchIndex {
  /// Puts the index's settings in place; they live in the index itself.
  ///
  /// Larger batches of words in memory before they are written make fewer segments to merge.
  private static let hashBytes = 32 << 20

  static let insertion = "INSERT INTO search (title, summary, text, rowid) VALUES (?, ?, ?, ?)"
  static let removal = "INSERT INTO search (search, title, summary, text, rowid) VALUES ('delete', ?, ?, ?, ?)"

  /// The folded words of an article, as they stand in the index.
  static func words(of article: Article) -> EncodedRow {
    let texts = [article.title, article.summary, article.text]
    var row = EncodedRow(bytes: texts.reduce(256) { $0 + $1.utf8.count }, cells: texts.count)
    for text in texts { row.addText { SearchText.append(wordsOf: text, to: &$0) } }
    return row
  }

  /// Whether the index was made by this version of the folding.
  static func isCurrent(_ database: Database) throws(SQLiteError) -> Bool {
    var reading = try database.prepare("SELECT value FROM setting WHERE name = 'search-version'")
    return try reading.step() && reading.nextText() == SearchText.version
  }

  /// Makes the index anew from the articles when it was made by another version of the folding, or not at all.
  static func rebuildIfOutdated(_ database: Database) throws(SQLiteError) {
    if try isCurrent(database) { return }
    try database.execute("INSERT INTO search (search) VALUES ('delete-all')")
    try database.execute("INSERT INTO search (search, rank) VALUES ('hashsize', \(hashBytes))")
    var articles = try database.prepare("SELECT number, title, summary, text FROM article ORDER BY number")
    var insertion = try database.prepare(Self.insertion)
    while try articles.step() {
      let number = articles.nextInt()
      for _ in 0..<3 { try insertion.add(utf8: SearchText.words(of: articles.nextText() ?? "")) }
      try insertion.add(number)
      try insertion.run()
    }
    var writing = try database.prepare("INSERT OR REPLACE INTO setting VALUES ('search-version', ?)")
    try writing.add(SearchText.version)
    try writing.run()
  }
}

extension Database {
  /// The first column of the first row as an integer; 0 when there is no row.
  func integer(_ sql: String) throws(SQLiteError) -> Int {
    var statement = try prepare(sql)
    return try statement.step() ? statement.nextInt() : 0
  }

  /// The first column of each row as text.
  func texts(_ sql: String) throws(SQLiteError) -> [String] {
    var statement = try prepare(sql)
    var texts: [String] = []
    while try statement.step() { texts.append(statement.nextText() ?? "") }
    return texts
  }
}
