import Articles
import FeedFormats

/// Reads the feeds of `feeds.opml`, strictly: what is wrong there would otherwise be a feed that is never polled.
struct FeedListReader {
  private let outlines: OutlineReport
  private let secrets: SecretNames?
  private let problems: ProblemList
  private var feeds: [Feed] = []
  private var elementOfFeed: [Int] = []
  private var elementOfID: [FeedID: Int] = [:]
  private var elementOfURL: [String: Int] = [:]
  private var nextElement = 0

  /// `secrets` are the declared names; `nil` leaves the names of secrets unchecked.
  init(_ bytes: [UInt8], file: String, secrets: SecretNames?, problems: ProblemList) {
    self.secrets = secrets
    self.problems = problems
    outlines = OutlineReport(source: OPMLSource(bytes), file: file, problems: problems)
  }

  /// The feeds in document order, each with the number of its outline among all outlines.
  mutating func read() -> [(feed: Feed, element: Int)] {
    let document: OPMLDocument
    do {
      document = try OPMLReader.document(outlines.source.bytes)
    } catch {
      problems.add(DeskProblem(error.message, at: DeskPlace(file: outlines.file, line: 1)))
      return []
    }
    for defect in document.defects {
      let place = DeskPlace(file: outlines.file, line: defect.line)
      problems.add(DeskProblem("not well-formed XML: \(defect.message)", at: place, remedy: "mend it (\(defect.code))"))
    }
    for outline in document.outlines { read(outline, groups: []) }
    return Array(zip(feeds, elementOfFeed).map { (feed: $0, element: $1) })
  }

  private mutating func read(_ outline: OPMLOutline, groups: [String]) {
    let element = nextElement
    nextElement += 1
    if outline["isComment"] == "true" {
      nextElement += Self.count(outline.children)
    } else if let url = outline.feedURL {
      if !outline.children.isEmpty {
        outlines.report("a feed cannot contain outlines", at: element, remedy: "put them beside it")
        nextElement += Self.count(outline.children)
      }
      readFeed(outline, url: url, groups: groups, element: element)
    } else {
      readGroup(outline, groups: groups, element: element)
    }
  }

  static func count(_ outlines: [OPMLOutline]) -> Int {
    outlines.reduce(0) { $0 + 1 + count($1.children) }
  }

  private mutating func readGroup(_ outline: OPMLOutline, groups: [String], element: Int) {
    if let type = outline["type"] {
      let remedy = "add xmlUrl=\"https://…\", or remove the outline"
      outlines.report("an outline of type '\(type)' has no xmlUrl", at: element, remedy: remedy)
    }
    if outline.label == nil {
      outlines.report("a group has no name", at: element, remedy: "add text=\"…\"")
    }
    for child in outline.children { read(child, groups: groups + [outline.label ?? ""]) }
  }

  private mutating func readFeed(_ outline: OPMLOutline, url: String, groups: [String], element: Int) {
    let attributes = AttributeReader(outline: outline, element: element, outlines: outlines)
    guard let url = attributes.value("xmlUrl", FeedAttributes.url) else { return }
    attributes.reportUnknown()
    var feed = Feed(id: FeedID(FeedSlug.slug(of: url)), url: url, title: outline.label ?? url)
    if outline.label == nil {
      outlines.report("the feed has no name", at: element, remedy: "add text=\"…\"")
    }
    if let id = attributes.value("khabar:id", FeedAttributes.id) {
      feed = Feed(id: FeedID(id), url: url, title: feed.title)
    }
    feed.groups = groups
    feed.homePage = attributes.value("htmlUrl", FeedAttributes.url)
    feed.language = attributes.value("language", FeedAttributes.language)
    feed.country = attributes.value("khabar:country", FeedAttributes.country)
    feed.kind = attributes.value("khabar:kind", FeedAttributes.kind)
    feed.categories = (outline["category"] ?? "").split(separator: ",").map { String($0).trimmed }.filter {
      !$0.isEmpty
    }
    feed.isVerified = attributes.value("khabar:verified", FeedAttributes.truth) ?? false
    feed.isRegional = attributes.value("khabar:regional", FeedAttributes.truth) ?? false
    feed.intervalSeconds = attributes.value("khabar:interval", FeedAttributes.seconds)
    feed.maximumBodyBytes = attributes.value("khabar:maximumBytes", FeedAttributes.bytes)
    feed.overrides = overrides(attributes)
    feed.credentialName = outline["khabar:secret"]
    if let name = feed.credentialName,
      let problem = secrets?.problem(with: name, at: outlines.place(element, attribute: "khabar:secret"))
    {
      problems.add(problem)
    }
    append(feed, element: element)
  }

  private func overrides(_ attributes: AttributeReader) -> PollingOverrides {
    var overrides = PollingOverrides()
    overrides.minimumIntervalSeconds = attributes.value("khabar:minimumInterval", FeedAttributes.seconds)
    overrides.maximumIntervalSeconds = attributes.value("khabar:maximumInterval", FeedAttributes.seconds)
    overrides.intervalWithoutValidatorsSeconds = attributes.value(
      "khabar:intervalWithoutValidators", FeedAttributes.seconds)
    overrides.obeyRetryAfterSeconds = attributes.value("khabar:obeyRetryAfter", FeedAttributes.obeySeconds)
    overrides.obeyFreshnessSeconds = attributes.value("khabar:obeyFreshness", FeedAttributes.obeySeconds)
    overrides.obeyTTLSeconds = attributes.value("khabar:obeyTTL", FeedAttributes.obeySeconds)
    overrides.throttledBackoffSeconds = attributes.value("khabar:throttledBackoff", FeedAttributes.backoffSeconds)
    overrides.revalidateAfterSeconds = attributes.value("khabar:revalidateAfter", FeedAttributes.revalidateSeconds)
    overrides.isAdaptive = attributes.value("khabar:adaptive", FeedAttributes.truth)
    overrides.takesDeltas = attributes.value("khabar:deltas", FeedAttributes.truth)
    return overrides
  }

  private mutating func append(_ feed: Feed, element: Int) {
    if let first = elementOfID[feed.id] {
      let remedy = "the first is on line \(outlines.place(first).line); give one of them another khabar:id"
      outlines.report("two feeds have the id '\(feed.id)'", at: element, attribute: "khabar:id", remedy: remedy)
      return
    }
    if let first = elementOfURL[feed.url] {
      let message = "the address of '\(feed.id)' is there twice"
      let shared = feeds.contains { $0.url == feed.url && $0.credentialName == feed.credentialName }
      let reason =
        shared ? "one poll serves both" : "with another secret it is asked once more, a minute after the other"
      let remedy = "the first is on line \(outlines.place(first).line); keep one, since \(reason)"
      outlines.report(message, at: element, attribute: "xmlUrl", remedy: remedy, severity: .warning)
    }
    if let name = WebAddress.secretParameter(in: feed.url) {
      let message = "the address of '\(feed.id)' carries '\(name)', which looks like a key"
      let remedy = "whoever sees the desk can use it; share the desk only without this feed"
      outlines.report(message, at: element, attribute: "xmlUrl", remedy: remedy, severity: .warning)
    }
    elementOfID[feed.id] = element
    elementOfURL[feed.url] = elementOfURL[feed.url] ?? element
    feeds.append(feed)
    elementOfFeed.append(element)
  }
}
