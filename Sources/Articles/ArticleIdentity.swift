public import Foundation

/// What a store tells of an article it holds, to those who only ask whether they have it.
public struct KnownArticle: Sendable, Equatable {
  /// The permanent id; another than the one asked for when that is an alias.
  public var id: ArticleID
  /// The content hash as stored.
  public var contentHash: String

  /// Makes an answer.
  public init(id: ArticleID, contentHash: String) {
    self.id = id
    self.contentHash = contentHash
  }
}

/// A further name of an article: the id that its entry would be given today.
///
/// Written when a feed renames an entry that is stored, so that the new name leads to the old article.
public struct ArticleAlias: Sendable, Equatable, Codable {
  /// The id that is made from what the feed says now.
  public var alias: ArticleID
  /// The permanent id.
  public var article: ArticleID

  /// Joins the two.
  public init(alias: ArticleID, article: ArticleID) {
    self.alias = alias
    self.article = article
  }
}

/// That a publisher has taken an article back (RFC 6721 `at:deleted-entry`).
public struct Withdrawal: Sendable, Equatable, Codable {
  /// The article.
  public var article: ArticleID
  /// `when`; the time of the poll when the feed says nothing readable.
  public var date: Date

  /// Joins the two.
  public init(article: ArticleID, date: Date) {
    self.article = article
    self.date = date
  }
}

/// What a stored article can be recognized by when its entry comes under another name.
public struct ArticleIdentity: Sendable, Equatable {
  /// Permanent id.
  public var id: ArticleID
  /// What the id was made from.
  public var kind: IdentityKind
  /// The guid, URL or key that the id was made from.
  public var key: String
  /// The article's page as published.
  public var url: String?
  /// Plain text.
  public var title: String
  /// The publisher's time; `nil` when the feed told none.
  public var published: Date?
  /// When a poll first brought it.
  public var firstSeen: Date
  /// The content hash as stored.
  public var contentHash: String

  /// The identity of an article.
  public init(_ article: Article) {
    id = article.id
    kind = article.identity
    key = article.identityKey
    url = article.url
    title = article.title
    published = article.published.source == .firstSeen ? nil : article.published.date
    firstSeen = article.firstSeen
    contentHash = article.contentHash
  }
}

extension Article {
  /// The same content under the name of a stored article.
  public func renamed(as stored: ArticleIdentity) -> Article {
    named(stored.id, kind: stored.kind, key: stored.key)
  }

  /// The same content under another name.
  public func named(_ id: ArticleID, kind: IdentityKind, key: String) -> Article {
    var article = self
    (article.id, article.identity, article.identityKey) = (id, kind, key)
    return article
  }

  /// What is stored when this version replaces an older one of the same article.
  ///
  /// `firstSeen` and what the id was made from stay. When the feed tells no time of publication, the older one stays too, lest a corrected word put
  /// the article above all others; that it changed is told by `updated`, which is the poll's time when the feed says
  /// nothing of that either.
  public func replacing(_ old: Article) -> Article {
    var article = self
    article.firstSeen = old.firstSeen
    (article.identity, article.identityKey) = (old.identity, old.identityKey)
    if contentHash == old.contentHash { article.withdrawn = withdrawn ?? old.withdrawn }
    guard published.source == .firstSeen else { return article }
    article.published = old.published
    guard article.updated == nil else { return article }
    guard contentHash == old.contentHash else {
      article.updated = firstSeen
      return article
    }
    (article.updated, article.updatedAsPublished) = (old.updated, old.updatedAsPublished)
    article.isUpdateImplausible = old.isUpdateImplausible
    return article
  }
}
