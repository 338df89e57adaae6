/// A document made to cost much; `size` is its length in bytes, about.
struct AttackDocument: Sendable, CustomStringConvertible {
  /// Line of the attack checklist that it belongs to, and what it is.
  let name: String
  private let make: @Sendable (_ size: Int) -> String

  /// The document.
  func text(size: Int) -> String { make(size) }

  var description: String { name }

  /// `fragment` over and over between two texts.
  private init(_ name: String, _ start: String, _ fragment: String, _ end: String = "") {
    self.name = name
    make = { start + String(repeating: fragment, count: max(1, $0 / fragment.utf8.count)) + end }
  }

  /// What `fragment` makes of the numbers from 0, between two texts.
  private init(_ name: String, _ start: String, _ end: String = "", numbered: @escaping @Sendable (Int) -> String) {
    self.name = name
    let length = numbered(100_000).utf8.count
    make = { start + (0..<max(1, $0 / length)).map(numbered).joined() + end }
  }

  private static let channel = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>"
  private static let end = "</channel></rss>"
  private static let text = channel + "<item><title>A</title><description>"
  private static let textEnd = "</description></item><item><title>B</title></item>" + end
  private static let section = text + "<![CDATA["
  private static let sectionEnd = "]]>" + textEnd
  private static let item = channel + "<item>"
  private static let itemEnd = "</item>" + end
  private static let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":["
  private static let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\">"
  private static let xhtml = atom + "<entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
  private static let media = "xmlns:media=\"http://search.yahoo.com/mrss/\""

  private static func subset(_ declarations: String) -> String {
    "<!DOCTYPE rss [\(declarations)]><rss version=\"2.0\"><channel><item><title>T</title>"
  }

  private static func value(_ length: Int) -> String { "<!ENTITY a \"\(String(repeating: "x", count: length))\">" }

  static let all = entities + tags + texts + encodings + jsonValues + manyThings

  private static let entities = [
    AttackDocument("X2 long entity", subset(value(50_000)) + "<description>", "&a;", textEnd),
    AttackDocument("X2 short entity", subset(value(1_000)) + "<description>", "&a;", textEnd),
    AttackDocument("X3 long entity in an attribute", subset(value(50_000)) + "<enclosure url=\"", "&a;", "\"/></item>"),
    AttackDocument("X3 short entity in attributes", subset(value(1_000)), "<enclosure url=\"&a;&a;&a;&a;\"/>", itemEnd),
    AttackDocument("X12 entity declarations", "<!DOCTYPE rss [", "]><rss><channel><item><title>&e7;</title></item>") {
      "<!ENTITY e\($0) \"v\">"
    },
  ]

  private static let tags = [
    AttackDocument("X7 attributes", item + "<x ", "/><title>K</title>" + itemEnd) { "a\($0)=\"v\" " },
    AttackDocument("X8 attributes in HTML", section + "<p ", ">a</p>" + sectionEnd) { "a\($0)=x " },
    AttackDocument("X9 nested elements", item, "<a>"),
    AttackDocument("X9 nested elements in HTML", section, "<div>", sectionEnd),
    AttackDocument("X9 wrong end tags", text, "</x>", textEnd),
    AttackDocument("X9 wrong end tags in HTML", section, "</x>", sectionEnd),
    AttackDocument("names", channel, end) { "<n\($0)/>" },
    AttackDocument("names of attributes", channel, end) { "<x a\($0)=\"b\"/>" },
    AttackDocument("namespaces", channel, end) { "<x\($0):a xmlns:x\($0)=\"urn:\($0)\"/>" },
    AttackDocument("elements of XHTML", xhtml, "<b>x</b>", "</div></content></entry></feed>"),
    AttackDocument("links of XHTML", xhtml, "<a href=\"x\">x</a>", "</div></content></entry></feed>"),
  ]

  private static let texts =
    [
      "&", "<", "]]>", "<a ", "<a b=\"", "<!--", "<![CDATA[", "&#", "<?x ", "</", "\"", "\n", "<b></b>", "<br/>",
      "&amp;", "&lt;p&gt;",
    ].flatMap { fragment in
      let name = fragment == "\n" ? "line feed" : fragment
      return [
        AttackDocument("H8 \(name) in text", text, fragment, textEnd),
        AttackDocument("H8 \(name) in CDATA", section, fragment, sectionEnd),
      ]
    } + [
      AttackDocument("X10 section", section, "x y ", sectionEnd),
      AttackDocument("X10 paragraphs", section, "<p>x</p>\n", sectionEnd),
      AttackDocument("line feeds before a feed", "", "\n", text + textEnd),
      AttackDocument("line feeds alone", "", "\n"),
      AttackDocument("X15 cut off", channel, "<item><title>A</title><description>some text</description></item>"),
      AttackDocument("D7 title", item + "<title>", "x", "</title>" + itemEnd),
      AttackDocument("D7 URL", item + "<title>T</title><link>http://a.example/", "y", "</link>" + itemEnd),
      AttackDocument(
        "D7 dots in a URL", item + "<title>T</title><link>http://a.example/", "y/../", "</link>" + itemEnd),
    ]

  private static let encodings = [
    AttackDocument("X14 UTF-16 labels", "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + channel, "\u{0}\u{D}", end),
    AttackDocument("X14 NUL", text, "\u{0}", textEnd),
    AttackDocument("X14 controls", text, "\u{1}\u{85}\u{202E}", textEnd),
    AttackDocument("X14 non-characters", text, "\u{FFFF}\u{FFFD}", textEnd),
    AttackDocument("X14 UTF-7", "<?xml version=\"1.0\" encoding=\"utf-7\"?><rss><channel><item><title>", "+ADw-"),
  ]

  private static let jsonValues = [
    AttackDocument("X16 nested arrays", json, "["),
    AttackDocument("X16 nested objects", json, "{\"a\":"),
    AttackDocument("X16 text", json + "{\"id\":\"1\",\"content_text\":\"", "y\\n", "\"}]}"),
    AttackDocument("X16 escapes", json + "{\"id\":\"1\",\"content_text\":\"", "\\u062e", "\"}]}"),
    AttackDocument("X16 HTML", json + "{\"id\":\"1\",\"content_html\":\"", "<p>", "\"}]}"),
    AttackDocument("X16 equal keys", json + "{\"id\":\"1\"", ",\"title\":\"a\"", "}]}"),
    AttackDocument("X16 keys", json + "{\"id\":\"1\"", "}]}") { ",\"k\($0)\":1" },
    AttackDocument("X16 numbers", json + "{\"id\":\"1\",\"x\":[1", ",1e308", "]}]}"),
    AttackDocument("X16 objects", json + "{\"id\":\"1\",\"x\":[{}", ",{}", "]}]}"),
    AttackDocument("X17 items of JSON", json + "{\"id\":\"g\"}", ",{\"id\":\"g\"}", "]}"),
  ]

  private static let manyThings = [
    AttackDocument("X17 items", channel, "<item><guid>g</guid></item>", end),
    AttackDocument("X17 empty items", channel, "<item/>", end),
    AttackDocument("X17 entries", atom, "<entry><id>1</id></entry>", "</feed>"),
    AttackDocument(
      "X17 addresses", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
      "<url><loc>http://a.example/</loc></url>", "</urlset>"),
    AttackDocument(
      "X17 deleted entries",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">",
      "<at:deleted-entry ref=\"a\"/>", "</feed>"),
    AttackDocument("D7 categories", item, itemEnd) { "<category>c\($0)</category>" },
    AttackDocument("D7 categories of the feed", channel, "<category>c</category>", end),
    AttackDocument("D7 enclosures", item, "<enclosure url=\"http://a.example/b\"/>", itemEnd),
    AttackDocument("D7 contents", atom + "<entry>", "<content>x</content>", "</entry></feed>"),
    AttackDocument(
      "D7 media", item + "<media:group \(media)>",
      "<media:content url=\"a\"><media:credit>a</media:credit></media:content>",
      "</media:group>" + itemEnd),
    AttackDocument("D7 hours", channel + "<skipHours>", "<hour>1</hour>", "</skipHours>" + end),
    AttackDocument(
      "D7 coordinates", item + "<georss:line xmlns:georss=\"http://www.georss.org/georss\">", "1 2 ",
      "</georss:line>" + itemEnd),
  ]
}
