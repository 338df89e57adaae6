/// A URL in its five parts (RFC 3986 §3), made from text as it stands in feeds and pages.
///
/// Spaces, non-ASCII letters and other characters that may not stand in a URL are percent-encoded as UTF-8; tabs and
/// line breaks are dropped; host names become lower-case ASCII (RFC 3492). Writing and reading again is the identity.
public struct WebURL: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// Lower-case scheme.
  public var scheme: String
  /// `user:password` before the host, as written.
  public var userInfo: String?
  /// Lower-case host; `nil` when there is no authority, as in `mailto:`.
  public var host: String?
  /// Port as written, 0 to 65535.
  public var port: Int?
  /// Path, percent-encoded, with its leading slash.
  public var path: String
  /// Query without `?`.
  public var query: String?
  /// Fragment without `#`.
  public var fragment: String?

  /// The longest URL that an article may carry, bytes.
  public static let maximumBytes = 2048

  /// Reads an absolute URL of any scheme; `nil` when it has no scheme or an impossible authority.
  public init?(_ text: String) {
    guard let reference = URLReference(text), let url = reference.absolute() else { return nil }
    self = url
  }

  /// Makes a URL from parts that are already percent-encoded.
  package init(
    scheme: String, userInfo: String? = nil, host: String? = nil, port: Int? = nil, path: String, query: String? = nil,
    fragment: String? = nil
  ) {
    self.scheme = scheme
    self.userInfo = userInfo
    self.host = host
    self.port = port
    self.path = path
    self.query = query
    self.fragment = fragment
  }

  /// Whether the scheme is `http` or `https` and there is a host: the only URLs that articles may carry.
  public var isWeb: Bool { (scheme == "https" || scheme == "http") && host?.isEmpty == false }

  /// Resolves a reference against this URL (RFC 3986 §5.2.2, with dot segments removed).
  public func resolve(_ reference: String) -> WebURL? {
    guard let parsed = URLReference(reference, baseScheme: scheme) else { return nil }
    return parsed.resolved(against: self)
  }

  /// Resolves a reference against a base, or reads it alone when there is no usable base; `nil` unless the result is
  /// an `http` or `https` URL of at most `maximumBytes`.
  public static func webAddress(_ reference: String, base: String? = nil) -> String? {
    guard reference.utf8.count <= maximumBytes * 2 else { return nil }
    return webAddress(reference, base: base.flatMap { WebURL($0) })
  }

  /// The same with a base that was read before.
  public static func webAddress(_ reference: String, base: WebURL?) -> String? {
    guard reference.utf8.count <= maximumBytes * 2 else { return nil }
    if let text = cleanAddress(Array(reference.utf8), base: base) { return text }
    let url: WebURL?
    if let base, base.isWeb { url = base.resolve(reference) } else { url = WebURL(reference) }
    guard let url, url.isWeb else { return nil }
    let text = url.description
    return text.utf8.count <= maximumBytes ? text : nil
  }

  /// The URL as text (RFC 3986 §5.3).
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scheme.utf8.count + path.utf8.count + 64)
    bytes.append(contentsOf: scheme.utf8)
    bytes.append(UInt8(ascii: ":"))
    if let host {
      bytes.append(contentsOf: "//".utf8)
      if let userInfo {
        bytes.append(contentsOf: userInfo.utf8)
        bytes.append(UInt8(ascii: "@"))
      }
      bytes.append(contentsOf: host.utf8)
      if let port {
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: String(port).utf8)
      }
    }
    bytes.append(contentsOf: path.utf8)
    if let query {
      bytes.append(UInt8(ascii: "?"))
      bytes.append(contentsOf: query.utf8)
    }
    if let fragment {
      bytes.append(UInt8(ascii: "#"))
      bytes.append(contentsOf: fragment.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The fast path for what needs no repair: `https://host/path?query`, or `/path?query` with a base.
  private static func cleanAddress(_ bytes: [UInt8], base: WebURL?) -> String? {
    if let start = URLEncoding.cleanAuthorityEnd(bytes) {
      guard bytes.count <= maximumBytes, URLEncoding.isCleanPath(bytes[start...]) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let base, base.isWeb, base.userInfo == nil, let host = base.host else { return nil }
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "/"), bytes[1] != UInt8(ascii: "/") else { return nil }
    guard URLEncoding.isCleanPath(bytes[...]) else { return nil }
    let port = base.port.map { ":\($0)" } ?? ""
    guard base.scheme.utf8.count + host.utf8.count + bytes.count + 16 <= maximumBytes else { return nil }
    return "\(base.scheme)://\(host)\(port)" + String(decoding: bytes, as: UTF8.self)
  }
}
