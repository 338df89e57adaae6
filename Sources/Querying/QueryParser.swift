/// Reads tokens into an expression; recursion is bounded by `QueryLimits.depth`.
///
///     any   = all { "OR" all }
///     all   = part { ["AND"] part }
///     part  = ("NOT" | "-") part | "(" any ")" | term
struct QueryParser {
  private let tokens: [QueryToken]
  private let terms: QueryTermReader
  private var position = 0
  private var termCount = 0

  init(_ tokens: [QueryToken], vocabulary: QueryVocabulary) {
    self.tokens = tokens
    terms = QueryTermReader(vocabulary: vocabulary)
  }

  /// Reads everything; no tokens at all mean everything.
  mutating func parse() throws(QueryError) -> QueryExpression {
    if tokens.isEmpty { return .all([]) }
    let expression = try any(depth: 0)
    if let token = current { throw QueryError(token.place, "This closing parenthesis has no opening one.") }
    return expression
  }

  private var current: QueryToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func any(depth: Int) throws(QueryError) -> QueryExpression {
    var parts = [try all(depth: depth)]
    while current?.kind == .or {
      position += 1
      parts.append(try all(depth: depth))
    }
    return .joined(any: parts)
  }

  private mutating func all(depth: Int) throws(QueryError) -> QueryExpression {
    var parts = [try part(depth: depth)]
    while let token = current, token.kind != .or, token.kind != .close {
      if token.kind == .and { position += 1 }
      parts.append(try part(depth: depth))
    }
    return .joined(all: parts)
  }

  private mutating func part(depth: Int) throws(QueryError) -> QueryExpression {
    guard let token = current else { throw missingTerm() }
    guard depth <= QueryLimits.depth else {
      throw QueryError(token.place, "Parentheses and NOT are nested deeper than \(QueryLimits.depth) levels.")
    }
    position += 1
    switch token.kind {
    case .not: return try part(depth: depth + 1).negated
    case .open:
      let inner = try any(depth: depth + 1)
      guard current?.kind == .close else {
        throw QueryError(token.place, "This parenthesis is never closed; add a ) where the group ends.")
      }
      position += 1
      return inner
    case .close, .and, .or:
      position -= 1
      throw missingTerm()
    case .words, .field:
      termCount += 1
      guard termCount <= QueryLimits.terms else {
        throw QueryError(token.place, "The query has more than \(QueryLimits.terms) terms; split it.")
      }
      return .term(try terms.read(token))
    }
  }

  /// The error for a place where a term should stand: at the current token, or behind the last one.
  private func missingTerm() -> QueryError {
    let last = position > 0 ? tokens[position - 1] : nil
    guard let token = current else {
      let place = last?.place ?? 0..<1
      return QueryError(place, "Something must follow this.")
    }
    if token.kind == .close, last?.kind == .open {
      return QueryError(token.place, "These parentheses are empty.")
    }
    let name = token.kind == .and ? "AND" : token.kind == .or ? "OR" : ")"
    return QueryError(
      token.place, "A word or condition must stand before “\(name)”.",
      suggestion: token.kind == .close ? nil : "\"\(name.lowercased())\", in quotation marks, for the word itself")
  }
}
