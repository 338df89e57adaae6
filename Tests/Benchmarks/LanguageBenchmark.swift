import Articles
import FeedFormats
import Foundation
import Normalization

/// Time to detect the language of articles, as a share of their whole normalization.
///
/// One line a feed: name, our time an article, the share of normalization, the goal, the verdict.
enum LanguageBenchmark {
  /// Detection's share of normalization.
  static let goal = 0.25
  private static let rounds = 15

  static func run() async throws {
    for feed in GeneratedFeeds.all() {
      let document = try FeedReader.read(feed.bytes)
      let context = NormalizationContext(
        feed: Feed(id: FeedID("outlet"), url: "https://outlet.example/feed", title: "Outlet"),
        documentURL: "https://outlet.example/feed", now: Date(timeIntervalSince1970: 1_780_000_000))
      let articles = ArticleNormalizer.articles(of: document, context: context).articles
      let language = feed.name.hasSuffix("arabic") ? "ar" : feed.name.hasSuffix("cyrillic") ? "ru" : "en"
      guard !articles.isEmpty, articles.allSatisfy({ $0.language == language }) else {
        print("language/\(feed.name)\twrong result: \(Set(articles.map { $0.language ?? "und" }).sorted())")
        exit(1)
      }
      report(feed.name, articles, measure(document, context, articles))
    }
  }

  /// Medians of interleaved rounds.
  private static func measure(
    _ document: FeedDocument, _ context: NormalizationContext, _ articles: [Article]
  ) -> (detection: Duration, normalization: Duration) {
    let clock = ContinuousClock()
    var detection: [Duration] = []
    var normalization: [Duration] = []
    var letters = 0
    for _ in 0..<rounds {
      detection.append(
        clock.measure {
          for article in articles {
            letters += LanguageDetector.detect(title: article.title, text: article.text).letters
          }
        })
      normalization.append(
        clock.measure { letters += ArticleNormalizer.articles(of: document, context: context).articles.count })
    }
    guard letters > rounds * articles.count else { exit(1) }
    return (detection.sorted()[rounds / 2], normalization.sorted()[rounds / 2])
  }

  private static func report(
    _ name: String, _ articles: [Article], _ times: (detection: Duration, normalization: Duration)
  ) {
    let share = times.detection / times.normalization
    let each = times.detection / .microseconds(1) / Double(articles.count)
    print(
      [
        "language/\(name)", String(format: "%.1f µs an article", each),
        String(format: "%.2f of normalization", share), String(format: "goal %.2f", goal),
        share <= goal ? "met" : "missed",
      ].joined(separator: "\t"))
  }
}
