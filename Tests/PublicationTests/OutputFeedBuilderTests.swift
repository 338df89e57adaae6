import Articles
import FeedFormats
import Foundation
import Publication
import Querying
import Testing

@Suite struct OutputFeedBuilderTests {
  private func article(_ id: String, feed: String = "dawn", at seconds: Double = 0) -> TaggedArticle {
    let date = Date(timeIntervalSince1970: 1_795_000_000 + seconds)
    var article = Article(
      id: ArticleID(id), feed: FeedID(feed), identity: .guid, identityKey: id, title: "Torkham <closed> & quiet",
      published: ArticleDate(date, source: .published), firstSeen: date.addingTimeInterval(600))
    article.url = "https://example.org/\(id)"
    article.canonicalURL = article.url
    article.summary = "Officials said \"trade\" stopped at Torkham."
    article.html = "<p>Full text</p>"
    article.language = "en"
    article.authors = ["A. Writer"]
    article.categories = ["World", "World"]
    article.contentHash = "hash-\(id)"
    let span = TextSpan(field: .title, start: 0, end: 7, words: "Torkham")
    let tags = [
      Tag(
        topic: "border-management", score: 0.9312,
        evidence: [
          Evidence(span: span, rule: "border-management/en/strong/torkham", share: 0.75),
          Evidence(span: span, rule: "border-management/en/weak/closed", share: 0.25),
        ])
    ]
    let entities = [
      Entity(
        id: "country-pk", name: "Pakistan", kind: .place, type: "country", countries: ["PK"],
        coordinates: Coordinates(latitude: 30, longitude: 70)),
      Entity(
        id: "torkham", name: "Torkham", kind: .place, type: "border-crossing", countries: ["AF", "PK"],
        coordinates: Coordinates(latitude: 34.121, longitude: 71.093)),
    ]
    return TaggedArticle(
      article: article,
      classification: Classification(
        isInScope: true, scopeReason: "names Torkham", tags: tags, entities: entities,
        place: ArticlePlace(
          id: "torkham", name: "Torkham", coordinates: Coordinates(latitude: 34.121, longitude: 71.093))))
  }

  private var builder: OutputFeedBuilder {
    OutputFeedBuilder(
      topics: TopicCatalog([
        PublishedTopic(
          id: "border-management", label: "Border management", group: "interstate", groupLabel: "Interstate conflict",
          mediaTopics: [.init(code: "medtop:20000661", label: "border disputes")])
      ]),
      feeds: [
        Feed(id: FeedID("dawn"), url: "https://dawn.example/rss", title: "Dawn & Co"),
        Feed(
          id: FeedID("copy"), url: "https://user:secret@copy.example/rss", title: "Copy",
          homePage: "https://copy.example"),
      ], baseURL: "https://khabar.example/")
  }

  private func output(content: Bool = false, evidence: Bool = true) throws -> Output {
    Output(
      id: "borders", title: "Borders", description: "Crossings and trade",
      query: try Query("", vocabulary: QueryVocabulary()),
      includesContent: content, includesEvidence: evidence, language: "en")
  }

  @Test(arguments: OutputFormat.allCases) func outputIsAsTheGoldenFileSays(format: OutputFormat) throws {
    var copy = article("3", feed: "copy", at: 60)
    copy.article.canonicalURL = "https://example.org/1"
    let articles = [copy, article("2", at: 30), article("1")]
    let document = builder.document(for: try output(content: true), format: format, articles: articles)
    let text = String(decoding: FeedWriter.bytes(document, as: document.format), as: UTF8.self)
    #expect(!text.contains("secret"))
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/borders.\(format.rawValue)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8))
  }

  @Test func copiesInOtherFeedsBecomeLinksAndKeepTheFirstId() throws {
    var copy = article("3", feed: "copy", at: 60)
    copy.article.canonicalURL = "https://example.org/1"
    let document = builder.document(for: try output(), format: .atom, articles: [copy, article("1")])
    #expect(document.entries.map(\.id) == ["urn:khabar:article:1"])
    #expect(document.entries[0].links.map(\.href) == ["https://example.org/1", "https://example.org/3"])
    #expect(document.entries[0].foreignElements.last?.name == "also")
    var sameText = article("4", feed: "copy")
    sameText.article.contentHash = "hash-1"
    #expect(DuplicateGroup.groups([article("1"), sameText]).count == 1)
  }

  @Test func oneFeedsArticlesAreNeverGrouped() throws {
    var live = article("2")
    live.article.canonicalURL = "https://example.org/1"
    var copy = article("3", feed: "copy")
    copy.article.canonicalURL = "https://example.org/1"
    #expect(DuplicateGroup.groups([article("1"), live]).count == 2)
    #expect(DuplicateGroup.groups([article("1"), live, copy]).count == 3)
  }

  @Test func evidenceCanBeLeftOut() throws {
    let document = builder.document(for: try output(evidence: false), format: .rss, articles: [article("1")])
    let text = String(decoding: FeedWriter.bytes(document, as: .rss20), as: UTF8.self)
    #expect(!text.contains("khabar:evidence"))
    #expect(!text.contains("Tagged:"))
    #expect(text.contains("<khabar:tag topic=\"border-management\" group=\"interstate\" score=\"0.931\"/>"))
  }

  @Test func wordsThatLowerAScoreAreNoReason() throws {
    var denied = article("1")
    let span = TextSpan(field: .title, start: 8, end: 16, words: "<closed>")
    denied.classification.tags[0].evidence = [
      Evidence(span: span, rule: "clauses/denial", share: -0.4),
      Evidence(span: TextSpan(field: .title, start: 0, end: 7, words: "Torkham"), rule: "r", share: 1.4),
    ]
    let document = builder.document(for: try output(), format: .rss, articles: [denied])
    let summary = try #require(document.entries[0].summary?.value)
    #expect(summary.contains("(“<bdi>Torkham</bdi>”)"))
  }

  @Test func theArticlesPlaceIsThePointUnlessTheFeedGaveOne() throws {
    var own = article("2")
    own.article.coordinates = Coordinates(latitude: 1, longitude: 2)
    var nowhere = article("3")
    nowhere.classification.place = nil
    let document = builder.document(for: try output(), format: .rss, articles: [article("1"), own, nowhere])
    #expect(document.entries.map(\.point?.latitude) == [34.121, 1, nil])
  }

  @Test func timesThatCannotBeTrueDoNotCount() throws {
    var future = article("1")
    future.article.published = ArticleDate(Date(timeIntervalSince1970: 9e9), source: .published, isImplausible: true)
    future.article.updated = Date(timeIntervalSince1970: 9e9)
    let document = builder.document(for: try output(), format: .rss, articles: [future])
    #expect(document.entries[0].published == "2026-11-18T11:16:40Z")
    #expect(document.entries[0].updated == "2026-11-18T11:16:40Z")
    #expect(document.source.updated == "2026-11-18T11:16:40Z")
  }

  @Test func limitAndEmptinessHold() throws {
    var few = try output()
    few.limit = 1
    #expect(builder.document(for: few, format: .rss, articles: [article("1"), article("2")]).entries.count == 1)
    few.limit = -1
    let empty = builder.document(for: few, format: .atom, articles: [])
    #expect(empty.source.updated == nil)
    #expect(!FeedWriter.bytes(empty, as: .atom10).isEmpty)
  }

  @Test("P47 feeds name themselves, and the hub when there is one", arguments: OutputFormat.allCases)
  func selfAndHubAreNamed(format: OutputFormat) throws {
    for hub in ["https://hub.example/?a=1&b=2", nil] {
      var builder = builder
      builder.hubURL = hub
      let document = builder.document(for: try output(), format: format, articles: [])
      let bytes = FeedWriter.bytes(document, as: document.format)
      let links = try FeedReader.read(bytes, contentType: nil, documentURL: "https://x.example/").source.links
      let own = "https://khabar.example/feeds/borders.\(format.fileExtension)"
      #expect(links.filter { $0.relation == "self" }.map(\.href) == [own])
      #expect(links.filter { $0.relation == "hub" }.map(\.href) == [hub].compactMap(\.self))
      #expect(builder.topic(of: try output(), format) == own)
    }
  }
}
