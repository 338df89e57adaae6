import Testing

@testable import FeedFormats

@Suite struct OPMLReaderTests {
  private func read(_ text: String) throws -> OPMLDocument { try OPMLReader.document(Array(text.utf8)) }

  @Test func outlinesNestAndKeepEveryAttribute() throws {
    let document = try read(
      """
      <opml version="2.0" xmlns:k="urn:khabar:opml:1" xmlns:x="urn:x"><head><title> T </title><ownerName>O</ownerName></head>
      <body><outline text="G"><outline text="A &amp; B" xmlUrl="https://a.org/?a=1&amp;b=2" k:id="a" x:y="z" odd="1"/>
      </outline></body></opml>
      """)
    #expect(document.title == "T")
    #expect(document.head.map(\.name) == ["title", "ownerName"])
    #expect(document.namespaces.map(\.prefix) == ["k", "x"])
    let feed = document.outlines[0].children[0]
    #expect(feed.attributes.map(\.name) == ["text", "xmlUrl", "khabar:id", "x:y", "odd"])
    #expect(feed.label == "A & B")
    #expect(feed.feedURL == "https://a.org/?a=1&b=2")
    #expect(feed.line == 2)
    #expect(document.defects == [])
  }

  @Test func writingThenReadingIsTheIdentity() throws {
    var inner = OPMLOutline(attributes: [.init("text", "a\"b<c>&'\t\nd"), .init("xmlUrl", "https://a.org/")])
    inner["x:y"] = "é ü 中"
    let group = OPMLOutline(attributes: [.init("text", "G")], children: [inner, inner])
    var document = OPMLDocument(title: "T & U", outlines: [group, inner])
    document.namespaces = [.init("khabar", OPMLDocument.khabarNamespace), .init("x", "urn:x")]
    var found = try OPMLReader.document(OPMLWriter.bytes(document))
    #expect(found.defects == [])
    for index in found.outlines.indices { found.outlines[index] = withoutLines(found.outlines[index]) }
    #expect(found == document)
  }

  private func withoutLines(_ outline: OPMLOutline) -> OPMLOutline {
    OPMLOutline(attributes: outline.attributes, children: outline.children.map(withoutLines))
  }

  @Test func forbiddenCharactersAndNamesAreLeftOut() throws {
    let outline = OPMLOutline(attributes: [
      .init("text", "a\u{1}b\u{FFFE}c"), .init("on load", "x"), .init("a\"b", "x"),
    ])
    let found = try OPMLReader.document(OPMLWriter.bytes(OPMLDocument(outlines: [outline])))
    #expect(found.outlines[0].attributes == [.init("text", "abc")])
    #expect(found.defects == [])
  }

  @Test func otherDocumentsAreNamed() {
    func code(_ text: String) -> FeedFormatError.Code? {
      do {
        _ = try read(text)
        return nil
      } catch {
        return (error as? FeedFormatError)?.code
      }
    }
    #expect(code(" \n") == .empty)
    #expect(code("<html><body/></html>") == .html)
    #expect(code("<rss version='2.0'/>") == .otherXML)
    #expect(code("{\"a\": 1}") == .unrecognized)
  }

  @Test("S13 a list of more than 100,000 feeds is refused")
  func tooManyFeedsAreRefused() {
    let line = "<outline text='a' xmlUrl='https://a.org/'/>"
    let list = Array("<opml><body>\(String(repeating: line, count: 100))</body></opml>".utf8)
    #expect(throws: Never.self) { try OPMLReader.document(list, maximumFeedCount: 100) }
    #expect(throws: FeedFormatError.self) { try OPMLReader.document(list, maximumFeedCount: 99) }
    #expect(OPMLReader.maximumFeedCount == 100_000)
  }

  @Test func deepNestingIsCut() throws {
    let deep = String(repeating: "<outline text='a'>", count: 100_000)
    let document = try read("<opml><body>\(deep)</body></opml>")
    #expect(!document.defects.isEmpty)
  }

  @Test func sourceFindsTheSameOutlinesAsTheReader() throws {
    let text = """
      <?xml version="1.0"?><!DOCTYPE opml><opml version="1.1"><!-- <outline/> --><body><![CDATA[<outline/>]]>
      <outline text="a>b" b='"'/><outline text = 'c' ><outline text="d"></outline></outline ></body></opml>
      """
    let source = OPMLSource(Array(text.utf8))
    #expect(source.elements.count == 3)
    #expect(source.elements.map(\.depth) == [0, 0, 1])
    #expect(source.elements[0].attributes.map(\.name) == ["text", "b"])
    #expect(source.elements[1].endTag != nil && source.elements[0].endTag == nil)
    let end = try #require(source.bodyEnd)
    #expect(String(decoding: source.bytes[end], as: UTF8.self) == "</body>")
    let place = source.place(of: source.elements[1].startTag.lowerBound)
    #expect(place.line == 2 && place.column == 28)
    #expect(try read(text).outlines.count == 2)
  }

  @Test func anyPrefixIsReadOrRefused() {
    let bytes = Array("<opml a='b'><head><title>t</title></head><body><outline text='x'/><!-- y --></body></opml>".utf8)
    for end in 0...bytes.count {
      _ = try? OPMLReader.document(Array(bytes.prefix(end)))
      _ = OPMLSource(Array(bytes.prefix(end)))
    }
  }

  @Test func hostileTagsTakeLinearTime() {
    for piece in ["<outline a=", "<a ", "<!--", "<outline ", "x='", "<", "&"] {
      let text = "<opml><body>" + String(repeating: piece, count: 50_000)
      let seconds = ContinuousClock().measure { _ = OPMLSource(Array(text.utf8)) }
      #expect(seconds < .seconds(5), "\(piece)")
    }
  }
}
