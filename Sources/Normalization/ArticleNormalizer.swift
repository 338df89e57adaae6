public import Articles
public import FeedFormats
public import Foundation
import Markup
package import WebValues

/// Bounds on what one article may carry; what exceeds them is cut off and noted.
public struct NormalizationLimits: Sendable, Equatable {
  /// Entries of one document.
  public var entries = 2000
  /// Characters (Unicode scalars) of a title.
  public var titleCharacters = 1000
  /// Characters of a summary.
  public var summaryCharacters = 1000
  /// Bytes of a body as published.
  public var bodyBytes = 2_000_000
  /// Categories, authors and media files, each.
  public var listedValues = 100
  /// Characters of a category or an author.
  public var listedCharacters = 200

  /// The default bounds.
  public init() {}
}

/// What the normalizer must know besides the document.
public struct NormalizationContext: Sendable {
  /// The feed as the desk describes it.
  public var feed: Feed
  /// Where the document was fetched from, after redirects: the base of relative references.
  public var documentURL: String
  /// The time of the poll.
  public var now: Date
  /// Bounds.
  public var limits: NormalizationLimits
  /// What is known of the feed's names, from `FeedState`.
  public var identity: IdentityPolicy

  /// Makes a context.
  public init(
    feed: Feed, documentURL: String, now: Date, limits: NormalizationLimits = .init(),
    identity: IdentityPolicy = IdentityPolicy()
  ) {
    self.feed = feed
    self.documentURL = documentURL
    self.now = now
    self.limits = limits
    self.identity = identity
  }
}

/// The articles of a document.
public struct NormalizedFeed: Sendable, Equatable {
  /// The feed's own title, plain text on one line; `nil` when it has none.
  public var title: String?
  /// Articles in document order; their ids differ.
  public var articles: [Article]
  /// What had to be cut, merged or given up; at most 100.
  public var notes: [Defect]
  /// What each of the articles could be named after, in the same order.
  public var names: [EntryNames]
  /// Entries that the document says were deleted (RFC 6721), less those that it holds all the same.
  public var deletions: [Deletion] = []
  /// The policy that the articles are named under: the context's, after what this document showed.
  public var identity: IdentityPolicy

  /// An entry that a document says was deleted.
  public struct Deletion: Sendable, Equatable {
    /// The ids that its article may have, the best first.
    public var candidates: [ArticleID]
    /// When; the time of the poll when the document says nothing readable.
    public var date: Date
  }

  /// Makes a result; without `names`, articles are named as they are.
  public init(
    title: String? = nil, articles: [Article], notes: [Defect] = [], names: [EntryNames]? = nil,
    identity: IdentityPolicy = IdentityPolicy()
  ) {
    self.title = title
    self.articles = articles
    self.notes = notes
    self.names = names ?? articles.map { EntryNames(of: $0, guid: $0.identityKey, site: nil) }
    self.identity = identity
  }

  /// What the articles show of the feed's names.
  public var evidence: IdentityEvidence { DocumentEvidence.of(names, articles) }

  /// Names the articles anew under a policy that has learned since.
  public mutating func rename(under policy: IdentityPolicy) {
    var (policy, notes) = (policy, NormalizationNotes())
    let drafts = zip(articles, names).map { ArticleDraft(article: $0, names: $1) }
    let named = IdentityLadder.name(drafts, policy: &policy, notes: &notes)
    (articles, names, identity) = (named.map(\.article), named.map(\.names), policy)
  }
}

/// Turns entries as published into articles: identity, text, links, dates, languages.
///
/// Pure: the same document, context and time give the same articles.
public enum ArticleNormalizer {
  /// The articles of a document.
  ///
  /// - Parameters:
  ///   - document: As a reader returned it.
  ///   - context: The feed, the address and the time.
  /// - Returns: One article an entry, less entries that repeat another one and empty ones.
  /// - Complexity: O(bytes of the document).
  public static func articles(of document: FeedDocument, context: NormalizationContext) -> NormalizedFeed {
    var notes = NormalizationNotes()
    let bases = ReferenceBases(document: document, documentURL: context.documentURL)
    let feedLanguages = [document.source.language, context.feed.language].compactMap { $0 }.compactMap(
      LanguageTag.normalize)
    var drafts: [ArticleDraft] = []
    drafts.reserveCapacity(min(document.entries.count, context.limits.entries))
    for entry in document.entries.prefix(context.limits.entries) {
      var builder = EntryNormalizer(
        entry: entry, context: context, bases: bases.inside(entry.base), feedLanguages: feedLanguages)
      if let draft = builder.draft() {
        drafts.append(draft)
      } else {
        notes.add("empty-entry", line: entry.line, "left out: neither title, text, link nor id")
      }
      notes.add(builder.notes)
    }
    if document.entries.count > context.limits.entries {
      notes.add("too-many-entries", "kept the first \(context.limits.entries) of \(document.entries.count)")
    }
    var identity = context.identity
    let named = IdentityLadder.name(drafts, policy: &identity, notes: &notes)
    let title = document.source.title.map(TitleText.plain)
    var normalized = NormalizedFeed(
      title: title?.isEmpty == true ? nil : title, articles: named.map(\.article), notes: notes.list,
      names: named.map(\.names), identity: identity)
    if document.deletedEntries.isEmpty { return normalized }
    let present = Set(named.flatMap { [$0.names.guid, $0.names.link] })
    normalized.deletions = document.deletedEntries.prefix(context.limits.entries).compactMap {
      deletion($0, context, bases, present)
    }
    return normalized
  }

  private static func deletion(
    _ entry: DeletedEntry, _ context: NormalizationContext, _ bases: ReferenceBases, _ present: Set<String?>
  ) -> NormalizedFeed.Deletion? {
    let guid = HTMLText.singleLine(entry.id)
    let address = entry.links.first { $0.relation == "alternate" }.flatMap { bases.webAddress($0.href) }
    let link = address.flatMap(WebURL.canonicalize)
    if (!guid.isEmpty && present.contains(guid)) || (link != nil && present.contains(link)) { return nil }
    let names: [(IdentityKind, String?)] = [(.guid, guid.isEmpty ? nil : guid), (.link, link)]
    let ids = names.compactMap { kind, name in name.map { ArticleID(feed: context.feed.id, kind: kind, name: $0) } }
    let date = entry.when.flatMap { WebDate.parse($0)?.date } ?? context.now
    return ids.isEmpty ? nil : NormalizedFeed.Deletion(candidates: ids, date: min(date, context.now))
  }
}

/// Notes in order, at most 100.
struct NormalizationNotes {
  private(set) var list: [Defect] = []

  mutating func add(_ code: String, line: Int = 0, _ message: String) {
    if list.count < 100 { list.append(Defect(code: code, line: line, message: message)) }
  }

  mutating func add(_ others: NormalizationNotes) {
    if !others.list.isEmpty { list.append(contentsOf: others.list.prefix(100 - list.count)) }
  }
}

/// What relative references of a document are resolved against.
package struct ReferenceBases: Sendable {
  /// The base in force.
  package private(set) var base: WebURL?
  /// The address of the feed's site in canonical form, as the feed tells it.
  package private(set) var site: String?

  /// `xml:base` of the root counts first, then the site's address for RSS, whose authors mean that, then the document's.
  package init(document: FeedDocument, documentURL: String) {
    let address = WebURL(documentURL)
    base = address
    let link = document.source.links.first { $0.relation == "alternate" }
    let home = link.flatMap { address?.resolve($0.href) ?? WebURL($0.href) }.flatMap { $0.isWeb ? $0 : nil }
    site = home?.canonical().description
    switch document.format {
    case .atom03, .atom10, .jsonFeed10, .jsonFeed11: break
    default: base = home ?? base
    }
    self = inside(document.source.base)
  }

  /// The bases inside an element with that `xml:base`.
  package func inside(_ reference: String?) -> ReferenceBases {
    guard let reference, !reference.isEmpty else { return self }
    var inner = self
    if let url = base?.resolve(reference) ?? WebURL(reference), url.isWeb { inner.base = url }
    return inner
  }

  /// An `http` or `https` address, if the reference is one.
  package func webAddress(_ reference: String) -> String? {
    guard !reference.isEmpty else { return nil }
    return WebURL.webAddress(reference, base: base)
  }
}
