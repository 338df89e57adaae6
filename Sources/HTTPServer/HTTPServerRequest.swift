/// A header field (RFC 9110 §5).
public struct HTTPField: Sendable, Equatable {
  /// Its name, compared without regard to case.
  public var name: String
  /// Its value.
  public var value: String

  /// Makes a field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension Array<HTTPField> {
  /// The values of all fields of that name, in order.
  public func values(of name: String) -> [String] {
    let name = name.lowercased()
    return filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// The value of the first field of that name.
  public subscript(name: String) -> String? { values(of: name).first }
}

/// The methods that the server lets through; all others are answered 405.
public enum HTTPMethod: String, Sendable, CaseIterable {
  /// RFC 9110 §9.3.
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
}

/// One request, read whole.
public struct HTTPServerRequest: Sendable, Equatable {
  /// GET, HEAD or POST.
  public var method: HTTPMethod
  /// Path and query.
  public var target: RequestTarget
  /// Header fields in order.
  public var headers: [HTTPField]
  /// The body; empty unless the method is POST.
  public var body: [UInt8]
  /// Numeric address of the peer, which may be a proxy; empty in process.
  public var remoteAddress: String

  /// Makes a request.
  public init(
    _ method: HTTPMethod, target: RequestTarget, headers: [HTTPField] = [], body: [UInt8] = [],
    remoteAddress: String = ""
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.remoteAddress = remoteAddress
  }
}
