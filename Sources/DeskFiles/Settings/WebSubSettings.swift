import Foundation

/// How the desk has hubs tell it of changes (WebSub, W3C Recommendation 2018); `websub` in `desk.yaml`.
public struct WebSubSettings: Sendable, Equatable {
  /// `callback_base`: the address under which hubs reach this server from outside, without a slash at its end.
  public var callbackBase: String
  /// `lease`: for how long hubs are asked to deliver; 10 days.
  public var leaseSeconds = 864_000
  /// `sha1`: whether signatures by SHA-1 count; no.
  public var acceptsSHA1 = false
  /// `insecure_hubs`: whether hubs without TLS are used, whose deliveries nobody can check; no.
  public var usesInsecureHubs = false
  /// `deliveries_per_minute`: what one callback takes; 60.
  public var deliveriesPerMinute = 60
  /// `queue`: deliveries that may wait to be read; 64.
  public var maximumWaiting = 64

  /// Makes settings with the defaults.
  public init(callbackBase: String) { self.callbackBase = callbackBase }

  static let keys = [
    "enabled", "callback_base", "lease", "sha1", "insecure_hubs", "deliveries_per_minute", "queue",
  ]

  /// Reads the mapping; `nil` when it is not enabled, or wrong.
  init?(_ reader: MappingReader) {
    let isEnabled = reader.truth("enabled") ?? true
    let base = reader.value("callback_base") { node throws(DeskError) in try Self.base(node) }
    let defaults = WebSubSettings(callbackBase: "")
    leaseSeconds = reader.seconds("lease", in: 3_600...2_592_000) ?? defaults.leaseSeconds
    acceptsSHA1 = reader.truth("sha1") ?? defaults.acceptsSHA1
    usesInsecureHubs = reader.truth("insecure_hubs") ?? defaults.usesInsecureHubs
    deliveriesPerMinute = reader.integer("deliveries_per_minute", in: 1...10_000) ?? defaults.deliveriesPerMinute
    maximumWaiting = reader.integer("queue", in: 1...10_000) ?? defaults.maximumWaiting
    if isEnabled, reader["callback_base"] == nil {
      reader.problems.add(
        "the key 'callback_base' is missing", at: reader.node,
        remedy: "add the address under which hubs reach this server: 'callback_base: https://news.example.org'")
    }
    guard isEnabled, let base else { return nil }
    callbackBase = base
  }

  private static func base(_ node: YAMLNode) throws(DeskError) -> String {
    var text = try WebAddress.check(node, subject: "a callback base")
    let remedy = "write the address under which hubs reach this server, such as https://news.example.org"
    let parts = URLComponents(string: text)
    guard parts?.query == nil, parts?.fragment == nil else {
      throw DeskError(DeskProblem("'\(text)' has a query or a fragment", at: node.place, remedy: remedy))
    }
    let host = WebAddress.host(of: text) ?? ""
    guard NetworkName.isPublic(host) else {
      throw DeskError(DeskProblem("no hub on the web can reach '\(host)'", at: node.place, remedy: remedy))
    }
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
