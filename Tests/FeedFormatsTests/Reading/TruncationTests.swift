import FeedFormats
import Testing

/// X15: of a document that ends too soon, every entry that was complete is read, and nothing is concluded from the rest.
@Suite struct TruncationTests {
  /// A document as its start, its entries and its end.
  struct Parts: Sendable {
    let name: String
    let start: String
    let entries: [String]
    var separator = ""
    let end: String
  }

  private static func numbered(_ entry: (Int) -> String) -> [String] { (1...4).map(entry) }

  static let documents = [
    Parts(
      name: "RSS 2.0", start: "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>خبر</title>",
      entries: numbered {
        "<item><title>No &amp; \($0)</title><guid isPermaLink='false'>g\($0)</guid>"
          + "<description><![CDATA[<p>a]]&gt; é</p>]]></description><category>c</category></item>"
      }, end: "</channel></rss>"),
    Parts(
      name: "RSS 1.0",
      start: "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">"
        + "<channel rdf:about=\"http://a.example/\"><title>T</title></channel>",
      entries: numbered {
        "<item rdf:about=\"http://a.example/\($0)\"><title>N\($0)</title><link>http://a.example/\($0)</link></item>"
      }, end: "</rdf:RDF>"),
    Parts(
      name: "Atom", start: "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><!-- x -->",
      entries: numbered {
        "<entry><id>urn:\($0)</id><title type='html'>&lt;b>N\($0)&lt;/b></title><content type='xhtml'>"
          + "<div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div></content></entry>"
      }, end: "</feed>"),
    Parts(
      name: "JSON Feed", start: "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[",
      entries: numbered { "{\"id\":\"\($0)\",\"content_html\":\"<p>\\u062e \\\"x\\\"</p>\",\"tags\":[\"a\"]}" },
      separator: ",", end: "]}"),
    Parts(
      name: "CDF", start: "<CHANNEL HREF=\"http://a.example/\"><TITLE>T</TITLE>",
      entries: numbered { "<ITEM HREF=\"http://a.example/\($0)\"><TITLE>N\($0)</TITLE></ITEM>" }, end: "</CHANNEL>"),
    Parts(
      name: "sitemap", start: "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
      entries: numbered { "<url><loc>http://a.example/\($0)</loc><lastmod>2026-11-18</lastmod></url>" },
      end: "</urlset>"),
  ]

  @Test(arguments: documents.indices) func everyCompleteEntryIsRead(index: Int) throws {
    let parts = Self.documents[index]
    let text = Array((parts.start + parts.entries.joined(separator: parts.separator) + parts.end).utf8)
    var ends: [Int] = []
    for entry in parts.entries {
      let start = ends.last.map { $0 + parts.separator.utf8.count } ?? parts.start.utf8.count
      ends.append(start + entry.utf8.count)
    }
    let whole = try FeedReader.read(text)
    try #require(whole.entries.count == parts.entries.count && whole.defectCount == 0)
    for count in 0..<text.count {
      let complete = ends.count { $0 <= count }
      guard let read = try? FeedReader.read(Array(text[..<count])) else {
        #expect(complete == 0, "\(parts.name) is refused at byte \(count)")
        continue
      }
      #expect(
        read.entries.prefix(complete) == whole.entries.prefix(complete), "\(parts.name) cut at byte \(count)")
      #expect(read.entries.count <= whole.entries.count)
      #expect(read.defectCount > 0, "\(parts.name): no defect tells of the cut at byte \(count)")
      #expect(read.deletedEntries.isEmpty)
    }
  }
}
