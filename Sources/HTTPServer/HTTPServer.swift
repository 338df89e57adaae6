import CMicroHTTPD
import Foundation
import Glibc
import Locking

/// An HTTP/1.1 server on libmicrohttpd that knows nothing of what it serves.
///
/// One thread of libmicrohttpd does all socket work and never waits for anybody: a request is read whole, its
/// connection is suspended, the handler runs as a task, and its answer resumes the connection. A thread for each
/// connection with a handler that blocks would be simpler, but slow clients could then use up the threads, and waiting
/// inside them for tasks can starve Swift's own few. The server runs until `stop`, whether or not it is referenced.
public final class HTTPServer: Sendable {
  /// Answers one request; must return soon after its task is cancelled.
  public typealias Handler = @Sendable (HTTPServerRequest) async -> HTTPServerResponse

  /// The address as configured.
  public let address: String
  /// The port that was bound.
  public let port: Int
  private let session: ServerSession
  private let daemon: UInt
  private let user: UInt
  private let watch: Task<Void, Never>
  private let stopping = Locked<Task<Void, Never>?>(nil)

  /// Binds, listens and serves.
  ///
  /// - Parameters:
  ///   - configuration: Where to listen and what to put up with.
  ///   - admission: Decides for each POST whether its body may come; without it all may, as far as POST is let through.
  ///   - handler: Answers requests.
  /// - Throws: `HTTPServerError` that names the address and says what to do.
  public init(
    _ configuration: HTTPServerConfiguration, admission: Admission? = nil, handler: @escaping Handler
  ) throws(HTTPServerError) {
    let socket = try ListeningSocket(address: configuration.address, port: configuration.port)
    let session = ServerSession(configuration: configuration, admission: admission, handler: handler)
    let user = unsafe Unmanaged.passRetained(session).toOpaque()
    guard let daemon = unsafe Self.start(configuration, socket.descriptor, user) else {
      close(socket.descriptor)
      unsafe Unmanaged<ServerSession>.fromOpaque(user).release()
      throw HTTPServerError(
        code: .cannotStart, message: "cannot serve on \(configuration.address):\(socket.port): out of resources")
    }
    address = configuration.address
    port = socket.port
    self.session = session
    self.daemon = UInt(bitPattern: daemon)
    self.user = UInt(bitPattern: user)
    let shortest = min(configuration.requestTimeout, configuration.handlerTimeout, configuration.responseTimeout)
    let interval = max(.milliseconds(20), min(.seconds(1), shortest / 4))
    watch = Task {
      while !Task.isCancelled {
        session.table.expire(now: .now)
        try? await Task.sleep(for: interval)
      }
    }
  }

  /// Where it listens, `http://127.0.0.1:8080`.
  public var url: String { "http://\(address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address):\(port)" }

  /// Open connections at this moment.
  public var connectionCount: Int { session.table.connectionCount }

  /// Stops within a second: accepts nothing more, gives requests under way `stopGrace`, answers 503 for the rest.
  ///
  /// A second call waits for the first.
  public func stop() async {
    let task = stopping.withLock { stopping in
      if let stopping { return stopping }
      let task = Task { await self.shutDown() }
      stopping = task
      return task
    }
    await task.value
  }

  private func shutDown() async {
    let table = session.table
    table.startStopping()
    if let daemon = unsafe OpaquePointer(bitPattern: daemon) {
      let socket = unsafe MHD_quiesce_daemon(daemon)
      if socket >= 0 { close(socket) }
    }
    await wait(session.configuration.stopGrace) { table.busyCount == 0 }
    table.abandonHandlers()
    await wait(.milliseconds(150)) { table.busyCount == 0 }
    watch.cancel()
    let (daemon, user) = (daemon, user)
    await withCheckedContinuation { continuation in
      // Waits for libmicrohttpd's thread to end, so it may not run on one of Swift's.
      Thread.detachNewThread {
        if let daemon = unsafe OpaquePointer(bitPattern: daemon) { unsafe MHD_stop_daemon(daemon) }
        if let user = unsafe UnsafeMutableRawPointer(bitPattern: user) {
          unsafe Unmanaged<ServerSession>.fromOpaque(user).release()
        }
        continuation.resume()
      }
    }
  }

  private func wait(_ limit: Duration, until isDone: @Sendable () -> Bool) async {
    let end = ContinuousClock.now + limit
    while !isDone(), ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(5)) }
  }

  private static func start(
    _ configuration: HTTPServerConfiguration, _ socket: CInt, _ user: UnsafeMutableRawPointer
  ) -> OpaquePointer? {
    func option(_ option: MHD_OPTION, _ value: Int, _ pointer: UnsafeMutableRawPointer? = nil) -> MHD_OptionItem {
      unsafe MHD_OptionItem(option: option, value: value, ptr_value: pointer)
    }
    let silence = max(1, Int(configuration.requestTimeout / .seconds(1)))
    let options = unsafe [
      option(.LISTEN_SOCKET, Int(socket)),
      option(.CONNECTION_LIMIT, configuration.maximumConnections),
      option(.PER_IP_CONNECTION_LIMIT, configuration.maximumConnectionsPerAddress),
      option(.CONNECTION_TIMEOUT, silence),
      option(.CONNECTION_MEMORY_LIMIT, configuration.maximumHeaderBytes + (8 << 10)),
      option(.STRICT_FOR_CLIENT, 1),
      option(.URI_LOG_CALLBACK, unsafeBitCast(requestLineCallback, to: Int.self), user),
      option(.UNESCAPE_CALLBACK, unsafeBitCast(unescapeCallback, to: Int.self), user),
      option(.NOTIFY_COMPLETED, unsafeBitCast(completedCallback, to: Int.self), user),
      option(.NOTIFY_CONNECTION, unsafeBitCast(connectionCallback, to: Int.self), user),
      option(.END, 0),
    ]
    let flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
    return unsafe server_start(flags, accessCallback, user, options)
  }
}
