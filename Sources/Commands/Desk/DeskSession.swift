import ArticleStore
import Articles
import Classification
import DeskFiles
import Diagnostics
import Foundation
import Publication
import Querying
import SQLiteStore
import Spelling
import WebValues

/// A desk that a command works on, and what is made from it on demand.
struct DeskSession: Sendable {
  let desk: Desk
  let invocation: Invocation
  /// The time of day, or the one of `--now`.
  let now: @Sendable () -> Date

  /// Loads the desk of `--desk`; every error in it is told.
  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    now = try Self.clock(invocation)
    do {
      desk = try Desk.load(Self.folder(invocation), environment: Self.environment(invocation))
    } catch {
      let message = error.problems.map(\.description).joined(separator: "\n")
      throw CommandFailure(.configuration, "the desk cannot be used\n\(message)")
    }
  }

  /// The folder of `--desk`, of `$KHABAR_DESK`, or ours.
  static func folder(_ invocation: Invocation) -> String {
    let named = invocation.environment["KHABAR_DESK"].flatMap { $0.isEmpty ? nil : $0 }
    return invocation.value("desk") ?? named ?? "Feeds/regional-security"
  }

  static func environment(_ invocation: Invocation) -> DeskEnvironment {
    DeskEnvironment(
      variables: invocation.environment, currentDirectory: FileManager.default.currentDirectoryPath)
  }

  /// The clock of `--now`, which stands still, or the real one.
  static func clock(_ invocation: Invocation) throws -> @Sendable () -> Date {
    guard let text = invocation.value("now") else { return { Date() } }
    guard let parsed = WebDate.parse(text) else {
      throw UsageError(message: "Option '--now' takes a time such as 2026-11-23T12:00:00Z, not '\(text)'")
    }
    let date = parsed.date
    return { date }
  }

  /// Opens the desk's store; makes it, and its folder, when there is none.
  func openStore() async throws -> any ArticleStore { try await openSQLiteStore() }

  /// Opens the desk's store for a command that has nothing to do when nothing was polled yet.
  func openExistingStore() async throws -> any ArticleStore {
    try checkStoreExists()
    return try await openStore()
  }

  /// Fails when nothing was polled yet.
  func checkStoreExists() throws {
    guard FileManager.default.fileExists(atPath: desk.storePath) else {
      throw CommandFailure(
        .noInput,
        "nothing is stored yet (there is no \(desk.storePath)); `khabar poll` or `khabar run` fetches articles")
    }
  }

  /// The same, for what only SQLite can do.
  func openSQLiteStore() async throws -> SQLiteArticleStore {
    let folder = URL(filePath: desk.storePath).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        .cannotCreate,
        "the folder \(folder) for the store cannot be made (\(error.localizedDescription)); "
          + "set $KHABAR_STATE to a folder that you may write to")
    }
    do throws(StoreError) {
      var options = SQLiteArticleStore.Options()
      options.requestLogSeconds = desk.polling.requestLogSeconds
      return try await SQLiteArticleStore(path: desk.storePath, options: options)
    } catch {
      throw failure(error)
    }
  }

  /// The failure that a command ends with when the store fails.
  func failure(_ error: StoreError) -> CommandFailure {
    CommandFailure(error.code == .cannotOpen || error.code == .full ? .cannotCreate : .unavailable, error.message)
  }

  /// Reads a query of the command line, or fails with the place of the mistake.
  func query(_ text: String) throws -> Query {
    do {
      return try Query(text, vocabulary: desk.vocabulary)
    } catch {
      throw CommandFailure(.usage, "the query cannot be read\n\(error.rendered(text))")
    }
  }

  /// The output of that id, or a failure that names the ones there are.
  func output(_ id: String) throws -> Output {
    guard let output = desk.outputs.first(where: { $0.id == id }) else {
      let names = desk.outputs.map(\.id)
      let meant = Suggestion.closest(to: id, among: names).map { "did you mean '\($0)'? " } ?? ""
      throw CommandFailure(.usage, "the desk has no output '\(id)'; \(meant)It has: \(names.joined(separator: ", "))")
    }
    return output
  }

  /// Labels of topics by id.
  var topicLabels: [String: String] {
    Dictionary(desk.taxonomy.topics.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where events go: stderr, as text or as JSON lines.
  func makeSink() throws -> any EventSink {
    let minimum: Severity = invocation.has("quiet") ? .error : invocation.has("verbose") ? .debug : .info
    let console = invocation.console
    switch invocation.value("log-format") ?? "text" {
    case "text":
      return ConsoleSink(minimum: minimum, usesColor: console.errorTakesColor, clock: now) { console.log($0) }
    case "json": return JSONLinesSink(minimum: minimum, clock: now) { console.log($0) }
    case let other: throw UsageError(message: "Option '--log-format' takes text or json, not '\(other)'")
    }
  }
}
