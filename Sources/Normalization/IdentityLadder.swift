import Articles
import Digests
import FeedFormats
import Foundation

/// An article without its identity, and what that could be made from.
struct ArticleDraft {
  /// Everything but id, kind and key.
  var article: Article
  /// The guid as published.
  var guid: String?
  /// Line of the entry.
  var line: Int
}

/// Gives each draft the best name that no other entry of the document has: guid, link, title and date, content.
///
/// A guid that several different entries share names none of them (feeds that put the home page into every guid, or
/// `0`); entries that agree in guid, link and title are one entry twice, of which the latest version stays.
enum IdentityLadder {
  /// The articles with their ids, in order.
  static func articles(of drafts: [ArticleDraft], feed: FeedID, now: Date, notes: inout NormalizationNotes) -> [Article]
  {
    var pending = Array(drafts.indices)
    var chosen: [Int: (kind: IdentityKind, key: String)] = [:]
    var dropped: Set<Int> = []
    for kind in [IdentityKind.guid, .link, .titleAndDate, .content] {
      var groups: [String: [Int]] = [:]
      var next: [Int] = []
      for index in pending {
        if let key = key(kind, of: drafts[index]) { groups[key, default: []].append(index) } else { next.append(index) }
      }
      // Groups are looked up in document order, so that no order of a dictionary shows.
      var seen: Set<String> = []
      for index in pending {
        guard let key = key(kind, of: drafts[index]), seen.insert(key).inserted, let group = groups[key] else {
          continue
        }
        if let winner = winner(of: group, drafts, isLastRung: kind == .content) {
          chosen[winner] = (kind, key)
          for other in group where other != winner {
            dropped.insert(other)
            notes.add("repeated-entry", line: drafts[other].line, "merged with an equal entry of the same document")
          }
        } else {
          notes.add(
            "shared-\(kind.rawValue.lowercased())", line: drafts[index].line, "\(group.count) different entries")
          next.append(contentsOf: group)
        }
      }
      pending = next.sorted()
    }
    return drafts.indices.compactMap { index in
      guard !dropped.contains(index), let (kind, key) = chosen[index] else { return nil }
      return identified(drafts[index].article, feed: feed, kind: kind, key: key)
    }
  }

  /// The entry that stands for a group of equal keys; `nil` when the group holds different entries.
  private static func winner(of group: [Int], _ drafts: [ArticleDraft], isLastRung: Bool) -> Int? {
    guard let first = group.first else { return nil }
    guard group.count > 1, !isLastRung else { return first }
    let reference = drafts[first].article
    var winner = first
    for index in group.dropFirst() {
      let article = drafts[index].article
      guard
        article.contentHash == reference.contentHash
          || (article.canonicalURL == reference.canonicalURL && article.title == reference.title
            && article.published.asPublished == reference.published.asPublished)
      else { return nil }
      let (latest, best) = (article.updated ?? .distantPast, drafts[winner].article.updated ?? .distantPast)
      if latest > best { winner = index }
    }
    return winner
  }

  private static func key(_ kind: IdentityKind, of draft: ArticleDraft) -> String? {
    switch kind {
    case .guid: return draft.guid
    case .link: return draft.article.canonicalURL
    case .titleAndDate:
      guard let date = draft.article.published.asPublished else { return nil }
      return "\(draft.article.title)\n\(date)"
    case .content: return draft.article.contentHash
    }
  }

  /// The id is a SHA-256 prefix over feed id, line break, kind and key.
  private static func identified(_ draft: Article, feed: FeedID, kind: IdentityKind, key: String) -> Article {
    let id = ArticleID(SHA256.hexadecimal("\(feed.rawValue)\n\(kind.rawValue)\(key)", digits: 32))
    var article = Article(
      id: id, feed: feed, identity: kind, identityKey: key, title: draft.title, published: draft.published,
      firstSeen: draft.firstSeen)
    article.url = draft.url
    article.canonicalURL = draft.canonicalURL
    article.summary = draft.summary
    article.text = draft.text
    article.html = draft.html
    article.authors = draft.authors
    article.categories = draft.categories
    article.language = draft.language
    article.declaredLanguage = draft.declaredLanguage
    article.script = draft.script
    article.updated = draft.updated
    article.enclosures = draft.enclosures
    article.image = draft.image
    article.sourceTitle = draft.sourceTitle
    article.sourceURL = draft.sourceURL
    article.coordinates = draft.coordinates
    article.contentHash = draft.contentHash
    return article
  }
}
