extension WebURL {
  /// The form in which two addresses of one page are equal.
  ///
  /// - Redirectors and AMP caches that carry the address in their own give way to it; feedproxy's numbers stay.
  /// - Default port, user information and fragment are removed; `#!` and `#/` name pages of their own and stay.
  /// - AMP hosts, paths and parameters, tracking and session parameters (`TrackingParameters`), `index.html` and its
  ///   like, and trailing slashes are removed; slashes that stand twice are written once.
  /// - The order of the query, the scheme and `www.` stay: what is joined wrongly hides an article, what is not joined
  ///   only shows it twice.
  ///
  /// Host and percent-encoding have one form since reading. The canonical form of a canonical URL is itself.
  public func canonical() -> WebURL {
    guard isWeb else { return self }
    var url = self
    // Each step makes it shorter; deeper nests are nobody's links and stay as they are.
    for _ in 0..<32 {
      let next = Redirectors.target(of: url) ?? url.strippedOfTracking()
      if next == url { return url }
      // What is left may read otherwise than it stands: `/..` behind a session, a host that was hidden.
      guard let read = WebURL(next.description), read.isWeb else { return self }
      url = read
    }
    return self
  }

  /// The canonical form of a text, if it is an `http` or `https` URL.
  public static func canonicalize(_ text: String) -> String? {
    if let kept = CanonicalAddress.kept(of: text.utf8.span) {
      if kept.path == kept.query { return text }
      let (path, query) = (
        text.utf8.index(text.startIndex, offsetBy: kept.path), text.utf8.index(text.startIndex, offsetBy: kept.query)
      )
      return String(text[..<path]) + text[query...]
    }
    guard text.utf8.count <= maximumBytes * 2, let url = WebURL(text), url.isWeb else { return nil }
    let canonical = url.canonical().description
    return canonical.utf8.count <= maximumBytes ? canonical : nil
  }

  /// All but the redirectors.
  private func strippedOfTracking() -> WebURL {
    var url = self
    url.userInfo = nil
    if url.port == (url.scheme == "https" ? 443 : 80) { url.port = nil }
    // `&#038;`, an ampersand that was escaped twice, looks like a fragment.
    while let fragment = url.fragment, let query = url.query, fragment.hasPrefix("038;") {
      let rest = WebURL.split(fragment.dropFirst(4))
      (url.query, url.fragment) = (query + "&" + rest.query, rest.fragment)
    }
    if let fragment = url.fragment, !fragment.hasPrefix("!"), !fragment.hasPrefix("/") { url.fragment = nil }
    if let host = url.host {
      url.host = Self.withoutAMPLabel(host)
      url.query = url.query.flatMap { TrackingParameters.removed(from: $0, host: url.host ?? host) }
    }
    url.path = Self.canonicalPath(url.path)
    return url
  }

  /// The fragment's own fragment was percent-encoded when the URL was read.
  private static func split(_ text: Substring) -> (query: String, fragment: String?) {
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index...].starts(with: "%23".utf8) {
        return (String(text[..<index]), String(text[bytes.index(index, offsetBy: 3)...]))
      }
      index = bytes.index(after: index)
    }
    return (String(text), nil)
  }

  /// `amp.example.com` is `example.com`'s AMP site when two labels follow.
  private static func withoutAMPLabel(_ host: String) -> String {
    var host = Substring(host)
    while host.hasPrefix("amp."), host.dropFirst(4).contains(".") { host = host.dropFirst(4) }
    return String(host)
  }

  /// Endings of paths that say nothing, lower case.
  private static let emptyEndings: [[UInt8]] = [
    "/", "/amp", ".amp", "/amp.html", "/index.html", "/index.htm", "/index.shtml", "/index.xhtml", "/index.php",
    "/index.asp", "/index.aspx", "/index.jsp", "/index.cfm", "/default.html", "/default.htm", "/default.asp",
    "/default.aspx", "/home.aspx",
  ].map { Array($0.utf8) }

  /// Drops one ending after the other until none is left, so that canonical paths stay as they are.
  private static func canonicalPath(_ path: String) -> String {
    var bytes = withoutSession(withoutDoubleSlashes(Array(path.utf8)))[...]
    var isShrinking = true
    while isShrinking, bytes.count > 1 {
      isShrinking = false
      if ends(bytes, with: Array(".amp.html".utf8)) {
        bytes = bytes.dropLast(9) + bytes.suffix(5)
        isShrinking = true
      }
      for ending in emptyEndings where !bytes.isEmpty && ends(bytes, with: ending) {
        bytes = bytes.dropLast(ending.count)
        isShrinking = true
      }
      if bytes.starts(with: "/amp/".utf8), bytes.count > 5 {
        bytes = bytes.dropFirst(4)
        isShrinking = true
      }
    }
    return bytes.isEmpty ? "/" : String(decoding: bytes, as: UTF8.self)
  }

  /// Whether bytes end with lower-case ASCII in any case.
  private static func ends(_ bytes: ArraySlice<UInt8>, with ending: [UInt8]) -> Bool {
    guard bytes.count >= ending.count else { return false }
    return lowercased(bytes.suffix(ending.count)) == ending
  }

  /// Writes runs of slashes once, unless the path carries a URL of its own as archives do.
  private static func withoutDoubleSlashes(_ path: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var output: [UInt8] = []
    output.reserveCapacity(path.count)
    for byte in path {
      if byte == slash, output.last == slash { continue }
      if byte == slash, output.last == UInt8(ascii: ":") { return path }
      output.append(byte)
    }
    return output
  }

  /// Drops `;jsessionid=…`, another at each visit.
  private static func withoutSession(_ path: [UInt8]) -> [UInt8] {
    var path = path
    while let semicolon = path.lastIndex(of: UInt8(ascii: ";")) {
      let parameter = path[semicolon...]
      guard lowercased(parameter.prefix(12)).elementsEqual(";jsessionid=".utf8) else { return path }
      guard !parameter.contains(UInt8(ascii: "/")) else { return path }
      path.removeSubrange(semicolon...)
    }
    return path
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }
}
