public import Articles

/// Articles that are the same page or text in several feeds, shown as one with links to the others.
public struct DuplicateGroup: Sendable, Equatable {
  /// The one to show: first seen earliest, so that a later copy never changes the entry's id.
  public var shown: TaggedArticle
  /// The others, first seen earliest first.
  public var others: [TaggedArticle]

  /// Groups articles of **different** feeds with the same canonical URL or content hash; order is that of first members.
  ///
  /// A URL that one feed gives to several articles (a live page, a home page) tells nothing and groups nothing.
  ///
  /// - Complexity: O(articles).
  public static func groups(_ articles: [TaggedArticle]) -> [DuplicateGroup] {
    let keys = keys(of: articles)
    var groupOfKey: [String: Int] = [:]
    var members: [[TaggedArticle]] = []
    for (article, keys) in zip(articles, keys) {
      let feed = article.article.feed
      let group = keys.lazy.compactMap { groupOfKey[$0] }.first { group in
        !members[group].contains { $0.article.feed == feed }
      }
      let index = group ?? members.count
      if group == nil { members.append([]) }
      members[index].append(article)
      for key in keys where groupOfKey[key] == nil { groupOfKey[key] = index }
    }
    return members.compactMap { members in
      let sorted = members.sorted {
        ($0.article.firstSeen, $0.id) < ($1.article.firstSeen, $1.id)
      }
      return sorted.first.map { DuplicateGroup(shown: $0, others: Array(sorted.dropFirst())) }
    }
  }

  /// What may tell each article to be the same as another.
  private static func keys(of articles: [TaggedArticle]) -> [[String]] {
    var uses: [String: Int] = [:]
    for article in articles.lazy.map(\.article) {
      if let url = article.canonicalURL { uses[article.feed.rawValue + " " + url, default: 0] += 1 }
    }
    let shared = Set(
      articles.lazy.map(\.article).compactMap { article in
        article.canonicalURL.flatMap { (uses[article.feed.rawValue + " " + $0] ?? 0) > 1 ? $0 : nil }
      })
    return articles.map { tagged in
      let article = tagged.article
      var keys: [String] = []
      if let url = article.canonicalURL, !shared.contains(url) { keys.append("url " + url) }
      if !article.contentHash.isEmpty { keys.append("hash " + article.contentHash) }
      return keys
    }
  }
}
