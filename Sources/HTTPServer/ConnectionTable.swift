import Glibc
import Locking

/// Open connections and requests under way, with the times at which patience ends.
///
/// libmicrohttpd measures silence only, so that one byte a second would hold a connection for ever; here each stage of
/// a request has a deadline of its own.
final class ConnectionTable: Sendable {
  private struct Connection: Sendable {
    var socket: CInt
    var deadline: ContinuousClock.Instant?
  }
  private struct Handling: Sendable {
    var reply: PendingReply
    var deadline: ContinuousClock.Instant
    var task: Task<Void, Never>?
  }
  private struct State: Sendable {
    var lastID = 0
    var connections: [Int: Connection] = [:]
    var handlings: [Int: Handling] = [:]
    var sendingIDs: Set<Int> = []
    var isStopping = false
    var isAbandoned = false
  }

  private let state = Locked(State())

  /// Whether `stop` has begun.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Requests that are handled or whose response is not sent yet.
  var busyCount: Int { state.withLock { $0.handlings.count + $0.sendingIDs.count } }

  /// Open connections.
  var connectionCount: Int { state.withLock { $0.connections.count } }

  /// Enters a new connection, which must bring a request in time.
  func open(socket: CInt, within timeout: Duration) -> Int {
    state.withLock { state in
      state.lastID += 1
      state.connections[state.lastID] = Connection(socket: socket, deadline: .now + timeout)
      return state.lastID
    }
  }

  /// Moves a connection's deadline; `nil` for none.
  func setDeadline(_ id: Int, within timeout: Duration?) {
    state.withLock { state in
      state.connections[id]?.deadline = timeout.map { .now + $0 }
      if timeout == nil { state.sendingIDs.remove(id) }
    }
  }

  /// Notes that a response is on its way out.
  func startSending(_ id: Int, within timeout: Duration) {
    state.withLock { state in
      state.connections[id]?.deadline = .now + timeout
      state.sendingIDs.insert(id)
    }
  }

  /// Notes that a response is out, and waits for the next request.
  func finishSending(_ id: Int, within timeout: Duration) {
    state.withLock { state in
      state.connections[id]?.deadline = .now + timeout
      state.sendingIDs.remove(id)
    }
  }

  /// Forgets a connection; libmicrohttpd says so before it closes the socket, so no socket here is another's.
  func close(_ id: Int) {
    state.withLock { state in
      state.connections[id] = nil
      state.sendingIDs.remove(id)
    }
  }

  /// Runs `work` as a task that the table owns; the answer ends with the task or with the deadline.
  func handle(
    _ reply: PendingReply, within timeout: Duration, _ work: @escaping @Sendable () async -> HTTPServerResponse
  ) -> Int {
    state.withLock { state in
      state.lastID += 1
      let id = state.lastID
      guard !state.isAbandoned else {
        reply.answer(Self.refusal("the server is stopping"))
        return id
      }
      let task = Task {
        reply.answer(await work())
        self.state.withLock { $0.handlings[id]?.task = nil }
      }
      state.handlings[id] = Handling(reply: reply, deadline: .now + timeout, task: task)
      return id
    }
  }

  /// Forgets a request that was answered.
  func finishHandling(_ id: Int) { state.withLock { _ = $0.handlings.removeValue(forKey: id) } }

  /// Shuts the sockets of connections whose time is up, and answers for handlers that took too long.
  func expire(now: ContinuousClock.Instant) {
    let late = state.withLock { state in
      for (id, connection) in state.connections {
        guard let deadline = connection.deadline, deadline <= now else { continue }
        shutdown(connection.socket, CInt(SHUT_RDWR))
        state.connections[id]?.deadline = nil
      }
      return state.handlings.values.filter { $0.deadline <= now }
    }
    for handling in late { giveUp(handling, "this took too long; try again later") }
  }

  /// Makes later requests be refused.
  func startStopping() { state.withLock { $0.isStopping = true } }

  /// Answers for all handlers that are still at work, now and later, and cancels them.
  func abandonHandlers() {
    let handlings = state.withLock { state in
      state.isAbandoned = true
      return Array(state.handlings.values)
    }
    for handling in handlings { giveUp(handling, "the server is stopping") }
  }

  private func giveUp(_ handling: Handling, _ reason: String) {
    handling.reply.answer(Self.refusal(reason))
    handling.task?.cancel()
  }

  private static func refusal(_ reason: String) -> HTTPServerResponse {
    .message(503, reason, headers: [HTTPField("Retry-After", "30"), HTTPField("Connection", "close")])
  }
}
