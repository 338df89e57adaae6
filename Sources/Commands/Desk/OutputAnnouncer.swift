import Articles
import DeskFiles
import Diagnostics
import HTTPServer
import Locking
import Publication
import WebInterface
import WebSub

/// Tells the desk's hub which outputs have changed: only when their bytes have, and never more than once a minute.
struct OutputAnnouncer: Sendable {
  let rendering: OutputRendering
  let hub: String
  let client: HubClient
  let sink: any EventSink
  /// Entity tags of what the hub knows, by address.
  private let announced = Locked<[String: String]>([:])

  /// Makes an announcer; `nil` when the desk names no hub.
  init?(_ rendering: OutputRendering, client: HubClient, sink: any EventSink) {
    guard let hub = rendering.session.desk.server.hubURL else { return nil }
    self.rendering = rendering
    self.hub = hub
    self.client = client
    self.sink = sink
  }

  /// Announces what changes with the store until the task is cancelled.
  func run(_ generation: StoreGeneration) async {
    var seen: Int?
    while !Task.isCancelled {
      let value = generation.value
      if seen != value, await announce() { seen = value }
      try? await Task.sleep(for: .seconds(60))
    }
  }

  /// Announces each output whose bytes differ from those of the last call; the first call only learns them.
  ///
  /// - Returns: Whether everything was told.
  @discardableResult
  func announce() async -> Bool {
    var isComplete = true
    for output in rendering.session.desk.outputs {
      for format in output.formats {
        guard let topic = rendering.builder.topic(of: output, format),
          let bytes = try? await rendering.bytes(output, format)
        else {
          isComplete = false
          continue
        }
        let tag = HTTPServerResponse.entityTag(bytes)
        let known = announced.withLock { $0[topic] }
        if known == tag { continue }
        if known != nil, !(await tell(topic)) {
          isComplete = false
          continue
        }
        announced.withLock { $0[topic] = tag }
      }
    }
    return isComplete
  }

  private func tell(_ topic: String) async -> Bool {
    switch try? await client.announce(topic, to: hub) {
    case .accepted:
      sink.record(Event(.debug, "hub-told", "\(topic): the hub knows that it has changed"))
      return true
    case .refused(let failure), .failed(let failure, _):
      sink.record(Event(.warning, "hub-not-told", "\(topic): \(failure.message)", [.init("code", failure.code)]))
      return false
    case nil: return false
    }
  }
}
