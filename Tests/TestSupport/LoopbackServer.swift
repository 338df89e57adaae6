import Foundation
import Glibc
import Locking

/// A small scripted HTTP/1.1 server on a loopback address and an ephemeral port, for tests of clients.
///
/// It records each request and plays the script that its handler returns: whole responses, or bytes, pauses and
/// endings, so that a test can be as slow or as rude as servers are.
public final class LoopbackServer: Sendable {
  /// A request as it came.
  public struct Request: Sendable {
    /// The method of the request line.
    public var method: String
    /// The target of the request line.
    public var target: String
    /// Header fields in order.
    public var fields: [(name: String, value: String)]
    /// The body, as long as `Content-Length` said.
    public var body: [UInt8]
    /// The number of the connection it came on, from 1.
    public var connection: Int

    /// The first value of a field, its name in any case.
    public func value(_ name: String) -> String? {
      fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  /// One step of a script.
  public enum Step: Sendable {
    /// Sends bytes as they are.
    case send([UInt8])
    /// Waits, or until the server is stopped.
    case pause(Duration)
    /// Sends the bytes again and again with a pause between, until the client leaves or the server is stopped.
    case endless([UInt8], every: Duration)
    /// Ends the connection; a script without it keeps the connection for the next request.
    case close
    /// Breaks the connection off, so that the client's system meets a reset (RST).
    case reset
  }

  /// Makes the script for a request.
  public typealias Handler = @Sendable (Request) -> [Step]

  private struct State: Sendable {
    var requests: [Request] = []
    var connections: Set<Int32> = []
    var connectionCount = 0
    var isStopped = false
  }

  /// The port that it listens on.
  public let port: Int
  private let host: String
  private let listener: Int32
  private let state = Locked(State())

  /// Starts to listen on 127.0.0.1, on another `address` of 127.0.0.0/8, or on `::1` with `ipv6`, and answers each
  /// request with the script of `handler`; port 0 is any that is free.
  public init(ipv6: Bool = false, address: String = "127.0.0.1", port: Int = 0, handler: @escaping Handler) throws {
    host = ipv6 ? "[::1]" : address
    let family = ipv6 ? AF_INET6 : AF_INET
    listener = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw POSIXError(.EIO) }
    guard let port = Self.bindLoopback(listener, ipv6 ? nil : address, port), listen(listener, 512) == 0 else {
      close(listener)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    self.port = port
    let (listener, state) = (self.listener, self.state)
    Thread.detachNewThread { Self.accept(from: listener, state: state, handler: handler) }
  }

  deinit { stop() }

  /// The URL of `target` on this server.
  public func url(_ target: String = "/") -> String { "http://\(host):\(port)\(target)" }

  /// The requests so far, in the order they came.
  public var requests: [Request] { state.withLock { $0.requests } }

  /// How many connections have been accepted.
  public var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// Ends the listener and every connection.
  public func stop() {
    state.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  /// Binds to an IPv4 address, or to `::1` without one.
  private static func bindLoopback(_ listener: Int32, _ four: String?, _ port: Int) -> Int? {
    guard let four else {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_addr = in6addr_loopback
      address.sin6_port = UInt16(port).bigEndian
      return bindAndName(listener, &address).map { Int(UInt16(bigEndian: $0.sin6_port)) }
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    guard unsafe inet_pton(AF_INET, four, &address.sin_addr) == 1 else { return nil }
    return bindAndName(listener, &address).map { Int(UInt16(bigEndian: $0.sin_port)) }
  }

  /// Binds and returns the address with the port in it.
  private static func bindAndName<Address>(_ listener: Int32, _ address: inout Address) -> Address? {
    var length = socklen_t(MemoryLayout<Address>.size)
    let succeeded = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, length) == 0 && getsockname(listener, pointer, &length) == 0
      }
    }
    return succeeded ? address : nil
  }

  private static func accept(from listener: Int32, state: Locked<State>, handler: @escaping Handler) {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else {
        if state.withLock({ $0.isStopped }) { break }
        usleep(1_000)
        continue
      }
      let number: Int? = state.withLock { state in
        guard !state.isStopped else { return nil }
        state.connections.insert(connection)
        state.connectionCount += 1
        return state.connectionCount
      }
      guard let number else {
        close(connection)
        break
      }
      Thread.detachNewThread {
        serve(connection, number: number, state: state, handler: handler)
        state.withLock { state in
          state.connections.remove(connection)
          close(connection)
        }
      }
    }
    close(listener)
  }

  private static func serve(_ connection: Int32, number: Int, state: Locked<State>, handler: Handler) {
    var reader = RequestReader(connection: connection)
    while let request = reader.next(number: number) {
      state.withLock { $0.requests.append(request) }
      for step in handler(request) {
        guard play(step, connection, state) else { return }
      }
    }
  }

  /// Plays one step; `false` when the connection has ended.
  private static func play(_ step: Step, _ connection: Int32, _ state: Locked<State>) -> Bool {
    switch step {
    case .send(let bytes): return write(bytes, to: connection)
    case .pause(let duration): return wait(duration, state)
    case .endless(let bytes, let pause):
      while write(bytes, to: connection) { guard wait(pause, state) else { return false } }
      return false
    case .close: return false
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      let size = socklen_t(MemoryLayout.size(ofValue: linger))
      _ = unsafe setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
      return false
    }
  }

  private static func wait(_ duration: Duration, _ state: Locked<State>) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + duration
    while clock.now < end {
      if state.withLock({ $0.isStopped }) { return false }
      usleep(useconds_t(min(10_000, max(1, (end - clock.now) / .microseconds(1)))))
    }
    return true
  }

  private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

extension [LoopbackServer.Step] {
  /// A whole response with `Content-Length`, after which the connection is kept.
  public static func response(
    _ status: Int, _ fields: [(String, String)] = [], body: [UInt8] = []
  ) -> [LoopbackServer.Step] {
    let hasBody = status != 304 && status != 204
    let lines = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
    let length = hasBody ? "Content-Length: \(body.count)\r\n" : ""
    let head = [UInt8]("HTTP/1.1 \(status) Scripted\r\n\(lines)\(length)\r\n".utf8)
    return [.send(hasBody ? head + body : head)]
  }

  /// The same with text as body.
  public static func response(_ status: Int, _ fields: [(String, String)] = [], text: String) -> [LoopbackServer.Step] {
    response(status, fields, body: [UInt8](text.utf8))
  }
}

/// Reads requests off one connection.
private struct RequestReader {
  let connection: Int32
  var buffer: [UInt8] = []

  init(connection: Int32) { self.connection = connection }

  mutating func next(number: Int) -> LoopbackServer.Request? {
    let end = Array("\r\n\r\n".utf8)
    while buffer.firstRange(of: end) == nil {
      // What does not start with a letter is no request line: a TLS handshake, for one.
      guard fill(), let first = buffer.first, (0x41...0x5A).contains(first & 0xDF) else { return nil }
    }
    guard let range = buffer.firstRange(of: end) else { return nil }
    let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
    buffer.removeSubrange(..<range.upperBound)
    var lines = head.split(separator: "\r\n").makeIterator()
    let words = (lines.next() ?? "").split(separator: " ")
    guard words.count == 3 else { return nil }
    var fields: [(name: String, value: String)] = []
    while let line = lines.next() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      fields.append((String(line[..<colon]), value))
    }
    var request = LoopbackServer.Request(
      method: String(words[0]), target: String(words[1]), fields: fields, body: [], connection: number)
    let length = request.value("Content-Length").flatMap { Int($0) } ?? 0
    while buffer.count < length { guard fill() else { return nil } }
    request.body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return request
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    let capacity = chunk.count
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, capacity, 0) }
    guard count > 0 else { return false }
    buffer.append(contentsOf: chunk.prefix(count))
    return true
  }
}
