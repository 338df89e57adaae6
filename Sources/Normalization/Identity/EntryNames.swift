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
    if guid.utf8.count <= longestFiller, fillers.contains(guid.lowercased()) { return true }
    return isHomePage(guid)
  }

  /// Whether an address is that of a whole site: nothing but slashes after the host.
  ///
  /// A fragment may name an entry.
  static func isHomePage(_ address: String) -> Bool {
    let bytes = address.utf8
    let slash = UInt8(ascii: "/")
    guard bytes.count < 260, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
    guard bytes[..<colon].elementsEqual("https".utf8) || bytes[..<colon].elementsEqual("http".utf8) else {
      return false
    }
    let rest = bytes[bytes.index(after: colon)...]
    guard rest.starts(with: [slash, slash]) else { return false }
    let host = rest.dropFirst(2).prefix { $0 != slash }
    guard !host.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else { return false }
    return bytes[host.endIndex...].allSatisfy { $0 == slash }
  }
}
