public import ArticleStore
import Articles
import Foundation
import Testing

extension StoreContract {
  private static func verdict(
    _ article: ArticleID, _ topic: String, _ isGiven: Bool, after seconds: Double = 0
  )
    -> TopicFeedback
  {
    TopicFeedback(article: article, topic: topic, isGiven: isGiven, given: now + seconds)
  }

  /// Verdicts come back with their articles; the last word on a topic counts; one on an unknown article stores none.
  public static func feedbackComesBack(_ store: any ArticleStore) async throws {
    var generator = generator(21)
    let articles = generator.articles(3).sorted { $0.id < $1.id }
    let (first, second) = (articles[0].id, articles[1].id)
    try await store.apply(changes(articles))
    #expect(try await store.feedback().isEmpty)
    #expect(try await store.feedback(on: first) == nil)
    try await store.store([
      verdict(second, "border-clash", true, after: 0.123_456), verdict(second, "narcotics", false),
    ])
    try await store.store([
      verdict(first, "border-clash", true), verdict(first, "border-clash", false), verdict(first, "a\"b", true),
    ])
    // Said earlier, told later: not the last word.
    try await store.store([verdict(second, "narcotics", true, after: -1)])
    await #expect(throws: StoreError.self) {
      try await store.store([
        verdict(second, "narcotics", true, after: 9), verdict(ArticleID("none"), "narcotics", true),
      ])
    }
    let feedback = try await store.feedback()
    #expect(feedback.map(\.id) == [first, second])
    #expect(feedback[0].verdicts == [verdict(first, "a\"b", true), verdict(first, "border-clash", false)])
    #expect(
      feedback[1].verdicts
        == [verdict(second, "border-clash", true, after: 0.123_456), verdict(second, "narcotics", false)])
    for (item, article) in zip(feedback, articles.map(\.article)) {
      #expect((item.title, item.summary, item.language) == (article.title, article.summary, article.language))
      #expect(item.feed == article.feed)
      #expect(try await store.feedback(on: item.id) == item)
    }
    #expect(try await store.feedback(on: articles[2].id) == nil)
  }

  /// Feedback stays when its article is tagged anew or changes, and tells the article as it is now.
  public static func feedbackSurvivesANewTagging(_ store: any ArticleStore) async throws {
    var generator = generator(22)
    var tagged = generator.article()
    try await store.apply(changes([tagged]))
    try await store.store([verdict(tagged.id, "border-clash", true)])
    tagged.classification = Classification(isInScope: false, scopeReason: "new", rulesVersion: "2")
    tagged.article.title = "Chaman reopens"
    tagged.article.contentHash = "other"
    try await store.apply(changes([tagged]))
    let feedback = try await store.feedback()
    #expect(feedback.map(\.title) == ["Chaman reopens"])
    #expect(feedback.first?.verdicts == [verdict(tagged.id, "border-clash", true)])
    #expect(try await store.article(tagged.id)?.classification.rulesVersion == "2")
  }
}
