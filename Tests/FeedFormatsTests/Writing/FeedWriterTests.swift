import FeedFormats
import Foundation
import Testing

@Suite struct FeedWriterTests {
  private static let formats: [FeedFormat] = [.rss20, .rss10, .atom10, .jsonFeed11]

  /// A document with most of what a feed can hold.
  private func full() -> FeedDocument {
    var document = FeedDocument(format: .rss20)
    document.source.title = TextConstruct("Border & trade")
    document.source.subtitle = TextConstruct("News of one crossing")
    document.source.id = "urn:example:feed"
    document.source.language = "en"
    document.source.links = [FeedLink("https://example.org/"), FeedLink("https://example.org/feed", relation: "self")]
    document.source.updated = "2026-11-23T20:00:00Z"
    var entry = FeedEntry()
    entry.id = "urn:example:1"
    entry.title = TextConstruct("Crossing 'reopened' < today")
    entry.links = [
      FeedLink("https://example.org/1?a=1&b=2"), FeedLink("https://example.org/copy", relation: "related"),
    ]
    entry.summary = TextConstruct("<p>Short</p>", kind: .html)
    entry.content = TextConstruct("<p>Long &amp; full</p>", kind: .html)
    entry.published = "Mon, 23 Nov 2026 10:00:00 +0500"
    entry.updated = "2026-11-23T06:00:00Z"
    entry.authors = [FeedPerson(name: "A. Writer")]
    entry.categories = [FeedCategory("border", scheme: "urn:example:topic", label: "Border")]
    entry.media = [FeedMedia("https://example.org/a.mp3", role: .enclosure, mediaType: "audio/mpeg", length: 12)]
    entry.sourceTitle = "Daily"
    entry.sourceURL = "https://daily.example/rss"
    entry.point = FeedPoint(latitude: 34.105, longitude: 71.09)
    entry.foreignElements = [
      ForeignElement(
        prefix: "x", namespace: "urn:x", name: "tag", attributes: [.init("score", "0.9")],
        children: [ForeignElement(prefix: "x", namespace: "urn:x", name: "why", text: "words")])
    ]
    document.entries = [entry]
    return document
  }

  @Test(arguments: formats) func whatIsWrittenIsReadBack(format: FeedFormat) throws {
    let document = full()
    let bytes = FeedWriter.bytes(document, as: format)
    #expect(bytes == FeedWriter.bytes(document, as: format))
    let read = try FeedReader.read(bytes)
    #expect(read.format == format)
    #expect(read.defectCount == 0, "\(read.defects)")
    #expect(read.source.title?.value == "Border & trade")
    let entry = try #require(read.entries.first)
    let own = document.entries[0]
    #expect(entry.id == own.id)
    #expect(entry.title?.value == own.title?.value)
    #expect(entry.links.first?.href == "https://example.org/1?a=1&b=2")
    #expect(entry.content?.value == own.content?.value)
    #expect(entry.categories.map(\.term) == ["border"])
    #expect(entry.authors.map(\.name) == ["A. Writer"])
    if format == .rss20 || format == .atom10 {
      #expect(entry.summary?.value == own.summary?.value)
      #expect(entry.categories.first?.scheme == "urn:example:topic")
      #expect(entry.sourceTitle == "Daily")
      #expect(entry.point == own.point)
      #expect(read.source.links.contains { $0.relation == "self" && $0.href == "https://example.org/feed" })
    }
    switch format {
    case .rss20: #expect(entry.published == "Mon, 23 Nov 2026 05:00:00 +0000")
    case .atom10, .jsonFeed11: #expect(entry.published == "2026-11-23T05:00:00Z")
    default: #expect(entry.dublinCoreDate == "2026-11-23T05:00:00Z")
    }
  }

  @Test(arguments: formats) func writingWhatWasReadGivesTheSameBytes(format: FeedFormat) throws {
    var document = full()
    document.entries[0].foreignElements = []
    let first = FeedWriter.bytes(try FeedReader.read(FeedWriter.bytes(document, as: format)), as: format)
    let second = FeedWriter.bytes(try FeedReader.read(first), as: format)
    #expect(String(decoding: first, as: UTF8.self) == String(decoding: second, as: UTF8.self))
  }

  private static let hostile = [
    "]]>", "a]]>b<![CDATA[c", "\u{0}nul\u{1}\u{B}\u{1F}", "\u{7F}\u{85}\u{9F}", "\u{FFFE}\u{FFFF}", "\u{202E}txt.exe",
    "\u{2066}open", "<script>alert(1)</script>", "&amp;&#0;&#xD800;&bogus;", "\" onload='x", "line\r\nbreak\ttab\rend",
    String(decoding: [0xED, 0xA0, 0x80, 0xC3, 0x28, 0xFF], as: UTF8.self), "<!DOCTYPE x>", "<?xml?>", "خبر\u{200C}ها",
  ]

  /// H4, H8: markup, `]]>`, controls and bidirectional overrides wherever text can stand.
  @Test(arguments: formats, hostile) func anyTextComesOutWellFormedAndHarmless(format: FeedFormat, text: String) throws
  {
    var document = FeedDocument(format: format)
    document.source.title = TextConstruct(text)
    document.source.language = text
    document.source.generator = text
    document.source.rights = TextConstruct(text)
    var entry = FeedEntry()
    entry.id = text
    entry.title = TextConstruct(text)
    entry.links = [FeedLink("javascript:" + text), FeedLink(text, relation: text, title: text)]
    entry.summary = TextConstruct(text)
    entry.content = TextConstruct(text, kind: .html)
    entry.published = text
    entry.authors = [FeedPerson(name: text, email: text, uri: text)]
    entry.categories = [FeedCategory(text, scheme: text, label: text)]
    entry.media = [FeedMedia(text, role: .enclosure, mediaType: text, length: -1)]
    entry.sourceTitle = text
    entry.sourceURL = "https://example.org/" + text
    entry.point = FeedPoint(latitude: .nan, longitude: .infinity)
    entry.foreignElements = [
      ForeignElement(
        prefix: "x", namespace: text, name: "t", attributes: [.init(text, text), .init("a", text)], text: text),
      ForeignElement(prefix: text, namespace: "urn:x", name: text, text: text),
    ]
    document.entries = [entry, entry]
    let bytes = FeedWriter.bytes(document, as: format)
    let read = try FeedReader.read(bytes)
    #expect(read.defectCount == 0, "\(read.defects)")
    #expect(read.entries.count == 2)
    #expect(Set(read.entries.map(\.id)).count == 2)
    let output = String(decoding: bytes, as: UTF8.self)
    #expect(!output.contains("javascript:"))
    for scalar in output.unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
      let isOverride = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      #expect(!isControl && !isOverride && scalar.value != 0xFFFE && scalar.value != 0xFFFF)
    }
    if format == .jsonFeed11 {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
    } else {
      #expect(!output.contains("]]>"))
      #expect(!output.contains("<script"))
    }
  }

  @Test func balancedDirectionsAndJoinersAreKept() throws {
    var document = full()
    document.entries[0].title = TextConstruct("می\u{200C}خواهد \u{2066}TTP\u{2069} \u{202A}x\u{202C}")
    let read = try FeedReader.read(FeedWriter.bytes(document, as: .atom10))
    #expect(read.entries.first?.title?.value == document.entries[0].title?.value)
  }

  @Test func onlyCompleteEnclosuresAreEnclosures() {
    var document = full()
    document.entries[0].media = [
      FeedMedia("https://example.org/b.mp3", role: .enclosure),
      FeedMedia("https://example.org/c.mp3", role: .enclosure, mediaType: "audio/mpeg", length: 1),
      FeedMedia("https://example.org/d.mp3", role: .enclosure, mediaType: "audio/mpeg", length: 2),
    ]
    let text = String(decoding: FeedWriter.bytes(document, as: .rss20), as: UTF8.self)
    #expect(text.components(separatedBy: "<enclosure ").count == 2)
    #expect(text.contains("<enclosure url=\"https://example.org/c.mp3\" length=\"1\" type=\"audio/mpeg\"/>"))
    #expect(text.contains("<media:content url=\"https://example.org/b.mp3\"/>"))
  }
}
