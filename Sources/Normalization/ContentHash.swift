import Digests

/// Tells whether a known article has changed.
enum ContentHash {
  /// SHA-256 in hexadecimal over title, text and URL.
  static func of(title: String, text: String, url: String?) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(title.utf8.count + text.utf8.count + (url?.utf8.count ?? 0) + 2)
    bytes.append(contentsOf: title.utf8)
    bytes.append(0)
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
    if let url { bytes.append(contentsOf: url.utf8) }
    return SHA256.hexadecimal(bytes.span)
  }
}
