import Articles
import FeedFormats
import Foundation

/// An article without its id, and what that could be made from.
struct ArticleDraft {
  /// Everything but id, kind and key.
  var article: Article
  /// What can name it.
  var names: EntryNames
  /// Line of the entry; 0 when it is not known.
  var line = 0
}

/// Gives each draft the best name that no other entry of the document has, from the policy's rung downward.
///
/// A name that several different entries share, now or ever (`IdentityPolicy.distrusts`), names none of them; entries that
/// agree in name, link and title are one entry twice, of which the latest version stays.
struct IdentityLadder {
  private var drafts: [ArticleDraft]
  private var chosen: [IdentityKind?]
  private var isDropped: [Bool]
  private var sharedNames: [String] = []
  private var notes = NormalizationNotes()

  /// The drafts with their ids, in order, under a policy that learns from them.
  static func name(
    _ drafts: consuming [ArticleDraft], policy: inout IdentityPolicy, notes: inout NormalizationNotes
  )
    -> [ArticleDraft]
  {
    var ladder = IdentityLadder(drafts, policy)
    // The usual feed ends here: naming has looked at everything, and found nothing amiss.
    if policy.rung != .guid || !ladder.sharedNames.isEmpty {
      let old = policy
      policy.learn(DocumentEvidence.of(ladder.drafts.map(\.names), ladder.drafts.map(\.article)))
      if policy.rung != old.rung {
        let first = ladder.notes
        ladder = IdentityLadder(ladder.drafts, policy)
        ladder.notes = first
      }
    }
    notes.add(ladder.notes)
    return ladder.named()
  }

  private init(_ drafts: [ArticleDraft], _ policy: IdentityPolicy) {
    self.drafts = drafts
    chosen = Array(repeating: nil, count: drafts.count)
    isDropped = Array(repeating: false, count: drafts.count)
    var pending = Array(drafts.indices)
    for kind in IdentityKind.ladder.drop(while: { $0 != policy.rung }) where !pending.isEmpty {
      pending = climb(kind, pending, policy)
    }
  }

  /// Names those of `pending` that this kind can name; returns the others.
  private mutating func climb(_ kind: IdentityKind, _ pending: [Int], _ policy: IdentityPolicy) -> [Int] {
    var next: [Int] = []
    var named: [(index: Int, name: String)] = []
    named.reserveCapacity(pending.count)
    for index in pending {
      if let name = drafts[index].names[kind],
        policy.distrusted.isEmpty || !policy.distrusts(EntryNames.digest(kind, name))
      {
        named.append((index, name))
      } else {
        next.append(index)
      }
    }
    if DistinctNames.areDistinct(named.lazy.map(\.name)) {
      for (index, _) in named { chosen[index] = kind }
    } else {
      choose(kind, named, &next)
    }
    return next.sorted()
  }

  /// Names those whose name is theirs alone; adds the others to `next`.
  private mutating func choose(_ kind: IdentityKind, _ named: [(index: Int, name: String)], _ next: inout [Int]) {
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for (index, name) in named {
      // Groups are looked up in document order, so that no order of a dictionary shows.
      if groups[name, default: []].isEmpty { order.append(name) }
      groups[name, default: []].append(index)
    }
    for name in order {
      guard let group = groups[name], let first = group.first else { continue }
      if let winner = Self.winner(of: group.map { drafts[$0].article }, isLastRung: kind == .content) {
        chosen[group[winner]] = kind
        for (place, other) in group.enumerated() where place != winner {
          isDropped[other] = true
          notes.add("repeated-entry", line: drafts[other].line, "merged with an equal entry of the same document")
        }
      } else {
        let code = "shared-\(kind.rawValue.lowercased())"
        notes.add(code, line: drafts[first].line, "\(group.count) different entries")
        sharedNames.append(name)
        next.append(contentsOf: group)
      }
    }
  }

  /// Which of the articles under one name stands for all; `nil` when they are different ones.
  static func winner(of group: [Article], isLastRung: Bool = false) -> Int? {
    guard group.count > 1, !isLastRung, let reference = group.first else { return group.isEmpty ? nil : 0 }
    var winner = 0
    for index in group.indices.dropFirst() {
      let article = group[index]
      guard article.contentHash == reference.contentHash || isVersion(article, of: reference) else { return nil }
      if (article.updated ?? .distantPast) > (group[winner].updated ?? .distantPast) { winner = index }
    }
    return winner
  }

  /// Whether two entries of one name are versions: same page and date, and the same title unless both tell their change
  /// (RFC 4287 §4.1.1: entries of one id that differ in `updated`).
  private static func isVersion(_ article: Article, of other: Article) -> Bool {
    guard article.canonicalURL == other.canonicalURL,
      article.published.asPublished == other.published.asPublished
    else { return false }
    if article.title == other.title { return true }
    guard let first = article.updated, let second = other.updated else { return false }
    return article.canonicalURL != nil && first != second && article.published.source == .published
  }

  /// The drafts that were chosen, with their ids.
  private consuming func named() -> [ArticleDraft] {
    var named = drafts
    drafts = []
    for index in named.indices {
      guard !isDropped[index], let kind = chosen[index], let name = named[index].names[kind] else {
        isDropped[index] = true
        continue
      }
      let id = ArticleID(feed: named[index].article.feed, kind: kind, name: name)
      named[index].article = named[index].article.named(id, kind: kind, key: name)
    }
    guard isDropped.contains(true) else { return named }
    return named.indices.lazy.filter { !isDropped[$0] }.map { named[$0] }
  }
}

/// Looks at all names of a document at once; not needed for a feed with good guids.
enum DocumentEvidence {
  private static let sampledLinks = 16

  static func of(_ names: [EntryNames], _ articles: [Article]) -> IdentityEvidence {
    var evidence = IdentityEvidence(entries: articles.count)
    evidence.guid = service(.guid, names, articles, &evidence.sharedNames)
    evidence.link = service(.link, names, articles, &evidence.sharedNames)
    var unused: [String] = []
    evidence.titleAndDate = service(.titleAndDate, names, articles, &unused)
    evidence.sample = sample(names, articles)
    return evidence
  }

  private static func service(
    _ kind: IdentityKind, _ names: [EntryNames], _ articles: [Article], _ shared: inout [String]
  ) -> IdentityEvidence.Service {
    var service = IdentityEvidence.Service()
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for index in names.indices {
      guard let name = names[index][kind] else {
        service.missing += 1
        continue
      }
      if groups[name, default: []].isEmpty { order.append(name) }
      groups[name, default: []].append(index)
    }
    for name in order {
      guard let group = groups[name], group.count > 1 else { continue }
      if IdentityLadder.winner(of: group.map { articles[$0] }) != nil { continue }
      service.shared += group.count
      shared.append(EntryNames.digest(kind, name))
    }
    return service
  }

  /// The links with the smallest digests, so that two documents choose the same ones.
  private static func sample(_ names: [EntryNames], _ articles: [Article]) -> [String] {
    let pairs = names.compactMap { name -> String? in
      guard let link = name.link, let guid = name.guid else { return nil }
      return EntryNames.digest(.link, link).prefix(12) + ":" + EntryNames.digest(.guid, guid).prefix(12)
    }
    return Array(pairs.sorted().prefix(sampledLinks))
  }
}
