import Foundation
import Glibc
import Locking

/// A TCP connection to 127.0.0.1 that sends exactly the bytes it is given; blocking calls run off Swift's threads.
public final class LoopbackClient: Sendable {
  /// What came back.
  public struct Response: Sendable {
    /// Status code; 0 when the connection ended before a response.
    public var status: Int
    /// Header lines as sent, in order.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]

    /// The first header of that name.
    public subscript(name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let descriptor: CInt
  /// Bytes of the next response that came with the last one.
  private let leftover = Locked<[UInt8]>([])

  /// Connects; reads end after `timeoutSeconds` of silence.
  public init(port: Int, timeoutSeconds: Int = 10) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let code = unsafe withUnsafeBytes(of: &address) { bytes in
      guard let base = bytes.baseAddress else { return CInt(-1) }
      return unsafe connect(descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard code == 0 else { throw ConnectionRefused() }
  }

  deinit { close(descriptor) }

  /// Nobody listens there.
  public struct ConnectionRefused: Error {}

  /// Sends the bytes as they are; answers whether all of them went out.
  @discardableResult
  public func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL)) == buffer.count
    }
  }

  /// Reads one response; without body for an answer to HEAD and for 304.
  public func response(toHead: Bool = false) async -> Response {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.readResponse(toHead: toHead)) }
    }
  }

  /// Reads until the other end closes or nothing comes any more; answers whether it closed.
  public func waitForClose() async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        while let bytes = self.read() {
          if bytes.isEmpty { return continuation.resume(returning: true) }
        }
        continuation.resume(returning: errno == ECONNRESET)
      }
    }
  }

  /// One request on one connection of its own.
  public static func response(port: Int, _ request: String, toHead: Bool = false) async throws -> Response {
    let client = try LoopbackClient(port: port)
    client.send(request)
    return await client.response(toHead: toHead)
  }

  private func readResponse(toHead: Bool) -> Response {
    var response = Response(status: 0, headers: [], body: [])
    var received = leftover.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
    let end = Array("\r\n\r\n".utf8)
    var headEnd = received.indices.first { received[$0...].starts(with: end) }
    while headEnd == nil {
      guard let bytes = read(), !bytes.isEmpty else { return response }
      received += bytes
      headEnd = received.indices.first { received[$0...].starts(with: end) }
    }
    let head = String(decoding: received[..<(headEnd ?? 0)], as: UTF8.self)
    var lines = head.split(separator: "\r\n").map(String.init)
    response.status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    response.headers = lines.compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), line[line.index(after: colon)...].trimmingPrefix(" ").description)
    }
    response.body = Array(received[((headEnd ?? 0) + 4)...])
    let hasBody = !toHead && response.status != 304
    let length = hasBody ? response["Content-Length"].flatMap { Int($0) } ?? 0 : 0
    while response.body.count < length, let bytes = read(), !bytes.isEmpty { response.body += bytes }
    let rest = Array(response.body.dropFirst(length))
    leftover.withLock { $0 = rest }
    response.body = Array(response.body.prefix(length))
    return response
  }

  /// Some bytes, none at the end, `nil` on a failure or a timeout.
  private func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
    return count < 0 ? nil : Array(buffer[..<count])
  }
}
