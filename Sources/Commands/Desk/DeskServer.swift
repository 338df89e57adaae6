import ArticleStore
import DeskFiles
import Diagnostics
import HTTPServer
import WebInterface

/// The desk's pages, outputs and JSON API, served as `server` in `desk.yaml` says.
enum DeskServer {
  /// Starts serving; `--port` comes before the desk's port.
  static func start(
    _ session: DeskSession, store: any ArticleStore, generation: StoreGeneration, subscriptions: DeskSubscriptions?,
    sink: any EventSink
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
    application.hubURL = desk.server.hubURL
    application.callbacks = subscriptions.map { PushCallbacks($0.subscriber) }
    let limit = desk.server.unconditionalPerMinute
    application.unconditionalRequestsPerMinute = limit == 0 ? nil : limit
    do throws(HTTPServerError) {
      return try application.start(configuration)
    } catch {
      throw CommandFailure(error.code == .notAllowed ? .configuration : .unavailable, error.message)
    }
  }

  /// The address that outputs carry as their own; where the desk names the port, it follows `--port`.
  private static func baseURL(_ server: ServerSettings, port: Int) -> String? {
    guard port != server.port, server.baseURL.hasSuffix(":\(server.port)") else { return server.baseURL }
    return port == 0 ? nil : String(server.baseURL.dropLast("\(server.port)".count)) + "\(port)"
  }

  /// Every secret that `tokens` names opens the server; the outputs' own tokens follow from the first.
  private static func access(_ session: DeskSession) throws -> AccessControl {
    var tokens: [String] = []
    for name in session.desk.server.tokenNames {
      guard let declaration = session.desk.secret(named: name) else {
        throw CommandFailure(.configuration, "server.tokens names '\(name)', which secrets does not declare")
      }
      do {
        tokens.append(try declaration.secret(in: session.invocation.environment).value)
      } catch {
        throw CommandFailure(.configuration, error.description)
      }
    }
    return AccessControl(token: tokens.first, otherTokens: Array(tokens.dropFirst()))
  }
}
