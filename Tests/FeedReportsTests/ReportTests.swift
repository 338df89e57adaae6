import FeedFormats
import FeedReports
import Foundation
import Testing

/// What a report resolves, cleans and leaves as it was published.
@Suite struct ReportTests {
  private func report(
    _ channel: String, base: String = "https://feeds.example/a/rss", raw: Bool = false
  ) throws -> [String: Any] {
    let document = try FeedReader.read(
      Array("<rss version='2.0'><channel>\(channel)</channel></rss>".utf8), documentURL: base)
    var options = FeedReportOptions()
    options.documentURL = base
    options.isRaw = raw
    options.now = Date(timeIntervalSince1970: 1_772_000_000)
    let json = FeedReport.json(of: document, options: options)
    return try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
  }

  private func entry(_ item: String, raw: Bool = false) throws -> [String: Any] {
    let entries = try report("<link>https://site.example/</link><item>\(item)</item>", raw: raw)["entries"]
    return try #require((entries as? [[String: Any]])?.first)
  }

  @Test func linksAreAbsoluteAndRawOnesAsPublished() throws {
    let item = "<link>/x</link><description>&lt;a href='y' onclick='z'>t&lt;/a></description>"
    let entry = try entry(item)
    #expect(entry["link"] as? String == "https://site.example/x")
    #expect((entry["summary"] as? String)?.contains("href=\"https://site.example/y\"") == true)
    #expect((entry["summary"] as? String)?.contains("onclick") == false)
    let raw = try self.entry(item, raw: true)
    #expect(raw["link"] as? String == "/x")
    #expect(raw["summary"] as? String == "<a href='y' onclick='z'>t</a>")
    #expect((raw["summaryDetail"] as? [String: Any])?["raw"] == nil)
  }

  @Test func scriptsAreNoLinks() throws {
    #expect(try entry("<link>javascript:alert(1)</link>")["link"] == nil)
    #expect((try entry("<link>javascript:alert(1)</link>")["links"] as? [Any])?.isEmpty == true)
  }

  @Test func titlesArePlainText() throws {
    #expect(try entry("<title>A &amp;amp; &lt;b>B&lt;/b></title>")["title"] as? String == "A & B")
  }

  @Test func datesStandBesideTheirText() throws {
    let entry = try entry("<pubDate>Mon, 02 Mar 2026 10:00:00 +0500</pubDate>")
    #expect(entry["published"] as? String == "2026-03-02T05:00:00Z")
    #expect(entry["publishedText"] as? String == "Mon, 02 Mar 2026 10:00:00 +0500")
    #expect(entry["publishedSource"] as? String == "published")
    #expect(entry["publishedIsImplausible"] as? Bool == true)
    let unreadable = try self.entry("<pubDate>soon</pubDate>")
    #expect(unreadable["published"] == nil)
    #expect(unreadable["publishedText"] as? String == "soon")
  }

  @Test func nothingHiddenReachesATerminal() {
    var document = FeedDocument(format: .rss20)
    document.source.id = "a\u{202E}b\u{1B}c\u{85}\u{FEFF}\u{2028}\u{200C}\u{061C}\u{E9}"
    let text = String(decoding: FeedReport.json(of: document), as: UTF8.self)
    #expect(text.contains(#""id":"a\u202eb\u001bc\u0085\ufeff\u2028\#u{200C}\u061c\#u{E9}""#))
  }

  @Test func sameDocumentGivesTheSameBytes() {
    let reports = (0..<3).map { _ in FeedReport.json(of: .everything) }
    #expect(Set(reports).count == 1)
  }
}
