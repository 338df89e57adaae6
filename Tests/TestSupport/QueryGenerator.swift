/// Makes random queries of the whole language, all of them valid with `ArticleGenerator.vocabulary`.
public struct QueryGenerator: Sendable {
  private var generator: SeededGenerator

  /// Starts at a seed.
  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// The next query, at most four levels deep.
  public mutating func query() -> String { expression(depth: Int.random(in: 0...4, using: &generator)) }

  private mutating func expression(depth: Int) -> String {
    guard depth > 0 else { return term() }
    let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in expression(depth: depth - 1) }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return "-(" + parts.joined(separator: " ") + ")"
    case 1: return "NOT " + "(" + parts.joined(separator: " OR ") + ")"
    case 2: return "(" + parts.joined(separator: " OR ") + ")"
    case 3: return parts.joined(separator: " OR ")
    case 4: return parts.joined(separator: " AND ")
    default: return parts.joined(separator: " ")
    }
  }

  private mutating func term() -> String {
    if Int.random(in: 0..<3, using: &generator) == 0 { return words() }
    let comparison = [">=", "<=", ">", "<", "="].pick(&generator)
    let score = "\(comparison)\(Double(Int.random(in: 0...20, using: &generator)) / 20)"
    let topic = ArticleGenerator.topics.pick(&generator)
    let terms = [
      "topic:\(topic)", "topic:\(topic)\(score)", "group:militancy", "group:borders\(score)", "score\(score)",
      "tagged:yes", "tagged:no", "scope:in", "scope:out", "actor:ttp", "org:un", "place:PK-KP", "place:kabul",
      "entity:\(ArticleGenerator.entities.pick(&generator))", "country:\(ArticleGenerator.countries.pick(&generator))",
      "feed:\(ArticleGenerator.feeds.pick(&generator))", "source:dawn.com", "source:com", "source:tolonews.com",
      "lang:fa", "lang:fa-af", "lang:ur", "script:Arab", "script:hani", "script:LATN", "within:24h", "within:30d",
      "after:2025-06-01", "before:2025-06-20T12:00",
    ]
    return terms.pick(&generator)
  }

  private mutating func words() -> String {
    let field = ["", "", "title:", "text:"].pick(&generator)
    let star = Int.random(in: 0..<4, using: &generator) == 0 ? "*" : ""
    let count = Int.random(in: 1...3, using: &generator)
    let words = (0..<count).map { _ in ScriptSamples.words.filter { $0 != "😀" }.pick(&generator) }
    if count > 1 { return field + "\"" + words.joined(separator: " ") + "\"" + star }
    return field + (star.isEmpty ? words[0] : String(words[0].prefix(3)) + star)
  }
}
