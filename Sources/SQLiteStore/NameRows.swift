import Articles
import Foundation

/// Rows of the tables that find articles by topic, entity and country.
///
/// They wait until the batch ends and are written in the order of their keys: rows that lie beside each other then meet
/// the same page, which saves half the time.
struct NameRows {
  private struct Row {
    let name: String
    let published: Double
    let article: Int
    let score: Double?
  }
  private var tags: [Row] = []
  private var mentions: [Row] = []
  private var countries: [Row] = []

  /// Adds the rows of one article.
  mutating func add(_ row: ArticleRow, number: Int) {
    add(row.article, row.classification, countries: row.countries, number: number)
  }

  /// Adds the rows of one article with its classification; `countries` are those of `ArticleRow.countries`.
  mutating func add(_ article: Article, _ classification: Classification, countries codes: [String], number: Int) {
    let published = article.plausiblePublication.timeIntervalSinceReferenceDate
    for tag in classification.tags {
      tags.append(Row(name: tag.topic, published: published, article: number, score: tag.score))
    }
    for entity in classification.entities {
      mentions.append(Row(name: entity.id, published: published, article: number, score: nil))
    }
    for code in codes {
      countries.append(Row(name: code, published: published, article: number, score: nil))
    }
  }

  /// Writes all rows that wait; none wait afterwards.
  mutating func write(to database: Database) throws(SQLiteError) {
    try Self.write(
      &tags, "INSERT INTO tag VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET score = max(score, excluded.score)",
      database)
    try Self.write(&mentions, "INSERT OR IGNORE INTO mention VALUES (?, ?, ?)", database)
    try Self.write(&countries, "INSERT OR IGNORE INTO country VALUES (?, ?, ?)", database)
  }

  private static func write(_ rows: inout [Row], _ sql: String, _ database: Database) throws(SQLiteError) {
    guard !rows.isEmpty else { return }
    var insertion = try database.prepare(sql)
    for row in rows.sorted(by: { ($0.name, $0.published, $0.article) < ($1.name, $1.published, $1.article) }) {
      try insertion.add(row.name)
      try insertion.add(row.published)
      try insertion.add(row.article)
      if let score = row.score { try insertion.add(score) }
      try insertion.run()
    }
    rows.removeAll(keepingCapacity: true)
  }

  /// Takes out the rows of an article, which are found by their whole keys, so that no index by article is needed.
  static func remove(_ old: TaggedArticle, number: Int, from database: Database) throws(SQLiteError) {
    let names = [
      ("DELETE FROM tag WHERE topic = ? AND published = ? AND article = ?", old.classification.tags.map(\.topic)),
      ("DELETE FROM mention WHERE entity = ? AND published = ? AND article = ?", old.classification.entities.map(\.id)),
      (
        "DELETE FROM country WHERE code = ? AND published = ? AND article = ?",
        ArticleRow.countries(of: old.classification)
      ),
    ]
    for (sql, keys) in names {
      var deletion = try database.prepare(sql)
      for key in keys {
        try deletion.add(key)
        try deletion.add(old.article.plausiblePublication)
        try deletion.add(number)
        try deletion.run()
      }
    }
  }
}
