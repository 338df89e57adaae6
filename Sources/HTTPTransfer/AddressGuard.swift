/// Decides which addresses may be connected to: by default public ones only.
///
/// It judges the address of each socket just before it connects, not the URL: so redirects, names with several
/// addresses, names that change their address between look-ups, and odd spellings all meet the same check.
public struct AddressGuard: Sendable {
  /// Something not public that the desk allows nevertheless.
  public struct Allowance: Sendable, Hashable, CustomStringConvertible {
    enum Target: Sendable, Hashable {
      case host(String)
      case block(AddressBlock)
    }
    let target: Target
    let port: Int?
    /// As written.
    public let description: String

    /// Reads `localhost`, `intranet.example:8080`, `10.0.0.0/8`, `127.0.0.1:8080`, `fd00::/8` or `[::1]:8080`.
    ///
    /// A name allows whatever address it has; without a port all ports are allowed.
    /// - Throws: `TransferError` with code `invalidRequest` that says what is wrong.
    public init(_ text: String) throws(TransferError) {
      description = text
      let (host, port) = Self.split(text)
      if let port, !(1...65_535).contains(port) {
        throw TransferError(.invalidRequest, "\(text): the port must be a number from 1 to 65535")
      }
      self.port = port
      if let block = AddressBlock(host) {
        target = .block(block)
      } else if !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2F && $0 != 0x3A && $0 != 0x2A }) {
        target = .host(AddressGuard.bareHost(host))
      } else {
        throw TransferError(
          .invalidRequest, "\(text): write a host name, an address or address/bits, and :port if it must be one port")
      }
    }

    /// Takes a host name, an address or `address/bits`, and the only port that may be used there, or `nil` for all.
    ///
    /// - Throws: `TransferError` with code `invalidRequest` that says what is wrong.
    public init(host: String, port: Int?) throws(TransferError) {
      let bare = AddressGuard.bareHost(host)
      let shown = bare.utf8.contains(UInt8(ascii: ":")) ? "[\(bare)]" : bare
      try self.init(port.map { "\(shown):\($0)" } ?? shown)
    }

    /// Splits off `:port`; a port that is no number becomes 0, which is not allowed.
    private static func split(_ text: String) -> (String, Int?) {
      if text.hasPrefix("["), let close = text.lastIndex(of: "]") {
        let host = String(text[text.index(after: text.startIndex)..<close])
        let rest = text[text.index(after: close)...]
        return (host, rest.isEmpty ? nil : rest.hasPrefix(":") ? Int(rest.dropFirst()) ?? 0 : 0)
      }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return (text, nil) }
      return (String(parts[0]), Int(parts[1]) ?? 0)
    }

    func covers(host: String, address: IPAddress?, port: Int) -> Bool {
      guard self.port == nil || self.port == port else { return false }
      switch target {
      case .host(let name): return name == host
      case .block(let block):
        guard let address else { return false }
        return block.contains(address) || address.mappedV4.map(block.contains) ?? false
      }
    }
  }

  /// What the desk allows beyond public addresses.
  public let allowances: [Allowance]

  /// Makes a guard that refuses every address that is not public, apart from `allowances`.
  public init(allowing allowances: [Allowance] = []) { self.allowances = allowances }

  /// Whether the desk names this host, or the address that it spells, as allowed.
  public func isAllowListed(host: String, port: Int) -> Bool {
    let host = Self.bareHost(host)
    let address = IPAddress(host)
    return allowances.contains { $0.covers(host: host, address: address, port: port) }
  }

  /// Why a connection to `address` for `host` must not be opened; `nil` when it may.
  func refusal(host: String, address: IPAddress, port: Int) -> TransferError? {
    guard let kind = Self.nonPublicKind(address) else { return nil }
    let host = Self.bareHost(host)
    if allowances.contains(where: { $0.covers(host: host, address: address, port: port) }) { return nil }
    let shown = address.isV6 ? "[\(address)]" : "\(address)"
    let advice =
      Self.isNeverAFeed(address)
      ? "no feed is published there: find out who wrote this address, or who redirects to it"
      : "if you trust it, add the line - {host: '\(host)', port: \(port)} under allow: in desk.yaml"
    return TransferError(
      .addressRefused, "\(host) is at \(shown) (\(kind)), and only public addresses are asked; \(advice)")
  }

  /// The refusal that needs no look-up: for an address that the URL spells, and for this machine's own name.
  public func refusal(spelledHost host: String, port: Int) -> TransferError? {
    let host = Self.bareHost(host)
    if let address = IPAddress(host) ?? IPAddress(oddlySpelled: host) {
      return refusal(host: host, address: address, port: port)
    }
    guard host == "localhost" || host.hasSuffix(".localhost"), let four = IPAddress("127.0.0.1"),
      let six = IPAddress("::1"), refusal(host: host, address: six, port: port) != nil
    else { return nil }
    return refusal(host: host, address: four, port: port)
  }

  /// The refusal of a host that a proxy will look up: by its spelling, and for names that only inner networks know.
  func refusal(proxiedHost host: String, port: Int) -> TransferError? {
    if let refusal = refusal(spelledHost: host, port: port) { return refusal }
    let host = Self.bareHost(host)
    let isInner = !host.contains(where: { $0 == "." || $0 == ":" }) || Self.innerDomains.contains { host.hasSuffix($0) }
    guard isInner, !isAllowListed(host: host, port: port) else { return nil }
    return TransferError(
      .addressRefused,
      "\(host) is a name of inner networks, and the proxy is asked for public hosts only; "
        + "if you trust it, add the line - {host: '\(host)', port: \(port)} under allow: in desk.yaml")
  }

  /// Names that the public DNS does not have (RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of `.internal`), and
  /// what routers and companies make up.
  private static let innerDomains = [
    ".local", ".internal", ".home.arpa", ".localdomain", ".lan", ".intranet", ".corp", ".home",
  ]

  /// `host` in lower case without brackets and without the dot at the end.
  static func bareHost(_ host: String) -> String {
    var host = host.lowercased()
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    while host.hasSuffix(".") { host.removeLast() }
    return host
  }
}

extension IPAddress {
  /// The IPv4 address behind `::ffff:a.b.c.d`: the only form that really connects over IPv4.
  fileprivate var mappedV4: IPAddress? {
    guard isV6, bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] else { return nil }
    return IPAddress(Array(bytes.suffix(4)))
  }
}
