/// One response, of any status; only transport failures throw.
public struct HTTPResponse: Sendable {
  /// Status code (RFC 9110 §15).
  public var status: Int
  /// Fields of the last header block in the order they came; repeated names stay repeated, trailers are left out.
  public var fields: [HTTPField]
  /// The body after content decoding.
  public var body: [UInt8]
  /// The IP address that answered, as text; empty when scripted.
  public var address: String
  /// Whether a kept-alive connection served the request.
  public var reusedConnection: Bool
  /// Body bytes as they came, before content decoding; `nil` when scripted.
  public var wireBytes: Int?

  /// Makes a response.
  public init(
    status: Int, fields: [HTTPField] = [], body: [UInt8] = [], address: String = "",
    reusedConnection: Bool = false, wireBytes: Int? = nil
  ) {
    self.status = status
    self.fields = fields
    self.body = body
    self.address = address
    self.reusedConnection = reusedConnection
    self.wireBytes = wireBytes
  }

  /// The values of the fields called `name`, in any case, in order.
  public func values(_ name: String) -> [String] {
    let wanted = name.lowercased()
    return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
  }

  /// The first value of the field called `name`, in any case.
  public func value(_ name: String) -> String? { values(name).first }
}

/// Performs HTTP requests: `TransferLoop` over the network, a script in tests.
public protocol HTTPTransferring: Sendable {
  /// Performs `request`; cancelling the task cancels the transfer at once.
  ///
  /// - Throws: `TransferError`. A response of any status, 404 and 500 too, does not throw.
  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse
}
