import Articles
import Foundation

/// One article held against an expression; its texts are folded at most once, and only if a word is asked for.
struct QueryCandidate {
  private let article: Article
  private let classification: Classification
  private let now: Date
  private var foldedTitle: [UInt8]?
  private var foldedBody: [[UInt8]]?

  init(_ tagged: TaggedArticle, now: Date) {
    article = tagged.article
    classification = tagged.classification
    self.now = now
  }

  mutating func satisfies(_ expression: QueryExpression) -> Bool {
    switch expression {
    case .all(let parts):
      for part in parts where !satisfies(part) { return false }
      return true
    case .any(let parts):
      for part in parts where satisfies(part) { return true }
      return false
    case .not(let part): return !satisfies(part)
    case .term(let term): return satisfies(term)
    }
  }

  private mutating func satisfies(_ term: QueryTerm) -> Bool {
    let published = article.plausiblePublication
    switch term {
    case .topics(let topics, let bound):
      return classification.tags.contains { topics.contains($0.topic) && (bound?.holds($0.score) ?? true) }
    case .bestScore(let bound): return classification.tags.map(\.score).max().map(bound.holds) ?? false
    case .entities(let ids): return classification.entities.contains { ids.contains($0.id) }
    case .country(let code):
      return classification.entities.contains { $0.countries.contains { $0.uppercased() == code } }
    case .feed(let id): return article.feed.rawValue == id
    case .source(let domain): return SourceHost(ofURL: article.url).lies(in: domain)
    case .language(let language):
      let own = (article.language ?? "").lowercased()
      return own == language || own.utf8.starts(with: (language + "-").utf8)
    case .script(let scripts): return article.script.map { scripts.contains($0.lowercased()) } ?? false
    case .inScope(let wanted): return classification.isInScope == wanted
    case .tagged(let wanted): return classification.tags.isEmpty != wanted
    case .onOrAfter(let date): return published >= date
    case .before(let date): return published < date
    case .within(let seconds):
      return published >= now - seconds && published <= now + QueryLimits.secondsAhead
    case .words(let pattern): return satisfies(pattern)
    }
  }

  private mutating func satisfies(_ pattern: WordPattern) -> Bool {
    if pattern.fields != .body, SearchText.contains(title(), pattern) { return true }
    return pattern.fields != .title && body().contains { SearchText.contains($0, pattern) }
  }

  private mutating func title() -> [UInt8] {
    if let foldedTitle { return foldedTitle }
    let folded = SearchText.words(of: article.title)
    foldedTitle = folded
    return folded
  }

  private mutating func body() -> [[UInt8]] {
    if let foldedBody { return foldedBody }
    let folded = [SearchText.words(of: article.summary), SearchText.words(of: article.text)]
    foldedBody = folded
    return folded
  }
}
