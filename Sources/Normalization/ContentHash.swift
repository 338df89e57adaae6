import Digests

/// Tells whether a known article has changed.
enum ContentHash {
  /// SHA-256 in hexadecimal over title, text and URL.
  static func of(title: String, text: String, url: String?) -> String {
    SHA256.hexadecimal("\(title)\u{0}\(text)\u{0}\(url ?? "")")
  }
}
