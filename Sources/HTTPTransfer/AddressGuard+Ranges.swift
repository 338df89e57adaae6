extension AddressGuard {
  /// What makes `address` not public, in words; `nil` for a public address.
  ///
  /// IANA's special-purpose registries (RFC 6890 and what was added since). IPv6 is judged the other way round: only
  /// `2000::/3` and NAT64 are public at all, and an IPv4 address inside must be public as well.
  static func nonPublicKind(_ address: IPAddress) -> String? {
    for (block, kind) in address.isV6 ? sixRanges : fourRanges where block.contains(address) { return kind }
    if let embedded = address.embeddedV4 {
      if let kind = nonPublicKind(embedded) { return "\(kind), written as IPv6" }
      if carriers.contains(where: { $0.contains(address) }) { return nil }
    }
    if address.isV6, let global, !global.contains(address) { return "not a global IPv6 address" }
    return nil
  }

  /// Whether the address is of the kind where machines in clouds find their credentials: nobody is told to allow it.
  static func isNeverAFeed(_ address: IPAddress) -> Bool {
    linkLocal.contains { $0.contains(address) } || address.embeddedV4.map(isNeverAFeed) ?? false
  }

  private static let linkLocal = ["169.254.0.0/16", "fe80::/10", "fd00:ec2::/32"].compactMap { AddressBlock($0) }

  private static let global = AddressBlock("2000::/3")

  /// IPv6 ranges outside `2000::/3` that lead to the public IPv4 address inside.
  private static let carriers = ["64:ff9b::/96", "::ffff:0:0/96"].compactMap { AddressBlock($0) }

  private static let fourRanges = ranges([
    ("0.0.0.0/8", "this network"), ("10.0.0.0/8", "private network"), ("100.64.0.0/10", "carrier network"),
    ("127.0.0.0/8", "loopback"), ("169.254.0.0/16", "link-local, where clouds keep their credentials"),
    ("172.16.0.0/12", "private network"), ("192.0.0.0/24", "protocol assignments"), ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"), ("192.168.0.0/16", "private network"), ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"), ("203.0.113.0/24", "documentation"), ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
  ])

  private static let sixRanges = ranges([
    ("::/128", "unspecified"), ("::1/128", "loopback"), ("64:ff9b:1::/48", "local NAT64"), ("100::/64", "discard"),
    ("2001::/32", "Teredo"), ("2001::/23", "protocol assignments"), ("2001:db8::/32", "documentation"),
    ("3fff::/20", "documentation"), ("5f00::/16", "segment routing"),
    ("fd00:ec2::/32", "where clouds keep their credentials"), ("fc00::/7", "private network"),
    ("fe80::/10", "link-local"), ("fec0::/10", "site-local"), ("ff00::/8", "multicast"),
  ])

  private static func ranges(_ table: [(String, String)]) -> [(AddressBlock, String)] {
    table.compactMap { text, kind in AddressBlock(text).map { ($0, kind) } }
  }
}
