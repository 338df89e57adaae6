import ArticleStore
import Articles
import Foundation
import Querying
import TestSupport
import Testing

@testable import SQLiteStore

@Suite struct MigrationTests {
  private func found(_ text: String, _ store: SQLiteArticleStore) async throws -> [String] {
    let query = try Query(text, vocabulary: ArticleGenerator.vocabulary)
    return try await store.articles(matching: query, now: StoreContract.now, limit: 10, offset: 0).map(\.id.rawValue)
  }

  @Test func firstSchemaBecomesTheNewest() async throws {
    try await withTemporaryFile { path in
      try sqlite(path, String(decoding: Samples.bytes("schema-1.sql", in: "store"), as: UTF8.self))
      let store = try await SQLiteArticleStore(path: path)
      let statistics = try await store.statistics()
      #expect(statistics.schemaVersion == Migrations.newest)
      #expect((statistics.articles, statistics.taggedArticles, statistics.feeds) == (3, 2, 1))
      #expect(statistics.lastFirstSeen == Date(timeIntervalSinceReferenceDate: 773_000_100))
      #expect(try await found("", store) == ["bbb", "ccc", "aaa"])
      #expect(try await found("سرحد", store) == ["bbb"])
      #expect(try await found("lang:ur", store) == ["bbb"])
      #expect(try await found("lang:en", store) == ["ccc", "aaa"])
      #expect(try await found("script:Arab OR script:Latn", store) == [])
      for text in ["topic:border-closure>=0.9", "place:torkham", "country:PK"] {
        #expect(try await found(text, store) == ["ccc", "aaa"], "\(text)")
      }
      let wrong = try #require(try await store.article(ArticleID("ccc"))).article
      #expect(wrong.published.date == Date(timeIntervalSinceReferenceDate: 3_092_601_600.25))
      #expect(wrong.published.isImplausible && wrong.html == "Closed")
      let article = try #require(try await store.article(ArticleID("aaa")))
      #expect((article.article.language, article.article.declaredLanguage, article.article.script) == ("en", "en", nil))
      #expect(article.classification.tags.first?.evidence.first?.span.words == "Torkham")
      #expect(article.classification.entities.first?.coordinates?.latitude == 34.1)
      #expect(try await store.feedStates().first?.hints.skipHours == [1, 2])
      #expect(try await store.integrityProblems().isEmpty)
      await store.close()
    }
  }

  @Test func newerSchemaIsRefusedAndLeftAlone() async throws {
    try await withTemporaryFile { path in
      try sqlite(path, "PRAGMA application_id = 0x4B484252; PRAGMA user_version = 99; CREATE TABLE future (a);")
      let before = try Data(contentsOf: URL(filePath: path))
      await #expect {
        _ = try await SQLiteArticleStore(path: path)
      } throws: { error in
        let error = error as? StoreError
        return error?.code == .newerSchema && error?.message.contains("schema 99") == true
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func indexOfAnotherFoldingIsMadeAnew() async throws {
    try await withTemporaryFile { path in
      let first = try await SQLiteArticleStore(path: path)
      try await StoreContract.wordsAreFoundInEachScript(first)
      let before = try await found("边境", first)
      await first.close()
      try sqlite(
        path,
        "UPDATE setting SET value = 'old' WHERE name = 'search-version'; INSERT INTO search(search) VALUES ('delete-all');"
      )
      let second = try await SQLiteArticleStore(path: path)
      #expect(try await found("边境", second) == before)
      #expect(before.count == 3)
      await second.close()
    }
  }

  @Test func fileTellsWhoseItIs() async throws {
    try await withTemporaryFile { path in
      let store = try await SQLiteArticleStore(path: path)
      await store.close()
      #expect(
        try sqlite(path, "PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode;")
          == "1263026770\n\(Migrations.newest)\nwal\n")
    }
  }
}
