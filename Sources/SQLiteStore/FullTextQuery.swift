import Querying

/// An expression of nothing but words in FTS5's own language (https://www.sqlite.org/fts5.html#full_text_query_syntax).
///
/// Words are folded letters, digits and marks, so quoting them needs no escapes.
struct FullTextQuery {
  /// The text for `MATCH`.
  let text: String

  /// `nil` when the expression asks for more than words, or only for their absence, which FTS5 cannot say.
  init?(_ expression: QueryExpression) {
    switch expression {
    case .term(.words(let pattern)): text = Self.phrase(pattern)
    case .any(let parts):
      guard let texts = Self.texts(parts) else { return nil }
      text = "(" + texts.joined(separator: " OR ") + ")"
    case .all(let parts):
      guard let texts = Self.texts(parts) else { return nil }
      text = "(" + texts.joined(separator: " AND ") + ")"
    default: return nil
    }
  }

  private static func texts(_ parts: [QueryExpression]) -> [String]? {
    let texts = parts.compactMap { FullTextQuery($0)?.text }
    return texts.isEmpty || texts.count < parts.count ? nil : texts
  }

  private static func phrase(_ pattern: WordPattern) -> String {
    let columns =
      switch pattern.fields {
      case .anywhere: ""
      case .title: "title : "
      case .body: "{summary text} : "
      }
    return columns + "\"" + pattern.text + "\"" + (pattern.isPrefix ? " *" : "")
  }
}
