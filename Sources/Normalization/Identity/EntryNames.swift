public import Articles
import Digests

/// What the id of one entry can be made from, best first; `nil` where the entry has nothing that could be its own.
public struct EntryNames: Sendable, Equatable {
  /// RSS guid, Atom or JSON Feed id; not `0`, a home page, or another filler.
  public var guid: String?
  /// The canonical link, unless it is the home page.
  public var link: String?
  /// Title and date as published.
  public var titleAndDate: String?
  /// The content hash.
  public var content: String

  /// The names of an article.
  ///
  /// - Parameters:
  ///   - article: With everything but its id.
  ///   - guid: As published, on one line.
  ///   - site: The address of the feed's site, as the feed tells it, canonical.
  public init(of article: Article, guid: String?, site: String?) {
    self.guid = guid.flatMap { PlaceholderName.isFiller($0) || $0 == site ? nil : $0 }
    link = article.canonicalURL.flatMap { PlaceholderName.isHomePage($0) || $0 == site ? nil : $0 }
    titleAndDate = article.published.asPublished.map { "\(article.title)\n\($0)" }
    content = article.contentHash
  }

  /// The name of a kind.
  public subscript(kind: IdentityKind) -> String? {
    switch kind {
    case .guid: guid
    case .link: link
    case .titleAndDate: titleAndDate
    case .content: content
    }
  }

  /// A short digest of a name, under which a policy remembers it.
  static func digest(_ kind: IdentityKind, _ name: String) -> String {
    SHA256.hexadecimal("\(kind.rawValue)\n\(name)", digits: 16)
  }
}

extension ArticleID {
  /// The id of an article: a SHA-256 prefix over feed id, line break, kind and name.
  init(feed: FeedID, kind: IdentityKind, name: String) {
    self.init(SHA256.hexadecimal("\(feed.rawValue)\n\(kind.rawValue)\(name)", digits: 32))
  }
}

/// Tells what publishing systems write where they know no name.
enum PlaceholderName {
  private static let fillers: Set<String> = [
    "0", "-1", "-", "--", "#", "?", "null", "nil", "none", "undefined", "unknown", "n/a", "na", "nan", "false", "true",
    "guid", "id", "[object object]", "00000000-0000-0000-0000-000000000000",
  ]
  private static let longestFiller = 36

  /// Whether a guid says nothing.
  static func isFiller(_ guid: String) -> Bool {
    let isShort = guid.utf8.count <= longestFiller
    if isShort, !isAddress(guid.utf8.span), fillers.contains(guid.lowercased()) { return true }
    return isHomePage(guid)
  }

  /// Whether an address is that of a whole site: nothing but slashes after the host.
  ///
  /// A fragment may name an entry.
  static func isHomePage(_ address: String) -> Bool { isHomePage(address.utf8.span) }

  private static func isHomePage(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count < 260, isAddress(bytes) else { return false }
    var index = bytes[4] == UInt8(ascii: ":") ? 7 : 8
    while index < bytes.count, bytes[index] != UInt8(ascii: "/") {
      if bytes[index] == UInt8(ascii: "?") || bytes[index] == UInt8(ascii: "#") { return false }
      index += 1
    }
    while index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    return index == bytes.count
  }

  /// Whether a text begins with `http://` or `https://`.
  private static func isAddress(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count >= 7, bytes[0] == UInt8(ascii: "h"), bytes[1] == UInt8(ascii: "t"), bytes[2] == bytes[1],
      bytes[3] == UInt8(ascii: "p")
    else { return false }
    let colon = bytes[4] == UInt8(ascii: "s") ? 5 : 4
    return colon + 2 < bytes.count && bytes[colon] == UInt8(ascii: ":") && bytes[colon + 1] == UInt8(ascii: "/")
      && bytes[colon + 2] == UInt8(ascii: "/")
  }
}
