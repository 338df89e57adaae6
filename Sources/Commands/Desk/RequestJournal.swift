import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Foundation
import HTTPTransfer

/// Puts requests into the desk's log that no poll sends: to hubs, and what people look at.
///
/// A desk without a store has no log; what cannot be logged is told, and stops nothing.
struct RequestJournal: Sendable {
  private let store: (any ArticleStore)?
  private let complain: @Sendable (String) -> Void

  /// Makes a journal in an open store.
  init(_ store: (any ArticleStore)?, complain: @escaping @Sendable (String) -> Void = { _ in }) {
    self.store = store
    self.complain = complain
  }

  /// A journal in an open store that tells a sink what it cannot log.
  init(_ store: any ArticleStore, _ sink: any EventSink) {
    self.init(store) { sink.record(Event(.warning, "request-not-logged", $0)) }
  }

  /// Logs requests.
  func record(_ requests: [RequestRecord]) async {
    guard let store, !requests.isEmpty else { return }
    do throws(StoreError) {
      try await store.log(requests)
    } catch {
      complain("a request is missing in the log: \(error.message)")
    }
  }

  /// Calls `body` with a way to the web for a command that looks at addresses; logs in the desk's store, if there is one.
  static func withTransport<Value>(
    _ invocation: Invocation, _ body: (DeskTransport) async throws -> Value
  ) async throws -> Value {
    let session = try DeskSession(invocation)
    let hasStore = FileManager.default.fileExists(atPath: session.desk.storePath)
    let store = hasStore ? try await session.openStore() : nil
    let journal = RequestJournal(store) { invocation.console.message($0) }
    let transport = try DeskTransport(session, journal: journal)
    let result: Result<Value, any Error>
    do { result = .success(try await body(transport)) } catch { result = .failure(error) }
    transport.loop.close()
    await store?.close()
    return try result.get()
  }
}
