import Articles
import FeedFormats
import Foundation
import Normalization
import TestSupport
import Testing

@testable import Commands

/// H1 to H5, H8 to H10 through the whole chain: from the bytes of a document to `khabar parse --json` and to articles.
@Suite struct HostileMarkupTests {
  /// Well-formed, so that it can stand in XHTML as it is.
  private static let hostile = """
    <p onclick="evil()" style="background:url(javascript:evil())">harmless</p><script>evil()</script>\
    <a href="java&#115;cript:evil()">a</a><a href="java&#9;script:evil()">b</a><a href="vbscript:evil()">c</a>\
    <a href="data:text/html,evil()">d</a><a href="https://good.example/x" target="_blank">e</a>\
    <img src="x.png" onerror="evil()"/><img src="https://t.example/p.gif" width="1" height="1"/>\
    <video poster="javascript:evil()" src="javascript:evil()">f</video><img srcset="javascript:evil() 2x"/>\
    <form action="javascript:evil()"><button formaction="javascript:evil()">g</button></form>\
    <iframe srcdoc="&lt;script&gt;evil()&lt;/script&gt;">h</iframe><style>p{background:url(evil())}</style>\
    <svg onload="evil()"><a xlink:href="javascript:evil()">i</a></svg><math><mtext><style>evil()</style></mtext></math>\
    <noscript><p title="&lt;/noscript&gt;&lt;img src=x onerror=evil()&gt;">j</p></noscript>\
    <template><img src="x" onerror="evil()"/></template><object data="evil()"></object><embed src="evil()"/>\
    <meta http-equiv="refresh" content="0;url=javascript:evil()"/><base href="https://evil()/"/><!-- evil() -->
    """

  private static let forbidden = [
    "evil()", "javascript", "vbscript", "data:", "<script", "<style", "<svg", "<math", "<iframe", "<form", "<button",
    "<template", "<noscript", "<object", "<embed", "<meta", "<base", "<!--", "onerror", "onclick", "srcdoc", "target=",
    "style=", "t.example",
  ]

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static func json(_ text: String) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: [text]), as: UTF8.self).dropFirst().dropLast() + ""
  }

  /// Each way in which a feed carries HTML; the name says which, `true` when the bytes stand in the text as they are.
  private static func documents() throws -> [(name: String, isVerbatim: Bool, text: String)] {
    let channel =
      "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><guid>1</guid>"
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:xlink='http://www.w3.org/1999/xlink'><entry><id>1</id>"
    let div = "<div xmlns='http://www.w3.org/1999/xhtml'>\(hostile)</div>"
    return [
      (
        "section.rss", true,
        "\(channel)<content:encoded><![CDATA[\(hostile)]]></content:encoded></item></channel></rss>"
      ),
      ("escaped.rss", true, "\(channel)<description>\(escaped(hostile))</description></item></channel></rss>"),
      ("html.atom", true, "\(atom)<content type='html'>\(escaped(hostile))</content></entry></feed>"),
      ("xhtml.atom", false, "\(atom)<content type='xhtml'>\(div)</content></entry></feed>"),
      ("summary.atom", true, "\(atom)<summary type='html'>\(escaped(hostile))</summary></entry></feed>"),
      (
        "html.json", true,
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"content_html\":\(try json(hostile))}]}"
      ),
    ]
  }

  private func expectHarmless(_ html: String, _ name: String) {
    let lower = html.lowercased()
    for word in Self.forbidden { #expect(!lower.contains(word), "\(name): \(word) in \(html)") }
    #expect(html.contains("harmless"), "\(name): \(html)")
    #expect(
      html.contains("<a href=\"https://good.example/x\" rel=\"noopener noreferrer\">e</a>"), "\(name): \(html)")
  }

  /// The published and the shown HTML of the only entry.
  private func bodies(_ output: String) throws -> [[String: Any]] {
    let feed = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let entry = try #require((feed["entries"] as? [[String: Any]])?.first)
    let summary = (entry["summaryDetail"] as? [String: Any]).map { [$0] } ?? []
    return summary + (entry["content"] as? [[String: Any]] ?? [])
  }

  @Test func nothingActiveIsLeftInReportsAndRawOnesAreAsPublished() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    for (name, isVerbatim, text) in try Self.documents() {
      try line.write(text, to: name)
      let file = line.folder.appending(path: name).path
      let shown = try bodies(await line.run("parse", "--json", "--base-url", "https://good.example/", file).output)
      let raw = try bodies(await line.run("parse", "--json", "--raw", file).output)
      #expect(!shown.isEmpty && shown.count == raw.count, "\(name)")
      for body in shown {
        expectHarmless(try #require(body["value"] as? String), name)
        if isVerbatim { #expect(body["raw"] as? String == Self.hostile, "\(name)") }
      }
      for body in raw {
        let value = try #require(body["value"] as? String)
        if isVerbatim { #expect(value == Self.hostile, "\(name)") }
        #expect(value.contains("<script>evil()</script>"), "\(name)")
      }
    }
  }

  /// H5: what is stored is safe already.
  @Test func nothingActiveIsLeftInArticles() throws {
    let feed = Feed(id: FeedID("f"), url: "https://good.example/rss", title: "F")
    let context = NormalizationContext(
      feed: feed, documentURL: feed.url, now: Date(timeIntervalSince1970: 1_795_073_400))
    for (name, _, text) in try Self.documents() {
      let document = try FeedReader.read(Array(text.utf8), documentURL: feed.url)
      let article = try #require(ArticleNormalizer.articles(of: document, context: context).articles.first)
      expectHarmless(article.html, name)
      for word in ["evil", "<", "javascript"] {
        #expect(!article.text.contains(word) && !article.summary.contains(word), "\(name): \(article.text)")
      }
    }
  }

  /// H4, H8: what is no HTML is text, for terminals too.
  @Test func markupAndControlsOutsideBodiesAreText() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let attack = "&lt;script&gt;evil()&lt;/script&gt;Name&#27;[2J&#x202E;]]&gt;"
    try line.write(
      """
      <rss version="2.0"><channel><title>\(attack)</title><item><title>\(attack)</title><author>\(attack)</author>\
      <category>\(attack)</category><guid>\(attack)</guid><link>javascript:\(attack)</link></item></channel></rss>
      """, to: "a.rss")
    for words in [["parse", "--json"], ["parse"]] {
      let output = try await line.run(
        words[0], words.dropFirst().first ?? "--", line.folder.appending(path: "a.rss").path
      )
      .output
      #expect(output.contains("Name"))
      #expect(!output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    }
  }
}
