import DeskFiles
import Diagnostics
import HTTPServer

/// Serves the desk's sample feeds on loopback, so that they are polled over HTTP like any other feed.
struct SampleServer: Sendable {
  private let server: HTTPServer?

  /// Starts the server when the desk has samples; a port in use is reported, and the samples then fail like any feed.
  init(_ session: DeskSession, diagnostics: any EventSink) async throws {
    guard let samples = session.desk.samples, !samples.fileNames.isEmpty else {
      server = nil
      return
    }
    var configuration = HTTPServerConfiguration()
    configuration.address = "127.0.0.1"
    configuration.port = samples.port
    do throws(HTTPServerError) {
      server = try HTTPServer(configuration, handler: StaticFolder(path: samples.folder).handler(now: session.now))
    } catch {
      server = nil
      let message =
        "this process does not serve the sample feeds (\(error.message)); if another khabar does, they are "
        + "polled there, else change samples.port in desk.yaml"
      diagnostics.record(Event(.notice, "samples-not-served", message))
    }
  }

  /// Stops serving.
  func stop() async { await server?.stop() }
}
