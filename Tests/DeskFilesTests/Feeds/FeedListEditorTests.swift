import Articles
import FeedFormats
import Foundation
import Testing

@testable import DeskFiles

@Suite struct FeedListEditorTests {
  private static let list = """
    <?xml version='1.0'?>
    <!-- kept by hand: <outline text="not me"/> -->
    <opml version="1.0" xmlns:x="urn:x">
      <head><title>T</title><x:note>n</x:note></head>
      <body>
        <outline text="Pakistan" x:color="green">
          <!-- the paper of record -->
          <outline type='rss' text='Dawn' xmlUrl='https://www.dawn.com/feeds/home' x:stars='5'/>
          <outline text="Empty"/>
        </outline>
        <outline text="A" xmlUrl="https://a.org/1"/><outline text="B" xmlUrl="https://b.org/1"/>
      </body>
    </opml>

    """

  private func editor(_ text: String = list) throws -> FeedListEditor {
    try FeedListEditor(Array(text.utf8), file: "feeds.opml")
  }

  private func text(_ editor: FeedListEditor) -> String { String(decoding: editor.bytes, as: UTF8.self) }

  @Test("P30 A feed that has moved gets its new address, keeps its id, and nothing else changes")
  func movedFeed() throws {
    var editor = try editor()
    let ids = editor.feeds.map(\.id)
    try editor.move(ids[0], to: "https://dawn.example/a?b='1'&c=2")
    let expected = Self.list
      .replacing(
        "xmlUrl='https://www.dawn.com/feeds/home'",
        with: "xmlUrl='https://dawn.example/a?b=&apos;1&apos;&amp;c=2' khabar:id=\"\(ids[0])\""
      )
      .replacing("<opml ", with: "<opml xmlns:khabar=\"urn:khabar:opml:1\" ")
    #expect(text(editor) == expected)
    try editor.move(ids[0], to: "https://dawn.example/")
    #expect(editor.feeds[0].url == "https://dawn.example/" && editor.feeds[0].id == ids[0])
    #expect(throws: DeskError.self) { try editor.move(FeedID("nobody"), to: "https://x.example/") }
    #expect(throws: DeskError.self) { try editor.move(ids[1], to: "https://b.org/1") }
  }

  @Test func addedFeedIsOneLineMoreAndNothingElse() throws {
    var editor = try editor()
    try editor.add(Feed(id: FeedID("geo"), url: "https://geo.tv/rss?a=1&b=2", title: "Geo & co", groups: ["Pakistan"]))
    let line = """
            <outline type="rss" text="Geo &amp; co" xmlUrl="https://geo.tv/rss?a=1&amp;b=2" khabar:id="geo" \
      khabar:verified="no"/>\n
      """
    let expected = Self.list
      .replacing("    </outline>\n", with: line + "    </outline>\n")
      .replacing("<opml version", with: "<opml xmlns:khabar=\"urn:khabar:opml:1\" version")
    #expect(text(editor) == expected)
    #expect(editor.feeds.map(\.id.rawValue) == ["dawn-com-feeds-home", "geo", "a-org-1", "b-org-1"])
  }

  @Test func missingGroupsAreMade() throws {
    var editor = try editor()
    try editor.add(Feed(id: FeedID("n"), url: "https://n.org/", title: "N", groups: ["Pakistan", "New", "Deep"]))
    try editor.add(Feed(id: FeedID("e"), url: "https://e.org/", title: "E", groups: ["Pakistan", "Empty"]))
    try editor.add(Feed(id: FeedID("t"), url: "https://t.org/", title: "T"))
    #expect(editor.feeds.first { $0.id == FeedID("n") }?.groups == ["Pakistan", "New", "Deep"])
    #expect(editor.feeds.first { $0.id == FeedID("e") }?.groups == ["Pakistan", "Empty"])
    #expect(editor.feeds.last?.id == FeedID("t"))
    #expect(text(editor).contains("<!-- the paper of record -->"))
  }

  @Test func removedFeedTakesOnlyItsOwnLine() throws {
    var editor = try editor()
    try editor.remove(FeedID("dawn-com-feeds-home"))
    let line = "      <outline type='rss' text='Dawn' xmlUrl='https://www.dawn.com/feeds/home' x:stars='5'/>\n"
    #expect(text(editor) == Self.list.replacing(line, with: ""))
    try editor.remove(FeedID("b-org-1"))
    #expect(text(editor).contains("<outline text=\"A\" xmlUrl=\"https://a.org/1\"/>\n"))
    #expect(editor.feeds.map(\.id.rawValue) == ["a-org-1"])
  }

  @Test func addThenRemoveGivesTheSameBytes() throws {
    let before = try editor(Self.list.replacing("xmlns:x", with: "xmlns:khabar=\"urn:khabar:opml:1\" xmlns:x"))
    var editor = before
    try editor.add(Feed(id: FeedID("n"), url: "https://n.org/", title: "N", groups: ["Pakistan"]))
    #expect(editor.bytes != before.bytes)
    try editor.remove(FeedID("n"))
    #expect(editor.bytes == before.bytes)
  }

  @Test func knownAndUnknownFeedsAreRefused() throws {
    var editor = try editor()
    let before = editor.bytes
    #expect(throws: DeskError.self) { try editor.add(Feed(id: FeedID("a-org-1"), url: "https://n.org/", title: "N")) }
    #expect(throws: DeskError.self) { try editor.add(Feed(id: FeedID("n"), url: "https://a.org/1", title: "N")) }
    do {
      try editor.remove(FeedID("a-org-2"))
      Issue.record("removed")
    } catch {
      #expect(error.description.contains("did you mean 'a-org-1'?"))
    }
    #expect(editor.bytes == before)
  }

  @Test func importTakesWhatIsNewAndNotItsLimits() throws {
    var editor = try editor()
    let other = """
      <opml version="2.0" xmlns:k="urn:khabar:opml:1"><body>
      <outline text="Pakistan"><outline text="Geo" xmlUrl="https://geo.tv/1" k:verified="yes" k:interval="60s"/></outline>
      <outline text="News"><outline text="Same" xmlUrl="https://a.org/1"/>
      <outline text="Clash" xmlUrl="https://c.org/" k:id="b-org-1"/><outline text="Bad" xmlUrl="feed://c.org/"/></outline>
      </body></opml>
      """
    let result = try editor.importFeeds(Array(other.utf8), file: "other.opml")
    #expect(result.added.map(\.id.rawValue) == ["geo-tv-1", "b-org-1-2"])
    #expect(result.known == ["https://a.org/1"])
    #expect(result.problems.count == 1)
    #expect(result.problems.first?.place.line == 4)
    let geo = try #require(editor.feeds.first { $0.url == "https://geo.tv/1" })
    #expect(geo.groups == ["Pakistan"])
    #expect(!geo.isVerified && geo.intervalSeconds == nil)
    #expect(text(editor).contains("<!-- the paper of record -->"))
  }

  @Test func importOfNoListIsRefused() throws {
    var editor = try editor()
    #expect(throws: DeskError.self) { try editor.importFeeds(Array("<rss/>".utf8), file: "a.xml") }
  }

  @Test func thousandsAreImportedAtOnce() throws {
    var outlines: [OPMLOutline] = []
    for number in 0..<5_000 {
      outlines.append(OPMLOutline(attributes: [.init("text", "F"), .init("xmlUrl", "https://h\(number).org/")]))
    }
    var editor = try editor()
    let result = try editor.importFeeds(OPMLWriter.bytes(OPMLDocument(outlines: outlines)), file: "big.opml")
    #expect(result.added.count == 5_000)
    #expect(editor.feeds.count == 5_003)
  }

  @Test func newListTakesFeeds() throws {
    var editor = try FeedListEditor(FeedListEditor.emptyFile(title: "New"), file: "feeds.opml")
    try editor.add(Feed(id: FeedID("n"), url: "https://n.org/", title: "N", groups: ["G"]))
    #expect(editor.feeds.map(\.groups) == [["G"]])
  }

  @Test func windowsLineEndsStay() throws {
    let crlf = Self.list.replacing("\n", with: "\r\n")
    var editor = try editor(crlf)
    try editor.remove(FeedID("dawn-com-feeds-home"))
    let line = "      <outline type='rss' text='Dawn' xmlUrl='https://www.dawn.com/feeds/home' x:stars='5'/>\r\n"
    #expect(text(editor) == crlf.replacing(line, with: ""))
  }

  @Test func fileThatCannotBeEditedSafelyIsLeftAlone() throws {
    // The reader takes names in any case, the finder of tags does not: it would remove the wrong one.
    var editor = try editor(
      Self.list.replacing("<outline type='rss' text='Dawn'", with: "<Outline type='rss' text='Dawn'"))
    let before = editor.bytes
    #expect(throws: DeskError.self) { try editor.remove(FeedID("a-org-1")) }
    #expect(editor.bytes == before)
    #expect(editor.feeds.count == 3)
  }

  @Test func writingReplacesTheFile() throws {
    let files = try TemporaryDesk()
    let path = "\(files.folder)/feeds.opml"
    var editor = try FeedListEditor(Array(TemporaryDesk.feeds.utf8), file: "feeds.opml")
    try editor.remove(FeedID("dawn"))
    try editor.write(to: path)
    #expect(try files.load().feeds.count == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: files.folder).sorted()
    #expect(names == ["desk.yaml", "feeds.opml", "gazetteer.yaml", "topics.yaml"])
    #expect(throws: DeskError.self) { try editor.write(to: "\(files.folder)/nowhere/feeds.opml") }
  }
}
