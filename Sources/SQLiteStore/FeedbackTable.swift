import Articles
import Foundation

/// Rows of `feedback`.
enum FeedbackTable {
  /// Keeps the last word on each topic: the later one, and of the same time the one that is stored later.
  static func store(_ verdicts: [TopicFeedback], _ database: Database) throws(SQLiteError) {
    var article = try database.prepare("SELECT number FROM article WHERE id = ?")
    var upsert = try database.prepare(
      """
      INSERT INTO feedback (article, topic, is_given, given) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET is_given = excluded.is_given, given = excluded.given WHERE excluded.given >= given
      """)
    for verdict in verdicts {
      try article.add(verdict.article.rawValue)
      guard try article.step() else { throw SQLiteError(.unknownArticle(verdict.article.rawValue)) }
      let number = article.nextInt()
      article.rewind()
      try upsert.add(number)
      try upsert.add(verdict.topic)
      try upsert.add(verdict.isGiven)
      try upsert.add(verdict.given)
      try upsert.run()
    }
  }

  /// Every article with verdicts, ordered by id.
  static func all(_ database: Database) throws(SQLiteError) -> [ArticleFeedback] {
    var statement = try database.prepare("\(selection) ORDER BY a.id, f.topic")
    return try read(&statement)
  }

  /// The verdicts on one article; `nil` when there are none.
  static func feedback(on id: ArticleID, _ database: Database) throws(SQLiteError) -> ArticleFeedback? {
    var statement = try database.prepare("\(selection) WHERE a.id = ? ORDER BY f.topic")
    try statement.add(id.rawValue)
    return try read(&statement).first
  }

  private static let selection = """
    SELECT a.id, f.topic, f.is_given, f.given, a.feed, a.title, a.summary, a.language
    FROM feedback AS f JOIN article AS a ON a.number = f.article
    """

  private static func read(_ row: inout Statement) throws(SQLiteError) -> [ArticleFeedback] {
    var result: [ArticleFeedback] = []
    while try row.step() {
      let id = ArticleID(row.nextText() ?? "")
      let verdict = TopicFeedback(
        article: id, topic: row.nextText() ?? "", isGiven: row.nextFlag(), given: row.nextDate() ?? .distantPast)
      if result.last?.id != id {
        result.append(
          ArticleFeedback(
            id: id, feed: FeedID(row.nextText() ?? ""), title: row.nextText() ?? "", summary: row.nextText() ?? "",
            language: row.nextText()))
      }
      result[result.count - 1].verdicts.append(verdict)
    }
    return result
  }
}
