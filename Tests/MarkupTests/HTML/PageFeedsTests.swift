import Markup
import Testing
import WebValues

@Suite struct PageFeedsTests {
  private func feeds(_ html: String, contentType: String? = nil) -> [PageFeed] {
    PageFeeds.candidates(
      in: Array(html.utf8), contentType: contentType, base: WebURL("https://daily.example/world/index.html"))
  }

  private func summary(_ html: String) -> [String] { feeds(html).map { "\($0.strength) \($0.url)" } }

  @Test(arguments: [
    ("<link rel=alternate type=application/rss+xml href=/rss>", ["declared https://daily.example/rss"]),
    (
      "<LINK REL=\"Alternate\" TYPE='application/atom+xml; charset=utf-8' HREF=a.atom />",
      ["declared https://daily.example/world/a.atom"]
    ),
    (
      "<link rel='alternate home' type='application/rdf+xml' href='//cdn.example/x'>",
      ["declared https://cdn.example/x"]
    ),
    ("<link rel=alternate type=application/feed+json href=f.json>", ["declared https://daily.example/world/f.json"]),
    ("<link rel=feed href=/f>", ["declared https://daily.example/f"]),
    ("<link rel=alternate type=text/xml href=/x>", ["possible https://daily.example/x"]),
    ("<link rel=alternate type=application/json href=/x>", ["possible https://daily.example/x"]),
    ("<link rel=alternate type=application/json href=https://daily.example/wp-json/wp/v2/pages/2>", []),
    ("<link rel=alternate type=text/xml+oembed href=/o><link rel=alternate type=application/json+oembed href=/p>", []),
    ("<link rel=alternate hreflang=ur href=/ur>", []), ("<link rel=stylesheet href=/feed>", []),
    ("<link rel='alternate stylesheet' type=text/css href=/a.css>", []),
    ("<link type=application/rss+xml href=/forgot>", ["declared https://daily.example/forgot"]),
    ("<body><div><link rel=alternate type=application/rss+xml href=/b></div>", ["declared https://daily.example/b"]),
    ("<link rel=alternate type=application/rss+xml href=''>", []),
    ("<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>", []),
    (
      "<link rel=alternate type=application/rss+xml href='feed:https://daily.example/r'>",
      ["declared https://daily.example/r"]
    ),
    (
      "<link rel=alternate type=application/rss+xml href='feed://daily.example/r'>",
      ["declared http://daily.example/r"]
    ),
    (
      "<link rel=alternate type=application/rss+xml href='/r?a=1&amp;b=2#top'>",
      ["declared https://daily.example/r?a=1&b=2"]
    ),
    ("<!-- <link rel=alternate type=application/rss+xml href=/c> -->", []),
    ("<script>'<link rel=alternate type=application/rss+xml href=/c>'</script>", []),
    ("<noscript><link rel=feed href=/n></noscript>", ["declared https://daily.example/n"]),
    ("<base href='https://other.example/d/'><link rel=feed href=f>", ["declared https://other.example/d/f"]),
    ("<link rel=feed href=f><base href='/sub/'><base href=/no/>", ["declared https://daily.example/sub/f"]),
    ("<base href='javascript:x'><link rel=feed href=f>", ["declared https://daily.example/world/f"]),
    ("<a href=/news.rss>x</a><a href=/about>y</a>", ["guessed https://daily.example/news.rss"]),
    ("<a href=/feed/>x</a>", ["guessed https://daily.example/feed/"]),
    ("<a href='?feed=rss2'>x</a>", ["guessed https://daily.example/world/index.html?feed=rss2"]),
    ("<a type=application/rss+xml href=/any>x</a>", ["declared https://daily.example/any"]),
    ("<a href='https://rss.example/'>x</a><a href='/feedback'>y</a><a href='/rss/how-to.html'>z</a>", []),
    ("<a href='https://feeds.feedburner.com/daily'>x</a>", ["guessed https://feeds.feedburner.com/daily"]),
  ]) func findsWhatAPageNames(html: String, expected: [String]) {
    #expect(summary(html) == expected)
  }

  @Test func theStrongestComesFirstAndEachOnce() {
    let html = """
      <a href=/rss>All <b>news</b></a>
      <link rel=alternate type=application/rss+xml title="Daily &raquo; Comments Feed" href=/comments/feed/>
      <link rel=alternate type=application/xml href=/x.xml>
      <link rel=alternate type=application/rss+xml title=" Daily \n &raquo; Feed" href=/feed/>
      <link rel=alternate type=application/atom+xml href=/rss>
      """
    #expect(
      summary(html) == [
        "declared https://daily.example/rss", "declared https://daily.example/feed/",
        "possible https://daily.example/x.xml", "comments https://daily.example/comments/feed/",
      ])
    #expect(feeds(html)[1].title == "Daily » Feed")
    #expect(feeds(html)[0].mediaType == "application/atom+xml")
    #expect(feeds("<a href=/rss>All <b>news</b></a>")[0].title == "All news")
  }

  @Test func thePagesEncodingIsRead() {
    let page = Array("<link rel=feed href=/f title='".utf8) + [0xCD, 0xEE, 0xE2, 0xEE] + Array("'>".utf8)
    let found = PageFeeds.candidates(
      in: page, contentType: "text/html; charset=windows-1251", base: WebURL("https://daily.example"))
    #expect(found.map(\.title) == ["Ново"])
  }

  @Test func numbersAreBounded() {
    let html = (0..<5000).map { "<a href=/\($0).rss>x</a>" }.joined() + "<link rel=feed href=/last>"
    let found = feeds(html)
    #expect(found.count == PageFeeds.limit)
    #expect(found.first?.url.path == "/last")
  }
}
