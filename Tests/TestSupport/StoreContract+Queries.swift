public import ArticleStore
import Articles
import Foundation
import Querying
import Testing

extension StoreContract {
  /// For random queries over random articles, the store finds just what the predicate matches, in order, and counts it.
  public static func storeAndPredicateAgree(
    _ store: any ArticleStore, seed: UInt64, articleCount: Int = 120, queryCount: Int = 160
  ) async throws {
    var articleGenerator = generator(seed)
    let articles = newestFirst(articleGenerator.articles(articleCount))
    try await store.apply(changes(articles))
    var queries = QueryGenerator(seed: seed)
    var found = 0
    for _ in 0..<queryCount {
      let text = queries.query()
      let query = try query(text)
      let expected = articles.filter { query.matches($0, now: now) }.map(\.id)
      let actual = try await store.articles(matching: query, now: now, limit: articleCount, offset: 0).map(\.id)
      let agrees = actual == expected
      #expect(agrees, "\(text): \(actual.count) found, \(expected.count) expected, or in another order")
      #expect(try await store.count(matching: query, now: now) == expected.count, "\(text)")
      if !expected.isEmpty, expected.count < articleCount { found += 1 }
    }
    #expect(found > queryCount / 3, "too few queries tell articles apart")
  }

  /// An article dated 2099 or 1970 stands where it was first seen, before and after it changes, and comes back as told.
  public static func wrongDateGainsNoPlace(_ store: any ArticleStore) async throws {
    func found(_ text: String) async throws -> [TaggedArticle] {
      try await store.articles(matching: try query(text), now: now, limit: 9, offset: 0)
    }
    let everyone = ["", "topic:border-closure", "place:torkham", "country:PK", "before:2025-07", "within:73h"]
    var articles = articlesOfThreeDays()
    for title in ["First", "Changed"] {
      var polled = articles
      for index in articles.indices {
        articles[index].article.title = title
        articles[index].classification.tags[0].score = title == "First" ? 0.5 : 0.9
        polled[index] = articles[index]
        if title == "Changed" { polled[index].article.firstSeen = now }
      }
      try await store.apply(changes(polled))
      for text in everyone { #expect(try await found(text) == articles.reversed(), "\(text)") }
      #expect(try await found("after:2025-06-29T12:00") == [articles[2]])
      #expect(try await found("before:2025-06-29T12:00") == [articles[1], articles[0]])
      #expect(try await found("within:25h") == [articles[2]])
    }
    // Time has caught up with the date.
    articles[0].article.published.isImplausible = false
    try await store.apply(changes([articles[0]]))
    for text in everyone.prefix(4) {
      #expect(try await found(text) == [articles[0], articles[2], articles[1]], "\(text)")
    }
  }

  /// Seen three, two and one day ago: dated 2099, dated 1970, and rightly dated.
  private static func articlesOfThreeDays() -> [TaggedArticle] {
    var generator = generator(9)
    return ([4_070_908_800, 0, nil] as [Double?]).enumerated().map { index, wrong in
      var tagged = generator.article()
      tagged.article.firstSeen = now - Double(3 - index) * 86_400
      let date = wrong.map { Date(timeIntervalSince1970: $0) } ?? tagged.article.firstSeen
      tagged.article.published = ArticleDate(date, source: .published, isImplausible: wrong != nil)
      tagged.classification = Classification(
        isInScope: true, scopeReason: "x", tags: [Tag(topic: "border-closure", score: 0.5, evidence: [])],
        entities: [Entity(id: "torkham", name: "Torkham", kind: .place, countries: ["PK"])])
      return tagged
    }
  }

  /// Words are found in each script, whatever form their letters take.
  public static func wordsAreFoundInEachScript(_ store: any ArticleStore) async throws {
    let cases: [(text: String, query: String, isFound: Bool)] = [
      ("پاکستان کی سرحد پر حملہ", "سرحد", true), ("پاکستان کی سرحد پر حملہ", "پاكستان", true),
      ("پاکستان کی سرحد پر حملہ", "\"سرحد پر\"", true), ("پاکستان کی سرحد پر حملہ", "حمل", false),
      ("گفت که مرز بسته می‌شود", "می‌شود", true), ("گفت که مرز بسته می‌شود", "\"مي شود\"", true),
      ("هیئتِ افغانستان", "هیئت", true), ("На границе Таджикистана", "ТАДЖИКИСТАНА", true),
      ("Обстрел у Ёлкино", "елкино", true), ("На границе Таджикистана", "таджик*", true),
      ("नियंत्रण रेखा पर गोलीबारी", "रेखा", true), ("नियंत्रण रेखा पर गोलीबारी", "रेख", false),
      ("ज़मीन विवाद", "जमीन", true), ("中国与塔吉克斯坦边境安全合作", "边境", true),
      ("中国与塔吉克斯坦边境安全合作", "安全合作", true), ("中国与塔吉克斯坦边境安全合作", "境边", false),
      ("Sınır kapısı İstanbul’da", "istanbul", true), ("Bosnian Čapljina Łódź", "capljina", true),
      ("چمن ۲۰۲۵ میں", "2025", true), ("cross-border attack", "\"cross border\"", true),
      ("cross-border attack", "cross-border", true), ("Pakistan's army", "pakistan", true), ("ชายแดนไทย", "แดน", true),
    ]
    var generator = generator(6)
    let articles = cases.map { item in
      var tagged = generator.article()
      (tagged.article.title, tagged.article.summary, tagged.article.text) = ("x", "", item.text)
      return tagged
    }
    try await store.apply(changes(articles))
    for (item, article) in zip(cases, articles) {
      let query = try query(item.query)
      let found = try await store.articles(matching: query, now: now, limit: 100, offset: 0)
      #expect(found.contains { $0.id == article.id } == item.isFound, "\(item.query) in \(item.text)")
      #expect(query.matches(article, now: now) == item.isFound, "\(item.query) in \(item.text)")
    }
  }

  /// A batch of a thousand feeds keeps every state, and a second batch replaces them.
  public static func thousandFeedsInOneBatch(_ store: any ArticleStore) async throws {
    var generator = generator(7)
    var batch: [FeedChange] = []
    for index in 0..<1_000 {
      var tagged = generator.article()
      tagged.article.title = "Feed \(index)"
      batch.append(FeedChange(state: completeState(index), articles: [tagged]))
    }
    try await store.apply(batch)
    let expected = batch.map(\.state).sorted { $0.id < $1.id }
    #expect(try await store.feedStates() == expected)
    #expect(try await store.statistics().feeds == 1_000)
    for index in batch.indices {
      batch[index] = FeedChange(state: FeedState(id: batch[index].state.id, url: "https://new.example/"))
    }
    try await store.apply(batch)
    #expect(try await store.feedStates() == batch.map(\.state).sorted { $0.id < $1.id })
    #expect(try await store.statistics().articles == 1_000)
  }

  /// A state with every field set.
  static func completeState(_ index: Int) -> FeedState {
    var state = FeedState(id: FeedID("feed-\(index)"), url: "https://f\(index).example/rss")
    state.validators = Validators(etag: "W/\"\(index)\"", lastModified: "Tue, 01 Jul 2025 00:00:00 GMT")
    state.bodyHash = "ab\(index)"
    state.health = FeedHealth.allCases[index % FeedHealth.allCases.count]
    state.lastFailure = FeedFailure(code: "http-404", message: "“not” found", at: now - 0.1)
    state.consecutiveFailures = index
    (state.lastPoll, state.lastSuccess, state.lastChange) = (now, now - 1.5, now - 2)
    state.nextPoll = index.isMultiple(of: 2) ? nil : now + Double(index)
    state.hints = PollHints(
      freshnessSeconds: 60, ttlSeconds: 3_600, syndicationSeconds: 86_400, skipHours: [0, 23], skipDays: [1, 7])
    (state.publishedTitle, state.format, state.defectCount) = ("Título", "rss-2.0", 3)
    (state.requestCount, state.notModifiedCount, state.receivedBytes, state.articleCount) = (9, 4, 1 << 40, 7)
    state.rhythm.observe((0..<20).map { now - 5_000.3 * Double($0) }, entryCount: 20, now: now - 9.1)
    state.rhythm.observe([now - 3, nil], entryCount: 20, now: now)
    state.nextPollReason = PollReason(.retryAfter, seconds: index, expectedArticles: 0.3)
    state.deskURL = index == 1 ? nil : "https://desk.example/\(index)"
    state.validatorsSince = now.addingTimeInterval(-Double(index) - 0.125)
    state.lastUnconditional = index == 2 ? nil : now.addingTimeInterval(-0.75)
    (state.conduct.notModifiedInARow, state.conduct.hiddenChanges) = (index, 1)
    (state.conduct.changedValidators, state.conduct.ignoredConditions) = (2, 3)
    (state.conduct.unaskedNotModified, state.conduct.badDeltas) = (4, 5)
    state.move = FeedMove(
      origin: "https://a.example/\"1\"", target: "https://b.example/", count: index, since: now - 0.5,
      adopted: index == 1 ? "https://c.example/" : nil, adoptedAt: index == 1 ? now : nil)
    state.quiet = QuietPeriod(scope: index == 1 ? .host : .domain, name: "b.example", until: now + 99.5)
    return state
  }

  /// Searches that run while batches are written see each batch whole or not at all, and all of them in the end.
  public static func searchesSeeWholeBatches(_ store: any ArticleStore) async throws {
    let everything = try query("")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        var generator = generator(8)
        for _ in 0..<30 { try await store.apply(changes(generator.articles(50))) }
      }
      for _ in 0..<3 {
        group.addTask {
          var last = 0
          while last < 1_500 {
            let articles = try await store.articles(matching: everything, now: now, limit: 2_000, offset: 0)
            #expect(articles.count.isMultiple(of: 50))
            #expect(articles.count >= last)
            last = articles.count
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await store.statistics().articles == 1_500)
  }

  /// After `close` every call throws `.closed`, and closing again does nothing.
  public static func closedStoreRefuses(_ store: any ArticleStore) async throws {
    try await store.apply([FeedChange(state: FeedState(id: FeedID("a"), url: "https://a.example/"))])
    await store.close()
    await store.close()
    await #expect { try await store.feedStates() } throws: { ($0 as? StoreError)?.code == .closed }
    await #expect { try await store.apply([]) } throws: { ($0 as? StoreError)?.code == .closed }
  }
}
