/// Services that stand before a page and carry its address within their own.
///
/// Short links and feedproxy's `~r/` carry only a number: they stay as they are.
enum Redirectors {
  private typealias Service = (hosts: [String], path: String, parameters: [String])

  /// Hosts (a final dot means any country's domain), how the path begins, and the parameters in question.
  private static let services: [Service] = [
    (["google.", "www.google."], "/url", ["url", "q"]), (["news.google."], "/", ["url"]),
    (["google."], "/imgres", ["imgrefurl"]), (["www.google."], "/imgres", ["imgrefurl"]),
    (["bing.com", "www.bing.com"], "/news/apiclick.aspx", ["url"]),
    (["l.facebook.com", "lm.facebook.com", "www.facebook.com", "l.instagram.com", "l.messenger.com"], "/l.php", ["u"]),
    (["l.instagram.com", "l.threads.net", "l.threads.com"], "/", ["u"]),
    (["www.youtube.com", "youtube.com"], "/redirect", ["q"]), (["vk.com", "m.vk.com", "away.vk.com"], "/away", ["to"]),
    (["duckduckgo.com"], "/l/", ["uddg"]), (["www.linkedin.com"], "/redir/", ["url"]),
    (["t.umblr.com"], "/redirect", ["z"]), (["out.reddit.com"], "/", ["url"]),
    (["slack-redir.net"], "/link", ["url"]), (["exit.sc"], "/", ["url"]),
    (["steamcommunity.com"], "/linkfilter", ["url"]),
    (["disq.us"], "/url", ["url"]), (["click.linksynergy.com"], "/", ["murl"]),
    (["apps.apple.com", "news.yahoo.com"], "/redirect", ["url"]), (["feedproxy.google.com"], "/", ["url"]),
    (["getpocket.com"], "/redirect", ["url"]), (["yandex.ru", "ya.ru"], "/turbo", ["text"]),
  ]

  /// One label of every host above and of the AMP caches below.
  static let hostLabels: [String] =
    services.flatMap(\.hosts).map { TrackingParameters.label(of: $0) } + ["yahoo", "ampproject", "bing-amp", "google"]

  /// The page that a redirector's address names, one step on.
  static func target(of url: WebURL) -> WebURL? {
    guard let host = url.host else { return nil }
    if host == "r.search.yahoo.com" { return yahooTarget(url.path) }
    if let cached = ampCacheTarget(of: url, host: host) { return cached }
    guard let query = url.query else { return nil }
    for service in services where url.path.hasPrefix(service.path) {
      guard service.hosts.contains(where: { isHost(host, $0) }) else { continue }
      if let target = target(in: query, named: service.parameters) { return target }
    }
    return nil
  }

  private static func isHost(_ host: String, _ pattern: String) -> Bool {
    guard pattern.hasSuffix(".") else { return host == pattern }
    guard host.hasPrefix(pattern) else { return false }
    let domain = host.dropFirst(pattern.count).split(separator: ".", omittingEmptySubsequences: false)
    return domain.count <= 2 && domain.allSatisfy { (2...3).contains($0.utf8.count) }
  }

  private static func target(in query: String, named names: [String]) -> WebURL? {
    for parameter in query.split(separator: "&") {
      guard let equals = parameter.firstIndex(of: "="), names.contains(String(parameter[..<equals])) else { continue }
      if let url = page(decoded(parameter[parameter.index(after: equals)...])) { return url }
    }
    return nil
  }

  /// The page in `r.search.yahoo.com/…/RU=https%3a%2f%2fexample.org%2f/RK=2/…`.
  private static func yahooTarget(_ path: String) -> WebURL? {
    guard let segment = path.split(separator: "/").first(where: { $0.hasPrefix("RU=") }) else { return nil }
    return page(decoded(segment.dropFirst(3)))
  }

  /// The page behind `google.com/amp/s/HOST/PATH`, `HOST.cdn.ampproject.org/c/s/HOST/PATH` or Bing's copy of it.
  private static func ampCacheTarget(of url: WebURL, host: String) -> WebURL? {
    let prefixes: [String]
    if host.hasSuffix(".ampproject.org") || host.hasSuffix(".ampproject.net") || host.hasSuffix(".bing-amp.com") {
      prefixes = ["/c/s/", "/c/", "/v/s/", "/v/", "/wp/s/", "/wp/"]
    } else if isHost(host, "google.") || isHost(host, "www.google.") {
      prefixes = ["/amp/s/", "/amp/"]
    } else {
      return nil
    }
    guard let prefix = prefixes.first(where: { url.path.hasPrefix($0) }) else { return nil }
    let target = (prefix.hasSuffix("/s/") ? "https://" : "http://") + url.path.dropFirst(prefix.count)
    return page(url.query.map { target + "?" + $0 } ?? target)
  }

  /// An absolute URL of the web whose host has a domain.
  private static func page(_ text: String) -> WebURL? {
    guard text.hasPrefix("http"), let url = WebURL(text), url.isWeb, url.host?.contains(".") == true else { return nil }
    return url
  }

  private static func decoded(_ text: Substring) -> String {
    String(decoding: URLEncoding.unescaped(Array(text.utf8)[...]), as: UTF8.self)
  }
}
