import FeedFormats
import Testing

/// Lines of the attack checklist about what is read, not about what it costs.
@Suite struct AttackResultTests {
  private func read(_ text: String, limits: FeedLimits = FeedLimits()) throws -> FeedDocument {
    try FeedReader.read(Array(text.utf8), limits: limits)
  }

  /// X6: the document type of RSS 0.91 brings HTML's entities, though its DTD is never loaded.
  @Test func documentTypeOfRSS091BringsEntities() throws {
    let document = try read(
      """
      <?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
      "http://my.netscape.com/publish/formats/rss-0.91.dtd">
      <rss version="0.91"><channel><item><title>Caf&eacute;&nbsp;&mdash; &unknown;</title></item></channel></rss>
      """)
    #expect(document.entries.first?.title?.value == "Café\u{A0}— &unknown;")
    #expect(document.variant == "netscape")
  }

  /// X14: UTF-7 is never decoded, what is no text becomes a replacement, and the text around it stays.
  @Test(
    arguments: [
      [0xC0, 0xBC], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xF4, 0x90, 0x80, 0x80], [0x00], [0x1B], [0xEF, 0xBF, 0xBF],
    ] as [[UInt8]])
  func bytesThatAreNoTextNeverGetThrough(_ bad: [UInt8]) throws {
    let start = Array("<rss version='2.0'><channel><item><title>+ADw-خبر".utf8)
    let document = try FeedReader.read(start + bad + Array("é</title></item></channel></rss>".utf8))
    let title = try #require(document.entries.first?.title?.value)
    #expect(title.hasPrefix("+ADw-خبر") && title.hasSuffix("é"))
    #expect(!title.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0xFFFF || $0 == "<" })
    #expect(document.defectCount > 0)
  }

  /// X16: of equal keys one counts, and numbers out of range are no reason to fail.
  @Test func equalKeysAndHugeNumbersAreRead() throws {
    let document = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"a","title":"b","items":[{"id":1e999,"id":"2","title":"c",
      "attachments":[{"url":"http://a.example/b","size_in_bytes":1e308,"duration_in_seconds":-1e308}]}]}
      """)
    #expect(document.entries.count == 1)
    #expect(["a", "b"].contains(document.source.title?.value))
    #expect(document.entries.first?.title?.value == "c")
  }

  /// X17: the limit is the caller's, 2,000 unless said; the excess is one defect in every format.
  @Test(arguments: [nil, 1, 7]) func entriesBeyondTheLimitAreADefect(limit: Int?) throws {
    let limits = limit.map { FeedLimits(entries: $0) } ?? FeedLimits()
    let most = limit ?? 2_000
    let documents = [
      ("<rss version='2.0'><channel>", "<item><title>t</title></item>", "", "</channel></rss>"),
      ("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry><id>1</id></entry>", "", "</feed>"),
      ("<urlset>", "<url><loc>http://a.example/</loc></url>", "", "</urlset>"),
      ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[", "{\"id\":\"1\"}", ",", "]}"),
    ]
    for (start, entry, separator, end) in documents {
      let entries = [String](repeating: entry, count: most + 3).joined(separator: separator)
      let document = try read(start + entries + end, limits: limits)
      #expect(document.entries.count == most)
      #expect(document.defects.map(\.code) == ["too-many-entries"])
      #expect(document.defects.first?.message.hasPrefix("3 entries") == true)
    }
  }
}
