/// Says what a document is that is no feed, so that people know what to do.
enum UnreadableDocument {
  /// Bytes that are no text at all.
  static func binary(_ bytes: [UInt8]) -> FeedFormatError? {
    let kinds: [(start: [UInt8], name: String)] = [
      ([0x1F, 0x8B], "gzip data that the server did not announce"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"),
      ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"), ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
      ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
      ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
    ]
    guard let kind = kinds.first(where: { bytes.starts(with: $0.start) }) else { return nil }
    return FeedFormatError(code: .unrecognized, message: "this is \(kind.name), not a feed")
  }

  /// A web page, seen from its start.
  static func page(_ bytes: [UInt8], from first: Int) -> FeedFormatError? {
    let start = lowercasedText(bytes[first..<min(bytes.count, first + 512)])
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html") ? html(bytes) : nil
  }

  /// A document with another root.
  static func root(_ name: String, _ bytes: [UInt8]) -> FeedFormatError {
    switch name.lowercased() {
    case "html", "head", "body", "div", "p", "br", "script": return html(bytes)
    case "opml":
      return otherXML("this is an OPML list of feeds, not a feed; import it with `khabar feeds import`")
    case "urlset", "sitemapindex": return otherXML("this is a sitemap, not a feed")
    case "svg": return otherXML("this is an SVG picture, not a feed")
    case "error", "errors", "fault", "response":
      return otherXML("this is an XML error message with the root <\(name.prefix(40))>, not a feed")
    default: return otherXML("this is XML with the root <\(name.prefix(40))>, not a feed")
    }
  }

  /// Text without any element.
  static func noElement(_ bytes: [UInt8]) -> FeedFormatError {
    let start = lowercasedText(bytes.prefix(60)).split { $0.isWhitespace }.joined(separator: " ")
    return FeedFormatError(
      code: .unrecognized, message: "this is neither XML nor JSON; it starts with \"\(start)\"")
  }

  /// JSON that is no JSON Feed.
  static func json(_ root: JSONValue) -> FeedFormatError {
    let said =
      root["error"]?.text ?? root["message"]?.text ?? root["error"]?["message"]?.text ?? root["detail"]?.text
    if let said {
      return FeedFormatError(code: .json, message: "this is a JSON error message, not a feed: \"\(said.prefix(120))\"")
    }
    return FeedFormatError(code: .json, message: "this is JSON but no JSON Feed: it has neither version nor items")
  }

  private static func otherXML(_ message: String) -> FeedFormatError {
    FeedFormatError(code: .otherXML, message: message)
  }

  private static func html(_ bytes: [UInt8]) -> FeedFormatError {
    let text = lowercasedText(bytes.prefix(65_536))
    let message =
      if text.contains("type=\"password\"") || text.contains("type=password") || text.contains("type='password'") {
        "this is a login page, not a feed; the address may need an account"
      } else if ["captcha", "cf-chl", "challenge-platform", "are you a robot"].contains(where: { text.contains($0) }) {
        "this is a page that checks for robots, not a feed; ask the publisher to let the feed through"
      } else if text.contains("application/rss+xml") || text.contains("application/atom+xml") {
        "this is a web page, not a feed, but it names one: look for rel=\"alternate\" in its source, and poll that address"
      } else {
        "this is a web page, not a feed"
      }
    return FeedFormatError(code: .html, message: message)
  }

  private static func lowercasedText(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
