import Articles
import Foundation

/// Answers what the store knows of names: articles by their ids, by aliases, and by feed.
enum IdentityTable {
  /// Those of the ids that are articles or aliases.
  static func known(_ ids: [ArticleID], _ database: Database) throws(SQLiteError) -> [ArticleID: KnownArticle] {
    // One snapshot for all: each statement alone would lock the file, and look for changes, again.
    try database.snapshot { () throws(SQLiteError) in
      var known: [ArticleID: KnownArticle] = [:]
      var unknown: [ArticleID] = []
      var article = try database.prepare("SELECT content_hash FROM article WHERE id = ?")
      for id in ids {
        try article.add(id.rawValue)
        if try article.step() {
          known[id] = KnownArticle(id: id, contentHash: article.nextText() ?? "")
        } else {
          unknown.append(id)
        }
        article.rewind()
      }
      if unknown.isEmpty { return known }
      var alias = try database.prepare(
        "SELECT a.id, a.content_hash FROM alias JOIN article AS a ON a.number = alias.article WHERE alias.id = ?")
      for id in unknown {
        try alias.add(id.rawValue)
        if try alias.step() {
          known[id] = KnownArticle(id: ArticleID(alias.nextText() ?? ""), contentHash: alias.nextText() ?? "")
        }
        alias.rewind()
      }
      return known
    }
  }

  /// The identities of a feed's newest articles, along the index by feed.
  static func recent(of feed: FeedID, limit: Int, _ database: Database) throws(SQLiteError) -> [ArticleIdentity] {
    var statement = try database.prepare(
      """
      SELECT id, published, content_hash, first_seen, published_source, identity, identity_key, url, title,
        implausible_date
      FROM article WHERE feed = ? ORDER BY published DESC LIMIT ?
      """)
    try statement.add(feed.rawValue)
    try statement.add(max(0, limit))
    var identities: [ArticleIdentity] = []
    while try statement.step() { identities.append(read(&statement, feed)) }
    return identities
  }

  private static func read(_ row: inout Statement, _ feed: FeedID) -> ArticleIdentity {
    let (id, published) = (ArticleID(row.nextText() ?? ""), Date(timeIntervalSinceReferenceDate: row.nextDouble()))
    let contentHash = row.nextText() ?? ""
    let firstSeen = Date(timeIntervalSinceReferenceDate: row.nextDouble())
    let source = row.nextText().flatMap(ArticleDate.Source.init) ?? .firstSeen
    let (kind, key) = (row.nextText().flatMap(IdentityKind.init) ?? .content, row.nextText() ?? "")
    let (url, title) = (row.nextText(), row.nextText() ?? "")
    var article = Article(
      id: id, feed: feed, identity: kind, identityKey: key, title: title,
      published: ArticleDate(row.nextDate() ?? published, source: source), firstSeen: firstSeen)
    article.url = url
    article.contentHash = contentHash
    return ArticleIdentity(article)
  }

  /// Keeps new names of stored articles; a name that leads somewhere already stays what it is.
  static func store(_ aliases: [ArticleAlias], _ database: Database) throws(SQLiteError) {
    if aliases.isEmpty { return }
    var insertion = try database.prepare(
      """
      INSERT OR IGNORE INTO alias (id, article)
      SELECT ?1, number FROM article WHERE id = ?2 AND NOT EXISTS (SELECT 1 FROM article WHERE id = ?1)
      """)
    for alias in aliases {
      try insertion.add(alias.alias.rawValue)
      try insertion.add(alias.article.rawValue)
      try insertion.run()
    }
  }

  /// Marks stored articles as taken back; what is marked already stays what it is.
  static func store(_ withdrawals: [Withdrawal], _ database: Database) throws(SQLiteError) {
    if withdrawals.isEmpty { return }
    var marking = try database.prepare("UPDATE article SET withdrawn = ? WHERE id = ? AND withdrawn IS NULL")
    for withdrawal in withdrawals {
      try marking.add(withdrawal.date)
      try marking.add(withdrawal.article.rawValue)
      try marking.run()
    }
  }
}
