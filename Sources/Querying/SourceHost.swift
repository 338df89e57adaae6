import Foundation

/// A host name with its labels in reverse, each followed by a dot, so that "lies in the domain" is "has the prefix".
///
/// `https://www.dawn.com/news/1` gives `com.dawn.www.`, which has the prefix `com.dawn.`.
package struct SourceHost: Sendable, Hashable {
  /// The reversed labels; empty when there is no host.
  package let key: String

  /// Takes a key as a store kept it.
  package init(key: String) { self.key = key }

  /// The host of an absolute URL; user, password and port are left out.
  package init(ofURL url: String?) {
    guard let url else {
      key = ""
      return
    }
    let bytes = url.utf8.span
    var start = 0
    while start + 2 < bytes.count, !(bytes[start] == 0x3A && bytes[start + 1] == 0x2F && bytes[start + 2] == 0x2F) {
      start += 1
    }
    guard start + 2 < bytes.count else {
      key = ""
      return
    }
    start += 3
    var end = start
    while end < bytes.count, !Self.endsAuthority(bytes[end]) {
      if bytes[end] == UInt8(ascii: "@") { start = end + 1 }
      end += 1
    }
    let isBracketed = start < end && bytes[start] == UInt8(ascii: "[")
    let closing = UInt8(ascii: isBracketed ? "]" : ":")
    if isBracketed { start += 1 }
    var host: [UInt8] = []
    while start < end, bytes[start] != closing {
      host.append(bytes[start])
      start += 1
    }
    key = Self.reversed(host)
  }

  /// A host or domain name as written; `nil` when it holds no label.
  package init?(name: String) {
    guard !name.contains(where: { "/:@?# ".contains($0) }) else { return nil }
    key = Self.reversed(name[...])
    if key.isEmpty { return nil }
  }

  /// The labels in their usual order; `nil` when there are none.
  package var name: String? {
    key.isEmpty ? nil : key.split(separator: ".").reversed().joined(separator: ".")
  }

  /// Whether this host is that domain or lies in it.
  package func lies(in domain: SourceHost) -> Bool { key.utf8.starts(with: domain.key.utf8) }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == 0x2F || byte == 0x3F || byte == 0x23 || byte == 0x5C
  }

  private static func reversed(_ host: Substring) -> String { reversed(Array(host.utf8)) }

  private static func reversed(_ host: [UInt8]) -> String {
    let isASCII = !host.contains { $0 >= 0x80 }
    let lowered = isASCII ? host : Array(String(decoding: host, as: UTF8.self).lowercased().utf8)
    var key: [UInt8] = []
    key.reserveCapacity(lowered.count + 1)
    var end = lowered.count
    while end > 0 {
      var start = end
      while start > 0, lowered[start - 1] != 0x2E { start -= 1 }
      if start < end {
        for index in start..<end { key.append(Self.lowered(lowered[index])) }
        key.append(0x2E)
      }
      end = start - 1
    }
    return String(decoding: key, as: UTF8.self)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
