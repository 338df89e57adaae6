/// Feeds of the shapes that are out there, made from a fixed seed: no sample has to be carried along.
struct GeneratedFeeds {
  struct Feed {
    let name: String
    let bytes: [UInt8]
    let entries: Int
    /// UTF-8 bytes of all titles, summaries and contents as they should be read.
    let textBytes: Int
  }

  static func all() -> [Feed] {
    var generator = GeneratedFeeds()
    return [
      generator.rss("rss-cdata-html", entries: 50, paragraphs: 120, words: english, section: true),
      generator.rss("rss-cdata-cyrillic", entries: 50, paragraphs: 60, words: cyrillic, section: true),
      generator.rss("rss-short-latin", entries: 1_500, paragraphs: 1, words: english, section: false),
      generator.rss("rss-short-arabic", entries: 1_500, paragraphs: 1, words: arabic, section: false),
      generator.atom("atom-escaped-html", entries: 80, paragraphs: 40, words: english),
      generator.atom("atom-escaped-arabic", entries: 80, paragraphs: 30, words: arabic),
    ]
  }

  private static let english = """
    the ministry said on Monday that border trade would resume after talks between officials from both sides who met \
    in a village near crossing where trucks had been waiting for weeks with fruit coal and cement bound for markets
    """.split(separator: " ").map(String.init)
  private static let cyrillic = """
    министерство сообщило что торговля на границе возобновится после переговоров между представителями обеих сторон \
    которые встретились в селе у перехода где грузовики неделями ждали с фруктами углем и цементом
    """.split(separator: " ").map(String.init)
  private static let arabic = """
    قالت الوزارة يوم الاثنين إن التجارة عبر الحدود ستستأنف بعد محادثات بين مسؤولين من الجانبين اجتمعوا في قرية قرب \
    المعبر حيث كانت الشاحنات تنتظر منذ أسابيع محملة بالفواكه والفحم والإسمنت
    """.split(separator: " ").map(String.init)

  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  private mutating func sentence(_ words: [String], count: Int) -> String {
    (0..<count).map { _ in words[number(below: words.count)] }.joined(separator: " ")
  }

  private mutating func html(_ words: [String], paragraphs: Int) -> String {
    (0..<paragraphs).map { index in
      let link = "<a href=\"https://outlet.example/story/\(index)?from=feed&amp;n=\(index)\">"
      return "<p class=\"wp-block\">\(sentence(words, count: 40)) \(link)\(sentence(words, count: 3))</a>, "
        + "\(sentence(words, count: 30)).</p>"
    }.joined(separator: "\n")
  }

  private mutating func rss(_ name: String, entries: Int, paragraphs: Int, words: [String], section: Bool) -> Feed {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel><title>Outlet</title><atom:link href="https://outlet.example/feed" rel="self"/>
      <link>https://outlet.example</link><description>d</description>\n
      """
    var textBytes = 0
    for index in 0..<entries {
      let title = sentence(words, count: 9)
      let summary = sentence(words, count: 35)
      textBytes += title.utf8.count + summary.utf8.count
      text += """
        <item>
          <title>\(title)</title>
          <link>https://outlet.example/2026/03/story-\(index)/</link>
          <dc:creator><![CDATA[Desk \(index % 7)]]></dc:creator>
          <pubDate>Mon, 02 Mar 2026 08:\(10 + index % 50):00 +0000</pubDate>
          <category><![CDATA[World]]></category><category><![CDATA[Trade]]></category>
          <guid isPermaLink="false">https://outlet.example/?p=\(index)</guid>
          <description>\(summary)</description>\n
        """
      if section {
        let content = html(words, paragraphs: paragraphs)
        textBytes += content.utf8.count
        text += "  <content:encoded><![CDATA[\(content)]]></content:encoded>\n"
      }
      text += "</item>\n"
    }
    text += "</channel></rss>\n"
    return Feed(name: name, bytes: Array(text.utf8), entries: entries, textBytes: textBytes)
  }

  private mutating func atom(_ name: String, entries: Int, paragraphs: Int, words: [String]) -> Feed {
    var text = """
      <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>Outlet</title><id>urn:outlet</id><updated>2026-03-02T08:00:00Z</updated>\n
      """
    var textBytes = 0
    for index in 0..<entries {
      let title = sentence(words, count: 9)
      let content = html(words, paragraphs: paragraphs)
      textBytes += title.utf8.count + content.utf8.count
      text += """
        <entry><id>urn:outlet:\(index)</id><title>\(title)</title>
        <link rel="alternate" type="text/html" href="https://outlet.example/\(index)"/>
        <published>2026-03-02T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>
        <author><name>Desk</name></author><category term="world"/>
        <content type="html">\(Self.escaped(content))</content></entry>\n
        """
    }
    text += "</feed>\n"
    return Feed(name: name, bytes: Array(text.utf8), entries: entries, textBytes: textBytes)
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes += Array("&amp;".utf8)
      case 0x3C: bytes += Array("&lt;".utf8)
      case 0x3E: bytes += Array("&gt;".utf8)
      case 0x22: bytes += Array("&quot;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
