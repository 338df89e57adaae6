/// One response.
public struct HTTPServerResponse: Sendable, Equatable {
  /// Status code (RFC 9110 §15).
  public var status: Int
  /// Header fields; `Date`, `Content-Length` and `Connection` are the server's own.
  public var headers: [HTTPField]
  /// The body; for HEAD the one that GET would have, which the server measures and does not send.
  public var body: [UInt8]

  /// Makes a response.
  public init(status: Int = 200, headers: [HTTPField] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A short message in plain text that nobody may store.
  public static func message(_ status: Int, _ text: String, headers: [HTTPField] = []) -> HTTPServerResponse {
    HTTPServerResponse(
      status: status,
      headers: [
        HTTPField("Content-Type", "text/plain; charset=utf-8"), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Cache-Control", "no-store"),
      ] + headers, body: Array((text + "\n").utf8))
  }

  /// Replaces all fields of that name by one, or removes them.
  public mutating func set(_ name: String, _ value: String?) {
    let lower = name.lowercased()
    headers.removeAll { $0.name.lowercased() == lower }
    if let value { headers.append(HTTPField(name, value)) }
  }
}
