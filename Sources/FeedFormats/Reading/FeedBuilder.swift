internal import Markup

/// The document under construction: what all formats do alike with entries, limits and defects.
struct FeedBuilder {
  var document: FeedDocument
  let limits: FeedLimits
  private var leftOut = 0
  private var firstLeftOut = 0
  private var own = MarkupDefects()

  init(format: FeedFormat, limits: FeedLimits) {
    document = FeedDocument(format: format)
    self.limits = limits
    document.entries.reserveCapacity(16)
  }

  /// Whether another entry is wanted; if not, it is counted.
  mutating func wantsEntry(line: Int) -> Bool {
    if document.entries.count < limits.entries { return true }
    if leftOut == 0 { firstLeftOut = line }
    leftOut += 1
    return false
  }

  /// Adds the entry whose start tag is current, or skips it when there are too many.
  mutating func addEntry(_ xml: inout XMLReader, _ dialect: Dialect, _ inherited: Inherited) {
    guard wantsEntry(line: xml.line) else { return xml.skipElement() }
    let reader = EntryReader(dialect: dialect)
    addEntry { entry in reader.read(&xml, inherited, &entry) }
  }

  /// Adds a deleted entry, or counts it when there are too many.
  mutating func addDeletedEntry(_ entry: DeletedEntry, line: Int) {
    if document.deletedEntries.count < limits.entries {
      document.deletedEntries.append(entry)
    } else {
      _ = wantsEntry(line: line)
    }
  }

  /// Adds an entry that `read` fills in its place, for it is large; then cuts it down to the limits.
  mutating func addEntry(_ read: (inout FeedEntry) -> Void) {
    let index = document.entries.count
    document.entries.append(FeedEntry())
    read(&document.entries[index])
    let most = limits.valuesPerEntry
    if Self.bound(&document.entries[index], most) {
      own.add(
        "too-many-values", line: document.entries[index].line,
        "only the first \(most) links, categories, media or authors were kept")
    }
  }

  /// Leaves out what is too much; whether there was any.
  private static func bound(_ entry: inout FeedEntry, _ most: Int) -> Bool {
    guard
      entry.links.count > most || entry.categories.count > most || entry.media.count > most
        || entry.authors.count > most
    else { return false }
    entry.links = Array(entry.links.prefix(most))
    entry.categories = Array(entry.categories.prefix(most))
    entry.media = Array(entry.media.prefix(most))
    entry.authors = Array(entry.authors.prefix(most))
    return true
  }

  mutating func defect(_ code: StaticString, line: Int, _ message: String) { own.add(code, line: line, message) }

  /// The document, with the defects found below it first.
  consuming func finished(_ below: MarkupDefects, encoding: String) -> FeedDocument {
    document.encoding = encoding
    if leftOut > 0 {
      let kept = limits.entries
      own.add("too-many-entries", line: firstLeftOut, "\(leftOut) entries after the first \(kept) were left out")
    }
    let all = below.list + own.list
    document.defects = all.prefix(MarkupDefects.maximumKept)
      .map { Defect(code: $0.code, line: $0.line, message: $0.message) }
    document.defectCount = below.count + own.count
    return document
  }
}
