/// Says what a document is that is no feed, so that people know what to do.
enum UnreadableDocument {
  /// Bytes that are no text at all.
  static func binary(_ bytes: [UInt8]) -> FeedFormatError? {
    guard let first = bytes.first, first != 0x3C, first != 0x0A, first != 0x20 else { return nil }
    let kinds: [(start: [UInt8], name: String)] = [
      ([0x1F, 0x8B], "gzip data that the server did not announce"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"),
      ([0x42, 0x5A, 0x68], "bzip2 data"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "XZ data"),
      ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"), ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
      ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
      ([0x47, 0x49, 0x46, 0x38], "a GIF picture"), ([0x52, 0x49, 0x46, 0x46], "a picture or sound file"),
      ([0x49, 0x44, 0x33], "an MP3 file"), ([0x4F, 0x67, 0x67, 0x53], "an Ogg file"),
      ([0x7F, 0x45, 0x4C, 0x46], "a program"), ([0x4D, 0x5A, 0x90], "a program"),
    ]
    guard let kind = kinds.first(where: { bytes.starts(with: $0.start) }) else { return nil }
    return FeedFormatError(code: .unrecognized, message: "this is \(kind.name), not a feed")
  }

  /// A web page, seen from its start.
  static func page(_ bytes: [UInt8], from first: Int) -> FeedFormatError? {
    // Neither `<!` nor `<h`: no page.
    guard first + 1 < bytes.count, bytes[first + 1] == 0x21 || bytes[first + 1] | 0x20 == 0x68 else { return nil }
    let start = lowercasedText(bytes[first..<min(bytes.count, first + 512)])
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html") ? html(bytes) : nil
  }

  /// Whether a root element belongs to a page, in which no feed is looked for.
  static func isPage(root: String) -> Bool {
    [
      "html", "head", "body", "div", "p", "br", "script", "meta", "title", "center", "h1", "h2", "table", "style",
      "link", "form", "font", "span", "iframe", "noscript", "a", "b", "img", "pre", "section", "article", "main",
    ].contains(root.lowercased())
  }

  /// A document with another root.
  static func root(_ name: String, _ bytes: [UInt8]) -> FeedFormatError {
    if isPage(root: name) { return html(bytes) }
    let shown = name.prefix(40)
    switch name.lowercased() {
    case "opml":
      return otherXML("this is an OPML list of feeds, not a feed; import it with `khabar feeds import`")
    case "svg": return otherXML("this is an SVG picture, not a feed")
    case "envelope": return otherXML("this is a SOAP message\(reason(bytes)), not a feed")
    case "fault", "methodresponse":
      return otherXML("this is the answer of a web service with the root <\(shown)>\(reason(bytes)), not a feed")
    case "error", "errors", "response", "exception", "problem":
      return otherXML("this is an XML error message with the root <\(shown)>\(reason(bytes)), not a feed")
    case "opensearchdescription": return otherXML("this is a description of a search engine, not a feed")
    case "service": return otherXML("this is an Atom service document, not a feed; it names collections that are feeds")
    case "xrds", "xrd": return otherXML("this is a discovery document (XRD), not a feed")
    case "smil", "playlist", "asx": return otherXML("this is a playlist with the root <\(shown)>, not a feed")
    case "wsdl", "definitions": return otherXML("this is the description of a web service, not a feed")
    default: return otherXML("this is XML with the root <\(shown)>, not a feed")
    }
  }

  /// Text without any element.
  static func noElement(_ bytes: [UInt8]) -> FeedFormatError {
    let controls = bytes.prefix(1_024).count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard controls < 32 else {
      return FeedFormatError(code: .unrecognized, message: "this is binary data of \(bytes.count) bytes, not a feed")
    }
    if let error = challenge(lowercasedText(bytes.prefix(65_536))) { return error }
    let start = lowercasedText(bytes.prefix(60)).split { $0.isWhitespace }.joined(separator: " ")
    return FeedFormatError(
      code: .unrecognized, message: "this is neither XML nor JSON; it is text that starts with \"\(start)\"")
  }

  /// JSON that is no JSON Feed.
  static func json(_ root: JSONValue) -> FeedFormatError {
    let said =
      root["error"]?.text ?? root["message"]?.text ?? root["error"]?["message"]?.text ?? root["detail"]?.text
      ?? root["errors"]?.elements.first?["message"]?.text ?? root["errors"]?.elements.first?.text
    if let said {
      return FeedFormatError(code: .json, message: "this is a JSON error message, not a feed: \"\(said.prefix(120))\"")
    }
    return FeedFormatError(code: .json, message: "this is JSON but no JSON Feed: it has neither version nor items")
  }

  private static func otherXML(_ message: String) -> FeedFormatError {
    FeedFormatError(code: .otherXML, message: message)
  }

  /// What an XML error says, as far as it can be seen without reading it.
  private static func reason(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
    for tag in ["<Message>", "<message>", "<faultstring>", "<Reason>", "<Text>", "<detail>", "<error>"] {
      guard let start = text.firstRange(of: tag)?.upperBound else { continue }
      let said = text[start...].prefix { $0 != "<" }.prefix(120)
      if let said = String(said).trimmed { return " that says \"\(said)\"" }
    }
    return ""
  }

  private static func html(_ bytes: [UInt8]) -> FeedFormatError {
    let text = lowercasedText(bytes.prefix(65_536))
    if let error = challenge(text) { return error }
    let message =
      if text.contains("application/rss+xml") || text.contains("application/atom+xml")
        || text.contains("application/feed+json")
      {
        "\(FeedFormatError.webPage), but it names one: look for rel=\"alternate\" in its source, and poll that address"
      } else {
        FeedFormatError.webPage
      }
    return FeedFormatError(code: .html, message: message)
  }

  /// A page that wants something from people: an account, or a proof that they are some.
  private static func challenge(_ text: String) -> FeedFormatError? {
    if text.contains("type=\"password\"") || text.contains("type=password") || text.contains("type='password'") {
      return FeedFormatError(
        code: .html, message: "this is a login page, not a feed; the address may need an account")
    }
    let robots = [
      "captcha", "cf-chl", "challenge-platform", "are you a robot", "just a moment...", "cf-browser-verification",
      "_incapsula_", "ddos-guard", "sucuri_cloudproxy", "checking your browser", "enable javascript and cookies",
      "px-captcha", "datadome", "aws-waf-token", "__jsl_clearance",
    ]
    guard robots.contains(where: { text.contains($0) }) else { return nil }
    return FeedFormatError(
      code: .html,
      message: "this is a page that checks for robots, not a feed; ask the publisher to let the feed through")
  }

  private static func lowercasedText(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
