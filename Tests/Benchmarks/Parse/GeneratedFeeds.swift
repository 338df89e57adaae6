import TestSupport

/// Feeds of the shapes that are out there, made from a fixed seed: no sample has to be carried along.
struct GeneratedFeeds {
  struct Feed {
    let name: String
    let bytes: [UInt8]
    /// Titles of the entries as they should be read, in order.
    let titles: [String]
    /// UTF-8 bytes of all titles, summaries and contents as they should be read; `nil` when the reader rewrites them.
    let textBytes: Int?
  }

  /// One feed a shape, from 20 to 300 kB.
  static func all() -> [Feed] {
    var made = GeneratedFeeds()
    return [
      made.rss("rss-short-latin", bytes: 100_000, words: english),
      made.rss("rss-short-latin-20k", bytes: 20_000, words: english),
      made.rss("rss-short-arabic", bytes: 100_000, words: arabic),
      made.rss("rss-short-devanagari", bytes: 60_000, words: hindi),
      made.rss("rss-cdata-html", bytes: 300_000, words: english, html: .section),
      made.rss("rss-cdata-cyrillic", bytes: 100_000, words: cyrillic, html: .section),
      made.rss("rss-escaped-html", bytes: 100_000, words: english, html: .escaped),
      made.atom("atom-escaped-html", bytes: 300_000, words: english, html: .escaped),
      made.atom("atom-escaped-arabic", bytes: 100_000, words: arabic, html: .escaped),
      made.atom("atom-cdata-html", bytes: 20_000, words: english, html: .section),
      made.atom("atom-xhtml", bytes: 100_000, words: english, html: .inline),
      made.rdf("rdf-short-cyrillic", bytes: 40_000, words: cyrillic),
      made.media("rss-media", bytes: 100_000, words: english),
      made.podcast("rss-podcast", bytes: 100_000, words: english),
    ]
  }

  /// How HTML is put into XML.
  enum Form { case section, escaped, inline }

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
  private static let hindi = """
    मंत्रालय ने सोमवार को कहा कि सीमा पर व्यापार दोनों पक्षों के अधिकारियों की बातचीत के बाद फिर शुरू होगा जो उस गाँव में मिले \
    जहाँ ट्रक हफ्तों से फल कोयला और सीमेंट लेकर खड़े थे
    """.split(separator: " ").map(String.init)

  private var random = SeededGenerator(seed: 20_261_123)

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  mutating func sentence(_ words: [String], count: Int) -> String {
    (0..<count).map { _ in words.pick(&random) }.joined(separator: " ")
  }

  /// A story as a content management system writes it: paragraphs with links, a picture, a list.
  mutating func story(_ words: [String], paragraphs: Int) -> String {
    (0..<paragraphs).map { index in
      let address = "https://outlet.example/story/\(number(below: 90_000))?from=feed&amp;n=\(index)"
      let link = "<a href=\"\(address)\">\(sentence(words, count: 3))</a>"
      switch index % 5 {
      case 2:
        let caption = sentence(words, count: 4)
        return "<p><img src=\"https://img.outlet.example/\(index).jpg\" alt=\"\(caption)\"/></p>"
      case 4: return "<ul><li>\(sentence(words, count: 12))</li><li>\(link)</li></ul>"
      default:
        return "<p class=\"wp-block\">\(sentence(words, count: 35)) \(link), \(sentence(words, count: 25)).</p>"
      }
    }.joined(separator: "\n")
  }

  static func escaped(_ text: String) -> String {
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

  static func written(_ html: String, as form: Form) -> String {
    switch form {
    case .section: "<![CDATA[\(html)]]>"
    case .escaped: escaped(html)
    case .inline: html
    }
  }
}
