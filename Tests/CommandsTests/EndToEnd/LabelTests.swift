import ArticleStore
import Classification
import DeskFiles
import Foundation
import Learning
import Querying
import Testing

@testable import Commands

@Suite struct LabelTests {
  private static let now = "2026-11-23T12:00:00Z"

  private func labels(_ url: URL) throws -> [LabeledItem] {
    try LabelFile.lines([UInt8](try Data(contentsOf: url)))
  }

  @Test func labelsFromAPipeGoToTheFile() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let file = line.folder.appending(path: "labels.jsonl")
    let words = ["label", "--to", file.path, "--query", "topic:diplomatic-recognition", "--now", Self.now]
    let first = try await line.run(words, input: ["o", "c +narcotics a", "s", "b", "c +interstate-clash"])
    #expect(first.status == .ok)
    #expect(first.output.contains("label: ") && first.output.contains("diplomatic-recognition"))
    #expect(first.errors.contains("not accepted") && first.errors.contains("2 labels kept"))
    let kept = try labels(file)
    #expect(kept.map(\.topics) == [[], ["narcotics"]] && kept.map(\.isInScope) == [false, true])
    // Labeled articles are left out, so the next ones are others.
    _ = try await line.run(words + ["--json"], input: ["n"])
    let more = try labels(file)
    #expect(more.prefix(2) == kept[...] && Set(more.map(\.id)).count == 3)
    #expect(try await line.run("feedback", "--list").output.isEmpty)
    // And with --again the first comes first, and its line is replaced.
    let again = try await line.run(words + ["--again", "--json"], input: ["c +militant-attack a", "q"])
    #expect(try LabelFile.lines(Array(again.output.utf8)).map(\.topics) == [["militant-attack"]])
    #expect(try labels(file).map(\.topics) == [["militant-attack"], ["narcotics"], []])
  }

  @Test func labelsGoToTheStoreAsFeedback() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let count = try await line.run("search", "--count").output
    let label = try await line.run(
      ["label", "-n", "1", "--now", Self.now], input: ["c +narcotics ~interstate-clash a", "q"])
    #expect(label.errors.contains("1 labels kept in the store"))
    let list = try await line.run("feedback", "--list")
    #expect(list.output.contains("+narcotics") && list.output.contains("more refused"))
    #expect(list.errors == "35 verdicts on 1 articles\n")
    #expect(try await line.run("search", "--count").output == count)
    #expect(try await line.run(["label", "--to", "/no/such/folder/x"], input: ["o"]).status == .cannotCreate)
  }

  @Test func uncertainArticlesComeFirst() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    _ = try await line.run("poll", "--now", Self.now)
    let session = try line.session([])
    let store = try await session.openExistingStore()
    let chosen = try await UncertainArticles(session: session, store: store)
      .items(matching: .everything, limit: 12, except: [])
    let all = try await store.articles(matching: .everything, now: session.now(), limit: 10_000, offset: 0)
    await store.close()
    let feeds = RegionalFeeds(session.desk)
    let margins = all.map { session.desk.classifier.margin(of: feeds.text(of: $0)) }.sorted()
    #expect(
      chosen.map { item in
        item.assessments.map { abs($0.score - $0.threshold) }.min() ?? 1
      } == Array(margins.prefix(12)))
    #expect(margins.count > 100)
  }
}
