public import Articles
import Foundation

/// Recognizes stored articles in entries that come under names nobody has seen.
///
/// Feeds rename what they published: the publishing system changes, the site moves to https or to another domain, a guid
/// has the title in it and the title is corrected. Each entry is held against the feed's recent articles by guid, title
/// and date, link, path, number in the link, and content; a thing that several have in common recognizes none of them,
/// and none recognizes alone: something else must agree, or the whole document must have been renamed. What stays
/// unrecognized is news, so a doubt shows an article twice rather than never.
///
/// Pure, and the order of entries and articles does not matter.
public struct ArticleMatcher {
  /// An entry that is a stored article.
  public struct Match: Sendable, Equatable {
    /// Position in the document's articles.
    public var index: Int
    /// The stored article.
    public var stored: ArticleIdentity
  }

  /// So many renamed entries, and over half of the unknown ones, are a change of the whole feed.
  private static let wholesale = 3

  private let articles: [Article]
  private let names: [EntryNames]
  private let features: [MatchFeatures]
  private let recent: [ArticleIdentity]
  private let recentFeatures: [MatchFeatures]
  private let unknown: [Int]
  private let shared: MatchCounts
  private let sharedByRecent: MatchCounts
  private var isClaimed: [Bool]
  private var matches: [Match] = []

  /// The entries of `unknown` that are articles of `recent`, in document order; no article twice.
  ///
  /// - Parameters:
  ///   - document: All entries, known ones too: they tell what is common to several.
  ///   - unknown: Positions of the entries whose ids the store does not know.
  ///   - recent: The feed's newest articles.
  ///   - claimed: Articles that other entries of the document are.
  /// - Returns: One match an entry at most.
  /// - Complexity: O(entries + recent articles).
  public static func matches(
    in document: NormalizedFeed, unknown: [Int], recent: [ArticleIdentity], claimed: Set<ArticleID>
  ) -> [Match] {
    var matcher = ArticleMatcher(document, unknown, recent, claimed)
    for thing in MatchFeatures.Thing.allCases { matcher.match(by: thing, isWholesale: false) }
    if matcher.isWholesale {
      for thing in [MatchFeatures.Thing.titleAndDate, .link] { matcher.match(by: thing, isWholesale: true) }
    }
    return matcher.matches.sorted { $0.index < $1.index }
  }

  private init(
    _ document: NormalizedFeed, _ unknown: [Int], _ recent: [ArticleIdentity], _ claimed: Set<ArticleID>
  ) {
    articles = document.articles
    names = document.names
    features = zip(document.articles, document.names).map { MatchFeatures($0, guid: $1.guid) }
    // An order of their own, so that that of arrival does not show.
    self.unknown = unknown.sorted { document.articles[$0].id < document.articles[$1].id }
    self.recent = recent.sorted { ($0.firstSeen, $0.id) < ($1.firstSeen, $1.id) }
    recentFeatures = self.recent.map(MatchFeatures.init)
    isClaimed = self.recent.map { claimed.contains($0.id) }
    shared = MatchCounts(features)
    sharedByRecent = MatchCounts(recentFeatures)
  }

  /// Whether so many of the unknown entries have title and date, or title and link, of a stored article that the feed has
  /// been renamed.
  private var isWholesale: Bool {
    guard unknown.count >= Self.wholesale else { return false }
    var known: Set<String> = []
    for (identity, features) in zip(recent, recentFeatures) {
      if let key = features.titleAndDate { known.insert(key) }
      if let link = features.link { known.insert("\(identity.title)\n\(link)") }
    }
    let count = unknown.count { index in
      let link = features[index].link.map { "\(articles[index].title)\n\($0)" }
      return [features[index].titleAndDate, link].contains { $0.map(known.contains) ?? false }
    }
    return count >= Self.wholesale && count * 2 > unknown.count
  }

  private mutating func match(by thing: MatchFeatures.Thing, isWholesale: Bool) {
    var candidates: [String: [Int]] = [:]
    for (index, features) in recentFeatures.enumerated() where !isClaimed[index] {
      if let key = features[thing] { candidates[key, default: []].append(index) }
    }
    if candidates.isEmpty { return }
    let done = Set(matches.map(\.index))
    for index in unknown where !done.contains(index) {
      guard let key = features[index][thing], let found = candidates[key], !shared.isShared(thing, key) else {
        continue
      }
      // Several articles of one title and date are one that was stored twice; several of one link are what they are.
      if thing != .titleAndDate, thing != .content, sharedByRecent.isShared(thing, key) { continue }
      guard let place = found.first(where: { !isClaimed[$0] && (isWholesale || agrees(index, $0, thing)) }) else {
        continue
      }
      isClaimed[place] = true
      matches.append(Match(index: index, stored: recent[place]))
    }
  }

  /// Whether an entry and an article that have one thing in common agree in another.
  private func agrees(_ index: Int, _ place: Int, _ thing: MatchFeatures.Thing) -> Bool {
    let (new, old) = (articles[index], recent[place])
    let (features, stored) = (features[index], recentFeatures[place])
    let sameTitle = new.title == old.title
    let sameDate = features.date != nil && features.date == stored.date
    let otherDate = features.date != nil && stored.date != nil && !sameDate
    switch thing {
    case .guid:
      return sameTitle || sameDate || (features.link != nil && features.link == stored.link)
    case .titleAndDate:
      let samePage = [MatchFeatures.Thing.link, .path, .number].contains {
        features[$0] != nil && features[$0] == stored[$0]
      }
      return samePage || features.link == nil || stored.link == nil || features.hasTimeOfDay || sameText(new, old)
    case .link:
      // A guid that is the link with a counter behind it tells a new version, whatever title and date say.
      if features.isGuidOfLink, stored.isGuidOfLink { return true }
      return sameDate || (sameTitle && !otherDate) || sameText(new, old)
    case .path: return sameDate || (sameTitle && !otherDate) || sameText(new, old)
    case .number: return sameDate || sameTitle
    case .content: return !otherDate && !new.text.isEmpty && sameText(new, old)
    }
  }

  /// Whether title and text are those of the stored article, wherever it stood.
  private func sameText(_ new: Article, _ old: ArticleIdentity) -> Bool {
    new.title == old.title
      && ContentHash.of(title: new.title, text: new.text, url: old.url) == old.contentHash
  }
}

/// How many entries have the same thing.
struct MatchCounts {
  private var counts: [MatchFeatures.Thing: [String: Int]] = [:]

  init(_ features: [MatchFeatures]) {
    for thing in MatchFeatures.Thing.allCases {
      var count: [String: Int] = [:]
      for feature in features { if let key = feature[thing] { count[key, default: 0] += 1 } }
      counts[thing] = count
    }
  }

  func isShared(_ thing: MatchFeatures.Thing, _ key: String) -> Bool { (counts[thing]?[key] ?? 0) > 1 }
}
