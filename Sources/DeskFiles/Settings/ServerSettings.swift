/// Where the desk's pages and outputs are served; `server` in `desk.yaml`.
public struct ServerSettings: Sendable, Equatable {
  /// `address`: the address to listen on; loopback by default.
  public var address = "127.0.0.1"
  /// `port`: 8460 by default; 0 lets the system choose.
  public var port = 8_460
  /// `base_url`: what readers see, without a slash at its end; written into feeds as their own address.
  public var baseURL = "http://127.0.0.1:8460"
  /// `tokens`: names of the secrets of which a reader must give one; empty means that everyone who reaches it may read.
  public var tokenNames: [String] = []
  /// `unconditional_per_minute`: requests for a whole output from one address in a minute, before 429; 1.
  ///
  /// Those without If-None-Match and If-Modified-Since; 0 for any number. This machine may send what it likes.
  public var unconditionalPerMinute = 1
  /// `hub`: the WebSub hub that tells readers of new articles; written into feeds, and told when they have changed.
  public var hubURL: String?

  /// Makes the defaults.
  public init() {}

  static let keys = ["address", "port", "base_url", "tokens", "unconditional_per_minute", "hub"]

  init(_ reader: MappingReader, secrets: SecretNames) {
    let defaults = ServerSettings()
    address =
      reader.value("address") { node throws(DeskError) in
        let text = try node.text()
        if NetworkName.isAddress(text) || text == "localhost" { return text }
        let remedy = "write an IP address of this machine, such as 127.0.0.1 or 0.0.0.0"
        throw DeskError(DeskProblem("'\(text)' is no IP address", at: node.place, remedy: remedy))
      } ?? defaults.address
    port = reader.integer("port", in: 0...65_535) ?? defaults.port
    unconditionalPerMinute =
      reader.integer("unconditional_per_minute", in: 0...10_000) ?? defaults.unconditionalPerMinute
    let shownHost = address.contains(":") ? "[\(address)]" : address
    baseURL =
      reader.value("base_url") { node throws(DeskError) in try WebAddress.check(node, subject: "a base URL") }
      ?? "http://\(shownHost):\(port)"
    while baseURL.hasSuffix("/") { baseURL.removeLast() }
    tokenNames = reader.texts("tokens")
    for (name, node) in zip(tokenNames, reader["tokens"].map(Self.items) ?? []) {
      secrets.use(name, at: node, problems: reader.problems)
    }
    hubURL = checkedHub(reader)
    if tokenNames.isEmpty, !NetworkName.isLoopback(address), let node = reader["address"] {
      let message = "everyone who reaches \(address):\(port) could read the outputs"
      let remedy = "list the name of a secret under tokens, or listen on 127.0.0.1"
      reader.problems.add(DeskProblem(message, at: node.place, remedy: remedy))
    }
  }

  /// A hub fetches the outputs itself: nobody can be told of what only holders of a token may read.
  private func checkedHub(_ reader: MappingReader) -> String? {
    guard let node = reader["hub"] else { return nil }
    let hub = reader.value("hub") { node throws(DeskError) in try WebAddress.check(node, subject: "a hub") }
    if !tokenNames.isEmpty {
      reader.problems.add(
        "hub: a hub cannot read outputs that need a token", at: node, remedy: "leave out hub, or tokens")
    } else if let host = WebAddress.host(of: baseURL), !NetworkName.isPublic(host) {
      reader.problems.add(
        "hub: no hub on the web can reach '\(host)'", at: node,
        remedy: "set base_url to the address under which the outputs are reached from outside")
    }
    return hub
  }

  private static func items(_ node: YAMLNode) -> [YAMLNode] {
    if case .sequence(let items) = node.content { items } else { [] }
  }
}
