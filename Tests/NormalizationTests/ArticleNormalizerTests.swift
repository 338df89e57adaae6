import Articles
import FeedFormats
import Foundation
import Normalization
import Testing

@Suite struct ArticleNormalizerTests {
  let now = Date(timeIntervalSince1970: 1_795_073_400)
  let feed = Feed(id: FeedID("valley"), url: "https://valley.example/rss", title: "Valley", language: "ur")

  private func normalize(
    _ entries: [FeedEntry], format: FeedFormat = .rss20, change: (inout FeedDocument) -> Void = { _ in }
  ) -> NormalizedFeed {
    var document = FeedDocument(format: format)
    document.entries = entries
    change(&document)
    return ArticleNormalizer.articles(
      of: document, context: NormalizationContext(feed: feed, documentURL: "https://valley.example/feeds/rss", now: now)
    )
  }

  private func entry(_ change: (inout FeedEntry) -> Void) -> FeedEntry {
    var entry = FeedEntry()
    change(&entry)
    return entry
  }

  private func simple(_ id: String?, _ link: String?, _ title: String, date: String? = nil) -> FeedEntry {
    entry {
      $0.id = id
      if let link { $0.links = [FeedLink(link)] }
      $0.title = TextConstruct(title)
      $0.published = date
    }
  }

  private func title(_ value: String, kind: TextConstruct.Kind = .text) -> String? {
    normalize([entry { $0.title = TextConstruct(value, kind: kind) }]).articles.first?.title
  }

  // MARK: Identity

  @Test func idIsMadeOfFeedKindAndKey() throws {
    let article = try #require(normalize([simple("g1", "https://valley.example/1", "One")]).articles.first)
    #expect(article.identity == .guid)
    #expect(article.identityKey == "g1")
    // printf 'valley\nguidg1' | sha256sum | cut -c1-32
    #expect(article.id == ArticleID("1f0075eb50b3e5112a684789d8961a0d"))
  }

  @Test func theLadderDescends() {
    let result = normalize([
      simple("g", "https://valley.example/1?utm_source=rss", "One"),
      simple(nil, "https://valley.example/2?utm_source=rss", "Two"),
      simple(nil, nil, "Three", date: "18 Nov 2026"), simple(nil, nil, "Four"),
    ])
    #expect(result.articles.map(\.identity) == [.guid, .link, .titleAndDate, .content])
    #expect(result.articles[1].identityKey == "https://valley.example/2")
    #expect(Set(result.articles.map(\.id)).count == 4)
  }

  @Test func aGuidSharedByDifferentEntriesCondemnsGuids() {
    let result = normalize([
      simple("x", "https://valley.example/1", "One"), simple("x", "https://valley.example/2", "Two"),
      simple("g", "https://valley.example/3", "Three"),
    ])
    #expect(result.articles.map(\.identity) == [.link, .link, .link])
    #expect(result.identity.rung == .link)
    #expect(result.notes.map(\.code) == ["shared-guid"])
  }

  @Test func withoutLinksASharedGuidCondemnsItselfOnly() {
    let others = (0..<5).map { simple("g\($0)", nil, "T") }
    let result = normalize([simple("x", nil, "One"), simple("x", nil, "Two")] + others)
    #expect(result.articles.map(\.identity) == [.content, .content] + Array(repeating: .guid, count: 5))
    #expect(result.identity.rung == .guid && result.identity.distrusted.count == 1)
  }

  @Test func fillersNameNothing() {
    for filler in ["0", "NULL", "https://valley.example", "http://valley.example//", "--"] {
      let result = normalize([simple(filler, "https://valley.example/1", "One")])
      #expect(result.articles.map(\.identity) == [.link], "\(filler)")
    }
    for guid in ["1", "https://valley.example/?p=1", "https://valley.example/#1", "mailto:a", "https:"] {
      let result = normalize([simple(guid, "https://valley.example/1", "One")])
      #expect(result.articles.map(\.identity) == [.guid], "\(guid)")
    }
  }

  @Test func aLinkSharedByDifferentEntriesNamesNone() {
    let home = "https://valley.example/"
    let result = normalize([
      simple(home, home, "One", date: "18 Nov 2026"), simple(home, home, "Two", date: "18 Nov 2026"),
      simple(home, home, "Three"),
    ])
    #expect(result.articles.map(\.identity) == [.titleAndDate, .titleAndDate, .content])
  }

  @Test func equalEntriesAreOneAndTheLatestStays() {
    var updated = simple("g", "https://valley.example/1", "One", date: "18 Nov 2026")
    updated.updated = "2026-11-19T00:00:00Z"
    updated.summary = TextConstruct("Longer.")
    let result = normalize([simple("g", "https://valley.example/1", "One", date: "18 Nov 2026"), updated])
    #expect(result.articles.map(\.text) == ["Longer."])
    #expect(result.notes.map(\.code) == ["repeated-entry"])
  }

  @Test func orderAndTimeDoNotChangeIds() {
    let entries = (0..<40).map { simple($0 % 3 == 0 ? "x" : nil, "https://valley.example/\($0 / 2)", "T\($0)") }
    let ids = Set(normalize(entries).articles.map(\.id))
    #expect(Set(normalize(entries.reversed()).articles.map(\.id)) == ids)
    #expect(normalize(entries).articles == normalize(entries).articles)
  }

  // MARK: Text

  @Test(arguments: [
    ("Tom &amp; Jerry", "Tom & Jerry"), ("Tom &amp;amp; Jerry", "Tom & Jerry"),
    ("a &lt;b&gt;bold&lt;/b&gt; word", "a bold word"),
    ("<b>Bold</b> move", "Bold move"), ("  two\n lines ", "two lines"), ("a\u{0}b\u{202E}c", "abc"), ("1 < 2", "1 < 2"),
    ("AT&T", "AT&T"), ("It&#8217;s", "It’s"), ("<script>alert(1)</script>Safe", "Safe"), ("&amp;lt;i&amp;gt;x", "<i>x"),
    ("History of the &lt;b&gt; tag", "History of the <b> tag"), ("a&lt;br/&gt;b", "a b"),
    ("<i>Uses</i> of &lt;b&gt;a&lt;/b&gt;", "Uses of <b>a</b>"), ("&lt;a href=x&gt;y&lt;/a&gt;", "y"),
    ("It&amp;rsquo;s", "It’s"), ("R&amp;amp;amp;D", "R&amp;D"),
  ]) func titlesArePlainAndOnOneLine(value: String, expected: String) {
    #expect(title(value) == expected)
    #expect(title("<p>a</p><p>b</p>", kind: .html) == "a b")
  }

  @Test func aMissingTitleIsTheFirstWordsThenTheURL() {
    let text = entry { $0.summary = TextConstruct("<p>First line.</p><p>Second.</p>", kind: .html) }
    #expect(normalize([text]).articles.map(\.title) == ["First line."])
    let link = entry { $0.links = [FeedLink("/x")] }
    #expect(normalize([link]).articles.map(\.title) == ["https://valley.example/x"])
    #expect(normalize([FeedEntry()]).articles == [])
    #expect(normalize([FeedEntry()]).notes.map(\.code) == ["empty-entry"])
  }

  @Test func bodiesAreSafeAndResolved() throws {
    let result = normalize([
      entry {
        $0.title = TextConstruct("T")
        $0.base = "/2026/"
        $0.summary = TextConstruct("Short.", kind: .html)
        $0.content = TextConstruct(
          "<p onclick=x>A &amp; b <a href='c'>c</a></p><script>x</script><img src=d.png>", kind: .html, base: "11/")
      }
    ])
    let article = try #require(result.articles.first)
    #expect(article.text == "A & b c")
    #expect(article.summary == "Short.")
    #expect(article.html.contains("href=\"https://valley.example/2026/11/c\""))
    #expect(article.image == "https://valley.example/2026/11/d.png")
    #expect(!article.html.contains("onclick") && !article.html.contains("script"))
  }

  @Test func plainTextBodiesBecomeParagraphs() throws {
    let body = TextConstruct("One <b>\n\nTwo & three")
    let article = try #require(normalize([entry { $0.content = body }]).articles.first)
    #expect(article.text == "One <b>\n\nTwo & three")
    #expect(article.html == "<p>One &lt;b&gt;</p><p>Two &amp; three</p>")
  }

  @Test func doublyEscapedBodiesAreDecodedOnce() throws {
    let body = TextConstruct("&lt;p&gt;One&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;", kind: .html)
    let article = try #require(normalize([entry { $0.summary = body }]).articles.first)
    #expect(article.text == "One")
    #expect(article.html == "<p>One</p>")
  }

  @Test func summariesAreCut() throws {
    let words = String(repeating: "خبر ", count: 600)
    let article = try #require(normalize([entry { $0.summary = TextConstruct(words, kind: .html) }]).articles.first)
    #expect(article.summary.unicodeScalars.count <= 1000)
    #expect(article.summary.hasSuffix("خبر…"))
    #expect(article.text.unicodeScalars.count == 2399)
  }

  /// D7: a title of 1 MB, a URL of 100 kB, 10,000 categories.
  @Test func hostileSizesAreCutAndNoted() throws {
    let result = normalize([
      entry {
        $0.title = TextConstruct(String(repeating: "x", count: 1_000_000))
        $0.links = [FeedLink("https://valley.example/" + String(repeating: "y", count: 100_000))]
        $0.categories = (0..<10_000).map { FeedCategory("c\($0)") }
        $0.summary = TextConstruct(String(repeating: "ü<", count: 700_000), kind: .html)
      }
    ])
    let article = try #require(result.articles.first)
    #expect(article.title.unicodeScalars.count == 1000)
    #expect(article.url == nil)
    #expect(article.categories.count == 100)
    #expect(result.notes.map(\.code) == ["unusable-link", "long-text", "long-title", "many-categories"])
    let many = normalize((0..<2500).map { simple("\($0)", nil, "T\($0)") })
    #expect(many.articles.count == 2000)
    #expect(many.notes.map(\.code) == ["too-many-entries"])
  }

  /// H4: markup in titles, authors, categories, ids, links.
  @Test func markupIsTextEverywhereElse() throws {
    let attack = "<script>alert(1)</script>"
    let article = try #require(
      normalize([
        entry {
          $0.id = attack + "\u{0}"
          $0.title = TextConstruct("T")
          $0.authors = [FeedPerson(name: attack + "Name")]
          $0.categories = [FeedCategory("a\u{1}\nb")]
          $0.links = [FeedLink("javascript:alert(1)")]
          $0.media = [FeedMedia("javascript:x", role: .enclosure), FeedMedia("data:x", role: .thumbnail)]
        }
      ]).articles.first)
    #expect(article.authors == ["Name"])
    #expect(article.categories == ["a b"])
    #expect(article.url == nil && article.enclosures == [] && article.image == nil)
    #expect(article.identityKey == attack)
  }

  // MARK: Fields

  @Test func linksAreChosenByTheirTruth() {
    let original = entry {
      $0.links = [FeedLink("https://feedproxy.example/~r/1")]
      $0.originalLink = "https://valley.example/1"
    }
    let html = entry {
      $0.links = [
        FeedLink("https://valley.example/feed", relation: "self"),
        FeedLink("https://valley.example/1.pdf", mediaType: "application/pdf"),
        FeedLink("https://valley.example/1", mediaType: "text/html"),
      ]
    }
    let permalink = entry { $0.id = "https://valley.example/1" }
    for entry in [original, html, permalink] {
      #expect(normalize([entry]).articles.map(\.url) == ["https://valley.example/1"])
    }
    let noPermalink = entry {
      $0.id = "https://valley.example/1"
      $0.idIsPermalink = false
    }
    #expect(normalize([noPermalink]).articles.map(\.url) == [nil])
  }

  /// D8: days that do not exist are never dates, times that cannot be true are marked.
  @Test func datesKeepTheirSource() {
    func date(_ change: (inout FeedEntry) -> Void) -> ArticleDate? {
      var entry = simple("g", nil, "T")
      change(&entry)
      return normalize([entry]).articles.first?.published
    }
    #expect(date { $0.published = "2026-11-18T02:30:00Z" }?.source == .published)
    #expect(date { $0.dublinCoreDate = "2026-11-18" }?.source == .dublinCore)
    #expect(date { $0.updated = "2026-11-18" }?.source == .updated)
    #expect(date { _ in } == ArticleDate(now, source: .firstSeen))
    #expect(date { $0.published = "32 Feb 2026" } == ArticleDate(now, source: .firstSeen))
    #expect(
      date {
        $0.published = "32 Feb 2026"; $0.updated = "2026-11-18"
      }?.source == .updated)
    for wrong in ["Thu, 01 Jan 1970 00:00:00 GMT", "9999-12-31T00:00:00Z", "18 Nov 2027"] {
      #expect(date { $0.published = wrong }?.isImplausible == true)
    }
    #expect(date { $0.published = "20 Nov 2026 00:00 GMT" }?.isImplausible == false)
    for (text, isImplausible) in [("1 Jan 2099", true), ("1989-12-31", true), ("2026-11-18", false)] {
      var entry = simple("g", nil, "T", date: "2026-11-18")
      entry.updated = text
      let article = normalize([entry]).articles.first
      #expect(article?.isUpdateImplausible == isImplausible && article?.updatedAsPublished == text)
    }
  }

  @Test func datesWithoutAZoneAreOfTheFeedsCountry() throws {
    var document = FeedDocument(format: .rss20)
    document.entries = [simple("g", nil, "T", date: "18 Nov 2026 07:30")]
    document.entries[0].updated = "18 Nov 2026 08:30"
    for (country, hours) in [(nil, 0.0), ("PK", 5), ("IN", 5.5), ("RU", 0)] as [(String?, Double)] {
      var placed = feed
      placed.country = country
      let context = NormalizationContext(feed: placed, documentURL: "https://valley.example/rss", now: now)
      let article = try #require(ArticleNormalizer.articles(of: document, context: context).articles.first)
      #expect(article.published.date.timeIntervalSince1970 == 1_795_073_400 - 86400 - hours * 3600)
      #expect(article.updated?.timeIntervalSince(article.published.date) == 3600)
      #expect(article.updatedAsPublished == "18 Nov 2026 08:30" && !article.isUpdateImplausible)
    }
  }

  @Test(arguments: [
    ("desk@valley.example (Sana Khan)", "Sana Khan"), ("Sana Khan <desk@valley.example>", "Sana Khan"),
    ("Sana Khan", "Sana Khan"), ("desk@valley.example", "desk@valley.example"), ("noreply@valley.example", nil),
    ("  Sana \n Khan ", "Sana Khan"), ("Sana &amp; Omar", "Sana & Omar"), ("", nil),
  ]) func authorsAreNames(text: String, expected: String?) {
    let result = normalize([
      entry {
        $0.title = TextConstruct("T")
        $0.authors = [FeedPerson(name: text)]
      }
    ])
    #expect(result.articles.first?.authors == [expected].compactMap { $0 })
  }

  @Test func languageIsTheNearestDeclared() {
    var inner = simple("g", nil, "T")
    #expect(normalize([inner]).articles.first?.language == "ur")
    #expect(normalize([inner]) { $0.source.language = "en_US" }.articles.first?.language == "en-US")
    inner.language = "fa-AF"
    #expect(normalize([inner]) { $0.source.language = "en" }.articles.first?.language == "fa-AF")
  }

  @Test func theTextOverrulesADeclaredLanguage() throws {
    var urdu = simple("g", nil, "سرحد پر ٹرکوں کی قطار لگ گئی ہے")
    urdu.language = "en-us"
    let article = try #require(normalize([urdu]).articles.first)
    #expect((article.language, article.declaredLanguage, article.script) == ("ur", "en-US", "Arab"))
    let english = try #require(normalize([simple("g", nil, "Trucks queue at the border")]).articles.first)
    #expect((english.language, english.declaredLanguage, english.script) == ("en", "ur", "Latn"))
  }

  @Test func mediaBecomeEnclosuresAndAPicture() throws {
    var thumbnail = FeedMedia("/small.jpg", role: .thumbnail)
    thumbnail.width = 60
    var large = FeedMedia("/large.jpg", role: .content, mediaType: "image/jpeg")
    large.width = 800
    let result = normalize([
      entry {
        $0.title = TextConstruct("T")
        $0.media = [
          thumbnail, large, FeedMedia("/talk.mp3", role: .enclosure, mediaType: "audio/mpeg; x=y", length: 5),
          FeedMedia("/talk.mp3", role: .enclosure),
        ]
        $0.point = FeedPoint(latitude: 34.1, longitude: 71.1)
      }
    ])
    let article = try #require(result.articles.first)
    #expect(article.image == "https://valley.example/large.jpg")
    #expect(article.enclosures.map(\.url) == ["https://valley.example/large.jpg", "https://valley.example/talk.mp3"])
    #expect(
      article.enclosures.last == Enclosure(url: "https://valley.example/talk.mp3", mediaType: "audio/mpeg", length: 5))
    #expect(article.coordinates == Coordinates(latitude: 34.1, longitude: 71.1))
  }

  @Test func coordinatesOffTheGlobeAreDropped() {
    for point in [FeedPoint(latitude: 91, longitude: 0), FeedPoint(latitude: .nan, longitude: 0)] {
      let result = normalize([
        entry {
          $0.title = TextConstruct("T")
          $0.point = point
        }
      ])
      #expect(result.articles.first?.coordinates == nil)
    }
  }

  @Test func contentHashFollowsTitleTextAndURL() {
    func hash(_ title: String, _ text: String, _ link: String) -> String? {
      var entry = simple("g", link, title, date: "18 Nov 2026")
      entry.summary = TextConstruct(text)
      return normalize([entry]).articles.first?.contentHash
    }
    let hashes = [hash("a", "b", "/c"), hash("x", "b", "/c"), hash("a", "x", "/c"), hash("a", "b", "/x")]
    #expect(Set(hashes).count == 4)
    #expect(hash("a", "b", "/c") == hashes[0])
  }
}
