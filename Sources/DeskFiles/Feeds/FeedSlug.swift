import Foundation
import WebValues

/// Makes ids of feeds out of their URLs.
package enum FeedSlug {
  /// Lower-case letters and digits of the URL's host and path, with hyphens between: `dawn-com-feeds-home`.
  ///
  /// The same for `http` and `https`, with and without `www.`; at most 80 characters, never empty.
  package static func slug(of url: String) -> String {
    var parts = URLComponents(string: url)
    // Ids are shown to everyone, so a key in the query must not get into one.
    let items = parts?.queryItems?.filter { !Redaction.isSecretParameter($0.name) }
    if let items { parts?.queryItems = items }
    var host = (parts?.host).flatMap(HostName.ascii) ?? ""
    for prefix in ["www.", "feeds.", "rss."] where host.hasPrefix(prefix) {
      host.removeFirst(prefix.count)
      break
    }
    let rest = [parts?.percentEncodedPath, parts?.query].compactMap(\.self).joined(separator: "-")
    return words(host.isEmpty ? url : "\(host)-\(rest)")
  }

  /// Any text as lower-case ASCII letters and digits with single hyphens between.
  package static func words(_ text: String) -> String {
    var slug = ""
    for byte in text.lowercased().utf8.prefix(4_096) where slug.utf8.count < 80 {
      let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      if isWord {
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    if slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "feed" : slug
  }

  /// Whether text may be an id: lower-case letters, digits and hyphens, 1 to 80, no hyphen at either end.
  package static func isValid(_ id: String) -> Bool {
    let bytes = Array(id.utf8)
    guard (1...80).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return false }
    return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}
