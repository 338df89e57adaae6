import ArticleStore
import DeskFiles
import Diagnostics
import Foundation
import HTTPServer
import Ingestion
import WebInterface
import WebSub

/// The command `khabar run`.
enum RunCommand {
  static let specification = CommandSpecification(
    path: ["run"], abstract: "Polls, tags, publishes and serves the desk until it is stopped.",
    discussion: "Serves on the address and port of desk.yaml (127.0.0.1:8460). Ctrl-C or SIGTERM stops it cleanly.",
    options: [
      OptionSpecification(
        name: "port", value: "NUMBER", help: "Serve on this port instead of the desk's; 0 lets the system choose."),
      OptionSpecification(
        name: "to", value: "FOLDER", help: "Also write the outputs into this folder after each change."),
      SharedOptions.now, SharedOptions.desk, SharedOptions.quiet, SharedOptions.verbose, SharedOptions.logFormat,
    ], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let sink = try session.makeSink()
    let store = try await session.openStore()
    let lock = try StoreLock(session)
    let generation = StoreGeneration()
    let transport = try DeskTransport(session, journal: RequestJournal(store, sink))
    let subscriptions = try await subscriptions(session, store, transport, sink)
    let server = try DeskServer.start(
      session, store: store, generation: generation, subscriptions: subscriptions, sink: sink)
    let samples = try await SampleServer(session, diagnostics: sink)
    let firstRound = FirstRound(feedCount: session.desk.allFeeds.count, url: server.url, sink: sink)
    let advance: @Sendable ([PollResult]) -> Void = { results in
      if results.contains(where: { $0.storedCount > 0 || $0.isFailed }) { generation.advance() }
    }
    let progress = PollProgress(invocation, sink: sink)
    let polling = try DeskPolling(
      session, store: store, transport: transport, subscriptions: subscriptions, diagnostics: sink,
      planned: { progress.begin(total: $0) },
      progress: { results in
        progress.advance(results)
        firstRound.count(results)
        advance(results)
      }, pushProgress: advance)
    announce(session, server, sink)
    warn(session, sink)
    let work = Work(
      polling: polling.run, subscriptions: subscriptions,
      rendering: OutputRendering(session: session, store: store), generation: generation, sink: sink)
    let failure = await untilStopped {
      try await work.run(hubClient: transport.hubClient, writingTo: invocation.value("to"))
    }
    progress.finish()
    sink.record(Event(.info, "stopping", "stopping"))
    async let stoppedServer: Void = server.stop()
    async let stoppedSamples: Void = samples.stop()
    polling.close()
    _ = await (stoppedServer, stoppedSamples)
    await store.close()
    _ = consume lock
    sink.record(Event(.info, "stopped", "stopped; what was not stored is asked for again at the next start"))
    if let error = failure as? StoreError { throw session.failure(error) }
    if let failure { throw failure }
  }

  /// What goes on side by side until the program is stopped.
  private struct Work {
    let polling: PollRun
    let subscriptions: DeskSubscriptions?
    let rendering: OutputRendering
    let generation: StoreGeneration
    let sink: any EventSink

    /// Polls, subscribes, announces and writes; the first of these that fails ends the others.
    func run(hubClient: HubClient, writingTo folder: String?) async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await polling.run() }
        if let subscriptions { group.addTask { await subscriptions.run(polling) } }
        if let announcer = OutputAnnouncer(rendering, client: hubClient, sink: sink) {
          group.addTask { await announcer.run(generation) }
        }
        if let folder { group.addTask { try await write(rendering, to: folder, generation, sink) } }
        while try await group.next() != nil {}
      }
    }
  }

  private static func subscriptions(
    _ session: DeskSession, _ store: any ArticleStore, _ transport: DeskTransport, _ sink: any EventSink
  ) async throws -> DeskSubscriptions? {
    let subscriptions = DeskSubscriptions(session, store: store, transport: transport, diagnostics: sink)
    do throws(StoreError) {
      try await subscriptions?.load()
    } catch {
      throw session.failure(error)
    }
    return subscriptions
  }

  /// What `khabar check` would say of the desk and of secrets that are not set.
  private static func warn(_ session: DeskSession, _ sink: any EventSink) {
    let environment = DeskSession.environment(session.invocation)
    for problem in session.desk.warnings(environment: environment) {
      let remedy = problem.remedy.map { "; \($0)" } ?? ""
      sink.record(Event(.notice, "desk-warning", "\(problem.place): \(problem.message)\(remedy)"))
    }
  }

  private static func announce(_ session: DeskSession, _ server: HTTPServer, _ sink: any EventSink) {
    let desk = session.desk
    let counts =
      "\(desk.feeds.count) feeds, \(desk.samples?.fileNames.count ?? 0) sample feeds, "
      + "\(desk.outputs.count) outputs"
    sink.record(
      Event(
        .notice, "started", "\(desk.title): \(server.url)/ (\(counts)); Ctrl-C stops",
        [.init("url", server.url + "/"), .init("store", desk.storePath)]))
  }

  /// Writes the outputs when the store has changed; a folder that cannot be written is reported, and tried again.
  private static func write(
    _ rendering: OutputRendering, to folder: String, _ generation: StoreGeneration, _ sink: any EventSink
  ) async throws {
    var written: Int?
    while !Task.isCancelled {
      let value = generation.value
      if written != value {
        do {
          let names = try await rendering.write(to: folder)
          if !names.isEmpty { sink.record(Event(.debug, "outputs-written", "wrote \(names.count) files to \(folder)")) }
        } catch let failure as CommandFailure {
          sink.record(Event(.error, "outputs-not-written", failure.message))
        }
        written = value
      }
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Runs `work` until it ends or SIGINT or SIGTERM comes, and then cancels it; returns why it ended by itself.
  private static func untilStopped(_ work: @escaping @Sendable () async throws -> Void) async -> (any Error)? {
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { task.cancel() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      try await task.value
      return nil
    } catch {
      return error is CancellationError ? nil : error
    }
  }
}
