import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Ingestion
import Locking

/// The command `khabar poll`.
enum PollCommand {
  static let specification = CommandSpecification(
    path: ["poll"], abstract: "Polls every feed that is due once, stores and tags what is new, and exits.",
    discussion: """
      Requests stay conditional and spaced. A feed that fails is reported with its reason and does not stop the others;
      the exit status is 69 only when every feed that was asked failed; one that is put off, since it skips the hour or
      its server has asked for quiet, is none of those.
      """,
    options: [
      OptionSpecification(
        name: "force",
        help: "Also poll feeds that are not due yet, but for those asked less than a minute ago (still conditional)."),
      OptionSpecification(
        name: "unconditional", help: "Like --force, and ask for whole documents, whatever is known of them."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk, SharedOptions.quiet, SharedOptions.verbose,
      SharedOptions.logFormat,
    ], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let sink = try session.makeSink()
    let store = try await session.openStore()
    let lock = try StoreLock(session)
    let samples = try await SampleServer(session, diagnostics: sink)
    let progress = PollProgress(invocation, sink: sink)
    let polling = try DeskPolling(
      session, store: store, diagnostics: sink, planned: { progress.begin(total: $0) },
      progress: { progress.advance($0) })
    let pass: PollPass
    do {
      let isUnconditional = invocation.has("unconditional")
      pass = try await polling.run.pass(
        isForced: invocation.has("force") || isUnconditional, isUnconditional: isUnconditional)
    } catch let error as StoreError {
      throw session.failure(error)
    }
    progress.finish()
    polling.close()
    await samples.stop()
    await store.close()
    _ = consume lock
    try report(PollSummary(pass, feedCount: session.desk.allFeeds.count), invocation)
    if let reason = pass.storeMessage {
      throw CommandFailure(
        .cannotCreate,
        "\(pass.unstoredCount) feeds were polled and not stored: \(reason)\n  They are asked again by the "
          + "next poll; nothing that was stored is lost.")
    }
  }

  private static func report(_ summary: PollSummary, _ invocation: Invocation) throws {
    if invocation.has("json") {
      invocation.console.line(try JSONText.of(summary))
    } else if !invocation.has("quiet") {
      invocation.console.message(summary.text)
    }
    if summary.isAllInVain {
      throw CommandFailure(.unavailable, "every feed that was asked failed; `khabar feeds list` shows why")
    }
  }
}

/// What a pass came to.
struct PollSummary: Encodable {
  let feeds: Int
  let polled: Int
  let failed: Int
  let postponed: Int
  let notStored: Int
  let entries: Int
  let stored: Int
  let tagged: Int

  init(_ pass: PollPass, feedCount: Int) {
    (feeds, polled, failed, notStored) = (feedCount, pass.polledCount, pass.failedCount, pass.unstoredCount)
    postponed = pass.postponedCount
    (entries, stored, tagged) = (pass.entryCount, pass.storedCount, pass.taggedCount)
  }

  /// Whether every feed that was asked failed.
  var isAllInVain: Bool { polled > 0 && failed == polled }

  private var putOff: String { postponed > 0 ? ", \(postponed) put off" : "" }
  private var unstored: String { notStored > 0 ? ", \(notStored) more could not be stored" : "" }

  var text: String {
    "polled \(polled) of \(feeds) feeds, \(failed) failed\(putOff)\(unstored); \(entries) entries read, \(stored) new or "
      + "changed, \(tagged) of them tagged"
  }
}
