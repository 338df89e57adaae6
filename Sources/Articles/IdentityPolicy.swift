/// What one document of a feed shows of how the feed names its entries.
public struct IdentityEvidence: Sendable, Equatable {
  /// How one kind of name serves in the document.
  public struct Service: Sendable, Equatable {
    /// Entries that share their name with different entries.
    public var shared = 0
    /// Entries that have no such name.
    public var missing = 0

    /// A kind of name that serves every entry.
    public init() {}

    var failures: Int { shared + missing }
  }

  /// Different entries of the document.
  public var entries: Int
  /// How guids, links, and titles with dates serve; the content hash always serves.
  public var guid = Service()
  /// Links.
  public var link = Service()
  /// Titles with dates.
  public var titleAndDate = Service()
  /// Digests of the names that different entries share, in document order.
  public var sharedNames: [String] = []
  /// Digests of some links, each with the digest of its guid, `link:guid`; tells whether guids last.
  public var sample: [String] = []

  /// The evidence of a document of which nothing speaks against any name.
  public init(entries: Int) { self.entries = entries }

  func service(_ kind: IdentityKind) -> Service {
    switch kind {
    case .guid: guid
    case .link: link
    case .titleAndDate: titleAndDate
    case .content: Service()
    }
  }
}

/// Which names of a feed's entries are to be believed: the rung of the ladder guid → link → title and date → content
/// hash that naming starts at, with what was seen of each.
///
/// A feed descends at once when its names are shown to be none: different entries share a guid, or guids change while
/// the entries stay. It climbs back only after many documents in which guids would have served (hysteresis), since each
/// change of the rung gives every entry another name, which is a migration. Pure: a value of what was seen.
public struct IdentityPolicy: Sendable, Equatable, Codable {
  /// Good documents after which a feed climbs again; each descent asks for as many more, up to ten times.
  ///
  /// A feed that changes with every second of 48 polls a day must behave for four days, so that weekends, nights and a
  /// fault that comes once a day are seen; a slower feed for longer, but then little depends on it.
  public static let documentsToClimb = 100
  /// Documents in a row that rename more than half of their entries until the feed is said to have no lasting guids.
  ///
  /// Once is a change of the publishing system.
  public static let renamingsToDescend = 2
  /// Names of single entries that are remembered as shared.
  public static let distrustedNames = 64

  /// Where naming starts.
  public private(set) var rung = IdentityKind.guid
  /// Documents since the last descent, or since the last bad one, whose guids would have served.
  public private(set) var goodDocuments = 0
  /// Documents in a row that renamed most entries.
  public private(set) var renamings = 0
  /// How often the feed descended.
  public private(set) var descents = 0
  /// Digests of names that different entries had, newest last: never names again, not even when they stand alone.
  public private(set) var distrusted: [String] = []
  /// The last document's sample of links and guids; empty on the first rung.
  public private(set) var sample: [String] = []
  /// The last time when the feed renamed most of its entries, in words; `nil` when that never happened.
  public var note: String?

  /// The policy of a feed of which nothing is known.
  public init() {}

  /// Puts a policy together that was stored.
  public init(
    rung: IdentityKind, goodDocuments: Int, renamings: Int, descents: Int, distrusted: [String], sample: [String],
    note: String?
  ) {
    (self.rung, self.goodDocuments, self.renamings, self.descents) = (rung, goodDocuments, renamings, descents)
    (self.distrusted, self.sample, self.note) = (distrusted, sample, note)
  }

  /// Learns from the entries of a document, before they are named.
  public mutating func learn(_ evidence: IdentityEvidence) {
    distrust(evidence.sharedNames)
    if isFailing(evidence) {
      descend(evidence, from: rung)
    } else if rung != .guid {
      climb(evidence)
    }
  }

  /// Learns how many entries of a document were recognized under another guid than the one they had.
  public mutating func learn(renamed: Int, _ evidence: IdentityEvidence) {
    guard rung == .guid, renamed * 2 > evidence.entries else {
      renamings = 0
      return
    }
    renamings += 1
    guard renamings >= Self.renamingsToDescend else { return }
    var evidence = evidence
    evidence.guid.missing = evidence.entries
    descend(evidence, from: rung)
  }

  /// Learns that a guid which named one article came with quite another one.
  public mutating func learn(reused names: [String], _ evidence: IdentityEvidence) {
    distrust(names)
    guard rung == .guid, names.count * 4 > evidence.entries else { return }
    var evidence = evidence
    evidence.guid.shared = max(evidence.guid.shared, names.count)
    descend(evidence, from: rung)
  }

  /// Whether a digest names no entry of this feed.
  public func distrusts(_ name: String) -> Bool { distrusted.contains(name) }

  /// One shared guid condemns guids, which were made to differ; links may be shared by a few entries of a good feed.
  private func isFailing(_ evidence: IdentityEvidence) -> Bool {
    let shared = evidence.service(rung).shared
    return rung == .guid ? shared > 0 : shared * 4 > evidence.entries
  }

  /// Goes down to the rung that names most entries; stays when no lower one is better.
  private mutating func descend(_ evidence: IdentityEvidence, from start: IdentityKind) {
    var best = start
    // The content hash changes with every corrected word: it is better only where nothing else serves half.
    let candidates = IdentityKind.ladder.drop { $0 != start }.dropFirst().filter { $0 != .content }
    for kind in candidates where evidence.service(kind).failures < evidence.service(best).failures { best = kind }
    if best == start {
      guard evidence.service(start).failures * 2 > evidence.entries else { return }
      best = .content
    }
    (rung, goodDocuments, renamings, descents) = (best, 0, 0, min(descents + 1, 1_000))
    sample = evidence.sample
  }

  private mutating func climb(_ evidence: IdentityEvidence) {
    let lasting = lastingGuids(evidence.sample)
    sample = evidence.sample
    guard evidence.guid.failures == 0, lasting != false else {
      goodDocuments = 0
      return
    }
    // One entry cannot share its guid, and without a link seen before nobody knows whether guids last.
    guard evidence.entries > 1, lasting == true else { return }
    goodDocuments += 1
    if goodDocuments >= Self.documentsToClimb * min(max(descents, 1), 10) {
      (rung, goodDocuments, renamings, sample) = (.guid, 0, 0, [])
    }
  }

  /// Whether the links of both samples have the guids they had; `nil` when no link is in both.
  private func lastingGuids(_ new: [String]) -> Bool? {
    func pairs(_ sample: [String]) -> [(link: Substring, guid: Substring)] {
      sample.compactMap { pair in
        let parts = pair.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }
    }
    let old = Dictionary(pairs(sample).map { ($0.link, $0.guid) }) { first, _ in first }
    let common = pairs(new).compactMap { pair in old[pair.link].map { $0 == pair.guid } }
    return common.isEmpty ? nil : common.allSatisfy { $0 }
  }

  private mutating func distrust(_ names: [String]) {
    for name in names {
      // The latest stands last, so that a name which is shared for years is not forgotten.
      distrusted.removeAll { $0 == name }
      distrusted.append(name)
    }
    distrusted.removeFirst(max(0, distrusted.count - Self.distrustedNames))
  }
}
