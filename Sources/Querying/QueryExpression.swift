package import Foundation

/// What a query means, free of any store's language: a tree of at most `QueryLimits.depth` levels.
package indirect enum QueryExpression: Sendable, Equatable {
  /// All of these hold; true when there are none. One of these holds; false when there are none. This does not hold.
  case all([QueryExpression]), any([QueryExpression]), not(QueryExpression)
  /// One condition.
  case term(QueryTerm)
}

/// One condition on an article.
package enum QueryTerm: Sendable, Equatable {
  /// A tag with one of these topics, whose score meets the bound where there is one.
  case topics([String], ScoreBound?)
  /// There is a tag, and the best score meets the bound.
  case bestScore(ScoreBound)
  /// An entity with one of these ids is named.
  case entities([String])
  /// An entity that belongs to the country (upper-case code) is named.
  case country(String)
  /// The article comes from the feed.
  case feed(String)
  /// The host of the article's page lies in this domain, see `SourceHost`.
  case source(SourceHost)
  /// The language is this one or one of its variants; lower case.
  case language(String)
  /// The script is one of these; lower case.
  case script([String])
  /// Passed the region gate or not; has tags or not.
  case inScope(Bool), tagged(Bool)
  /// Published at or after; published before. Times of publication are `Article.plausiblePublication` throughout.
  case onOrAfter(Date), before(Date)
  /// Published at most so many seconds ago, and at most `QueryLimits.secondsAhead` ahead of now.
  case within(seconds: Double)
  /// Words in one of the fields.
  case words(WordPattern)
}

/// A comparison with a score.
package struct ScoreBound: Sendable, Equatable {
  /// How the score compares with the limit.
  package enum Comparison: String, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case equal = "="
  }
  /// How.
  package let comparison: Comparison
  /// With what, 0 to 1.
  package let limit: Double

  func holds(_ score: Double) -> Bool {
    switch comparison {
    case .atLeast: score >= limit
    case .atMost: score <= limit
    case .above: score > limit
    case .below: score < limit
    case .equal: score == limit
    }
  }
}

/// Words that follow each other in one field.
package struct WordPattern: Sendable, Equatable {
  /// Where to look.
  package enum Fields: Sendable, Equatable {
    /// Title, summary or text; title; summary or text.
    case anywhere, title, body
  }
  /// Where to look.
  package let fields: Fields
  /// Folded words between single spaces, as `SearchText` makes them; never empty.
  package let words: [UInt8]
  /// Whether the last word may go on.
  package let isPrefix: Bool

  /// The folded words as text, for a store's own index.
  package var text: String { String(decoding: words, as: UTF8.self) }
}

/// Bounds that keep a query, and what a store makes of it, small.
package enum QueryLimits {
  /// Characters of a query.
  package static let characters = 4_096
  /// Words and conditions.
  package static let terms = 256
  /// Parentheses and negations within each other.
  package static let depth = 32
  /// How far ahead of now `within:` still reaches, seconds: publishers' clocks differ.
  package static let secondsAhead = 86_400.0
}

extension QueryExpression {
  /// Joins with the same meaning and one level less where a part is a join of the same kind.
  static func joined(all parts: [QueryExpression]) -> QueryExpression {
    let flat = parts.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } }
    return flat.count == 1 ? flat[0] : .all(flat)
  }

  static func joined(any parts: [QueryExpression]) -> QueryExpression {
    let flat = parts.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } }
    return flat.count == 1 ? flat[0] : .any(flat)
  }

  var negated: QueryExpression {
    if case .not(let inner) = self { inner } else { .not(self) }
  }
}
