import Articles
import Classification
import Foundation
import Publication
import Querying
import Testing

@testable import DeskFiles

/// The desk that comes with the program.
@Suite struct RegionalSecurityDeskTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private var environment: DeskEnvironment {
    DeskEnvironment(variables: [:], currentDirectory: Self.root.path)
  }

  @Test func deskHasNoErrors() throws {
    let report = Desk.check("Feeds/regional-security", environment: environment)
    #expect(report.errorCount == 0, "\(DeskError(report.problems))")
    let desk = try #require(report.desk)
    #expect(desk.taxonomy.topics.count == 36)
    #expect(desk.outputs.count >= 8)
    #expect(desk.samples?.fileNames.count ?? 0 >= 20)
    #expect(desk.storePath == "\(Self.root.path)/.khabar/regional-security.sqlite")
  }

  @Test func feedListCoversTheRegionInItsLanguages() throws {
    let path = Self.root.appending(path: "Feeds/regional-security/feeds.opml")
    let feeds = try FeedListEditor([UInt8](Data(contentsOf: path)), file: "feeds.opml").feeds
    #expect(feeds.count >= 80)
    #expect(feeds.allSatisfy { $0.homePage != nil && $0.language != nil && $0.country != nil && $0.kind != nil })
    #expect(Set(feeds.map(\.url)).count == feeds.count)
    let countries = Set(feeds.compactMap(\.country))
    #expect(countries.isSuperset(of: ["PK", "AF", "KZ", "KG", "TJ", "TM", "UZ", "IN", "IR", "CN", "RU"]))
    let languages = Set(feeds.compactMap(\.language))
    #expect(languages.isSuperset(of: ["en", "ur", "ps", "fa-AF", "fa", "tg", "uz", "ky", "kk", "tk", "ru", "hi"]))
    #expect(Set(feeds.compactMap(\.kind)) == Set(FeedAttributes.kinds))
  }

  @Test func feedListIsWrittenTheWayTheWriterWrites() throws {
    let path = Self.root.appending(path: "Feeds/regional-security/feeds.opml")
    let bytes = try [UInt8](Data(contentsOf: path))
    var editor = try FeedListEditor(bytes, file: "feeds.opml")
    let feed = Feed(id: FeedID("one-more"), url: "https://example.org/feed", title: "One more", groups: ["Iran"])
    try editor.add(feed)
    try editor.remove(feed.id)
    #expect(editor.bytes == bytes)
  }
}
