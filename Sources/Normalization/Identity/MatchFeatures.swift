import Articles
import Foundation
import WebValues

/// What entries and stored articles are compared by.
struct MatchFeatures {
  /// Things that two versions of an article may have in common, the surest first.
  enum Thing: CaseIterable { case guid, titleAndDate, link, path, number, content }

  /// The guid; of stored articles only where it named them.
  var guid: String?
  /// Title and point in time.
  var titleAndDate: String?
  /// Canonical link without scheme and `www.`; `nil` for a home page.
  var link: String?
  /// What follows the host in `link`, when it is long enough to mean something.
  var path: String?
  /// Host and the longest number of five digits or more: publishers put the article's number before a slug of its title.
  var number: String?
  /// The title, where text can be compared, too.
  var content: String
  /// The publisher's time.
  var date: Date?
  /// Whether the guid is the link itself, but for a fragment and tracking.
  var isGuidOfLink: Bool

  init(_ article: Article, guid: String?) {
    self.init(
      guid: guid, title: article.title, url: article.url,
      date: article.published.source == .firstSeen ? nil : article.published.date)
  }

  init(_ stored: ArticleIdentity) {
    self.init(
      guid: stored.kind == .guid ? stored.key : nil, title: stored.title, url: stored.url, date: stored.published)
  }

  private init(guid: String?, title: String, url: String?, date: Date?) {
    self.guid = guid
    self.date = date
    content = title
    titleAndDate = date.map { "\(title)\n\($0.timeIntervalSinceReferenceDate)" }
    // Made from the published link, since what is stored may come from an older canonical form.
    link = url.flatMap(Self.bareAddress)
    if let link {
      path = Self.path(of: link)
      number = Self.number(in: link)
      isGuidOfLink = guid.flatMap(Self.bareAddress) == link
    } else {
      isGuidOfLink = false
    }
  }

  subscript(thing: Thing) -> String? {
    switch thing {
    case .guid: guid
    case .titleAndDate: titleAndDate
    case .link: link
    case .path: path
    case .number: number
    case .content: content
    }
  }

  /// Whether the date tells more than the day: no whole quarter of an hour, as the midnight of every zone is.
  var hasTimeOfDay: Bool {
    guard let date else { return false }
    return date.timeIntervalSince1970.truncatingRemainder(dividingBy: 900) != 0
  }

  /// The canonical form without scheme and `www.`.
  static func bareAddress(_ url: String) -> String? {
    guard let canonical = WebURL.canonicalize(url), !PlaceholderName.isHomePage(canonical) else { return nil }
    var rest = Substring(canonical)
    for prefix in ["https://", "http://"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.utf8.count) }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    return String(rest)
  }

  private static let shortestPath = 8
  private static let shortestNumber = 5

  private static func path(of link: String) -> String? {
    guard let slash = link.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let path = link[slash...]
    return path.utf8.count >= shortestPath ? String(path) : nil
  }

  private static func number(in link: String) -> String? {
    guard let slash = link.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let runs = link.utf8[slash...].split { !(0x30...0x39).contains($0) }
    guard let longest = runs.max(by: { $0.count < $1.count }), longest.count >= shortestNumber else { return nil }
    return link[..<slash] + "#" + Substring(longest)
  }
}
