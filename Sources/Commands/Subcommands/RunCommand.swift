import ArticleStore
import DeskFiles
import Diagnostics
import Foundation
import HTTPServer
import Ingestion
import WebInterface

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
    let classifier = try session.makeClassifier()
    let store = try await session.openStore()
    let lock = try StoreLock(session)
    let generation = StoreGeneration()
    let server = try startServer(session, store: store, generation: generation, sink: sink)
    let samples = try await SampleServer(session, diagnostics: sink)
    let firstRound = FirstRound(feedCount: session.desk.allFeeds.count, url: server.url, sink: sink)
    let polling = try DeskPolling(session, store: store, classifier: classifier, diagnostics: sink) { results in
      firstRound.count(results)
      if results.contains(where: { $0.storedCount > 0 || !$0.succeeded }) { generation.advance() }
    }
    announce(session, server, sink)
    try await untilStopped {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await polling.run.run() }
        if let folder = invocation.value("to") {
          let rendering = OutputRendering(session: session, store: store)
          group.addTask { try await write(rendering, to: folder, generation, sink) }
        }
        try await group.waitForAll()
      }
    }
    sink.record(Event(.info, "stopping", "stopping"))
    async let stoppedServer: Void = server.stop()
    async let stoppedSamples: Void = samples.stop()
    polling.close()
    _ = await (stoppedServer, stoppedSamples)
    await store.close()
    _ = consume lock
    sink.record(Event(.info, "stopped", "stopped; what was not stored is asked for again at the next start"))
  }

  private static func startServer(
    _ session: DeskSession, store: any ArticleStore, generation: StoreGeneration, sink: any EventSink
  ) throws -> HTTPServer {
    let desk = session.desk
    var configuration = HTTPServerConfiguration()
    configuration.address = desk.server.address
    configuration.port = try session.invocation.integer("port", in: 0...65_535) ?? desk.server.port
    var application = WebApplication(
      store: store, outputs: desk.outputs, feeds: desk.allFeeds, vocabulary: desk.vocabulary,
      topics: session.topicCatalog, title: desk.title, baseURL: baseURL(desk.server, port: configuration.port),
      access: try access(session), generation: generation, now: session.now)
    application.sink = sink
    do throws(HTTPServerError) {
      let served = application
      return try HTTPServer(configuration) { request in await served.respond(to: request) }
    } catch {
      throw CommandFailure(.unavailable, error.message)
    }
  }

  /// The address that outputs carry as their own; on loopback it follows `--port`.
  private static func baseURL(_ server: ServerSettings, port: Int) -> String? {
    guard port != server.port, server.baseURL.hasSuffix(":\(server.port)") else { return server.baseURL }
    return port == 0 ? nil : String(server.baseURL.dropLast("\(server.port)".count)) + "\(port)"
  }

  /// Loopback is open to this machine; any other address demands a token.
  private static func access(_ session: DeskSession) throws -> AccessControl {
    let server = session.desk.server
    var configuration = HTTPServerConfiguration()
    configuration.address = server.address
    guard let name = server.tokenNames.first else {
      guard configuration.isLoopback else {
        throw CommandFailure(
          .configuration,
          "server.address \(server.address) is not loopback, so server.tokens must name a secret: "
            + "everyone who reaches it could read everything otherwise")
      }
      return AccessControl()
    }
    do {
      guard let declaration = session.desk.secret(named: name) else {
        throw CommandFailure(.configuration, "server.tokens names '\(name)', which secrets does not declare")
      }
      let secret = try declaration.secret(in: session.invocation.environment)
      return AccessControl(token: secret.value, checksHost: configuration.isLoopback)
    } catch let error as SecretError {
      throw CommandFailure(.configuration, error.description)
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

  /// Runs `work` until it ends or SIGINT or SIGTERM comes, and then cancels it.
  private static func untilStopped(_ work: @escaping @Sendable () async throws -> Void) async throws {
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
    } catch is CancellationError {
      return
    }
  }
}
