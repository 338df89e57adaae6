public import Articles

/// What the classifier reads of an article.
public struct ClassifiableText: Sendable, Equatable {
  /// Plain text of the title.
  public var title: String
  /// Plain text of the summary; not read when the body begins with it.
  public var summary: String
  /// Plain text of the body.
  public var text: String
  /// BCP 47, primary subtag; `nil` when unknown, then the words of all languages are looked for.
  public var language: String?
  /// Whether the feed publishes on the region only, so that its articles pass the gate without naming it.
  public var isRegionalFeed: Bool

  /// Makes a text.
  public init(
    title: String, summary: String = "", text: String = "", language: String? = nil, isRegionalFeed: Bool = false
  ) {
    self.title = title
    self.summary = summary
    self.text = text
    self.language = language
    self.isRegionalFeed = isRegionalFeed
  }

  /// Takes the fields of an article.
  public init(_ article: Article, isRegionalFeed: Bool = false) {
    self.init(
      title: article.title, summary: article.summary, text: article.text, language: article.language,
      isRegionalFeed: isRegionalFeed)
  }
}
