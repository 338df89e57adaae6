import Foundation
import Querying

/// How to find the articles of a query: by a short list of candidates, or along all articles from the newest on.
///
/// SQLite keeps no statistics on how rare a name is, and a wrong guess costs seconds on a million articles. So the plan
/// counts: for each name, feed, source and word that every result must have, whether fewer than `shortList` articles have
/// it. If one is that rare, its articles are looked at and sorted; if all are common, results are frequent along the
/// way, and the page is full soon.
struct SearchPlan {
  /// So many candidates are faster to sort than to meet one by one.
  static let shortList = 4_000

  let condition: SQLFragment
  /// A SELECT of article numbers that contains all results; `nil` for the way along all.
  private(set) var candidates: SQLFragment?

  init(_ expression: QueryExpression, now: Date, database: Database, shortList: Int) throws(SQLiteError) {
    condition = QueryTranslation(now: now).condition(expression)
    var fewest = shortList
    for candidate in Self.required(expression) {
      let count = try Self.count(candidate, limit: fewest, database)
      if count < fewest { (fewest, candidates) = (count, candidate) }
    }
  }

  /// `FROM … WHERE …` over `article AS a`.
  var source: SQLFragment {
    guard let candidates else {
      return SQLFragment(sql: "FROM article AS a WHERE \(condition.sql)", values: condition.values)
    }
    return SQLFragment(
      sql: "FROM article AS a WHERE a.number IN (\(candidates.sql)) AND \(condition.sql)",
      values: candidates.values + condition.values)
  }

  /// The page of results, newest first; `published` is the plausible time of publication.
  func page(limit: Int, offset: Int) -> SQLFragment {
    // Without the hint SQLite may choose to sort all the articles of one feed instead.
    let index = candidates == nil ? " INDEXED BY article_by_published" : ""
    let from = source.sql.replacingOccurrences(of: "FROM article AS a", with: "FROM article AS a" + index)
    return SQLFragment(
      sql: "SELECT \(ArticleTable.selection) \(from) ORDER BY a.published DESC, a.id LIMIT ? OFFSET ?",
      values: source.values + [.integer(limit), .integer(offset)])
  }

  private static func count(
    _ candidate: SQLFragment, limit: Int, _ database: Database
  ) throws(SQLiteError) -> Int {
    var statement = try database.prepare("SELECT count(*) FROM (\(candidate.sql) LIMIT ?)")
    for value in candidate.values { try statement.add(value) }
    try statement.add(limit)
    return try statement.step() ? statement.nextInt() : 0
  }

  /// Article numbers for each condition that every result meets and that an index answers.
  private static func required(_ expression: QueryExpression) -> [SQLFragment] {
    if let match = FullTextQuery(expression) {
      return [SQLFragment(sql: "SELECT rowid FROM search WHERE search MATCH ?", values: [.text(match.text)])]
    }
    switch expression {
    case .all(let parts): return parts.flatMap(required)
    case .term(.topics(let topics, _)): return [named("tag", "topic", topics)]
    case .term(.entities(let ids)): return [named("mention", "entity", ids)]
    case .term(.country(let code)): return [named("country", "code", [code])]
    case .term(.feed(let id)):
      return [SQLFragment(sql: "SELECT number FROM article WHERE feed = ?", values: [.text(id)])]
    case .term(.source(let domain)):
      return [
        SQLFragment(
          sql: "SELECT number FROM article WHERE host_key >= ? AND host_key < ?",
          values: [.text(domain.key), .text(QueryTranslation.end(ofPrefix: domain.key))])
      ]
    case .any, .not, .term: return []
    }
  }

  private static func named(_ table: String, _ column: String, _ names: [String]) -> SQLFragment {
    SQLFragment(
      sql: "SELECT article FROM \(table) WHERE \(column) IN \(QueryTranslation.list(names))",
      values: names.map(SQLiteValue.text))
  }
}
