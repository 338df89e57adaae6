import Articles
import Classification
import DeskFiles
import FeedFormats
import Foundation
import Learning
import Normalization
import TestSupport
import Testing

/// How well the shipped desk tags the recorded feeds, by language: floors that may only rise.
@Suite struct SampleTagsTests {
  /// Measured values, less a little room: one item of a small language is 0.08 of its recall.
  private struct Floor: Sendable, CustomTestStringConvertible {
    let language: String
    let precision: Double
    let recall: Double
    var testDescription: String { language }
  }

  private static let floors = [
    Floor(language: "en", precision: 0.80, recall: 0.75),
    Floor(language: "ar", precision: 0.65, recall: 0.69),
    Floor(language: "fa", precision: 0.75, recall: 0.85),
    Floor(language: "hi", precision: 0.75, recall: 0.72),
    Floor(language: "ps", precision: 0.80, recall: 0.76),
    Floor(language: "ru", precision: 0.60, recall: 0.69),
    Floor(language: "ur", precision: 0.70, recall: 0.90),
    Floor(language: "zh", precision: 0.60, recall: 0.64),
  ]
  /// Tags on items that are off the beat, and tags that a label forbids.
  private static let maximumFalseTags = 3
  private static let maximumForbiddenTags = 10

  /// One entry's title, its labels, and the topics it was given.
  private struct Tagged {
    let title: String
    let labels: ExpectedLabels
    let topics: [String]
  }

  /// All entries by the language of their feed.
  private static func taggedEntries() throws -> [String: [Tagged]] {
    let classifier = try ShippedDesk.desk().classifier
    var result: [String: [Tagged]] = [:]
    for name in Samples.feedNames {
      let expected = try Samples.expected(ExpectedFeed.self, of: name, in: "feeds")
      let url = "http://127.0.0.1:8461/\(name)"
      let document = try FeedReader.read(try Samples.bytes(name, in: "feeds"), documentURL: url)
      let feed = Feed(id: FeedID("sample"), url: url, title: name)
      let context = NormalizationContext(
        feed: feed, documentURL: url, now: Date(timeIntervalSince1970: 1_795_435_200))
      let articles = ArticleNormalizer.articles(of: document, context: context).articles
      for (article, entry) in zip(articles, expected.entries) {
        let topics = classifier.classify(ClassifiableText(article)).tags.map(\.topic)
        let tagged = Tagged(title: article.title, labels: entry.labels, topics: topics)
        result[expected.language ?? "", default: []].append(tagged)
      }
    }
    return result
  }

  private static func counts(_ entries: [Tagged]) -> Evaluation.Counts {
    entries.reduce(into: Evaluation.Counts()) { counts, entry in
      counts.both += entry.topics.count { entry.labels.topics.contains($0) }
      counts.extra += entry.topics.count { !entry.labels.topics.contains($0) }
      counts.missed += entry.labels.topics.count { !entry.topics.contains($0) }
    }
  }

  @Test func everyLanguageReachesItsFloors() throws {
    let entries = try Self.taggedEntries()
    #expect(Set(entries.keys) == Set(Self.floors.map(\.language)))
    for floor in Self.floors {
      let entries = entries[floor.language] ?? []
      let counts = Self.counts(entries)
      let extra = entries.flatMap { entry in
        entry.topics.filter { !entry.labels.topics.contains($0) }.map { "\(entry.title): \($0)" }
      }
      #expect(counts.precision >= floor.precision, "\(floor.language): \(counts), \(extra)")
      #expect(counts.recall >= floor.recall, "\(floor.language): \(counts)")
    }
  }

  @Test func hardlyAnythingOffTheBeatIsTagged() throws {
    let entries = try Self.taggedEntries().values.flatMap { $0 }.filter { !$0.labels.isInScope }
    let wrong = entries.filter { !$0.topics.isEmpty }.map { "\($0.title): \($0.topics)" }.sorted()
    #expect(entries.count >= 130)
    #expect(wrong.count <= Self.maximumFalseTags, "\(wrong)")
  }

  @Test func hardlyAnyForbiddenTagIsGiven() throws {
    let entries = try Self.taggedEntries().values.flatMap { $0 }
    let wrong = entries.flatMap { entry in
      entry.topics.filter { entry.labels.mustNot.contains($0) }.map { "\(entry.title): \($0)" }
    }
    #expect(wrong.count <= Self.maximumForbiddenTags, "\(wrong.sorted())")
  }

  @Test func everyTopicIsFoundSomewhere() throws {
    let entries = try Self.taggedEntries().values.flatMap { $0 }
    let labeled = Set(entries.flatMap { $0.labels.topics })
    let found = Set(entries.flatMap { entry in entry.topics.filter { entry.labels.topics.contains($0) } })
    #expect(labeled.count == 36)
    #expect(labeled.subtracting(found).sorted() == [])
  }
}
