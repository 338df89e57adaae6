import ArticleStore
import Articles
import Foundation
import Normalization

/// What of a document is news, under permanent ids.
struct Intake: Sendable {
  /// Articles that are new or changed, in document order, none twice.
  var news: [Article]
  /// How many of them are new.
  var newCount: Int
  /// When each of the new ones was published, `nil` where the feed does not say.
  var publications: [Date?] = []
  /// New names of stored articles.
  var aliases: [ArticleAlias] = []
  /// Stored articles that the publisher has taken back.
  var withdrawals: [Withdrawal] = []
  /// The feed's policy after the document.
  var identity: IdentityPolicy
  /// Set when the document renamed over half of its entries.
  var renaming: Renaming?

  /// A feed that changed over half of its ids at once.
  struct Renaming: Sendable, Equatable {
    /// Entries of the document.
    var entries: Int
    /// Entries whose ids were unknown.
    var unknown: Int
    /// Of those, stored articles under other names.
    var recognized: Int

    /// One sentence part for people.
    var summary: String {
      "\(unknown) of \(entries) entries came under new ids, \(recognized) of them are articles known under other ids"
    }
  }
}

/// Holds a document against the store, so that no article is missed or stored twice, whatever the feed does to its ids.
struct ArticleIntake {
  /// The newest articles of a feed that a document with mostly unknown ids is held against.
  ///
  /// Feeds hold 10 to 200 entries; this reaches back through weeks of most, and takes a few milliseconds to read.
  static let recentLimit = 2_000
  /// The fewest for a document with few unknown ids, which is twice its length otherwise: a renamed entry was in the last
  /// document, too.
  static let fewestRecent = 100

  let store: any ArticleStore
  let feed: FeedID

  /// What of the document the store does not hold, or holds with other content; `isNew` when it holds nothing of the feed.
  func take(_ document: NormalizedFeed, isNew: Bool) async throws(StoreError) -> Intake {
    if isNew {
      return Intake(
        news: document.articles, newCount: document.articles.count,
        publications: document.articles.map(\.statedPublication), identity: document.identity)
    }
    var intake = try await takeEntries(document)
    if !document.deletions.isEmpty {
      let known = try await store.known(document.deletions.flatMap(\.candidates))
      intake.withdrawals = document.deletions.compactMap { deletion in
        let article = deletion.candidates.lazy.compactMap { known[$0]?.id }.first
        return article.map { Withdrawal(article: $0, date: deletion.date) }
      }
    }
    return intake
  }

  private func takeEntries(_ document: NormalizedFeed) async throws(StoreError) -> Intake {
    var document = document
    var known = try await store.known(document.articles.map(\.id))
    if try await distrustReusedGuids(of: &document, known) {
      known = try await store.known(document.articles.map(\.id))
    }
    let unknown = document.articles.indices.filter { known[document.articles[$0].id] == nil }
    guard !unknown.isEmpty else {
      var intake = decide(document, known, [])
      if intake.identity.renamings > 0 { intake.identity.learn(renamed: 0, document.evidence) }
      return intake
    }
    return try await recognize(document, known, unknown)
  }

  private func recognize(
    _ document: NormalizedFeed, _ known: [ArticleID: KnownArticle], _ unknown: [Int]
  ) async throws(StoreError) -> Intake {
    let count = document.articles.count
    let isMigration = unknown.count * 2 > count
    let limit = isMigration ? Self.recentLimit : min(Self.recentLimit, max(Self.fewestRecent, 2 * count))
    let recent = try await store.recentIdentities(of: feed, limit: limit)
    let claimed = Set(known.values.map(\.id))
    let matches = ArticleMatcher.matches(in: document, unknown: unknown, recent: recent, claimed: claimed)
    var intake = decide(document, known, matches)
    let renamed = matches.count { document.articles[$0.index].identity == .guid && $0.stored.kind == .guid }
    if renamed > 0 || intake.identity.renamings > 0 { intake.identity.learn(renamed: renamed, document.evidence) }
    if isMigration, !matches.isEmpty {
      intake.renaming = Intake.Renaming(entries: count, unknown: unknown.count, recognized: matches.count)
    }
    return intake
  }

  /// Whether guids of the document name other articles than they did; the entries have other names afterwards.
  private func distrustReusedGuids(
    of document: inout NormalizedFeed, _ known: [ArticleID: KnownArticle]
  ) async throws(StoreError) -> Bool {
    let changed = document.articles.filter { article in
      guard article.identity == .guid, let stored = known[article.id] else { return false }
      return stored.contentHash != article.contentHash
    }
    var reused: [Article] = []
    for article in changed {
      guard let id = known[article.id]?.id, let stored = try await store.article(id)?.article else { continue }
      if GuidReuse.isSuspected(article, over: ArticleIdentity(stored)), GuidReuse.isOther(article, than: stored) {
        reused.append(article)
      }
    }
    if reused.isEmpty { return false }
    var policy = document.identity
    policy.learn(reused: GuidReuse.names(of: reused), document.evidence)
    document.rename(under: policy)
    return true
  }

  /// Gives entries their permanent ids and leaves out what is stored just so.
  private func decide(
    _ document: NormalizedFeed, _ known: [ArticleID: KnownArticle], _ matches: [ArticleMatcher.Match]
  ) -> Intake {
    let matched = Dictionary(matches.map { ($0.index, $0.stored) }) { first, _ in first }
    // An entry under an article's own id comes before one under an alias, when a document has both.
    var taken = Set(document.articles.map(\.id).filter { known[$0]?.id == $0 })
    var intake = Intake(news: [], newCount: 0, identity: document.identity)
    for (index, article) in document.articles.enumerated() {
      if let stored = matched[index] {
        intake.aliases.append(ArticleAlias(alias: article.id, article: stored.id))
        if stored.contentHash != article.contentHash { intake.news.append(article.renamed(as: stored)) }
      } else if let stored = known[article.id] {
        guard stored.id == article.id || taken.insert(stored.id).inserted else { continue }
        guard stored.contentHash != article.contentHash else { continue }
        // The store keeps the kind and key that the permanent id was made from.
        intake.news.append(article.named(stored.id, kind: article.identity, key: article.identityKey))
      } else {
        intake.newCount += 1
        intake.publications.append(article.statedPublication)
        intake.news.append(article)
      }
    }
    return intake
  }
}

extension Article {
  /// When it was published, if the feed says so in earnest.
  var statedPublication: Date? {
    published.source == .firstSeen || published.isImplausible ? nil : published.date
  }
}
