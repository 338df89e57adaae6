import ArticleStore
import Articles
import Classification
import DeskFiles
import Foundation
import Spelling

/// Articles and topics that a command line names.
extension DeskSession {
  /// Runs what asks the store; its failures become the command's.
  func asking<Result: Sendable>(_ body: () async throws(StoreError) -> Result) async throws -> Result {
    do throws(StoreError) {
      return try await body()
    } catch {
      throw failure(error)
    }
  }

  /// The stored article of that id, or a failure; `urn:khabar:article:` may stand before it, as in outputs.
  func article(named name: String, in store: any ArticleStore) async throws -> TaggedArticle {
    let id = ArticleID(name.split(separator: ":").last.map(String.init) ?? name)
    guard let found = try await asking({ () throws(StoreError) in try await store.article(id) }) else {
      throw CommandFailure(.badData, "the store has no article '\(name)'; `khabar search` shows ids")
    }
    return found
  }

  /// The topic of that id, or a failure that says which was probably meant.
  func topic(named name: String) throws -> String {
    let topics = desk.taxonomy.topics.map(\.id)
    guard !topics.contains(name) else { return name }
    let meant = Suggestion.closest(to: name, among: topics).map { "did you mean '\($0)'?" }
    throw CommandFailure(
      .usage, "the desk has no topic '\(name)'; \(meant ?? "it has: \(topics.joined(separator: ", "))")")
  }
}
