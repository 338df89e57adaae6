public import Foundation

/// What a person says of one topic of one article.
public struct TopicFeedback: Sendable, Equatable, Codable {
  /// The article.
  public var article: ArticleID
  /// Topic id.
  public var topic: String
  /// Whether the article has the topic; false when the person refuses it.
  public var isGiven: Bool
  /// When it was said.
  public var given: Date

  /// Makes a verdict.
  public init(article: ArticleID, topic: String, isGiven: Bool, given: Date) {
    self.article = article
    self.topic = topic
    self.isGiven = isGiven
    self.given = given
  }
}

/// One article with all that people say of its topics: what `khabar train` learns from.
///
/// A topic that stands in no verdict was not judged.
public struct ArticleFeedback: Sendable, Equatable, Codable, Identifiable {
  /// The article.
  public var id: ArticleID
  /// Its feed.
  public var feed: FeedID
  /// Its title.
  public var title: String
  /// Its summary.
  public var summary: String
  /// BCP 47, as decided; `nil` when unknown.
  public var language: String?
  /// The last word on each topic, ordered by topic.
  public var verdicts: [TopicFeedback]

  /// Joins an article and the verdicts on it.
  public init(
    id: ArticleID, feed: FeedID, title: String, summary: String = "", language: String? = nil,
    verdicts: [TopicFeedback] = []
  ) {
    self.id = id
    self.feed = feed
    self.title = title
    self.summary = summary
    self.language = language
    self.verdicts = verdicts
  }

  /// Topics that it has, ordered by id.
  public var given: [String] { verdicts.filter(\.isGiven).map(\.topic) }
  /// Topics that it has not, ordered by id.
  public var refused: [String] { verdicts.filter { !$0.isGiven }.map(\.topic) }
}
