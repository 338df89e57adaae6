public import Articles
import FeedFormats
import Foundation

/// Changes a `feeds.opml` where it must be changed and leaves every other byte as it is: order, comments, unknown
/// attributes, line ends.
///
/// Edits are pure; `write(to:)` is the only effect. The result of each edit is read again and compared with what the
/// edit should have done, so no edit can harm a file that it did not understand.
public struct FeedListEditor: Sendable {
  /// The file as edited so far.
  public private(set) var bytes: [UInt8]
  /// The feeds in it, in document order.
  public private(set) var feeds: [Feed]
  private var elements: [Int]
  private let file: String

  /// Takes a file, which must have no errors.
  ///
  /// - Throws: `DeskError` with what is wrong in it.
  public init(_ bytes: [UInt8], file: String) throws(DeskError) {
    self.bytes = bytes
    self.file = file
    (feeds, elements) = try Self.read(bytes, file: file)
  }

  /// An OPML file without feeds, for a new desk.
  public static func emptyFile(title: String) -> [UInt8] { OPMLWriter.bytes(OPMLDocument(title: title)) }

  /// Adds a feed at the end of the group that its `groups` name, making what is missing of that path at the end.
  ///
  /// - Throws: `DeskError` when its id or URL is there already.
  public mutating func add(_ feed: Feed) throws(DeskError) {
    if let other = feeds.first(where: { $0.id == feed.id }) {
      throw problem("the id '\(feed.id)' belongs to \(other.url)", remedy: "give another id")
    }
    if let other = feeds.first(where: { $0.url == feed.url }) {
      throw problem("\(feed.url) is there already, with the id '\(other.id)'", remedy: "remove that first")
    }
    let source = OPMLSource(bytes)
    let (group, missing) = deepestGroup(feed.groups, in: source)
    var outline = FeedListWriter.outline(feed, isComplete: true)
    for name in missing.reversed() { outline = OPMLOutline(attributes: [.init("text", name)], children: [outline]) }
    let edited = try inserting(outline, into: group, of: source)
    try accept(edited) { expected in expected[feed.id] = feed }
  }

  /// Removes a feed, with its line when nothing else is on it.
  ///
  /// - Throws: `DeskError` when there is none of that id.
  public mutating func remove(_ id: FeedID) throws(DeskError) {
    guard let index = feeds.firstIndex(where: { $0.id == id }) else {
      throw problem(
        "there is no feed '\(id)'", remedy: UnknownName.remedy(for: id.rawValue, among: feeds.map(\.id.rawValue)))
    }
    var range = OPMLSource(bytes).elements[elements[index]].range
    var start = range.lowerBound
    while start > 0, [0x20, 0x09].contains(bytes[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[end]) { end += 1 }
    if start == 0 || bytes[start - 1] == 0x0A, end < bytes.count, bytes[end] == 0x0A { range = start..<(end + 1) }
    var edited = bytes
    edited.removeSubrange(range)
    try accept(edited) { expected in expected[id] = nil }
  }

  /// Gives a feed another address; it keeps its id, which is written down where it was made from the old address.
  ///
  /// - Throws: `DeskError` when there is none of that id, or when another feed has the address.
  public mutating func move(_ id: FeedID, to url: String) throws(DeskError) {
    guard let index = feeds.firstIndex(where: { $0.id == id }) else {
      throw problem(
        "there is no feed '\(id)'", remedy: UnknownName.remedy(for: id.rawValue, among: feeds.map(\.id.rawValue)))
    }
    if let other = feeds.first(where: { $0.url == url && $0.id != id }) {
      throw problem("\(url) is there already, with the id '\(other.id)'", remedy: "remove one of the two")
    }
    let source = OPMLSource(bytes)
    let attributes = source.elements[elements[index]].attributes
    guard let address = attributes.first(where: { $0.name.lowercased() == "xmlurl" })?.value else {
      throw problem("the feed '\(id)' is laid out in a way that cannot be edited safely", remedy: "edit it by hand")
    }
    var edited = bytes
    if !attributes.contains(where: { $0.name.hasSuffix(":id") }) {
      edited.insert(contentsOf: " khabar:id=\"\(id.rawValue)\"".utf8, at: address.upperBound + 1)
    }
    edited.replaceSubrange(address, with: Self.attributeText(url).utf8)
    var moved = feeds[index]
    moved.url = url
    try accept(declaringNamespace(edited, source)) { expected in expected[id] = moved }
  }

  /// Text as an attribute's value in either kind of quotes.
  private static func attributeText(_ text: String) -> String {
    let references: [Character: String] = ["&": "&amp;", "<": "&lt;", "\"": "&quot;", "'": "&apos;"]
    return text.map { references[$0] ?? String($0) }.joined()
  }

  /// What an import did.
  public struct Import: Sendable, Equatable {
    /// The feeds that were added, in the order of the list.
    public var added: [Feed] = []
    /// URLs that were there already.
    public var known: [String] = []
    /// What was not taken over, and why.
    public var problems: [DeskProblem] = []
  }

  /// Adds the feeds of another list whose URLs are not there yet, each in its groups, all unverified.
  ///
  /// An id that is taken gets a number. What is wrong in a single outline leaves out only that one. Secrets and
  /// limits of the other list are not taken over: they are its owner's decisions.
  /// - Throws: `DeskError` when the list cannot be read at all.
  public mutating func importFeeds(_ list: [UInt8], file listFile: String) throws(DeskError) -> Import {
    let problems = ProblemList()
    var reader = FeedListReader(list, file: listFile, secrets: nil, problems: problems)
    let found = reader.read().map(\.feed)
    if found.isEmpty { try problems.throwIfAny() }
    var result = Import(problems: problems.problems)
    var ids = Set(feeds.map(\.id))
    var urls = Set(feeds.map(\.url))
    for var feed in found {
      guard urls.insert(feed.url).inserted else {
        result.known.append(feed.url)
        continue
      }
      feed = Self.withFreeID(feed, taken: ids)
      ids.insert(feed.id)
      (feed.isVerified, feed.credentialName, feed.intervalSeconds, feed.maximumBodyBytes) = (false, nil, nil, nil)
      feed.overrides = PollingOverrides()
      result.added.append(feed)
    }
    guard feeds.count + result.added.count <= OPMLReader.maximumFeedCount else {
      throw problem(
        "the list would have more than \(OPMLReader.maximumFeedCount) feeds", remedy: "import a shorter one")
    }
    try addAll(result.added)
    return result
  }

  /// Writes the file: a new one beside it takes its place, so that a crash leaves the old or the new one.
  ///
  /// - Throws: `DeskError` when it cannot be written.
  public func write(to path: String) throws(DeskError) {
    do {
      try Data(bytes).write(to: URL(filePath: path).resolvingSymlinksInPath(), options: .atomic)
    } catch {
      throw problem("the file cannot be written", remedy: error.localizedDescription)
    }
  }
}

extension FeedListEditor {
  private static func read(_ bytes: [UInt8], file: String) throws(DeskError) -> ([Feed], [Int]) {
    let problems = ProblemList()
    var reader = FeedListReader(bytes, file: file, secrets: nil, problems: problems)
    let found = reader.read()
    try problems.throwIfAny()
    return (found.map(\.feed), found.map(\.element))
  }

  /// Takes over edited bytes when they hold exactly the feeds that they should.
  private mutating func accept(_ edited: [UInt8], _ change: (inout [FeedID: Feed]) -> Void) throws(DeskError) {
    var expected = Dictionary(feeds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    change(&expected)
    let (newFeeds, newElements) = try Self.read(edited, file: file)
    let found = Dictionary(newFeeds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    guard found == expected, found.count == newFeeds.count else {
      throw problem("the file is laid out in a way that cannot be edited safely", remedy: "edit it by hand")
    }
    (bytes, feeds, elements) = (edited, newFeeds, newElements)
  }

  private mutating func addAll(_ added: [Feed]) throws(DeskError) {
    guard !added.isEmpty else { return }
    var source = OPMLSource(bytes)
    var edited = bytes
    // Groups are few and feeds many: the feeds of one group go in with one insertion.
    var order: [[String]] = []
    var byGroup: [[String]: [Feed]] = [:]
    for feed in added {
      if byGroup[feed.groups] == nil { order.append(feed.groups) }
      byGroup[feed.groups, default: []].append(feed)
    }
    for groups in order {
      let (group, missing) = deepestGroup(groups, in: source)
      var outlines = (byGroup[groups] ?? []).map { FeedListWriter.outline($0, isComplete: true) }
      for name in missing.reversed() { outlines = [OPMLOutline(attributes: [.init("text", name)], children: outlines)] }
      edited = try inserting(outlines, into: group, of: source)
      source = OPMLSource(edited)
    }
    try accept(edited) { expected in for feed in added { expected[feed.id] = feed } }
  }

  /// The outline of the longest part of `path` that exists, and the names that are missing below it.
  private func deepestGroup(_ path: [String], in source: OPMLSource) -> (element: Int?, missing: [String]) {
    guard let document = try? OPMLReader.document(source.bytes) else { return (nil, path) }
    var outlines = document.outlines
    var first = 0
    var found: Int?
    for (depth, name) in path.enumerated() {
      var element = first
      var next: OPMLOutline?
      for outline in outlines {
        if outline.feedURL == nil, outline["isComment"] != "true", outline.label == name {
          next = outline
          break
        }
        element += 1 + FeedListReader.count(outline.children)
      }
      guard let next else { return (found, Array(path.dropFirst(depth))) }
      found = element
      first = element + 1
      outlines = next.children
    }
    return (found, [])
  }

  private func inserting(_ outline: OPMLOutline, into group: Int?, of source: OPMLSource) throws(DeskError) -> [UInt8] {
    try inserting([outline], into: group, of: source)
  }

  /// The file with outlines before the end tag of a group, or of the body.
  private func inserting(
    _ outlines: [OPMLOutline], into group: Int?, of source: OPMLSource
  ) throws(DeskError) -> [UInt8] {
    let depth = group.map { source.elements[$0].depth + 3 } ?? 2
    var text: [UInt8] = []
    for outline in outlines { text += OPMLWriter.bytes(outline, depth: depth) }
    if let group, source.elements[group].endTag == nil {
      return opening(source.elements[group], with: text, in: source)
    }
    guard let end = group.map({ source.elements[$0].endTag }) ?? source.bodyEnd else {
      throw problem("the file has no end tag of its body", remedy: "end it with </body></opml>")
    }
    var start = end.lowerBound
    while start > 0, [0x20, 0x09].contains(source.bytes[start - 1]) { start -= 1 }
    let isOnItsOwnLine = start == 0 || source.bytes[start - 1] == 0x0A
    if !isOnItsOwnLine { text.insert(0x0A, at: 0) }
    var edited = source.bytes
    edited.insert(contentsOf: text, at: isOnItsOwnLine ? start : end.lowerBound)
    return declaringNamespace(edited, source)
  }

  /// Turns `<outline …/>` into a pair of tags with `text` between.
  private func opening(_ element: OPMLSource.Element, with text: [UInt8], in source: OPMLSource) -> [UInt8] {
    var slash = element.startTag.upperBound - 2
    while slash > element.startTag.lowerBound, source.bytes[slash] != 0x2F { slash -= 1 }
    let margin = [UInt8](repeating: 0x20, count: 2 * (element.depth + 2))
    var edited = source.bytes
    edited.replaceSubrange(
      slash..<element.startTag.upperBound, with: Array(">\n".utf8) + text + margin + Array("</outline>".utf8))
    return declaringNamespace(edited, source)
  }

  /// The edited file with the namespace of `khabar:` declared at its root; nothing before that may have moved.
  private func declaringNamespace(_ edited: [UInt8], _ source: OPMLSource) -> [UInt8] {
    guard let end = source.rootNameEnd, !source.namespaces.contains(where: { $0.prefix == "khabar" }) else {
      return edited
    }
    var declared = edited
    declared.insert(contentsOf: " xmlns:khabar=\"\(OPMLDocument.khabarNamespace)\"".utf8, at: end)
    return declared
  }

  private static func withFreeID(_ feed: Feed, taken: Set<FeedID>) -> Feed {
    var id = feed.id
    var number = 2
    while taken.contains(id) {
      id = FeedID("\(feed.id.rawValue.prefix(70))-\(number)")
      number += 1
    }
    return Feed(
      id: id, url: feed.url, title: feed.title, homePage: feed.homePage, language: feed.language, country: feed.country,
      kind: feed.kind, groups: feed.groups, categories: feed.categories, isRegional: feed.isRegional)
  }

  private func problem(_ message: String, remedy: String?) -> DeskError {
    DeskError(DeskProblem(message, at: DeskPlace(file: file), remedy: remedy))
  }
}
