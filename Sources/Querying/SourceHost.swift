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
    guard let url, let start = url.range(of: "://") else {
      key = ""
      return
    }
    let authority = url[start.upperBound...].prefix { !"/?#\\".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    key = Self.reversed(host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" })
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

  private static func reversed(_ host: Substring) -> String {
    host.lowercased().split(separator: ".").reversed().map { $0 + "." }.joined()
  }
}
