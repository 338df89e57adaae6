/// A URL or a relative reference, split but not resolved (RFC 3986 §4.1, appendix B).
struct URLReference {
  private var scheme: String?
  private var authority: URLAuthority?
  private var path: [UInt8] = []
  private var query: String?
  private var fragment: String?

  /// Splits a text; `baseScheme` tells whether a backslash in a relative reference is a slash.
  init?(_ text: String, baseScheme: String? = nil) {
    // Most URLs are clean; only the others are copied.
    var bytes = Array(text.utf8)
    if bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { bytes = Self.trimmed(bytes) }
    if let first = bytes.first, let last = bytes.last, first >= 0x80 || last >= 0x80 { bytes = Self.unpadded(bytes) }
    guard bytes.count <= 65536 else { return nil }
    var start = 0
    if let colon = Self.schemeEnd(bytes) {
      scheme = String(decoding: bytes[..<colon].map { $0 | ($0 &- 0x41 < 26 ? 0x20 : 0) }, as: UTF8.self)
      start = colon + 1
    }
    let effective = scheme ?? baseScheme
    let isWeb = effective == "http" || effective == "https"
    var end = bytes.count
    if let hash = bytes[start...].firstIndex(of: UInt8(ascii: "#")) {
      fragment = URLEncoding.encoded(bytes[(hash + 1)...], allowing: URLEncoding.queryByte)
      end = hash
    }
    if let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "?")) {
      query = URLEncoding.encoded(bytes[(mark + 1)..<end], allowing: URLEncoding.queryByte)
      end = mark
    }
    if isWeb {
      for index in start..<end where bytes[index] == UInt8(ascii: "\\") { bytes[index] = UInt8(ascii: "/") }
    }
    if let authorityStart = Self.authorityStart(
      bytes[start..<end], isWeb: isWeb, isAbsolute: scheme != nil && scheme != baseScheme)
    {
      let slash = bytes[authorityStart..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
      guard let parsed = URLAuthority(bytes[authorityStart..<slash]) else { return nil }
      authority = parsed
      start = slash
    }
    path = URLEncoding.encodedBytes(bytes[start..<end], allowing: URLEncoding.pathByte)
  }

  /// Where the authority begins, if there is one.
  ///
  /// `http:///host/` and, where nothing can be relative, `http:/host/` name a host, as browsers read them.
  private static func authorityStart(_ bytes: ArraySlice<UInt8>, isWeb: Bool, isAbsolute: Bool) -> Int? {
    let slashes = bytes.prefix { $0 == UInt8(ascii: "/") }.count
    guard isWeb else { return slashes >= 2 ? bytes.startIndex + 2 : nil }
    return slashes >= 2 || isAbsolute ? bytes.startIndex + slashes : nil
  }

  /// Drops tabs, line breaks and other controls everywhere, and spaces around.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var kept = bytes.filter { $0 >= 0x20 && $0 != 0x7F }
    while kept.last == 0x20 { kept.removeLast() }
    return Array(kept.drop { $0 == 0x20 })
  }

  /// Drops spaces beyond ASCII, byte order marks and direction marks around.
  private static func unpadded(_ bytes: [UInt8]) -> [UInt8] {
    func isPadding(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || [0xFEFF, 0x200B, 0x200E, 0x200F, 0x2060].contains(scalar.value)
    }
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.drop(while: isPadding)
    guard let last = scalars.lastIndex(where: { !isPadding($0) }) else { return [] }
    return Array(String(scalars[...last]).utf8)
  }

  /// Where the scheme's colon stands (RFC 3986 §3.1).
  private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.first, isLetter(first) else { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":") { return index }
      guard isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else { return nil }
    }
    return nil
  }

  /// The reference as a URL of its own, if it has a scheme.
  func absolute() -> WebURL? {
    guard let scheme else { return nil }
    return url(scheme: scheme, authority: authority, path: URLEncoding.withoutDotSegments(path), query: query)
  }

  /// The reference resolved (RFC 3986 §5.2.2).
  ///
  /// `http:path` without slashes, an old habit, is relative as in that section's non-strict note.
  func resolved(against base: WebURL) -> WebURL? {
    if let scheme, scheme != base.scheme || authority != nil || !base.isWeb { return absolute() }
    let baseAuthority = base.host.map { URLAuthority(userInfo: base.userInfo, host: $0, port: base.port) }
    if let authority {
      return url(scheme: base.scheme, authority: authority, path: URLEncoding.withoutDotSegments(path), query: query)
    }
    if path.isEmpty {
      return url(
        scheme: base.scheme, authority: baseAuthority, path: Array(base.path.utf8), query: query ?? base.query)
    }
    let merged = path[0] == UInt8(ascii: "/") ? path : Self.merge(path, base: base)
    return url(
      scheme: base.scheme, authority: baseAuthority, path: URLEncoding.withoutDotSegments(merged), query: query)
  }

  /// RFC 3986 §5.2.3.
  private static func merge(_ path: [UInt8], base: WebURL) -> [UInt8] {
    if base.host != nil, base.path.isEmpty { return [UInt8(ascii: "/")] + path }
    let basePath = Array(base.path.utf8)
    guard let slash = basePath.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return Array(basePath[...slash]) + path
  }

  private func url(scheme: String, authority: URLAuthority?, path: [UInt8], query: String?) -> WebURL? {
    var path = path
    let isWeb = scheme == "http" || scheme == "https"
    if isWeb {
      guard let authority, !authority.host.isEmpty else { return nil }
      if path.isEmpty { path = [UInt8(ascii: "/")] }
    } else if authority == nil, path.count >= 2, path[0] == UInt8(ascii: "/"), path[1] == UInt8(ascii: "/") {
      return nil
    }
    return WebURL(
      scheme: scheme, userInfo: authority?.userInfo, host: authority?.host, port: authority?.port,
      path: String(decoding: path, as: UTF8.self), query: query, fragment: fragment)
  }
}

/// User information, host and port (RFC 3986 §3.2).
struct URLAuthority {
  var userInfo: String?
  var host: String
  var port: Int?

  init(userInfo: String?, host: String, port: Int?) {
    self.userInfo = userInfo
    self.host = host
    self.port = port
  }

  /// Splits an authority; `nil` when port or host cannot be one.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
      userInfo = URLEncoding.encoded(bytes[..<at], allowing: URLEncoding.userInfoByte)
      rest = bytes[(at + 1)...]
    }
    var hostEnd = rest.endIndex
    let searched = rest.lastIndex(of: UInt8(ascii: "]")).map { rest[$0...] } ?? rest
    if let colon = searched.lastIndex(of: UInt8(ascii: ":")) {
      hostEnd = colon
      let digits = rest[(colon + 1)...]
      guard digits.count <= 5, digits.allSatisfy(isDigit) else { return nil }
      if !digits.isEmpty {
        let number = digits.reduce(0) { $0 * 10 + Int($1 & 15) }
        guard number <= 65535 else { return nil }
        port = number
      }
    }
    guard let name = HostName.ascii(rest[..<hostEnd]) else { return nil }
    host = name
  }
}
