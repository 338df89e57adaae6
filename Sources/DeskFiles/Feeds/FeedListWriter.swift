public import Articles
public import FeedFormats

/// Makes OPML of feeds.
public enum FeedListWriter {
  /// A list of feeds in their groups.
  ///
  /// `isComplete` adds what only this program understands, and the names of secrets; without it the list is for others.
  public static func document(title: String, feeds: [Feed], isComplete: Bool) -> OPMLDocument {
    var root = Group()
    for feed in feeds { root.add(outline(feed, isComplete: isComplete), path: feed.groups[...]) }
    return OPMLDocument(title: title, outlines: root.outlines)
  }

  /// The outline of one feed; reading it gives an equal feed when `isComplete`, but for its groups.
  public static func outline(_ feed: Feed, isComplete: Bool) -> OPMLOutline {
    var outline = OPMLOutline(attributes: [.init("type", "rss"), .init("text", feed.title), .init("xmlUrl", feed.url)])
    outline["htmlUrl"] = feed.homePage
    outline["language"] = feed.language
    outline["category"] = feed.categories.isEmpty ? nil : feed.categories.joined(separator: ",")
    guard isComplete else { return outline }
    outline["khabar:id"] = feed.id.rawValue
    outline["khabar:country"] = feed.country
    outline["khabar:kind"] = feed.kind
    outline["khabar:verified"] = feed.isVerified ? "yes" : "no"
    outline["khabar:regional"] = feed.isRegional ? "yes" : nil
    outline["khabar:interval"] = feed.intervalSeconds.map { "\($0)s" }
    let seconds: [(String, Int?)] = [
      ("minimumInterval", feed.overrides.minimumIntervalSeconds),
      ("maximumInterval", feed.overrides.maximumIntervalSeconds),
      ("intervalWithoutValidators", feed.overrides.intervalWithoutValidatorsSeconds),
      ("obeyRetryAfter", feed.overrides.obeyRetryAfterSeconds),
      ("obeyFreshness", feed.overrides.obeyFreshnessSeconds), ("obeyTTL", feed.overrides.obeyTTLSeconds),
      ("throttledBackoff", feed.overrides.throttledBackoffSeconds),
      ("revalidateAfter", feed.overrides.revalidateAfterSeconds),
    ]
    for (name, value) in seconds { outline["khabar:\(name)"] = value.map { "\($0)s" } }
    outline["khabar:adaptive"] = feed.overrides.isAdaptive.map { $0 ? "yes" : "no" }
    outline["khabar:deltas"] = feed.overrides.takesDeltas.map { $0 ? "yes" : "no" }
    outline["khabar:maximumBytes"] = feed.maximumBodyBytes.map { "\($0)" }
    outline["khabar:secret"] = feed.credentialName
    return outline
  }

  /// Groups in the order of their first feed.
  private struct Group {
    private var members: [Member] = []
    private var indexOfGroup: [String: Int] = [:]

    private enum Member {
      case feed(OPMLOutline)
      case group(String, Group)
    }

    mutating func add(_ outline: OPMLOutline, path: ArraySlice<String>) {
      guard let name = path.first else { return members.append(.feed(outline)) }
      let index = indexOfGroup[name] ?? members.count
      if index == members.count {
        members.append(.group(name, Group()))
        indexOfGroup[name] = index
      }
      guard case .group(_, var group) = members[index] else { return }
      members[index] = .feed(OPMLOutline())
      group.add(outline, path: path.dropFirst())
      members[index] = .group(name, group)
    }

    var outlines: [OPMLOutline] {
      members.map { member in
        switch member {
        case .feed(let outline): outline
        case .group(let name, let group):
          OPMLOutline(attributes: [.init("text", name)], children: group.outlines)
        }
      }
    }
  }
}
