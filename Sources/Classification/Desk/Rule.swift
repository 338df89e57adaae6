public import Articles

/// A combination of cues that earns a topic more than its words alone.
public struct Rule: Sendable, Equatable {
  /// Where the cues of a rule must stand together.
  public enum Scope: String, Sendable, CaseIterable {
    /// In one sentence or one headline.
    case sentence
    /// In the headline and the first two sentences, taken as one.
    case lead
    /// Anywhere in the article.
    case item
  }
  /// Name, unique in its topic; part of the evidence address.
  public var id: String
  /// What the rule adds, 0 to 1.
  public var weight: Double
  /// Groups of alternatives: each group must be met.
  ///
  /// An alternative is a term, `#list`, `@entity-id`, `@type:armed-group`, `@country:AF`, `@kind:place` or `@focus`.
  public var all: [[Term]]
  /// Alternatives of which none may stand in the same scope.
  public var none: [Term]
  /// The cues stand within so many words; `nil` for no limit.
  public var near: Int?
  /// The cues stand in this field; `nil` for any.
  public var field: ArticleField?
  /// Where the cues must stand together.
  public var scope: Scope
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a rule.
  public init(
    id: String, weight: Double, all: [[Term]], none: [Term] = [], near: Int? = nil, field: ArticleField? = nil,
    scope: Scope = .sentence, location: SourceLocation = SourceLocation()
  ) {
    self.id = id
    self.weight = weight
    self.all = all
    self.none = none
    self.near = near
    self.field = field
    self.scope = scope
    self.location = location
  }
}
