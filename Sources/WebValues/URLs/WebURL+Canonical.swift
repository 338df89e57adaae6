extension WebURL {
  /// The form in which two addresses of one page are equal.
  ///
  /// Default port, user information, fragment, tracking parameters, AMP forms, `index.html` and a trailing slash are
  /// removed; the order of what stays in the query is kept, and scheme and `www.` are left as they are. Redirectors such
  /// as feedproxy are left alone: the feed's own `origLink` tells the truth.
  public func canonical() -> WebURL {
    guard isWeb else { return self }
    var url = ampCacheTarget() ?? self
    url.userInfo = nil
    if url.port == (url.scheme == "https" ? 443 : 80) { url.port = nil }
    // `#!` addresses name a page of their own.
    if url.fragment?.hasPrefix("!") != true { url.fragment = nil }
    if let host = url.host { url.host = Self.withoutAMPLabel(host) }
    url.path = Self.canonicalPath(url.path)
    url.query = url.query.flatMap(Self.withoutTracking)
    return url
  }

  /// The canonical form of a text, if it is an `http` or `https` URL.
  public static func canonicalize(_ text: String) -> String? {
    guard let url = WebURL(text), url.isWeb else { return nil }
    let canonical = url.canonical().description
    return canonical.utf8.count <= maximumBytes ? canonical : nil
  }

  /// The page behind `google.com/amp/s/HOST/PATH` or `HOST.cdn.ampproject.org/c/s/HOST/PATH`.
  private func ampCacheTarget() -> WebURL? {
    guard let host else { return nil }
    let prefixes: [String]
    if host.hasSuffix(".ampproject.org") {
      prefixes = ["/c/s/", "/c/", "/v/s/", "/v/"]
    } else if host == "google.com" || host == "www.google.com" {
      prefixes = ["/amp/s/", "/amp/"]
    } else {
      return nil
    }
    guard let prefix = prefixes.first(where: { path.hasPrefix($0) }) else { return nil }
    let target = (prefix.hasSuffix("/s/") ? "https://" : "http://") + path.dropFirst(prefix.count)
    guard let url = WebURL(query.map { target + "?" + $0 } ?? target), url.isWeb, url.host?.contains(".") == true
    else { return nil }
    return url
  }

  /// `amp.example.com` is `example.com`'s AMP site when two labels follow.
  private static func withoutAMPLabel(_ host: String) -> String {
    guard host.hasPrefix("amp.") else { return host }
    let rest = host.dropFirst(4)
    return rest.contains(".") ? String(rest) : host
  }

  /// Drops one ending after the other until none is left, so that canonical paths stay as they are.
  private static func canonicalPath(_ path: String) -> String {
    var bytes = Array(path.utf8)[...]
    let endings = ["/", "/amp", ".amp", "/index.html", "/index.htm", "/index.php"]
    var isShrinking = true
    while isShrinking, bytes.count > 1 {
      isShrinking = false
      if bytes.suffix(9).elementsEqual(".amp.html".utf8) {
        bytes = bytes.dropLast(9) + ".html".utf8
        isShrinking = true
      }
      for ending in endings where bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8) && !bytes.isEmpty {
        bytes = bytes.dropLast(ending.utf8.count)
        isShrinking = true
      }
      if bytes.starts(with: "/amp/".utf8), bytes.count > 5 {
        bytes = bytes.dropFirst(4)
        isShrinking = true
      }
    }
    return bytes.isEmpty ? "/" : String(decoding: bytes, as: UTF8.self)
  }

  /// Parameters that only tell who sent the reader.
  private static let trackingNames: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "_ga", "_gl", "cmpid", "cmp", "ncid", "ocid", "ito", "ftag", "xtor", "smid", "cid_source",
    "ref_src", "ref_url", "referer", "referrer", "traffic_source", "wt.mc_id", "wt.mc_ev", "sr_share", "trk", "spm",
    "amp", "amp_js_v", "usqp", "outputtype", "ns_campaign", "ns_mchannel", "ns_source", "maca", "feedref", "rss",
    "sh_kit", "tpcc", "taid", "guccounter", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id", "oly_anon_id",
  ]

  /// Parameters that are tracking only with one of these values.
  private static let ambiguousNames: Set<String> = ["ref", "source", "src", "from", "partner", "via", "origin"]
  private static let trackingValues: Set<String> = [
    "rss", "rss2", "feed", "feeds", "rssfeed", "rss_feed", "atom", "twitter", "facebook", "fb", "tw", "whatsapp",
    "telegram", "newsletter", "email", "social", "home", "homepage", "hp", "googlenews",
  ]

  private static func withoutTracking(_ query: String) -> String? {
    let kept = query.split(separator: "&").filter { !isTracking($0) }
    return kept.isEmpty ? nil : kept.joined(separator: "&")
  }

  private static func isTracking(_ parameter: Substring) -> Bool {
    let equals = parameter.utf8.firstIndex(of: UInt8(ascii: "="))
    // `&amp;` written twice leaves `amp;utm_source`.
    var name = String(parameter[..<(equals ?? parameter.endIndex)]).lowercased()
    if name.hasPrefix("amp;") { name.removeFirst(4) }
    if ["utm_", "at_", "pk_", "mtm_"].contains(where: { name.hasPrefix($0) }) { return true }
    if trackingNames.contains(name) { return true }
    guard ambiguousNames.contains(name) else { return false }
    guard let equals else { return true }
    return trackingValues.contains(parameter[parameter.utf8.index(after: equals)...].lowercased())
  }
}
