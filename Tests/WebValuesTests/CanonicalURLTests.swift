import TestSupport
import Testing
import WebValues

@Suite struct CanonicalURLTests {
  @Test(arguments: [
    (
      "https://example.org/a?itm_source=x&gad_source=1&_branch_match_id=9&id=5",
      "https://example.org/a?id=5"
    ),
    (
      "https://www.reuters.example/x?feedType=RSS&feedName=worldNews",
      "https://www.reuters.example/x"
    ),
    (
      "https://example.org/a?outputType=amp&id=1",
      "https://example.org/a?id=1"
    ),
    (
      "https://example.org/a?type=video",
      "https://example.org/a?type=video"
    ),
    (
      "https://example.org/x/amp.html",
      "https://example.org/x"
    ),
    (
      "https://example.org/a?id=1&amp;page=2",
      "https://example.org/a?id=1&page=2"
    ),
    (
      "https://example.org/a?id=1&#038;page=2#top",
      "https://example.org/a?id=1&page=2"
    ),
    (
      "https://example.org/Default.aspx",
      "https://example.org/"
    ),
    (
      "https://example.org/a/INDEX.HTML?x=1",
      "https://example.org/a?x=1"
    ),
    (
      "https://example.org//news//x",
      "https://example.org/news/x"
    ),
    (
      "https://web.archive.example/web/2026/https://example.org/x/",
      "https://web.archive.example/web/2026/https://example.org/x"
    ),
    (
      "https://example.org/a;jsessionid=0F3A?x=1",
      "https://example.org/a?x=1"
    ),
    (
      "https://example.org/#/story/7",
      "https://example.org/#/story/7"
    ),
    (
      "https://example.org/a#:~:text=x",
      "https://example.org/a"
    ),
    (
      "https://www.google.com/url?rct=j&sa=t&url=https://example.org/x%3Fid%3D3%26utm_source%3Dg&ct=ga",
      "https://example.org/x?id=3"
    ),
    (
      "https://www.google.co.in/amp/s/example.org/x/amp",
      "https://example.org/x"
    ),
    (
      "https://news.google.com/news/url?sa=t&url=http%3A%2F%2Fexample.org%2Fx",
      "http://example.org/x"
    ),
    (
      "https://news.google.com/rss/articles/CBMiK2h0?oc=5",
      "https://news.google.com/rss/articles/CBMiK2h0"
    ),
    (
      "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fx%3Ffbclid%3D1&h=AT",
      "https://example.org/x"
    ),
    (
      "https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.org%2fx",
      "https://example.org/x"
    ),
    (
      "https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fexample.org%2fx/RK=2/RS=b-",
      "https://example.org/x"
    ),
    (
      "https://example-org.cdn.ampproject.org/v/s/example.org/x?amp_js_v=0.1&usqp=mq331AQ",
      "https://example.org/x"
    ),
    (
      "https://www.google.com/url?q=javascript:alert(1)",
      "https://www.google.com/url?q=javascript:alert(1)"
    ),
    (
      "https://www.google.com/search?q=https://example.org/",
      "https://www.google.com/search?q=https://example.org/"
    ),
    (
      "https://google.evil.example/url?url=https://example.org/",
      "https://google.evil.example/url?url=https://example.org/"
    ),
    (
      "https://feedproxy.google.com/~r/x/~3/abc/?utm_source=feedburner",
      "https://feedproxy.google.com/~r/x/~3/abc"
    ),
    (
      "https://example.org/%7Euser/%E2%80%93?%75tm_source=x&q=%41",
      "https://example.org/~user/%E2%80%93?q=A"
    ),
    (
      "https://youtu.be/abc?si=xyz&t=10",
      "https://youtu.be/abc?t=10"
    ),
  ]) func unwrapsAndStrips(text: String, expected: String) {
    #expect(WebURL.canonicalize(text) == expected)
    #expect(WebURL.canonicalize(expected) == expected)
  }

  @Test(arguments: [
    "https://example.org/a?outputType=full&mode=list", "https://example.org/a?id=1&b=2&a=1",
    "https://example.org/article?page=2#", "https://example.org/topics/amplifiers", "https://www.example.org/x",
  ]) func keepsWhatMakesThePage(text: String) {
    let expected = text.hasSuffix("#") ? String(text.dropLast()) : text
    #expect(WebURL.canonicalize(text) == expected)
  }

  @Test func nestsOfRedirectorsAreUnwoundOrLeft() {
    func nested(_ depth: Int) -> String {
      var url = "https://example.org/x"
      for _ in 0..<depth { url = "https://www.google.com/amp/s/" + url.dropFirst(8) }
      return url
    }
    #expect(WebURL.canonicalize(nested(20)) == "https://example.org/x")
    #expect(WebURL.canonicalize(nested(60)) == nested(60))
  }

  /// What a removed session or label leaves may be read otherwise than it stands.
  @Test(arguments: [
    ("https://example.org/a/..;jsessionid=1", "https://example.org/"),
    ("https://example.org/.;jsessionid=1", "https://example.org/"),
    ("https://amp.example.org//a/.;jsessionid=1/index.html", "https://example.org/a"),
  ]) func whatIsLeftIsReadAgain(text: String, expected: String) {
    #expect(WebURL.canonicalize(text) == expected)
    #expect(WebURL.canonicalize(expected) == expected)
  }

  @Test func longAddressesHaveNone() {
    #expect(WebURL.canonicalize("https://example.org/" + String(repeating: "a", count: 2028)) != nil)
    #expect(WebURL.canonicalize("https://example.org/" + String(repeating: "a", count: 2029)) == nil)
    for count in [100_000, 1_000_000] {
      for part in ["a", "/..", "%", "?&", "amp.", "#", "//", ";jsessionid=", "\u{645}"] {
        let text = "https://example.org/" + String(repeating: part, count: count / part.utf8.count)
        #expect(WebURL.canonicalize(text) == nil)
        #expect(WebURL.webAddress(text, base: nil as String?) == nil)
      }
    }
  }

  @Test func canonicalTwiceIsCanonicalOnce() {
    var generator = SeededGenerator(seed: 23)
    let parts = [
      "http://", "https://", "/", "//", "..", "?", "#", "@", ":80", "example.org", "%41", "%", "&amp;", "utm_source=x",
      "amp.", "/amp/", "/amp", ".amp.html", "index.html", ";jsessionid=1", "=", "www.google.com/url?q=",
      "google.com/amp/s/", "x.cdn.ampproject.org/c/s/", "news.google.com/x?url=", "https%3A%2F%2F", "http%253A%252F",
      "038;", "&", "ｅ", "。", "خبر", "\u{AD}", "l.facebook.com/l.php?u=", "r.search.yahoo.com/RU=", "Default.aspx",
    ]
    var count = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...10, using: &generator)).map { _ in parts.pick(&generator) }.joined()
      for candidate in [text, "https://" + text, "https://example.org/" + text] {
        guard let canonical = WebURL.canonicalize(candidate) else { continue }
        count += 1
        #expect(WebURL.canonicalize(canonical) == canonical, "\(candidate)")
        #expect(WebURL(canonical)?.description == canonical, "\(candidate)")
      }
    }
    #expect(count > 10_000)
  }

  @Test(arguments: [
    ("http://a.example/x", "http:///b.example/x", "http://b.example/x"),
    ("http://a.example/x/y", "http:z", "http://a.example/x/z"),
    ("http://a.example/x/y", "https:b.example/z", "https://b.example/z"),
    ("http://a.example/x/y", "\\\\b.example\\z", "http://b.example/z"),
    ("http://a.example/x/y", "..\\z", "http://a.example/z"),
    ("http://a.example/x/y", "///b.example/z", "http://b.example/z"),
    ("http://a.example/", "À", "http://a.example/%C3%80"),
    ("http://a.example/x", " \t//b.exa\nmple/z\u{0} ", "http://b.example/z"),
    ("http://a.example/x#f", "", "http://a.example/x"),
    ("http://a.example/?q", "?", "http://a.example/?"),
  ]) func resolvesAsBrowsersDo(base: String, reference: String, expected: String) throws {
    #expect(try #require(WebURL(base)).resolve(reference)?.description == expected)
  }
}
