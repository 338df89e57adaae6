import Foundation
import Querying

/// A piece of SQL and the values of its parameters, in order.
struct SQLFragment: Equatable {
  var sql: String
  var values: [SQLiteValue] = []

  /// `(a OP b OP c)`; `empty` when there are no parts.
  static func joined(_ parts: [SQLFragment], by separator: String, empty: String) -> SQLFragment {
    guard !parts.isEmpty else { return SQLFragment(sql: empty) }
    let sql = parts.map(\.sql).joined(separator: separator)
    return SQLFragment(sql: parts.count == 1 ? sql : "(\(sql))", values: parts.flatMap(\.values))
  }
}

/// Turns an expression into a condition on `article AS a` that is never NULL, so that NOT means what it says.
struct QueryTranslation {
  let now: Date

  /// The condition for a whole expression.
  func condition(_ expression: QueryExpression) -> SQLFragment {
    if let match = FullTextQuery(expression) { return rows(matching: match) }
    switch expression {
    case .all(let parts):
      // The words of a conjunction are one question to the index.
      let words = parts.filter { FullTextQuery($0) != nil }
      let others = parts.filter { FullTextQuery($0) == nil }.map(condition)
      let match = words.isEmpty ? [] : [condition(words.count == 1 ? words[0] : .all(words))]
      return .joined(others + match, by: " AND ", empty: "1")
    case .any(let parts):
      let words = parts.filter { FullTextQuery($0) != nil }
      let others = parts.filter { FullTextQuery($0) == nil }.map(condition)
      let match = words.isEmpty ? [] : [condition(words.count == 1 ? words[0] : .any(words))]
      return .joined(others + match, by: " OR ", empty: "0")
    case .not(let part):
      let inner = condition(part)
      return SQLFragment(sql: "NOT \(inner.sql)", values: inner.values)
    case .term(let term): return condition(term)
    }
  }

  private func condition(_ term: QueryTerm) -> SQLFragment {
    switch term {
    case .topics(let topics, let bound):
      let score = bound.map { SQLFragment(sql: " AND n.score \($0.comparison.rawValue) ?", values: [.real($0.limit)]) }
      return named("tag", "topic", topics, also: score)
    case .bestScore(let bound):
      return SQLFragment(sql: "coalesce(a.best_score \(bound.comparison.rawValue) ?, 0)", values: [.real(bound.limit)])
    case .entities(let ids): return named("mention", "entity", ids)
    case .country(let code): return named("country", "code", [code])
    case .feed(let id): return SQLFragment(sql: "a.feed = ?", values: [.text(id)])
    case .source(let domain):
      return SQLFragment(
        sql: "(a.host_key >= ? AND a.host_key < ?)", values: [.text(domain.key), .text(Self.end(ofPrefix: domain.key))])
    case .language(let tag):
      return SQLFragment(
        sql: "(a.language_key >= ? AND a.language_key < ? OR a.language_key >= ? AND a.language_key < ?)",
        values: [tag + "/", tag + "-"].flatMap { [.text($0), .text(Self.end(ofPrefix: $0))] })
    case .script(let scripts):
      return SQLFragment(
        sql: "substr(a.language_key, -5) IN \(Self.list(scripts))", values: scripts.map { .text("/" + $0) })
    case .inScope(let wanted): return SQLFragment(sql: "a.is_in_scope = ?", values: [.integer(wanted ? 1 : 0)])
    case .tagged(let wanted): return SQLFragment(sql: "a.best_score IS \(wanted ? "NOT " : "")NULL")
    case .onOrAfter(let date): return published(">=", date)
    case .before(let date): return published("<", date)
    case .within(let seconds):
      let bounds = [published(">=", now - seconds), published("<=", now + QueryLimits.secondsAhead)]
      return .joined(bounds, by: " AND ", empty: "1")
    case .words: return SQLFragment(sql: "0")  // Words are always a FullTextQuery.
    }
  }

  private func published(_ comparison: String, _ date: Date) -> SQLFragment {
    SQLFragment(sql: "a.published \(comparison) ?", values: [.real(date.timeIntervalSinceReferenceDate)])
  }

  /// Looks the article up in a table of names by its whole key.
  private func named(
    _ table: String, _ column: String, _ names: [String], also: SQLFragment? = nil
  ) -> SQLFragment {
    SQLFragment(
      sql: """
        EXISTS (SELECT 1 FROM \(table) AS n WHERE n.\(column) IN \(Self.list(names)) AND n.published = a.published \
        AND n.article = a.number\(also?.sql ?? ""))
        """, values: names.map(SQLiteValue.text) + (also?.values ?? []))
  }

  private func rows(matching match: FullTextQuery) -> SQLFragment {
    SQLFragment(sql: "a.number IN (SELECT rowid FROM search WHERE search MATCH ?)", values: [.text(match.text)])
  }

  static func list(_ names: [String]) -> String {
    "(" + Array(repeating: "?", count: names.count).joined(separator: ", ") + ")"
  }

  /// The first text after all that begin with a prefix whose last character is ASCII below `~`.
  static func end(ofPrefix prefix: String) -> String {
    var bytes = Array(prefix.utf8)
    if let last = bytes.popLast() { bytes.append(last &+ 1) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
