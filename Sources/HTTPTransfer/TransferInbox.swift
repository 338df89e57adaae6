import CLibcurl
import Locking

typealias Outcome = Result<HTTPResponse, TransferError>
typealias Reply = CheckedContinuation<Outcome, Never>

/// A request that has passed all checks that need no network.
struct PreparedRequest: Sendable {
  let request: HTTPRequest
  let url: HTTPURL
}

/// Messages to the worker thread, the only state that threads share.
final class TransferInbox: Sendable {
  enum Message: Sendable {
    case start(Int, PreparedRequest, Reply)
    case cancel(Int)
    case close
  }

  private struct State: Sendable {
    var messages: [Message] = []
    var lastID = 0
    /// Transfers that a task has announced and not yet started.
    ///
    /// A task that is cancelled before it starts runs its cancellation handler first, so `cancel` may well come before
    /// `start`.
    var announced: Set<Int> = []
    var isClosed = false
    /// Address of libcurl's multi handle while the worker may be woken, else 0.
    var multi: UInt = 0

    mutating func post(_ message: Message) {
      messages.append(message)
      if messages.count == 1, let multi = unsafe UnsafeMutableRawPointer(bitPattern: multi) {
        _ = unsafe curl_multi_wakeup(multi)
      }
    }
  }

  private let state = Locked(State())

  func announce() -> Int {
    state.withLock { state in
      state.lastID += 1
      state.announced.insert(state.lastID)
      return state.lastID
    }
  }

  func start(_ id: Int, _ request: PreparedRequest, _ reply: Reply) {
    let refusal: TransferError? = state.withLock { state in
      guard state.announced.remove(id) != nil else { return .cancelled }
      guard !state.isClosed else { return .closed }
      state.post(.start(id, request, reply))
      return nil
    }
    if let refusal { reply.resume(returning: .failure(refusal)) }
  }

  func cancel(_ id: Int) {
    state.withLock { state in
      if state.announced.remove(id) == nil, !state.isClosed { state.post(.cancel(id)) }
    }
  }

  func close() {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.isClosed = true
      state.post(.close)
    }
  }

  /// The messages since the last call, oldest first.
  func take() -> [Message] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// Lets other threads wake the worker that waits in `handle`, or none before it is freed.
  func attach(_ handle: UnsafeMutableRawPointer?) {
    let address = UInt(bitPattern: handle)
    state.withLock { $0.multi = address }
  }
}

extension TransferError {
  static let cancelled = TransferError(.cancelled, "cancelled")
  static let closed = TransferError(.closed, "the program is shutting down")
}
