import FeedFormats
import Testing

/// Hostile documents: each must end soon, with bounded results, and without a crash; X and D are lines of the attack
/// checklist, what each costs is in AttackCostTests.
@Suite struct FeedAttackTests {
  /// Generous for a loaded machine and a debug build; what these inputs do to a plain parser takes far longer.
  private static let patience = Duration.seconds(8)

  private func read(_ text: String, limits: FeedLimits = FeedLimits()) throws -> FeedDocument {
    var result: Result<FeedDocument, any Error>?
    let time = ContinuousClock().measure { result = Result { try FeedReader.read(Array(text.utf8), limits: limits) } }
    #expect(time < Self.patience, "\(time)")
    return try #require(result).get()
  }

  private func rss(_ items: String, doctype: String = "") -> String {
    "<?xml version=\"1.0\"?>\(doctype)<rss version=\"2.0\"><channel><title>T</title>\(items)</channel></rss>"
  }

  private func size(_ document: FeedDocument) -> Int {
    document.entries.reduce(0) { $0 + ($1.title?.value.utf8.count ?? 0) + ($1.summary?.value.utf8.count ?? 0) }
  }

  /// X1: billion laughs.
  @Test func entitiesWithinEntitiesAreNotExpanded() throws {
    let declarations = (1...20).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
    let document = try read(
      rss("<item><title>&l20;</title></item>", doctype: "<!DOCTYPE rss [<!ENTITY l0 \"lol\">\(declarations)]>"))
    #expect(document.entries.first?.title?.value == "&l20;")
    #expect(document.defects.contains { $0.code == "entity-refused" })
  }

  /// X2, X3: quadratic blow-up, in text and in an attribute.
  @Test func longEntitiesManyTimesAreNotExpanded() throws {
    let doctype = "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 50_000))\">]>"
    let references = String(repeating: "&a;", count: 20_000)
    let document = try read(
      rss(
        "<item><title>\(references)</title><guid isPermaLink=\"\(references.prefix(30_000))\"/></item>",
        doctype: doctype))
    #expect(size(document) == references.utf8.count)
  }

  /// X2: the same with entities that are short enough to be resolved.
  @Test func shortEntitiesManyTimesStopAtTheirBound() throws {
    let doctype = "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 1_000))\">]>"
    let document = try read(
      rss("<item><title>\(String(repeating: "&a;", count: 100_000))</title></item>", doctype: doctype))
    #expect(size(document) < 3_000_000)
  }

  /// X4, X5: external entities and subsets.
  @Test(arguments: [
    "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\">%p;]>",
    "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">",
    "<!DOCTYPE rss [<!ENTITY x PUBLIC 'a' 'file:///etc/passwd'>]>",
  ])
  func nothingOutsideIsRead(_ doctype: String) throws {
    let document = try read(rss("<item><title>&x;</title></item>", doctype: doctype))
    #expect(document.entries.first?.title?.value == "&x;")
  }

  /// X12: 200,000 declarations.
  @Test func manyEntityDeclarationsAreCheap() throws {
    let declarations = (0..<200_000).map { "<!ENTITY e\($0) \"v\">" }.joined()
    let document = try read(rss("<item><title>&e7;</title></item>", doctype: "<!DOCTYPE rss [\(declarations)]>"))
    #expect(document.entries.first?.title?.value == "v")
  }

  /// X7: 200,000 attributes.
  @Test func tagWithTooManyAttributesIsDropped() throws {
    let attributes = (0..<200_000).map { "a\($0)=\"v\"" }.joined(separator: " ")
    let document = try read(rss("<item><x \(attributes)/><title>Kept</title></item><item><title>Next</title></item>"))
    #expect(document.entries.map { $0.title?.value } == ["Kept", "Next"])
    #expect(document.defects.map(\.code).contains("tag-too-large"))
  }

  /// X9: 200,000 nested elements.
  @Test func deepNestingEndsTheDocument() throws {
    let document = try read(
      rss("<item><title>Before</title></item><item>\(String(repeating: "<a>", count: 200_000))</item>"))
    #expect(document.entries.first?.title?.value == "Before")
    #expect(document.defects.contains { $0.code == "too-deep" })
  }

  /// X11: a section of 12 MB.
  @Test func hugeSectionIsLeftOutAndTheRestKept() throws {
    let section = String(repeating: "x", count: 12_000_000)
    let document = try read(
      rss("<item><title>A</title><description><![CDATA[\(section)]]></description></item><item><title>B</title></item>")
    )
    #expect(document.entries.map { $0.title?.value } == ["A", "B"])
    #expect(document.entries.first?.summary == nil)
    #expect(document.defects.contains { $0.code == "text-too-large" })
  }

  /// X10: a section of 9 MB.
  @Test func largeSectionIsReadWhole() throws {
    let section = String(repeating: "x ]] > ", count: 1_300_000)
    let document = try read(rss("<item><title>A</title><description><![CDATA[\(section)]]></description></item>"))
    #expect(document.entries.first?.summary?.value.utf8.count == section.utf8.count)
  }

  /// X13: XInclude, style sheets, file bases.
  @Test func instructionsAndFileBasesAreIgnored() throws {
    let document = try read(
      """
      <?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude" xml:base="file:///etc/">
      <entry><id>1</id><title>T</title><xi:include href="file:///etc/passwd"/></entry></feed>
      """)
    #expect(document.source.base == nil)
    #expect(document.entries.first?.base == nil)
  }

  /// X17: more entries than anybody wants.
  @Test func entriesStopAtTheirLimit() throws {
    let document = try read(rss(String(repeating: "<item><guid>g</guid></item>", count: 200_000)))
    #expect(document.entries.count == 2_000)
    #expect(document.defects.last?.code == "too-many-entries")
    #expect(document.defects.last?.message.hasPrefix("198000 ") == true)
  }

  /// D7: 10,000 categories.
  @Test func valuesOfAnEntryStopAtTheirLimit() throws {
    let document = try read(rss("<item>\(String(repeating: "<category>c</category>", count: 10_000))</item>"))
    #expect(document.entries.first?.categories.count == 200)
    #expect(document.defects.map(\.code) == ["too-many-values"])
  }

  @Test(arguments: [
    "<", "<a ", "<a \"", "<a b=\"", "&", "&#", "<!--", "<![CDATA[", "]]>", "<?x ", "</", "<a b='\"", "<a><b></a>",
    "<!DOCTYPE x [", "&amp;&#x;", "<a \"<b '", "<x y=z <", "]", "-", "<a b=c d=\"e",
  ])
  func repeatedFragmentsAreLinear(_ fragment: String) throws {
    let count = 400_000 / fragment.utf8.count
    let document = try read(rss("<item><title>First</title></item>\(String(repeating: fragment, count: count))"))
    #expect(document.entries.first?.title?.value == "First")
  }

  @Test func tooLargeDocumentIsRefused() {
    #expect(throws: FeedFormatError.self) { try read(rss(""), limits: FeedLimits(documentBytes: 10)) }
  }

  // MARK: JSON

  /// X16: nested 100,000 deep.
  @Test(arguments: ["[", "{\"a\":", "[{\"items\":["])
  func deepJSONIsRefused(_ opening: String) {
    let error = #expect(throws: FeedFormatError.self) { try read(String(repeating: opening, count: 100_000)) }
    #expect(error?.code == .json)
    #expect(error?.message.contains("64 levels") == true)
  }

  /// X16: a text of megabytes, a number at the end of the range.
  @Test func largeJSONTextIsRead() throws {
    let text = String(repeating: "y\\n", count: 1_000_000)
    let document = try read(
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[{\"id\":1e308,\"content_text\":\"\(text)\"}]}"
    )
    #expect(document.entries.first?.content?.value.utf8.count == 2_000_000)
    #expect(document.entries.first?.id == "1e308")
  }
}
