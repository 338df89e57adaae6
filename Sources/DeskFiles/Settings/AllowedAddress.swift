/// An exception of the address guard, which otherwise refuses loopback, private and link-local addresses.
///
/// One entry of `allow` in `desk.yaml`.
public struct AllowedAddress: Sendable, Equatable {
  /// `host`: a host name, an IP address, or a network as `10.0.0.0/8`.
  public var host: String
  /// `port`: the only port that may be used there.
  public var port: Int
  /// `spacing`: between the starts of two requests there; a host that the desk's owner allows has none unless given.
  public var spacingSeconds: Int

  /// Makes an exception.
  public init(host: String, port: Int, spacingSeconds: Int = 0) {
    self.host = host
    self.port = port
    self.spacingSeconds = spacingSeconds
  }

  static let keys = ["host", "port", "spacing"]

  init?(_ reader: MappingReader) {
    let host = reader.required("host") { node throws(DeskError) in try Self.host(node) }
    let port = reader.required("port") { node throws(DeskError) in try node.integer(in: 1...65_535) }
    let spacing = reader.seconds("spacing", in: 0...3_600)
    guard let host, let port else { return nil }
    self.init(host: host, port: port, spacingSeconds: spacing ?? 0)
  }

  private static func host(_ node: YAMLNode) throws(DeskError) -> String {
    let text = try node.text()
    if NetworkName.isHost(text) || NetworkName.isAddress(text) || NetworkName.isNetwork(text) { return text }
    let remedy = "write a host name, an IP address or a network such as 10.0.0.0/8, without scheme, port or path"
    throw DeskError(DeskProblem("'\(text)' names no host", at: node.place, remedy: remedy))
  }
}
