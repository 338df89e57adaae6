import Testing
import WebValues

/// The one-pass reading of addresses that are canonical already agrees with the rules themselves.
@Suite struct CanonicalAddressTests {
  private static let hosts = [
    "example.org", "news.example.org", "amp.example.org", "www.amp.example", "google.com", "www.google.co.uk",
    "news.google.com", "l.facebook.com", "r.search.yahoo.com", "a-b.cdn.ampproject.org", "x.com", "youtu.be",
    "example.org.", "EXAMPLE.org", "example.org:443", "user@example.org", "1.2.3.4", ".example", "exämple.org",
  ]
  private static let paths = [
    "", "/", "/a", "/a/", "/a//", "//a", "/a/./b", "/a/..", "/.well", "/amp", "/amp/", "/amp/a", "/a/amp/", "/a/AMP",
    "/a.amp", "/a.amp.html", "/a/amp.html", "/index.html", "/a/Index.php/", "/a/default.aspx", "/home.aspx", "/a/home",
    "/ampere", "/a;jsessionid=0F", "/a;b", "/a%20b", "/a%7Eb", "/ä", "/a b", "/a|b", "/a@b:c", "/a:/b", "/a:/", "/url",
    "/l.php", "/a#top", "/a#!b", "/a#/b", "/a\\b", "/c/s/example.net/x", "/indexes/", "/a.b/c.ampx",
  ]
  private static let queries = [
    "", "?", "?p=1", "?p=1&", "?&p=1", "?p=1&&q", "?utm_source=x", "?UTM_source=x&p=1", "?p=1&fbclid=2", "?ref=rss",
    "?ref=a", "?type=amp", "?rss", "?amp", "?amp;p=1", "?amp=1&p=2", "?si=1", "?s=1&t=2", "?url=https://example.net/",
    "?q=a[]=b", "?p=%41", "?p=a?b", "?p=a+b;c", "?at_x", "?_hsenc=1", "?p=ä", "?PHPSESSID=1", "?u=http://a.example/b",
    "?source=home&x", "?p=1#x", "?p=1#038;utm_x=2&q=3",
  ]

  @Test func agreesWithTheRules() {
    var count = 0
    for scheme in ["https://", "http://", "HTTP://", "https:/", "ftp://"] {
      for host in Self.hosts {
        for path in Self.paths { count += check(scheme + host + path) }
        for query in Self.queries { count += check(scheme + host + "/a/" + query) }
      }
      for path in Self.paths {
        for query in Self.queries { count += check(scheme + "example.org" + path + query) }
      }
    }
    #expect(count > 10_000)
  }

  private func check(_ text: String) -> Int {
    let url = WebURL(text)
    let expected = url?.isWeb == true ? url?.canonical().description : nil
    let found = WebURL.canonicalize(text)
    if found != expected { Issue.record("\(text): \(found ?? "nil"), not \(expected ?? "nil")") }
    return 1
  }

  @Test func leavesLongAddressesToTheRules() {
    let long = "https://example.org/" + String(repeating: "a", count: WebURL.maximumBytes)
    #expect(WebURL.canonicalize(long) == nil)
    #expect(WebURL.canonicalize(String(long.prefix(WebURL.maximumBytes))) == String(long.prefix(WebURL.maximumBytes)))
  }
}
