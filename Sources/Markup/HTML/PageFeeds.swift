package import WebValues

/// A feed that a page names.
package struct PageFeed: Sendable, Equatable {
  /// How surely the address is that of a feed of the page's own; the strongest comes first.
  package enum Strength: Int, Sendable, Comparable {
    /// A link whose address merely looks like a feed's.
    case guessed
    /// Declared, but for the comments under the page.
    case comments
    /// Declared as another form of the page, in a type that may be a feed: `application/xml`, `application/json`.
    case possible
    /// Declared with a feed's media type, or `rel=feed`.
    case declared

    package static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  /// Its absolute address.
  package var url: WebURL
  /// What the page calls it, one line.
  package var title: String?
  /// The media type that the page gives, in lower case without parameters.
  package var mediaType: String?
  /// How surely it is a feed.
  package var strength: Strength
}

/// Finds the feeds that a web page names (HTML Standard §4.6.7.2; `link rel=alternate`).
package enum PageFeeds {
  /// The most feeds that are told of one page.
  package static let limit = 200

  /// The feeds of a page, strongest first, then in the page's order; each address once.
  ///
  /// `link` counts wherever it stands, since head and body are often confused. `<base href>` is resolved against
  /// `base`, the rest against the result.
  ///
  /// - Parameters:
  ///   - bytes: The page, in any encoding.
  ///   - contentType: The value of its `Content-Type` header, for the charset.
  ///   - base: The address it was fetched from, after redirects.
  /// - Returns: At most `limit` feeds.
  /// - Complexity: O(bytes).
  package static func candidates(in bytes: [UInt8], contentType: String?, base: WebURL?) -> [PageFeed] {
    let html = TextDecoding.text(bytes, charset: contentType.flatMap { MediaType($0)?.charset })
    let (links, ownBase) = html.withBytes { bytes in
      var scanner = PageFeedScanner(bytes)
      scanner.scan()
      return (scanner.found, scanner.base)
    }
    let documentBase = ownBase.flatMap { WebURL.webAddress($0, base: base) }.flatMap { WebURL($0) } ?? base
    var position: [WebURL: Int] = [:]
    var feeds: [PageFeed] = []
    for found in links {
      guard let url = address(found.href, base: documentBase) else { continue }
      let feed = PageFeed(url: url, title: found.title, mediaType: found.mediaType, strength: found.strength)
      if let known = position[url] {
        if feeds[known].strength < feed.strength { feeds[known] = feed }
      } else if feeds.count < limit || found.strength > .guessed {
        position[url] = feeds.count
        feeds.append(feed)
      }
    }
    let ordered = feeds.enumerated().sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }
    return ordered.prefix(limit).map(\.element)
  }

  /// `feed:` before an address, or in place of its scheme, only told programs what to do with it.
  private static func address(_ href: String, base: WebURL?) -> WebURL? {
    var href = Substring(href)
    if href.prefix(5).lowercased() == "feed:" {
      href = href.dropFirst(5)
      if href.hasPrefix("//") { href = "http:" + href }
    }
    guard var url = WebURL.webAddress(String(href), base: base).flatMap({ WebURL($0) }) else { return nil }
    url.fragment = nil
    return url
  }
}

/// Gathers what may be a feed from one page.
private struct PageFeedScanner: ~Copyable {
  struct Found {
    var href: String
    var title: String?
    var mediaType: String?
    var strength: PageFeed.Strength
  }

  private(set) var found: [Found] = []
  private(set) var base: String?
  private var tokenizer: HTMLTokenizer
  /// The link that is open, and its text so far.
  private var open: Found?
  private var text = PlainTextBuilder(capacity: 64)

  init(_ bytes: ByteView) { tokenizer = HTMLTokenizer(bytes) }

  mutating func scan() {
    while let token = tokenizer.next() {
      switch token {
      case .start(.base, _): if base == nil { base = attribute(.href) }
      case .start(.link, _): if let link = declared() { found.append(link) }
      case .start(.a, _):
        closeLink()
        open = declared() ?? guessed()
      case .end(.a): closeLink()
      case .text(let range): if open != nil, text.count < 256 { text.text(tokenizer.bytes, in: range) }
      default: break
      }
    }
    closeLink()
  }

  private func attribute(_ name: HTMLAttribute) -> String? {
    tokenizer.attribute(name).map { TextBytes.decoded(tokenizer.bytes, in: $0, inAttribute: true) }
  }

  private mutating func closeLink() {
    guard var link = open else { return }
    let line = HTMLText.singleLine(text.finish())
    if link.title == nil, !line.isEmpty { link.title = line }
    found.append(link)
    open = nil
    text = PlainTextBuilder(capacity: 64)
  }

  /// What the tag read last declares.
  private func declared() -> Found? {
    guard let href = attribute(.href), !href.isEmpty else { return nil }
    let relations = (attribute(.rel) ?? "").lowercased().split { $0.isWhitespace }
    let mediaType = attribute(.type).flatMap { MediaType($0)?.essence }
    guard let strength = Self.strength(relations: relations, mediaType: mediaType, href: href) else { return nil }
    let title = attribute(.title).map(HTMLText.singleLine).flatMap { $0.isEmpty ? nil : $0 }
    let isOfComments = strength > .comments && Self.isOfComments(href: href, title: title)
    return Found(href: href, title: title, mediaType: mediaType, strength: isOfComments ? .comments : strength)
  }

  private static let feedTypes: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss",
    "application/atom", "application/x.atom+xml", "application/x-atom+xml", "application/x-rss+xml", "text/rss+xml",
    "text/atom+xml", "text/rss", "text/atom", "text/rdf",
  ]
  private static let possibleTypes: Set<String> = ["application/xml", "text/xml", "application/json", "text/json"]

  private static func strength(relations: [Substring], mediaType: String?, href: String) -> PageFeed.Strength? {
    if relations.contains("feed") { return .declared }
    let isAlternate = relations.contains("alternate") && !relations.contains("stylesheet")
    guard let mediaType else { return isAlternate && FeedAddress.looksLikeFeed(href) ? .possible : nil }
    // A publisher that leaves `rel` out, or writes it wrong, means a feed all the same.
    if feedTypes.contains(mediaType) { return .declared }
    // Content systems declare their own interface as an alternate in JSON.
    guard isAlternate, possibleTypes.contains(mediaType), !href.contains("/wp-json/") else { return nil }
    return .possible
  }

  private static func isOfComments(href: String, title: String?) -> Bool {
    let href = href.lowercased()
    if ["/comments/feed", "/comments/default", "feed=comments"].contains(where: { href.contains($0) }) { return true }
    return title?.lowercased().contains("comments feed") == true
  }

  /// A link whose address looks like a feed's, and that is none to add it somewhere.
  private func guessed() -> Found? {
    guard found.count < PageFeeds.limit * 5, let href = attribute(.href), FeedAddress.looksLikeFeed(href) else {
      return nil
    }
    let title = attribute(.title).map(HTMLText.singleLine).flatMap { $0.isEmpty ? nil : $0 }
    return Found(href: href, title: title, mediaType: nil, strength: .guessed)
  }
}
