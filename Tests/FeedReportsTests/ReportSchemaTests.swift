import FeedFormats
import FeedReports
import Foundation
import TestSupport
import Testing

/// Every report conforms to the schema that is published.
@Suite struct ReportSchemaTests {
  private static let checker = Result { try SchemaChecker(FeedReportSchema.json) }

  private func problems(_ json: [UInt8]) throws -> [String] {
    try Self.checker.get().problems(JSONSample(json: json))
  }

  @Test(arguments: ReportGoldenTests.documents)
  func reportConforms(_ name: String) throws {
    let document = try FeedReader.read(Samples.bytes(name, in: "formats"))
    var options = FeedReportOptions()
    #expect(try problems(FeedReport.json(of: document, options: options)) == [])
    options.isRaw = true
    #expect(try problems(FeedReport.json(of: document, file: name, options: options)) == [])
  }

  @Test func documentThatSaysEverythingConforms() throws {
    var options = FeedReportOptions()
    options.documentURL = "https://a.example/"
    #expect(try problems(FeedReport.json(of: .everything, options: options)) == [])
    options.isRaw = true
    #expect(try problems(FeedReport.json(of: .everything, options: options)) == [])
  }

  @Test func failureConforms() throws {
    #expect(try problems(FeedReport.json(ofFailure: "html", message: "a \"page\"\u{1}", file: "a.xml")) == [])
  }

  @Test func everyFormatIsInTheSchema() throws {
    for format in FeedFormat.allCases {
      #expect(try problems(FeedReport.json(of: FeedDocument(format: format))) == [])
    }
  }

  @Test func mistakesAreFound() throws {
    #expect(try problems(Array(#"{"file":"x"}"#.utf8)) == [".error: missing"])
    #expect(try problems(Array(#"{"error":{"code":1,"message":"m"}}"#.utf8)) == [".error.code: wrong type"])
    #expect(
      try problems(Array(#"{"error":{"code":"c","message":"m"},"more":true}"#.utf8)) == [".more: not in the schema"])
  }
}

extension FeedDocument {
  /// A document with a value in every field that a report has a key for.
  static var everything: FeedDocument {
    var document = FeedDocument(format: .rss20)
    document.variant = "netscape"
    document.defects = [Defect(code: "bare-ampersand", line: 3, message: "m")]
    document.defectCount = 1
    document.source = .everything
    var entry = FeedEntry()
    entry.id = "https://a.example/1"
    entry.idIsPermalink = true
    entry.title = TextConstruct("A &amp; B", kind: .html)
    entry.links = [FeedLink("/1"), FeedLink("2", relation: "enclosure", mediaType: "a/b", title: "t", length: 3)]
    entry.links[0].replyCount = 2
    entry.summary = TextConstruct("<b>s</b>", kind: .html, language: "en_US", base: "b/")
    entry.content = TextConstruct("c", mediaType: "text/x-c")
    entry.published = "1980-01-01"
    entry.updated = "2026-01-01"
    entry.dublinCoreDate = "2026-01-01"
    entry.authors = [FeedPerson(name: "N", email: "n@a.example", uri: "/n")]
    entry.categories = [FeedCategory("t", scheme: "s", label: "l")]
    entry.comments = "/c"
    entry.language = "en"
    entry.media = [FeedMedia("/m", role: .content, mediaType: "a/b", length: 1), FeedMedia("/e", role: .enclosure)]
    entry.media[0].width = 1
    entry.media[0].height = 1
    entry.media[0].details = .everything
    entry.media[1].details.duration = "1:30"
    entry.details = .everything
    document.entries = [entry]
    var deleted = DeletedEntry(id: "d", when: "2026-01-01")
    deleted.by = FeedPerson(name: "D")
    deleted.comment = TextConstruct("c")
    document.deletedEntries = [deleted]
    return document
  }
}

extension FeedSource {
  static var everything: FeedSource {
    var source = FeedSource()
    source.title = TextConstruct("T")
    source.subtitle = TextConstruct("S")
    source.info = TextConstruct("I")
    source.id = "i"
    source.links = [FeedLink("/"), FeedLink("/f", relation: "self"), FeedLink("/h", relation: "hub")]
    source.language = "en"
    source.published = "2026-01-01"
    source.updated = "nonsense"
    source.generator = "G"
    source.generatorURI = "/g"
    source.generatorVersion = "1"
    source.rights = TextConstruct("R")
    source.contributors = [FeedPerson(name: "C")]
    source.publisher = FeedPerson(name: "P")
    source.managingEditor = FeedPerson(name: "M")
    source.webMaster = FeedPerson(name: "W")
    source.logo = FeedImage("/l", width: 1, height: 2)
    source.icon = "/i"
    source.ttlMinutes = 5
    source.skipHours = [1]
    source.skipDays = [1, 7]
    source.updatePeriod = "hourly"
    source.updateFrequency = "2"
    source.updateSeconds = 1800
    source.updateBase = "2026-01-01"
    source.cloud = FeedCloud()
    source.cloud?.domain = "a.example"
    source.cloud?.protocolName = "soap"
    source.textInput = FeedTextInput()
    source.textInput?.link = "/t"
    (source.docs, source.rating, source.errorReportsTo) = ("/d", "r", "mailto:e@a.example")
    (source.isComplete, source.isArchive, source.isExpired) = (true, false, true)
    source.licenses = ["/license"]
    source.dates = [NamedValue("dcterms:created", "2026-01-01")]
    source.dublinCore = [NamedValue("dc:type", "t")]
    source.prism = [NamedValue("prism:doi", "d")]
    source.geometries = [
      FeedGeometry(.box, [FeedPoint(latitude: 1, longitude: 2), FeedPoint(latitude: 3, longitude: 4)])
    ]
    source.itunes = .everything
    source.podcast = .everything
    source.media = .everything
    return source
  }
}

extension EntryDetails {
  static var everything: EntryDetails {
    var details = EntryDetails()
    details.moreContents = [TextConstruct("<p>x</p>", kind: .xhtml)]
    details.contributors = [FeedPerson(name: "C")]
    details.rights = TextConstruct("R")
    details.publisher = FeedPerson(name: "P")
    details.dates = [
      NamedValue("expirationDate", "2027-01-01"), NamedValue("created", "?"),
      NamedValue("dcterms:valid", "start=2026-01-01;end=2026-02-01"),
    ]
    details.licenses = ["/license"]
    details.geometries = FeedGeometry.Kind.allKinds.map { kind in
      FeedGeometry(kind, [FeedPoint(latitude: 1.5, longitude: -2), FeedPoint(latitude: 3, longitude: 4)])
    }
    details.geometries[0].elevation = 10
    details.geometries[0].floor = 1
    details.geometries[0].featureName = "f"
    details.geometries[4].radius = 1.5
    details.originalLink = "/o"
    details.itunes = .everything
    details.podcast = .everything
    details.media = .everything
    details.discussion.count = 1
    details.discussion.postURL = "/p"
    details.discussion.inReplyTo = [.init(id: "r", href: "/r", mediaType: "a/b", source: "/s")]
    details.source = .everything
    return details
  }
}

extension FeedGeometry.Kind {
  fileprivate static let allKinds: [FeedGeometry.Kind] = [.point, .line, .polygon, .box, .circle]
}

extension MediaDetails {
  static var everything: MediaDetails {
    var details = MediaDetails()
    details.medium = "video"
    details.isDefault = true
    details.duration = "90"
    details.group = 1
    details.title = TextConstruct("t")
    details.description = TextConstruct("d")
    details.credits = [MediaValue("c", scheme: "urn:ebu", role: "author")]
    details.categories = [FeedCategory("t")]
    details.keywords = ["k"]
    details.ratings = [MediaValue("adult", scheme: "urn:simple")]
    details.copyright = MediaValue("c", scheme: "/c")
    details.license = MediaValue("l", scheme: "/l", role: "text/html")
    details.player = FeedImage("/p", width: 1, height: 1)
    details.hashes = [MediaValue("h")]
    details.restrictions = [MediaValue("de", scheme: "country", role: "deny")]
    details.thumbnails = [FeedImage("/t")]
    details.texts = [TextConstruct("x")]
    details.comments = ["c"]
    details.community = [NamedValue("starRating.average", "3")]
    return details
  }
}

extension ITunesValues {
  static var everything: ITunesValues {
    var values = ITunesValues()
    (values.author, values.summary, values.image, values.duration) = ("a", "<b>s</b>", "/i", "1:02:03")
    (values.explicit, values.block, values.isClosedCaptioned, values.complete) = ("clean", "yes", "yes", "no")
    values.keywords = ["k"]
    values.categories = [["Society & Culture", "History"]]
    values.owner = FeedPerson(name: "O", email: "o@a.example")
    values.newFeedURL = "/n"
    return values
  }
}

extension PodcastValues {
  static var everything: PodcastValues {
    var values = PodcastValues()
    values.transcripts = [.init("/t", type: "text/vtt", language: "en", relation: "captions")]
    values.chapters = .init("/c", type: "application/json")
    values.chapterList = [.init(start: "0:00", title: "t", link: "/l", image: "/i")]
    values.persons = [.init("P", role: "host", group: "cast", image: "/i", uri: "/u")]
    values.soundbites = [.init(start: "1", duration: "2", title: "t")]
    values.locations = [.init("Quetta", geo: "geo:30.2,67.0", osm: "R1")]
    values.alternateEnclosures = [FeedMedia("/a", role: .enclosure, mediaType: "a/b", length: 1)]
    values.fundings = [.init("/f", text: "Support")]
    values.locked = "yes"
    values.lockedOwner = "o@a.example"
    values.licenseURL = "/l"
    return values
  }
}
