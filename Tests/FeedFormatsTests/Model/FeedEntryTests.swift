import FeedFormats
import Foundation
import Testing

@Suite struct FeedEntryTests {
  @Test func rareValuesAreKeptOutOfLine() {
    #expect(MemoryLayout<Rare<EntryDetails>>.size == 8)
    #expect(MemoryLayout<FeedEntry>.size <= 384)
  }

  @Test func entriesShareDetailsUntilOneIsChanged() {
    var first = FeedEntry()
    first.details.itunes.season = "1"
    var second = first
    second.details.itunes.season = "2"
    #expect(first.details.itunes.season == "1")
    #expect(second.details.itunes.season == "2")
    #expect(first != second)
  }

  @Test func touchedButEmptyEqualsUntouched() throws {
    var touched = FeedEntry()
    touched.details.itunes.season = "1"
    touched.details.itunes.season = nil
    #expect(touched == FeedEntry())
    let text = String(decoding: try JSONEncoder().encode(touched), as: UTF8.self)
    #expect(!text.contains("details"))
  }

  @Test func codingKeepsDetails() throws {
    var entry = FeedEntry()
    entry.details.podcast.persons = [.init("A. Host", role: "host")]
    entry.details.source.title = TextConstruct("Other")
    entry.media = [FeedMedia("https://a.example/b.mp4", role: .content)]
    entry.media[0].details.medium = "video"
    let read = try JSONDecoder().decode(FeedEntry.self, from: JSONEncoder().encode(entry))
    #expect(read == entry)
    #expect(read.sourceTitle == "Other")
  }

  @Test func contentsAreInDocumentOrder() {
    var entry = FeedEntry()
    entry.content = TextConstruct("b")
    entry.details.moreContents = [TextConstruct("a"), TextConstruct("c")]
    entry.details.contentsBefore = 1
    #expect(entry.contents.map(\.value) == ["a", "b", "c"])
    entry.details.contentsBefore = 9
    #expect(entry.contents.map(\.value) == ["a", "c", "b"])
  }

  @Test func shortNamesReachTheDetails() {
    var entry = FeedEntry()
    #expect(entry.point == nil && entry.sourceURL == nil && entry.foreignElements == [])
    entry.details.geometries = [FeedGeometry(.box, []), FeedGeometry(.point, [FeedPoint(latitude: 1, longitude: 2)])]
    entry.point = FeedPoint(latitude: 3, longitude: 4)
    #expect(entry.details.geometries.map(\.kind) == [.point, .box])
    entry.sourceURL = "https://a.example/feed"
    #expect(entry.details.source.links == [FeedLink("https://a.example/feed", relation: "self")])
    entry.details.dates = [NamedValue("dcterms:valid", "2026"), NamedValue("created", "2025")]
    #expect(entry.created == "2025" && entry.expired == "2026" && entry.issued == nil)
  }
}
