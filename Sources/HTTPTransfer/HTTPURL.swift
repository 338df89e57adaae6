import CLibcurl
import WebValues

/// An absolute `http` or `https` URL as libcurl understands it, so that what is checked is what is asked.
///
/// Parsing and resolving are libcurl's own (curl_url_set(3)): spaces and bytes outside ASCII are percent-encoded, dot
/// segments removed, numeric hosts in odd spellings (`0177.1`) become dotted quads, names become ASCII (IDNA). Apart
/// from that path and query stay byte-identical. Fragment and user information are taken off.
public struct HTTPURL: Sendable, Hashable {
  /// `http` or `https`.
  public let scheme: String
  /// Lower-case ASCII name, dotted quad, or IPv6 address without brackets; no dot at the end.
  public let host: String
  /// The port to connect to, 80 or 443 when none is written.
  public let port: Int
  /// `user:password` of the URL, percent-decoded; not part of `absolute`.
  public let credentials: String?
  /// The whole URL without fragment and user information.
  public let absolute: String

  /// Most bytes of a URL.
  public static let maximumBytes = 2_048

  /// Reads `text`, resolved against `base` when it is a reference.
  ///
  /// - Throws: `TransferError` with code `invalidRequest`.
  public init(_ text: String, relativeTo base: HTTPURL? = nil) throws(TransferError) {
    func refusal(_ reason: String) -> TransferError {
      TransferError(.invalidRequest, "\(Redaction.url(String(text.prefix(200)))): \(reason)")
    }
    guard text.utf8.count <= Self.maximumBytes else {
      throw refusal("the URL is longer than \(Self.maximumBytes) bytes")
    }
    guard let handle = unsafe curl_url() else { throw refusal("out of memory") }
    defer { unsafe curl_url_cleanup(handle) }
    let flags = UInt32(CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME)
    if let base { _ = unsafe curl_url_set(handle, CURLUPART_URL, base.absolute, flags) }
    // libcurl 7.88 takes a reference that is only a fragment for one to the folder.
    let isSameDocument = text.isEmpty || text.hasPrefix("#")
    let code = unsafe curl_url_set(handle, CURLUPART_URL, isSameDocument ? base?.absolute ?? text : text, flags)
    guard code == CURLUE_OK else { throw refusal("not a URL (\(unsafe String(cString: curl_url_strerror(code))))") }

    func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard unsafe curl_url_get(handle, part, &value, UInt32(flags)) == CURLUE_OK, let value = unsafe value else {
        return nil
      }
      defer { unsafe curl_free(value) }
      return unsafe String(cString: value)
    }
    guard let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
      throw refusal("only http and https are fetched")
    }
    let user = part(CURLUPART_USER, CURLU_URLDECODE)
    let password = part(CURLUPART_PASSWORD, CURLU_URLDECODE)
    for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
      _ = unsafe curl_url_set(handle, part, nil, 0)
    }
    guard
      let host = part(CURLUPART_HOST, CURLU_PUNYCODE), !host.isEmpty,
      let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }), (1...65_535).contains(port),
      let absolute = part(CURLUPART_URL, CURLU_PUNYCODE)
    else { throw refusal("no usable host or port") }
    self.scheme = scheme
    self.host = AddressGuard.bareHost(host)
    self.port = port
    self.absolute = absolute
    credentials = user.map { "\($0):\(password ?? "")" }
  }

  /// Whether `other` has the same scheme, host and port.
  public func hasSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Whether credentials given for this URL may be sent to `other`: its own origin, or from http to https at one host.
  public func mayPassCredentials(to other: HTTPURL) -> Bool {
    if hasSameOrigin(as: other) { return true }
    return host == other.host && scheme == "http" && port == 80 && other.scheme == "https" && other.port == 443
  }
}
