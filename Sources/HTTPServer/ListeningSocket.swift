import Glibc

/// A bound and listening TCP socket, opened here and not by libmicrohttpd, so that a failure says why.
struct ListeningSocket {
  /// The descriptor; whoever takes the value closes it.
  let descriptor: CInt
  /// The port that was bound.
  let port: Int

  /// Binds and listens.
  init(address: String, port: Int) throws(HTTPServerError) {
    guard (0...65535).contains(port) else {
      throw HTTPServerError(code: .invalidAddress, message: "port \(port) is not between 0 and 65535")
    }
    let host = address == "localhost" ? "127.0.0.1" : address
    if let four = Self.parsed4(host) {
      try self.init(family: AF_INET, named: "\(address):\(port)") { descriptor in
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr = four
        return unsafe withUnsafeBytes(of: &address) { unsafe Self.bind(descriptor, $0) }
      }
    } else if let six = Self.parsed6(host) {
      try self.init(family: AF_INET6, named: "[\(address)]:\(port)") { descriptor in
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = in_port_t(UInt16(port).bigEndian)
        address.sin6_addr = six
        return unsafe withUnsafeBytes(of: &address) { unsafe Self.bind(descriptor, $0) }
      }
    } else {
      throw HTTPServerError(
        code: .invalidAddress, message: "'\(address)' is no IPv4 or IPv6 address; write 127.0.0.1, ::1 or 0.0.0.0")
    }
  }

  private init(family: CInt, named name: String, bind: (CInt) -> CInt) throws(HTTPServerError) {
    let descriptor = socket(family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Self.failure(name, errno) }
    var yes: CInt = 1
    let size = socklen_t(MemoryLayout<CInt>.size)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
    if family == AF_INET6 { _ = unsafe setsockopt(descriptor, CInt(IPPROTO_IPV6), IPV6_V6ONLY, &yes, size) }
    guard bind(descriptor) == 0, listen(descriptor, 128) == 0, let port = Self.boundPort(descriptor) else {
      let code = errno
      close(descriptor)
      throw Self.failure(name, code)
    }
    self.descriptor = descriptor
    self.port = port
  }

  private static func bind(_ descriptor: CInt, _ address: UnsafeRawBufferPointer) -> CInt {
    guard let base = address.baseAddress else { return -1 }
    return unsafe Glibc.bind(
      descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(address.count))
  }

  /// The port is at the same place in both families: two bytes behind the family.
  private static func boundPort(_ descriptor: CInt) -> Int? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = unsafe withUnsafeMutableBytes(of: &storage) { bytes -> CInt in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length)
    }
    guard code == 0 else { return nil }
    return unsafe withUnsafeBytes(of: &storage) { unsafe Int($0[2]) << 8 | Int($0[3]) }
  }

  private static func parsed4(_ text: String) -> in_addr? {
    var address = in_addr()
    return unsafe inet_pton(AF_INET, text, &address) == 1 ? address : nil
  }

  private static func parsed6(_ text: String) -> in6_addr? {
    var address = in6_addr()
    return unsafe inet_pton(AF_INET6, text, &address) == 1 ? address : nil
  }

  private static func failure(_ name: String, _ code: CInt) -> HTTPServerError {
    switch code {
    case EADDRINUSE:
      HTTPServerError(
        code: .addressInUse,
        message: "cannot listen on \(name): another program already does; stop it or choose another port")
    case EADDRNOTAVAIL, EAFNOSUPPORT:
      HTTPServerError(
        code: .addressNotAvailable, message: "cannot listen on \(name): this machine does not have that address")
    case EACCES, EPERM:
      HTTPServerError(
        code: .permissionDenied, message: "cannot listen on \(name): not allowed; ports below 1024 need more rights")
    default:
      HTTPServerError(
        code: .cannotStart, message: unsafe "cannot listen on \(name): \(String(cString: strerror(code)))")
    }
  }
}
