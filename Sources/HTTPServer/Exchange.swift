import CMicroHTTPD
import Glibc

/// One request as its bytes come in; lives on the server's thread from the request line to the end of the response.
final class Exchange {
  /// How far the request has come.
  enum Phase { case headers, body, handling, answered }

  /// The connection's number.
  let connectionID: Int
  /// The target as sent.
  let target: String
  var phase = Phase.headers
  var headers: [HTTPField] = []
  var body: [UInt8] = []
  var isBodyTooLong = false
  /// The cap on the body.
  var maximumBodyBytes = 0
  /// Set when all bodies together became too much.
  var isRefusedForRoom = false
  var reply: PendingReply?
  /// The number under which the session waits for it, while it is handled.
  var handlingID: Int?

  init(connectionID: Int, target: String) {
    self.connectionID = connectionID
    self.target = target
  }

  /// Copies the header fields; bytes that are not UTF-8 become U+FFFD.
  func readHeaders(of connection: OpaquePointer) {
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, collectHeader, user)
  }

  /// Takes a part of the body as long as it fits.
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard body.count + bytes.count <= maximumBodyBytes else {
      isBodyTooLong = true
      return body.removeAll()
    }
    if !isBodyTooLong { unsafe body.append(contentsOf: bytes) }
  }
}

private let collectHeader: MHD_KeyValueIteratorN = { user, _, name, nameLength, value, valueLength in
  guard let user = unsafe user, let name = unsafe name else { return .NO }
  let exchange = unsafe Unmanaged<Exchange>.fromOpaque(user).takeUnretainedValue()
  let nameBytes = unsafe UnsafeRawBufferPointer(start: name, count: nameLength)
  let valueBytes = unsafe UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength)
  exchange.headers.append(
    HTTPField(unsafe String(decoding: nameBytes, as: UTF8.self), unsafe String(decoding: valueBytes, as: UTF8.self)))
  return .YES
}

/// The numeric address of a connection's peer; empty when there is none.
func peerAddress(of connection: OpaquePointer) -> String {
  guard let address = unsafe server_connection_peer(connection) else { return "" }
  let isFour = unsafe address.pointee.sa_family == sa_family_t(AF_INET)
  let size = isFour ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
  var host = [CChar](repeating: 0, count: 64)
  let code = unsafe getnameinfo(address, socklen_t(size), &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
  guard code == 0 else { return "" }
  return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
