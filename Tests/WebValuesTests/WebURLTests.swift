import TestSupport
import Testing
import WebValues

@Suite struct WebURLTests {
  /// RFC 3986 §5.4.1 and §5.4.2, against `http://a/b/c/d;p?q`; `http:g` is read as browsers do.
  static let references: [(String, String)] = [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
    (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
    ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http://a/b/c/g"),
  ]

  @Test(arguments: references.indices) func resolvesTheExamplesOfTheRFC(index: Int) throws {
    let base = try #require(WebURL("http://a/b/c/d;p?q"))
    #expect(base.resolve(Self.references[index].0)?.description == Self.references[index].1)
  }

  @Test(arguments: [
    ("HTTP://Example.ORG", "http://example.org/"),
    (" https://example.org/a b/ü?q=خبر#f g ", "https://example.org/a%20b/%C3%BC?q=%D8%AE%D8%A8%D8%B1#f%20g"),
    ("https://example.org/a\n\tb", "https://example.org/ab"),
    ("https://example.org\\a\\b", "https://example.org/a/b"),
    ("https://example.org/%7euser/%c3%bc/%zz/100%", "https://example.org/~user/%C3%BC/%25zz/100%25"),
    ("https://user:p%40ss@example.org:8443/", "https://user:p%40ss@example.org:8443/"),
    ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]:80/x"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://समाचार.भारत/", "https://xn--61b3bh3a5ab.xn--h2brj9c/"),
    ("https://example.org./", "https://example.org/"),
    ("mailto:desk@example.org", "mailto:desk@example.org"),
    ("https://example.org/a/../b/./c", "https://example.org/b/c"),
    ("https://example.org?q", "https://example.org/?q"), ("https:///example.org/path", "https://example.org/path"),
    ("https://example.org/<script>\"'", "https://example.org/%3Cscript%3E%22'"),
  ]) func toleratesAndNormalizes(text: String, expected: String) throws {
    let url = try #require(WebURL(text))
    #expect(url.description == expected)
    #expect(WebURL(expected)?.description == expected)
  }

  @Test(arguments: [
    "", "example.org", "/path", "http://", "https:///", "http://exa mple.org/", "http://example.org:99999/",
    "http://example.org:port/", "http://ex<ample/", "http://a%00b/", "://", "1http://example.org",
  ]) func refusesWhatIsNoURL(text: String) {
    #expect(WebURL(text) == nil)
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "file:///etc/passwd", "java\tscript:alert(1)",
    "mailto:desk@example.org", "//", "https://example.org/" + String(repeating: "a", count: 2048),
  ]) func webAddressesAreHTTPOnlyAndShort(text: String) {
    #expect(WebURL.webAddress(text, base: "https://example.org/feed") == nil)
  }

  @Test func webAddressResolvesAgainstItsBase() {
    #expect(WebURL.webAddress("../a?b", base: "https://example.org/x/y/z") == "https://example.org/x/a?b")
    #expect(WebURL.webAddress("//cdn.example/i.png", base: "https://example.org/") == "https://cdn.example/i.png")
    #expect(WebURL.webAddress("https://other.example/", base: "not a url") == "https://other.example/")
    #expect(WebURL.webAddress("a", base: nil as String?) == nil)
    #expect(WebURL.webAddress("a", base: "file:///etc/") == nil)
  }

  @Test(arguments: [
    ("https://Example.org:443/a/?utm_source=rss&utm_medium=feed#top", "https://example.org/a"),
    ("http://example.org:80/a?id=3&fbclid=x&page=2", "http://example.org/a?id=3&page=2"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ("https://example.org/world-1?at_medium=RSS&at_campaign=KARANGA", "https://example.org/world-1"),
    ("https://example.org/news/x/amp/", "https://example.org/news/x"),
    ("https://example.org/news/x.amp", "https://example.org/news/x"),
    ("https://example.org/news/x.amp.html", "https://example.org/news/x.html"),
    ("https://example.org/amp/news/x", "https://example.org/news/x"),
    ("https://amp.example.org/news/x", "https://example.org/news/x"),
    ("https://amp.dev/x", "https://amp.dev/x"),
    ("https://www.google.com/amp/s/example.org/news/x", "https://example.org/news/x"),
    ("https://example-org.cdn.ampproject.org/c/s/example.org/news/x?amp=1", "https://example.org/news/x"),
    ("https://example.org/index.html", "https://example.org/"),
    ("https://example.org/a/index.php", "https://example.org/a"),
    ("https://example.org/", "https://example.org/"),
    ("https://example.org/a?ref=rss", "https://example.org/a"),
    ("https://example.org/a?ref=4711", "https://example.org/a?ref=4711"),
    ("https://example.org/a?amp;utm_campaign=x&sid=1", "https://example.org/a?sid=1"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/#!/story/7", "https://example.org/#!/story/7"),
    ("https://feedproxy.google.com/~r/x/~3/abc/", "https://feedproxy.google.com/~r/x/~3/abc"),
    ("https://u:p@example.org/a", "https://example.org/a"),
  ]) func canonicalizes(text: String, expected: String) {
    #expect(WebURL.canonicalize(text) == expected)
    #expect(WebURL.canonicalize(expected) == expected)
  }

  @Test func readingWhatWasWrittenIsTheIdentity() {
    var generator = SeededGenerator(seed: 11)
    let parts = [
      "http:", "https://", "/", "//", "..", ".", "?", "#", "@", ":", "80", "[", "]", "example.org", "%41", "%", "%zz",
      " ",
      "\\", "ü", "خبر", "&amp;", "utm_source=x", "\t", "amp.", "/amp/", "index.html", ";", "=", "'", "\"", "<", "`",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...8, using: &generator)
      let text = (0..<count).map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }.joined()
      for candidate in [WebURL("https://example.org/" + text), WebURL(text), WebURL("http://a/b")?.resolve(text)] {
        guard let url = candidate else { continue }
        #expect(WebURL(url.description) == url, "\(text)")
      }
      if let canonical = WebURL.canonicalize("https://example.org/" + text) {
        #expect(WebURL.canonicalize(canonical) == canonical, "\(text)")
      }
    }
  }
}
