import FeedFormats
import Foundation
import Markup
import Normalization
import WebValues

/// Writes the parts that feeds and entries share, with what is in force where they stand.
struct ReportWriter {
  var json: JSONWriter
  let options: FeedReportOptions
  /// Bases in force at the feed; an entry's own are inside them.
  let feedBases: ReferenceBases
  /// Bases in force at what is being written.
  var bases: ReferenceBases
  /// Language in force at what is being written; empty when `xml:lang=""` took it back.
  var language: String?

  init(document: FeedDocument, options: FeedReportOptions) {
    json = JSONWriter(capacity: 16_384, style: .init(isIndented: options.isIndented, escapesControls: true))
    self.options = options
    feedBases = ReferenceBases(document: document, documentURL: options.documentURL)
    bases = feedBases
    language = document.source.language
  }

  mutating func write(_ document: FeedDocument, file: String?) {
    json.startObject()
    json.string("file", file)
    json.string("version", document.format.rawValue)
    string("variant", document.variant)
    json.string("encoding", document.encoding)
    list("defects", document.defects) { writer, defect in
      writer.json.string("code", defect.code)
      if defect.line > 0 { writer.json.number("line", defect.line) }
      writer.json.string("message", defect.message)
    }
    json.number("defectCount", document.defectCount)
    json.startObject("feed")
    write(feed: document.source)
    json.endObject()
    json.startArray("entries")
    for entry in document.entries { write(entry: entry, of: document.source) }
    for entry in document.deletedEntries { write(deleted: entry, of: document.source) }
    json.endArray()
    json.endObject()
  }

  /// A language tag as published, with hyphens between its parts (RFC 5646 §2.1).
  mutating func language(_ tag: String?) {
    string("language", options.isRaw ? tag : tag.map { String($0.map { $0 == "_" ? "-" : $0 }) })
  }

  /// An array of objects.
  mutating func list<Value>(_ name: String, _ values: [Value], _ write: (inout ReportWriter, Value) -> Void) {
    json.startArray(name)
    for value in values {
      json.startObject()
      write(&self, value)
      json.endObject()
    }
    json.endArray()
  }

  /// An array of objects, unless there are none: for lists that few have.
  mutating func rareList<Value>(_ name: String, _ values: [Value], _ write: (inout ReportWriter, Value) -> Void) {
    if !values.isEmpty { list(name, values, write) }
  }

  /// An object, unless `write` adds nothing to it.
  mutating func rareObject(_ name: String, _ write: (inout ReportWriter) -> Void) {
    let before = json.mark
    json.startObject(name)
    let start = json.bytes.count
    write(&self)
    if json.bytes.count == start { json.withdraw(to: before) } else { json.endObject() }
  }

  /// An array of strings, also when there are none.
  mutating func strings(_ name: String, _ values: [String]) {
    json.startArray(name)
    for value in values { json.string(nil, value) }
    json.endArray()
  }

  /// A string unless it is empty.
  mutating func string(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { json.string(name, value) }
  }
}

// MARK: References

extension ReportWriter {
  /// A reference resolved against the base in force; as published when it is no web address and no danger either.
  ///
  /// - Returns: `nil` for what a reader should never follow: scripts and data.
  func address(_ reference: String?, base: String? = nil) -> String? {
    guard let reference, !reference.isEmpty else { return nil }
    if options.isRaw { return reference }
    if let url = bases.inside(base).webAddress(reference) { return url }
    guard let url = WebURL(reference) else { return HTMLText.singleLine(reference) }
    switch url.scheme {
    case "javascript", "vbscript", "data", "livescript", "mocha", "about", "file": return nil
    case "http", "https": return nil
    default: return HTMLText.singleLine(reference)
    }
  }

  mutating func links(_ links: [FeedLink]) {
    json.startArray("links")
    for link in links {
      let href = address(link.href, base: link.base)
      // Without an address a link says little; with a dangerous one it is left out.
      guard href != nil || link.href.isEmpty else { continue }
      json.startObject()
      json.string("href", href)
      json.string("rel", link.relation)
      string("type", link.mediaType)
      string("hreflang", link.language)
      string("title", link.title)
      json.number("length", link.length)
      json.number("replies", link.replyCount)
      json.endObject()
    }
    json.endArray()
  }

  /// The first link of a relation, resolved.
  func link(_ links: [FeedLink], relation: String) -> String? {
    for link in links where link.relation == relation {
      if let url = address(link.href, base: link.base) { return url }
    }
    return nil
  }

  /// The page: the alternate link, HTML before other types.
  func page(_ links: [FeedLink]) -> String? {
    let alternates = links.filter { $0.relation == "alternate" }
    let pages = alternates.filter { $0.mediaType.map { MediaType($0)?.isHTML ?? true } ?? true }
    return link(pages, relation: "alternate") ?? link(alternates, relation: "alternate")
  }
}

// MARK: Dates, people, categories

extension ReportWriter {
  /// A date in RFC 3339 beside its text; only the text when it cannot be read.
  mutating func date(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    string(name, options.isRaw ? text : instant(text))
    if !options.isRaw { json.string(name + "Text", HTMLText.singleLine(text)) }
  }

  /// The text as RFC 3339 in UTC.
  func instant(_ text: String) -> String? {
    moment(text).map { WebDate.rfc3339($0) }
  }

  /// The time that a text names.
  func moment(_ text: String) -> Date? { WebDate.parse(text, country: options.country)?.date }

  mutating func people(_ name: String, _ people: [FeedPerson]) {
    json.startArray(name)
    for value in people { person(nil, value) }
    json.endArray()
  }

  mutating func person(_ name: String?, _ person: FeedPerson?) {
    guard let person else { return }
    json.startObject(name)
    string("name", options.isRaw ? person.name : PersonName.name(of: person))
    string("email", person.email)
    string("url", address(person.uri))
    json.endObject()
  }

  /// Dates by the element that said them.
  mutating func dates(_ dates: [NamedValue]) {
    list("dates", dates) { writer, date in
      writer.json.string("name", date.name)
      writer.date("value", date.value)
      writer.period(date.value)
    }
  }

  /// Both ends of a DCMI period: `start=2026-01-01; end=2026-02-01;` (dcterms:Period).
  private mutating func period(_ text: String) {
    guard !options.isRaw, text.utf8.contains(UInt8(ascii: "=")) else { return }
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1).map { HTMLText.singleLine(String($0)) }
      guard sides.count == 2, ["start", "end"].contains(sides[0]) else { continue }
      string(sides[0], instant(sides[1]))
    }
  }

  /// Values by the element that said them.
  mutating func named(_ name: String, _ values: [NamedValue]) {
    list(name, values) { writer, value in
      writer.json.string("name", value.name)
      writer.json.string("value", value.value)
    }
  }

  mutating func categories(_ categories: [FeedCategory]) {
    list("categories", categories) { writer, category in
      writer.json.string("term", writer.line(category.term) ?? "")
      writer.string("scheme", category.scheme)
      writer.string("label", writer.line(category.label))
    }
  }

  /// Plain text on one line.
  func line(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    return options.isRaw ? text : HTMLText.singleLine(HTMLText.decodingReferences(text))
  }
}
