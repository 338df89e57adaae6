import Articles
import FeedFormats
import Foundation
import Testing

@testable import DeskFiles

@Suite struct FeedListTests {
  @Test(arguments: [
    (
      #"khabar:id="dawn""#, #"khabar:idd="dawn""#,
      "6:92: error: there is no attribute 'khabar:idd'\n  did you mean 'id'?"
    ),
    (#"khabar:id="dawn""#, #"khabar:id="Dawn!""#, "6:91: error: khabar:id: 'Dawn!' cannot be an id"),
    (
      #"khabar:country="PK""#, #"khabar:country="Pakistan""#,
      "6:113: error: khabar:country: 'Pakistan' is no country code"
    ),
    (#"khabar:country="PK""#, #"khabar:kind="newspapr""#, "6:110: error: khabar:kind: 'newspapr' is no kind"),
    (
      #"khabar:country="PK""#, #"khabar:verified="true""#, "6:114: error: khabar:verified: 'true' is neither yes nor no"
    ),
    (#"khabar:country="PK""#, #"khabar:interval="10s""#, "6:114: error: khabar:interval: 10s is out of range"),
    (#"khabar:country="PK""#, #"khabar:secret="partner""#, "6:112: error: no secret named 'partner' is declared"),
    (
      #"xmlUrl="https://tass.com"#, #"xmlUrl="ftp://tass.com"#,
      "8:45: error: xmlUrl: 'ftp://tass.com/rss/v2.xml' is no web address"
    ),
    (#"xmlUrl="https://tass.com/rss/v2.xml""#, "", "8:5: error: an outline of type 'rss' has no xmlUrl"),
    (#"text="Pakistan""#, "", "5:5: error: a group has no name"),
    (
      #"text="TASS" xml"#, #"text="TASS" khabar:id="dawn" xml"#,
      "8:48: error: two feeds have the id 'dawn'\n  the first is on line 6"
    ),
  ])
  func wrongAttributeIsNamed(old: String, new: String, expected: String) throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "feeds.opml", replacing: old, with: new)
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.hasPrefix("./feeds.opml:\(expected)") == true, "\(errors)")
  }

  @Test func truncatedListIsAnError() throws {
    let files = try TemporaryDesk()
    try files.write(String(TemporaryDesk.feeds.prefix(330)), to: "feeds.opml")
    #expect(files.errors().contains { $0.contains("not well-formed XML") })
  }

  @Test func webPageIsNotAList() throws {
    let files = try TemporaryDesk()
    try files.write("<html><body>404</body></html>", to: "feeds.opml")
    #expect(files.errors() == ["./feeds.opml:1: error: this is a web page, not an OPML file"])
  }

  @Test func sameAddressTwiceIsAWarning() throws {
    let files = try TemporaryDesk()
    let text = TemporaryDesk.feeds.replacing("https://tass.com/rss/v2.xml", with: "https://www.dawn.com/feeds/home")
    try files.write(text, to: "feeds.opml")
    #expect(files.errors() == [])
    let warning = "./feeds.opml:8:45: warning: the address of"
    #expect(files.problems().contains { $0.hasPrefix(warning) && $0.hasSuffix("since one poll serves both") })
    let secret = #"text="TASS" khabar:secret="reader-token""#
    try files.write(text.replacing(#"text="TASS""#, with: secret), to: "feeds.opml")
    #expect(files.errors() == [])
    #expect(files.problems().contains { $0.contains("twice") && $0.hasSuffix("a minute after the other") })
  }

  @Test func outlineThatIsACommentIsLeftOut() throws {
    let files = try TemporaryDesk()
    let text = TemporaryDesk.feeds.replacing(#"text="Pakistan""#, with: #"text="Pakistan" isComment="true""#)
    try files.write(text, to: "feeds.opml")
    #expect(try files.load().feeds.map(\.title) == ["TASS"])
  }

  @Test func intervalsAndSizesMayHaveUnits() throws {
    let files = try TemporaryDesk()
    let with = #"khabar:interval="6h" khabar:maximumBytes="40 MB" khabar:regional="yes""#
    try files.write(TemporaryDesk.feeds.replacing(#"khabar:country="PK""#, with: with), to: "feeds.opml")
    let feed = try files.load().feeds[0]
    #expect(feed.intervalSeconds == 21_600)
    #expect(feed.maximumBodyBytes == 40_000_000)
    #expect(feed.isRegional)
  }

  @Test func writtenFeedsReadBackEqual() throws {
    var feed = Feed(id: FeedID("a"), url: "https://example.org/a?b=c&d=\"e\"", title: "A & \"B\" <C>")
    feed.homePage = "https://example.org/"
    feed.language = "fa-AF"
    feed.country = "AF"
    feed.kind = "monitor"
    feed.groups = ["G & H", "I"]
    feed.categories = ["x", "y z"]
    feed.isVerified = true
    feed.isRegional = true
    feed.intervalSeconds = 5_400
    feed.maximumBodyBytes = 30_000_001
    feed.credentialName = "partner"
    let other = Feed(id: FeedID("b"), url: "https://example.org/b", title: "B", groups: ["G & H"])
    let bytes = OPMLWriter.bytes(FeedListWriter.document(title: "T", feeds: [feed, other], isComplete: true))
    #expect(try FeedListEditor(bytes, file: "a.opml").feeds == [feed, other])
    let shared = OPMLWriter.bytes(FeedListWriter.document(title: "T", feeds: [feed], isComplete: false))
    #expect(!String(decoding: shared, as: UTF8.self).contains("partner"))
  }

  @Test(arguments: [
    ("https://www.dawn.com/feeds/home", "dawn-com-feeds-home"), ("http://dawn.com/feeds/home/", "dawn-com-feeds-home"),
    ("https://feeds.bbci.co.uk/urdu/rss.xml", "bbci-co-uk-urdu-rss-xml"), ("https://a.org/?f=1&g=2", "a-org-f-1-g-2"),
    ("", "feed"), ("https://بی.com/", "feed"),
  ])
  func slugOfURL(url: String, slug: String) {
    let made = FeedSlug.slug(of: url)
    #expect(FeedSlug.isValid(made))
    if slug != "feed" || url.isEmpty { #expect(made == slug) }
  }
}
