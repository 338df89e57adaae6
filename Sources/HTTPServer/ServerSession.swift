import CMicroHTTPD
import Diagnostics
import Glibc
import Locking

/// What libmicrohttpd's callbacks work with; all but `table` is used on the server's one thread.
final class ServerSession: Sendable {
  let configuration: HTTPServerConfiguration
  let admission: HTTPServer.Admission?
  let handler: HTTPServer.Handler
  let table = ConnectionTable()
  /// Bytes of the bodies of all requests that are not over.
  private let bufferedBytes = Locked(0)

  init(
    configuration: HTTPServerConfiguration, admission: HTTPServer.Admission?, handler: @escaping HTTPServer.Handler
  ) {
    self.configuration = configuration
    self.admission = admission
    self.handler = handler
  }

  /// Steps a request on: first call with its header fields, then its body in parts, an empty part at the end, and
  /// again when the connection is resumed with an answer.
  func advance(
    _ exchange: Exchange, _ connection: OpaquePointer, method: String, upload: UnsafeRawBufferPointer
  ) -> MHD_Result {
    switch exchange.phase {
    case .headers:
      unsafe exchange.readHeaders(of: connection)
      exchange.phase = .body
      if let refusal = refusal(exchange, method) { return unsafe send(refusal, exchange, connection) }
      return .YES
    case .body:
      if unsafe !upload.isEmpty {
        unsafe take(upload, into: exchange)
        return .YES
      }
      return unsafe start(exchange, connection, method: method)
    case .handling:
      guard let response = exchange.reply?.take() else { return .YES }
      return unsafe send(response, exchange, connection)
    case .answered:
      return .YES
    }
  }

  /// Takes a part of a body, if there is room for it.
  private func take(_ upload: UnsafeRawBufferPointer, into exchange: Exchange) {
    let before = exchange.body.count
    if !exchange.isRefusedForRoom { unsafe exchange.append(upload) }
    let change = exchange.body.count - before
    let isFull = bufferedBytes.withLock { bytes in
      bytes += change
      return bytes > configuration.maximumBufferedBytes
    }
    if isFull {
      exchange.isRefusedForRoom = true
      release(exchange)
    }
  }

  /// Forgets the body of a request.
  private func release(_ exchange: Exchange) {
    let count = exchange.body.count
    bufferedBytes.withLock { $0 -= count }
    exchange.body = []
  }

  /// What can be refused before the body has come.
  private func refusal(_ exchange: Exchange, _ method: String) -> HTTPServerResponse? {
    if table.isStopping { return .message(503, "the server is stopping", headers: [HTTPField("Connection", "close")]) }
    let methods = HTTPMethod.allCases.filter { $0 != .post || configuration.allowsPost }
    guard methods.contains(where: { $0.rawValue == method }) else {
      let allow = methods.map(\.rawValue).joined(separator: ", ")
      return .message(405, "only \(allow) are served here", headers: [HTTPField("Allow", allow)])
    }
    if exchange.target.utf8.count > configuration.maximumTargetBytes {
      return .message(414, "the address is longer than \(configuration.maximumTargetBytes) bytes")
    }
    exchange.maximumBodyBytes = configuration.maximumBodyBytes
    if method == HTTPMethod.post.rawValue, let refusal = uploadRefusal(exchange) { return refusal }
    let lengths = exchange.headers.values(of: "Content-Length")
    if let length = lengths.first {
      guard lengths.count == 1, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        return .message(400, "malformed Content-Length", headers: [HTTPField("Connection", "close")])
      }
      guard let count = Int(length), count <= exchange.maximumBodyBytes else { return tooLong(exchange) }
    }
    return nil
  }

  /// Asks whether the body of a POST may come, and how much of it.
  private func uploadRefusal(_ exchange: Exchange) -> HTTPServerResponse? {
    guard let admission else { return nil }
    guard let target = RequestTarget(exchange.target) else {
      return .message(400, "malformed address", headers: [HTTPField("Connection", "close")])
    }
    switch admission(HTTPServerRequest(.post, target: target, headers: exchange.headers)) {
    case .accept(let maximumBytes):
      exchange.maximumBodyBytes = maximumBytes
      table.setDeadline(exchange.connectionID, within: configuration.uploadTimeout)
      return nil
    case .refuse(var response):
      response.set("Connection", "close")
      return response
    }
  }

  private func tooLong(_ exchange: Exchange) -> HTTPServerResponse {
    .message(
      413, "the body is longer than \(exchange.maximumBodyBytes) bytes", headers: [HTTPField("Connection", "close")])
  }

  private var noRoom: HTTPServerResponse {
    .message(
      503, "too many requests with bodies at once",
      headers: [HTTPField("Retry-After", "30"), HTTPField("Connection", "close")])
  }

  /// Hands a whole request to the handler and suspends the connection until there is an answer.
  private func start(_ exchange: Exchange, _ connection: OpaquePointer, method: String) -> MHD_Result {
    if exchange.isBodyTooLong { return unsafe send(tooLong(exchange), exchange, connection) }
    if exchange.isRefusedForRoom { return unsafe send(noRoom, exchange, connection) }
    guard let method = HTTPMethod(rawValue: method), let target = RequestTarget(exchange.target) else {
      return unsafe send(.message(400, "malformed address"), exchange, connection)
    }
    let request = HTTPServerRequest(
      method, target: target, headers: exchange.headers, body: method == .post ? exchange.body : [],
      remoteAddress: unsafe peerAddress(of: connection))
    exchange.phase = .handling
    table.setDeadline(exchange.connectionID, within: nil)
    let reply = unsafe PendingReply(suspending: connection)
    exchange.reply = reply
    let handler = handler
    exchange.handlingID = table.handle(reply, within: configuration.handlerTimeout) { await handler(request) }
    return .YES
  }

  /// Queues a response; libmicrohttpd copies the body and leaves it out for HEAD and 304.
  private func send(_ response: HTTPServerResponse, _ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    exchange.phase = .answered
    finishHandling(exchange)
    table.startSending(exchange.connectionID, within: configuration.responseTimeout)
    let body = response.body
    let native = unsafe body.withUnsafeBytes { bytes in
      unsafe MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
    guard let native = unsafe native else { return .NO }
    defer { unsafe MHD_destroy_response(native) }
    for field in response.headers where Self.isSendable(field) {
      _ = unsafe MHD_add_response_header(native, field.name, field.value)
    }
    let status = (200...599).contains(response.status) ? response.status : 500
    return unsafe MHD_queue_response(connection, CUnsignedInt(status), native)
  }

  /// Closes the books on a request, answered or broken off.
  func finish(_ exchange: Exchange) {
    finishHandling(exchange)
    release(exchange)
    table.finishSending(exchange.connectionID, within: configuration.requestTimeout)
  }

  private func finishHandling(_ exchange: Exchange) {
    if let id = exchange.handlingID { table.finishHandling(id) }
    exchange.handlingID = nil
  }

  /// A name that is a token and a value without controls (RFC 9110 §5.5), so that no response can be split.
  private static func isSendable(_ field: HTTPField) -> Bool {
    guard !field.name.isEmpty else { return false }
    let isToken = field.name.utf8.allSatisfy { byte in
      let lower = byte | 0x20
      return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte >= 0x30 && byte <= 0x39
        || byte == UInt8(ascii: "-")
    }
    return isToken && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
