/// What a request asks for (RFC 9110 §9).
public enum HTTPMethod: String, Sendable, Hashable {
  /// Feeds are only ever read with GET; POST carries alerts to webhooks.
  case get = "GET"
  case post = "POST"
}

/// One header field (RFC 9110 §5).
public struct HTTPField: Sendable, Hashable {
  /// The name, in the case it was written.
  public var name: String
  /// The value, without white space around it.
  public var value: String

  /// Makes a field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field can be sent as it is: a token as name, and no control characters in the value.
  var isSendable: Bool {
    let marks = Array("!#$%&'*+-.^_`|~".utf8)
    let isToken = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || marks.contains(byte)
    }
    return !name.isEmpty && isToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}

/// What one transfer may cost; passing any of these ends it with an error.
public struct TransferLimits: Sendable, Hashable {
  /// Longest time from the first look-up of the name to the last byte.
  public var total: Duration
  /// Longest time for name look-up, connection and TLS handshake.
  public var connect: Duration
  /// Most body bytes, counted after content decoding, while decoding.
  public var maximumBodyBytes: Int
  /// Most header bytes, all header blocks of the transfer together.
  public var maximumHeaderBytes: Int
  /// A transfer that stays below this many bytes a second for `lowSpeedPeriod` is given up.
  public var lowSpeedBytesPerSecond: Int
  /// How long a transfer may stay slow, in whole seconds.
  public var lowSpeedPeriod: Duration

  /// Makes limits: 30 s in all, 10 s to connect, 20 MB of body, 64 kB of headers, 10 bytes/s over 15 s.
  public init(
    total: Duration = .seconds(30), connect: Duration = .seconds(10), maximumBodyBytes: Int = 20_000_000,
    maximumHeaderBytes: Int = 64 << 10, lowSpeedBytesPerSecond: Int = 10, lowSpeedPeriod: Duration = .seconds(15)
  ) {
    self.total = total
    self.connect = connect
    self.maximumBodyBytes = maximumBodyBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.lowSpeedBytesPerSecond = lowSpeedBytesPerSecond
    self.lowSpeedPeriod = lowSpeedPeriod
  }
}

/// One HTTP request; redirects are answered, not followed.
public struct HTTPRequest: Sendable, Hashable {
  /// Absolute URL, `http` or `https`; a `user:password@` part becomes Basic authentication.
  public var url: String
  /// GET unless said otherwise.
  public var method: HTTPMethod
  /// Fields to send, in order; `Host`, `Accept-Encoding` and `Content-Length` are added.
  public var fields: [HTTPField]
  /// The body of a POST.
  public var body: [UInt8]
  /// What the transfer may cost.
  public var limits: TransferLimits

  /// Makes a request; by default a GET without further fields.
  public init(
    url: String, method: HTTPMethod = .get, fields: [HTTPField] = [], body: [UInt8] = [],
    limits: TransferLimits = TransferLimits()
  ) {
    self.url = url
    self.method = method
    self.fields = fields
    self.body = body
    self.limits = limits
  }
}
