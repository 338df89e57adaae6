import WebValues

/// Addresses that are commonly those of feeds.
enum FeedAddress {
  /// Last parts of a path that say "feed", without a slash at the end.
  private static let names: Set<String> = [
    "rss", "rss2", "atom", "rdf", "feed", "feeds", "xmlrss", "rss.php", "feed.php", "rss.aspx", "rss.asp", "rss.cfm",
    "rss.jsp", "index.xml", "index.rdf", "index.rss", "feed.xml", "feeds.xml", "rss.xml", "rss2.xml", "atom.xml",
    "news.xml", "feed.json", "index.json", "rssfeed", "rss-feed", "rss_feed", "newsfeed",
  ]
  private static let endings = [".rss", ".atom", ".rdf", "-rss.xml", "_rss.xml", "-feed.xml", "_feed.xml", "rss.xml"]
  private static let parameters: Set<String> = [
    "feed", "feed=rss", "feed=rss2", "feed=atom", "feed=rdf", "format=rss", "format=atom", "format=feed", "type=rss",
    "type=atom", "output=rss", "output=atom", "alt=rss", "alt=atom", "mode=rss", "rss", "rss=1", "atom=1",
    "format=xml", "view=rss",
  ]
  private static let hosts = ["feeds.feedburner.com/", "feedproxy.google.com/", "feeds2.feedburner.com/"]

  /// Whether a reference's path or query is one that feeds have.
  static func looksLikeFeed(_ href: String) -> Bool {
    guard href.utf8.count <= WebURL.maximumBytes else { return false }
    let address = String(href.lowercased().prefix { $0 != "#" })
    if address.hasPrefix("feed:") { return true }
    guard !["mailto:", "javascript:", "data:", "tel:"].contains(where: { address.hasPrefix($0) }) else { return false }
    if hosts.contains(where: { address.contains("//" + $0) }) { return !address.contains("/~r/") }
    let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].split(separator: "&").contains(where: { parameters.contains(String($0)) }) {
      return true
    }
    // What follows the host only: `https://rss.example` is none.
    guard let path = path(of: parts[0]) else { return false }
    let segments = path.split(separator: "/")
    guard let name = segments.last else { return false }
    if names.contains(String(name)) || endings.contains(where: { name.hasSuffix($0) }) { return true }
    // `/rss/politics`, `/feed/politics.xml`, `/feeds/world`.
    return segments.count >= 2 && ["rss", "feed", "feeds"].contains(segments[segments.count - 2])
      && (!name.contains(".") || name.hasSuffix(".xml") || name.hasSuffix(".json"))
  }

  private static func path(of address: Substring) -> Substring? {
    guard let slashes = address.range(of: "//") else { return address }
    let rest = address[slashes.upperBound...]
    return rest.firstIndex(of: "/").map { rest[$0...] }
  }
}

extension Substring {
  /// The range of `text`, found byte by byte.
  fileprivate func range(of text: String) -> Range<Index>? {
    let sought = Array(text.utf8)
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if utf8[index...].starts(with: sought) { return index..<utf8.index(index, offsetBy: sought.count) }
      index = utf8.index(after: index)
    }
    return nil
  }
}
