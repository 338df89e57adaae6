import Articles
import FeedFormats
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Feeds as they are in the wild: whatever they do to their ids, a user sees each article exactly once.
@Suite struct FeedHistoryTests {
  private func titles(_ numbers: Range<Int>) -> [String] { numbers.map { "Story \($0)" }.sorted() }

  // MARK: Names that change

  @Test func sharedGuidThenUnique() async throws {
    try await withFeedHistory { history in
      for first in 0..<3 { try await history.poll(items(first) { item, _ in item.guid = "valley-feed" }) }
      #expect(history.state.identity.rung == .link)
      for first in 3..<8 { try await history.poll(items(first)) }
      #expect(try await history.titles() == titles(0..<27))
      #expect(history.state.identity.rung == .link)
    }
  }

  @Test func uniqueGuidThenShared() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      try await history.poll(items(1) { item, _ in item.guid = "valley-feed" })
      #expect(history.state.identity.rung == .link)
      #expect(try await history.titles() == titles(0..<21))
      #expect(history.last.renaming == Intake.Renaming(entries: 20, unknown: 20, recognized: 19))
    }
  }

  /// The guid of two entries today names neither tomorrow, when one of them stands alone; and a third that has it later
  /// is an article of its own.
  @Test func sharedGuidToday() async throws {
    try await withFeedHistory { history in
      let pair = [
        Item("x", "https://valley.example/a", "A", date: "2026-11-18T02:31:00Z"),
        Item("x", "https://valley.example/b", "B", date: "2026-11-18T03:32:00Z"),
      ]
      try await history.poll(pair + items(0))
      try await history.poll([pair[0]] + items(0))
      try await history.poll([Item("x", "https://valley.example/c", "C", date: "2026-11-18T04:33:00Z")] + items(0))
      #expect(try await history.titles() == (["A", "B", "C"] + titles(0..<20)).sorted())
    }
  }

  @Test(arguments: ["0", "https://valley.example/", "null"]) func fillersAreNoGuids(guid: String) async throws {
    try await withFeedHistory { history in
      // One item a document: nothing in it tells that the guid is shared.
      for number in 0..<4 { try await history.poll(items(number, count: 1) { item, _ in item.guid = guid }) }
      for number in 0..<4 { try await history.poll(items(number, count: 1) { item, _ in item.guid = guid }) }
      #expect(try await history.titles() == titles(0..<4))
    }
  }

  @Test func aGuidThatIsUsedAgainNamesAnotherArticle() async throws {
    try await withFeedHistory { history in
      let texts = [
        "Troops closed the crossing after a dispute over fencing",
        "Parliament debates spending bill, opposition walks away",
        "Heavy rainfall expected across northern districts through Friday",
      ]
      for (number, text) in texts.enumerated() {
        let item = items(number, count: 1) { item, _ in (item.guid, item.title, item.text) = ("slot-1", text, text) }
        try await history.poll(item)
        try await history.poll(item)
      }
      #expect(try await history.titles() == texts.sorted())
    }
  }

  @Test func anEditedArticleKeepsItsGuid() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      try await history.poll(
        items(0) { item, number in
          guard number == 5 else { return }
          item.title = "Story 5, corrected"
          item.link = "https://valley.example/story/five-corrected"
          item.date = "2026-11-19T01:02:03Z"
          item.text = "Body of story 5. More is known by now."
        })
      #expect(try await history.articles().count == 20)
      #expect(try await history.titles().contains("Story 5, corrected"))
      #expect(history.state.identity.distrusted.isEmpty)
    }
  }

  @Test func guidSchemeChange() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      try await history.poll(items(3) { item, number in item.guid = "urn:valley:\(number)" })
      #expect(history.last.renaming == Intake.Renaming(entries: 20, unknown: 20, recognized: 17))
      #expect(history.last.newCount == 3 && history.last.news.count == 3)
      #expect(history.state.identity.rung == .guid)
      #expect(history.state.identity.note?.contains("20 of 20 entries came under new ids") == true)
      try await history.poll(items(4) { item, number in item.guid = "urn:valley:\(number)" })
      #expect(history.last.newCount == 1 && history.last.renaming == nil)
      // And back.
      try await history.poll(items(5))
      #expect(try await history.titles() == titles(0..<25))
    }
  }

  @Test func guidPerPoll() async throws {
    try await withFeedHistory { history in
      var random = SeededGenerator(seed: 7)
      for first in 0..<8 {
        try await history.poll(items(first) { item, _ in item.guid = String(random.next(), radix: 36) })
      }
      #expect(try await history.titles() == titles(0..<27))
      #expect(history.state.identity.rung == .link)
      #expect(history.last.renaming == nil && history.last.aliases.isEmpty)
    }
  }

  @Test func guidAndDatePerPoll() async throws {
    try await withFeedHistory { history in
      var random = SeededGenerator(seed: 8)
      for first in 0..<8 {
        let date = history.now.addingTimeInterval(1_700).formatted(.iso8601)
        try await history.poll(
          items(first) { item, _ in (item.guid, item.date) = (String(random.next(), radix: 36), date) })
      }
      #expect(try await history.titles() == titles(0..<27))
    }
  }

  @Test func httpsMove() async throws {
    try await withFeedHistory { history in
      let old = { (item: inout Item, number: Int) in
        item.link = "http://www.valley.example/story/\(number)?utm_source=rss"
        item.guid = item.link
      }
      let new = { (item: inout Item, number: Int) in
        item.link = "https://valley.example/story/\(number)"
        item.guid = item.link
      }
      try await history.poll(items(0, old))
      try await history.poll(items(2, new))
      try await history.poll(items(3, new))
      #expect(try await history.titles() == titles(0..<23))
    }
  }

  @Test(arguments: [true, false]) func domainMove(isDated: Bool) async throws {
    try await withFeedHistory { history in
      func on(_ host: String) -> (inout Item, Int) -> Void {
        { item, number in
          item.link = "https://\(host)/news/story-\(number)"
          item.guid = nil
          if !isDated { item.date = nil }
        }
      }
      try await history.poll(items(0, on("valley.example")))
      try await history.poll(items(2, on("upper-valley.example")))
      try await history.poll(items(3, on("upper-valley.example")))
      #expect(try await history.titles() == titles(0..<23))
      #expect(Set(try await history.articles().map(\.firstSeen)).count == 3)
    }
  }

  @Test func slugThatFollowsTheTitle() async throws {
    try await withFeedHistory { history in
      func item(_ title: String, _ slug: String) -> Item {
        let url = "https://valley.example/news/1234567/\(slug)"
        return Item(url, url, title, date: "2026-11-18T02:31:00Z", text: "Body.")
      }
      try await history.poll([item("Six killed in blast", "six-killed")] + items(0))
      try await history.poll([item("Seven killed in blast", "seven-killed")] + items(0))
      try await history.poll([item("Seven killed in blast", "seven-killed")] + items(0))
      #expect(try await history.titles() == (["Seven killed in blast"] + titles(0..<20)).sorted())
    }
  }

  @Test func guidThatCountsVersions() async throws {
    try await withFeedHistory { history in
      for version in 0..<4 {
        let link = "https://valley.example/articles/cx2k"
        let item = Item(
          "\(link)#\(version)", link + "?at_medium=RSS", "Talks go on, day \(version)",
          date: "2026-11-18T0\(version):31:00Z")
        try await history.poll([item] + items(0))
      }
      #expect(try await history.titles() == (["Talks go on, day 3"] + titles(0..<20)).sorted())
    }
  }

  @Test func noGuidNoDateEditedTitle() async throws {
    try await withFeedHistory { history in
      func bare(_ item: inout Item, _ number: Int) { (item.guid, item.date) = (nil, nil) }
      try await history.poll(items(0, bare))
      try await history.poll(
        items(0) { item, number in
          bare(&item, number)
          if number == 3 { item.title = "Story three" }
        })
      let articles = try await history.articles()
      #expect(articles.count == 20)
      let changed = try #require(articles.first { $0.title == "Story three" })
      let others = articles.filter { $0.title != "Story three" }
      #expect(others.allSatisfy { $0.published.date == changed.published.date && $0.updated == nil })
      #expect(changed.firstSeen == FeedHistory.start + 1_800 && changed.updated == FeedHistory.start + 3_600)
    }
  }

  // MARK: What is news all the same

  @Test func aBusyFeedWhoseWholeWindowIsNew() async throws {
    try await withFeedHistory { history in
      for first in [0, 20, 40] { try await history.poll(items(first)) }
      #expect(history.last.newCount == 20 && history.last.renaming == nil)
      #expect(try await history.titles() == titles(0..<60))
    }
  }

  @Test func aPageThatSaysSomethingNewEachDay() async throws {
    try await withFeedHistory { history in
      for day in 11..<16 {
        let bulletin = Item(
          "bulletin-\(day)", "https://valley.example/bulletin", "Morning bulletin", date: "2026-11-\(day)T04:00:00Z",
          text: "What happened on day \(day).")
        try await history.poll([bulletin])
        try await history.poll([bulletin])
      }
      #expect(try await history.articles().count == 5)
    }
  }

  @Test func alertsOfOnePage() async throws {
    try await withFeedHistory { history in
      for number in 0..<5 {
        let alert = Item(
          "alert-\(number)", "https://valley.example/alerts", "Alert \(number)", date: "2026-11-18T0\(number):00:00Z")
        try await history.poll([alert])
      }
      #expect(try await history.articles().count == 5)
    }
  }

  @Test func oneTitleManyArticles() async throws {
    try await withFeedHistory { history in
      for number in 0..<6 {
        try await history.poll(
          items(number, count: 3) { item, _ in (item.title, item.text) = ("Photo of the day", "") })
      }
      #expect(try await history.articles().count == 8)
    }
  }

  // MARK: Documents

  @Test func aDocumentThatIsPolledAgainWritesNothing() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      let before = try await history.articles()
      for _ in 0..<3 {
        try await history.poll(items(0))
        #expect(history.last.news.isEmpty && history.last.aliases.isEmpty && history.last.newCount == 0)
      }
      #expect(try await history.articles() == before)
    }
  }

  @Test func duplicatesWithinADocument() async throws {
    try await withFeedHistory { history in
      for first in 0..<3 { try await history.poll(items(first) + items(first + 5, count: 4)) }
      #expect(try await history.titles() == titles(0..<22))
    }
  }

  @Test func aTruncatedDocumentConcludesNothing() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      try await history.poll(Array(items(0).prefix(3)))
      try await history.poll([])
      try await history.poll(items(0))
      #expect(try await history.titles() == titles(0..<20))
      #expect(history.last.news.isEmpty)
    }
  }

  @Test func deletedEntriesAreMarkedAndStay() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0))
      var byLink = DeletedEntry(id: "unknown")
      byLink.links = [FeedLink("https://valley.example/story/4")]
      let deleted = [DeletedEntry(id: "guid-3", when: "2026-11-18T00:00:00Z"), byLink, DeletedEntry(id: "guid-7")]
      // The document holds story 7, so it is not deleted; story 4 has its guid's id, which the link does not lead to.
      try await history.poll(items(5), deleted: deleted)
      try await history.poll(items(5), deleted: [DeletedEntry(id: "guid-3", when: "2026-11-19T00:00:00Z")])
      let withdrawn = try await history.articles().filter { $0.withdrawn != nil }
      #expect(withdrawn.map(\.title) == ["Story 3"])
      #expect(withdrawn.first?.withdrawn == Date(timeIntervalSince1970: 1_794_960_000))
      #expect(try await history.titles() == titles(0..<25))
      // Published anew, with other words.
      try await history.poll(items(0) { item, number in if number == 3 { item.text = "Corrected." } })
      #expect(try await history.articles().allSatisfy { $0.withdrawn == nil })
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func anyOrderOfArrivalGivesTheSameArticles(seed: UInt64) async throws {
    let changes: [(inout Item, Int) -> Void] = [
      { _, _ in }, { item, _ in item.guid = nil }, { item, number in item.guid = "shared-\(number % 3)" },
      { item, _ in (item.guid, item.date) = (nil, nil) },
    ]
    for change in changes {
      var results: [[String]] = []
      for run in 0..<2 {
        try await withFeedHistory { history in
          var random = SeededGenerator(seed: seed)
          let windows = [0, 4, 8, 12, 16, 20].shuffled(using: &random)
          for first in run == 0 ? windows.sorted() : windows {
            let window = items(first, change)
            try await history.poll(run == 0 ? window : window.shuffled(using: &random))
          }
          results.append(
            try await history.articles().map { "\($0.id) \($0.title) \($0.contentHash)" }.sorted())
        }
      }
      #expect(results[0].count == 40)
      #expect(results[0] == results[1])
    }
  }

  // MARK: Hysteresis

  @Test func aFeedClimbsBackAfterManyGoodDocumentsAndNothingIsShownTwice() async throws {
    try await withFeedHistory { history in
      try await history.poll(items(0) { item, _ in item.guid = "valley-feed" })
      var first = 0
      while history.state.identity.rung == .link, first < 200 {
        first += 1
        try await history.poll(items(first))
      }
      #expect(first >= IdentityPolicy.documentsToClimb && first <= IdentityPolicy.documentsToClimb + 2)
      #expect(history.state.identity.rung == .guid)
      try await history.poll(items(first + 1))
      #expect(history.last.newCount == 1)
      #expect(try await history.titles() == titles(0..<(first + 21)))
    }
  }
}
