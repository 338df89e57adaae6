import Foundation
import Glibc

/// A port of this machine on which connections are neither accepted nor refused, like one behind a broken router.
///
/// Its queue of connections is full, so the kernel drops what else arrives.
public final class SilentPort: Sendable {
  private let descriptors: [Int32]

  /// Takes `port` on `::1`, or on 127.0.0.5.
  public init(ipv6: Bool, port: Int) throws {
    let family = ipv6 ? AF_INET6 : AF_INET
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let listener = socket(family, type, 0)
    guard unsafe Self.call(bind, listener, ipv6, port) == 0, listen(listener, 0) == 0 else {
      close(listener)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    let clients = (0..<8).map { _ in
      let client = socket(family, type, 0)
      _ = unsafe Self.call(connect, client, ipv6, port)
      return client
    }
    descriptors = [listener] + clients
  }

  deinit { for descriptor in descriptors { close(descriptor) } }

  private typealias SocketCall = (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32

  private static func call(_ function: SocketCall, _ descriptor: Int32, _ ipv6: Bool, _ port: Int) -> Int32 {
    if ipv6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_addr = in6addr_loopback
      address.sin6_port = UInt16(port).bigEndian
      return unsafe call(function, descriptor, &address)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0005).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return unsafe call(function, descriptor, &address)
  }

  private static func call<Address>(
    _ function: SocketCall, _ descriptor: Int32, _ address: inout Address
  ) -> Int32 {
    unsafe withUnsafeBytes(of: &address) { bytes in
      unsafe function(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }
}
