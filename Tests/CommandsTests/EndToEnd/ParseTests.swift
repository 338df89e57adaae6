import Foundation
import TestSupport
import Testing

@testable import Commands

/// `khabar parse` on files and folders.
@Suite struct ParseTests {
  private static let samples = Samples.repository.appending(path: "Samples/formats").path

  private static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func aFolderGivesALineForEachFileInOrder() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let parsed = try await line.run("parse", "--json", Self.samples + "/rss")
    let files = try Self.objects(parsed.output).compactMap { $0["file"] as? String }
    #expect(files == files.sorted())
    #expect(files.count > 50)
    // The goldens beside the samples are JSON but no feeds.
    #expect(parsed.status == .badData)
  }

  @Test func whatIsNoFeedStopsNothing() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write("<html><body>page</body></html>", to: "page.html")
    let page = line.folder.appending(path: "page.html").path
    let feed = Self.samples + "/json/feed11.json"
    let parsed = try await line.run("parse", "--json", page, "/nowhere.xml", feed)
    #expect(parsed.status == .badData)
    #expect(parsed.errors.contains("2 of 3"))
    let objects = try Self.objects(parsed.output)
    #expect(objects.map { ($0["error"] as? [String: Any])?["code"] as? String } == ["html", "unreadable-file", nil])
    #expect(objects.last?["version"] as? String == "json-feed-1.1")
  }

  @Test func oneFileAndTheSameInABatchSayTheSame() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let file = Self.samples + "/atom/atom10.atom"
    let one = try await line.run("parse", "--json", file)
    let many = try await line.run("parse", "--json", file, file)
    let whole = try #require(try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? NSDictionary)
    for var object in try Self.objects(many.output) {
      #expect(object.removeValue(forKey: "file") as? String == file)
      #expect(object as NSDictionary == whole)
    }
  }

  @Test func optionsSayWhatHTTPWouldHaveTold() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let bytes: [UInt8] = Array("<rss version='2.0'><channel><item><link>/a</link><title>".utf8) + [0xC4, 0xC5]
    let file = line.folder.appending(path: "koi8.xml")
    try Data(bytes + Array("</title></item></channel></rss>".utf8)).write(to: file)
    let parsed = try await line.run(
      "parse", "--json", "--content-type", "text/xml; charset=koi8-r", "--base-url", "https://example.org/x/",
      file.path)
    #expect(parsed.output.contains("\"title\": \"де\""))
    #expect(parsed.output.contains("\"link\": \"https://example.org/a\""))
    let raw = try await line.run("parse", "--json", "--raw", "--base-url", "https://example.org/x/", file.path)
    #expect(raw.output.contains("\"link\": \"/a\""))
  }

  @Test func countrySaysWhichClockDatesWithoutZoneAreOf() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write(
      "<rss version='2.0'><channel><item><pubDate>18 Nov 2026 07:30</pubDate></item></channel></rss>", to: "a.xml")
    let file = line.folder.appending(path: "a.xml").path
    let parsed = try await line.run("parse", "--json", "--country", "PK", file)
    #expect(parsed.output.contains("\"published\": \"2026-11-18T02:30:00Z\""))
    #expect(try await line.run("parse", "--country", "Pakistan", file).status == .usage)
    #expect(try await line.run("parse", "--base-url", "example.org", file).status == .usage)
  }

  @Test func peopleSeeTitlesAsText() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write(
      "<rss version='2.0'><channel><title>A &amp;amp; B</title><item><title>&lt;b&gt;C&lt;/b&gt; &lt;3</title></item>"
        + "</channel></rss>", to: "a.xml")
    let parsed = try await line.run("parse", line.folder.appending(path: "a.xml").path)
    #expect(parsed.output == "A & B\nrss-2.0, utf-8, 1 entry, 0 defects\n\nC <3\n")
  }
}
