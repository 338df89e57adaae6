/// Tells whether text has the form of a host name, an IP address or a network; looks nothing up.
enum NetworkName {
  /// A host name of letters, digits, hyphens and dots (RFC 1123 §2.1), with at least one letter in its last label.
  static func isHost(_ text: String) -> Bool {
    guard text.utf8.count <= 253 else { return false }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.last?.contains(where: \.isLetter) == true else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }

  /// An IPv4 or IPv6 address.
  static func isAddress(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

  /// An address, a slash and a prefix length (RFC 4632 §3.1).
  static func isNetwork(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = decimal(parts[1], maximum: 128) else { return false }
    return isIPv4(String(parts[0])) ? length <= 32 : isIPv6(String(parts[0]))
  }

  /// Whether an address or a name means this machine.
  static func isLoopback(_ text: String) -> Bool {
    text == "localhost" || text == "::1" || (isIPv4(text) && text.hasPrefix("127."))
  }

  /// Whether an address or a name can be one that others on the web reach: none of this machine or of a private network.
  ///
  /// Looks nothing up; what is refused here is refused by the address guard as well.
  static func isPublic(_ text: String) -> Bool {
    let name = text.lowercased()
    if isIPv4(name) {
      let parts = name.split(separator: ".").compactMap { Int($0) }
      switch (parts[0], parts[1]) {
      case (0, _), (10, _), (127, _), (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19):
        return false
      default: return parts[0] < 224
      }
    }
    if isIPv6(name) {
      return !name.hasPrefix("::") && !["fc", "fd", "fe8", "fe9", "fea", "feb", "ff"].contains { name.hasPrefix($0) }
    }
    let labels = name.split(separator: ".").map(String.init)
    guard isHost(name), labels.count > 1, let last = labels.last else { return false }
    return !["localhost", "local", "internal", "lan", "home", "test", "invalid"].contains(last)
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { decimal($0, maximum: 255) != nil }
  }

  /// RFC 4291 §2.2: eight groups, or fewer around one `::`, the last two also as IPv4.
  private static func isIPv6(_ text: String) -> Bool {
    guard text.contains(":"), text.utf8.count <= 45 else { return false }
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var groupCount = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let groups = half.split(separator: ":", omittingEmptySubsequences: false)
      for (position, group) in groups.enumerated() {
        let isLast = index == halves.count - 1 && position == groups.count - 1
        if isLast, isIPv4(String(group)) {
          groupCount += 2
        } else if (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit), group.allSatisfy(\.isASCII) {
          groupCount += 1
        } else {
          return false
        }
      }
    }
    return halves.count == 2 ? groupCount <= 7 : groupCount == 8
  }

  private static func decimal(_ text: Substring, maximum: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    if text.utf8.count > 1, text.hasPrefix("0") { return nil }
    return Int(text).flatMap { $0 <= maximum ? $0 : nil }
  }
}
