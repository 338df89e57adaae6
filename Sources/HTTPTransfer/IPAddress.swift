import Glibc

/// An IPv4 or IPv6 address as its bytes in network order: 4 or 16.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  let bytes: [UInt8]

  /// Takes 4 or 16 bytes, else nothing.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads strict dotted-quad or IPv6 text (inet_pton(3)); odd spellings give nothing.
  init?(_ text: String) {
    var storage = [UInt8](repeating: 0, count: 16)
    let isV6 = text.utf8.contains(UInt8(ascii: ":"))
    guard unsafe inet_pton(isV6 ? AF_INET6 : AF_INET, text, &storage) == 1 else { return nil }
    bytes = isV6 ? storage : Array(storage.prefix(4))
  }

  /// Reads an IPv4 address as resolvers do: `127.1`, `0x7f.1`, `0177.0.0.1` and `2130706433` are all 127.0.0.1
  /// (inet_aton(3)).
  init?(oddlySpelled text: String) {
    guard let first = text.utf8.first, (0x30...0x39).contains(first), text.utf8.count < 64 else { return nil }
    var address = in_addr()
    guard unsafe inet_aton(text, &address) != 0 else { return nil }
    bytes = unsafe withUnsafeBytes(of: address) { unsafe [UInt8]($0) }
  }

  var isV6: Bool { bytes.count == 16 }

  /// Canonical text (inet_ntop(3)).
  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard unsafe inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The IPv4 address that an IPv6 address stands for or is reached through, if it carries one.
  ///
  /// Mapped `::ffff:0:0/96` and translated `::ffff:0:0:0/96` (RFC 4291, RFC 2765), compatible `::/96` (RFC 4291), NAT64
  /// `64:ff9b::/96` (RFC 6052), 6to4 `2002::/16` (RFC 3056), Teredo `2001::/32` (RFC 4380; stored inverted), ISATAP
  /// (RFC 5214).
  var embeddedV4: IPAddress? {
    guard isV6 else { return nil }
    let last = IPAddress(Array(bytes.suffix(4)))
    if bytes.prefix(12).allSatisfy({ $0 == 0 }) { return last }
    for prefix in AddressBlock.embeddings where prefix.contains(self) { return last }
    if bytes[0] == 0x20, bytes[1] == 0x02 { return IPAddress(Array(bytes[2..<6])) }
    if bytes.prefix(4) == [0x20, 0x01, 0, 0] { return IPAddress(bytes.suffix(4).map { ~$0 }) }
    if bytes[8] & 0xFC == 0, bytes[9...11] == [0, 0x5E, 0xFE] { return last }
    return nil
  }
}

/// A range of addresses: a prefix and its length in bits (CIDR, RFC 4632).
struct AddressBlock: Sendable, Hashable {
  let address: IPAddress
  let length: Int

  /// Reads `address/length`, or an address alone as a block of one.
  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
    let bits = address.bytes.count * 8
    let length = parts.count == 1 ? bits : Int(parts[1]) ?? -1
    guard (0...bits).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Whether `other` is of the same family and has the prefix.
  func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    let whole = length / 8
    guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
    let rest = length % 8
    guard rest > 0 else { return true }
    return (other.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0
  }

  /// Where the last four bytes of an IPv6 address are an IPv4 address.
  fileprivate static let embeddings = ["::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"].compactMap {
    AddressBlock($0)
  }
}
