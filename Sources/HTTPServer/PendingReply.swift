import CMicroHTTPD
import Locking

/// The place where a handler's task and the server's thread meet: one response, given once.
///
/// The connection is suspended while its handler runs. Whoever answers first, the handler or the server that gives up
/// on it, resumes it; later answers are dropped, so that libmicrohttpd is never called for a connection that is gone.
final class PendingReply: Sendable {
  private enum State: Sendable {
    /// The connection's address while it is suspended.
    case suspended(UInt)
    case answered(HTTPServerResponse)
    case taken
  }

  private let state: Locked<State>

  /// Suspends the connection; called on the server's thread from the access handler.
  init(suspending connection: OpaquePointer) {
    state = Locked(.suspended(UInt(bitPattern: connection)))
    unsafe MHD_suspend_connection(connection)
  }

  /// Gives the response and wakes the connection; does nothing when there is one already.
  func answer(_ response: HTTPServerResponse) {
    state.withLock { state in
      guard case .suspended(let address) = state else { return }
      state = .answered(response)
      if let connection = unsafe OpaquePointer(bitPattern: address) { unsafe MHD_resume_connection(connection) }
    }
  }

  /// The response, once; `nil` while there is none.
  func take() -> HTTPServerResponse? {
    state.withLock { state in
      guard case .answered(let response) = state else { return nil }
      state = .taken
      return response
    }
  }
}
