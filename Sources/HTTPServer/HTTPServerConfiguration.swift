/// Where a server listens and what it puts up with.
public struct HTTPServerConfiguration: Sendable, Equatable {
  /// Numeric IPv4 or IPv6 address, or `localhost` for 127.0.0.1.
  public var address: String
  /// TCP port; 0 takes a free one.
  public var port: Int
  /// Whether POST is let through; without it only GET and HEAD are.
  public var allowsPost = false
  /// Open connections; more wait in the kernel's queue.
  public var maximumConnections = 128
  /// Open connections from one address; 0 for no limit, which a server behind a proxy needs.
  public var maximumConnectionsPerAddress = 0
  /// Bytes of one request's line and header fields together, about; a longer one is answered 431 or 414.
  public var maximumHeaderBytes = 32 << 10
  /// Bytes of a request's target; a longer one is answered 414.
  public var maximumTargetBytes = 4 << 10
  /// Bytes of a request's body; a longer one is answered 413.
  public var maximumBodyBytes = 64 << 10
  /// Bytes of all bodies together that are held at once; who brings more is answered 503.
  public var maximumBufferedBytes = 128 << 20
  /// Time in which a connection must deliver its next whole request, however slowly the bytes trickle.
  public var requestTimeout: Duration = .seconds(15)
  /// The same for a request with a body that was admitted.
  public var uploadTimeout: Duration = .seconds(60)
  /// Time for the handler; after that the client gets 503.
  public var handlerTimeout: Duration = .seconds(30)
  /// Time in which a client must have taken the response.
  public var responseTimeout: Duration = .seconds(120)
  /// Time that `stop` gives to requests under way.
  public var stopGrace: Duration = .milliseconds(700)

  /// Makes a configuration; by default loopback, port 8080.
  public init(address: String = "127.0.0.1", port: Int = 8080) {
    self.address = address
    self.port = port
  }

  /// Whether only programs on this machine can connect.
  public var isLoopback: Bool { address == "localhost" || address == "::1" || address.hasPrefix("127.") }
}

/// Why a server could not start.
public struct HTTPServerError: Error, Sendable, Equatable {
  /// The kind of failure.
  public enum Code: String, Sendable {
    /// The address is no number; not of this machine; taken; needs more rights; anything else.
    case invalidAddress = "invalid-address"
    case addressNotAvailable = "address-not-available"
    case addressInUse = "address-in-use"
    case permissionDenied = "permission-denied"
    case cannotStart = "cannot-start"
    /// Other machines could read without a token.
    case notAllowed = "not-allowed"
  }
  /// The kind of failure.
  public let code: Code
  /// What happened, where, and what to do; for people.
  public let message: String

  /// Makes an error.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}
