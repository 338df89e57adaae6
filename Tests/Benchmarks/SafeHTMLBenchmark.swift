import FeedFormats
import Foundation
import Markup
import WebValues

/// Time from the published HTML of all entries to safe HTML and plain text, as a share of the time that it takes to
/// read the document: normalization may cost at most as much again as parsing.
///
/// One line a feed, and one for each kind of hostile HTML: milliseconds a megabyte, at most 100.
enum SafeHTMLBenchmark {
  private static let rounds = 15

  static func run() async throws {
    for feed in GeneratedFeeds.all() { try measure(feed) }
    for attack in attacks {
      try measure(attack.name, String(repeating: attack.part, count: 1_000_000 / attack.part.utf8.count))
    }
    try measure("attributes", "<p " + (0..<200_000).map { "a\($0)=x " }.joined() + ">a</p>")
  }

  private static func measure(_ feed: GeneratedFeeds.Feed) throws {
    let clock = ContinuousClock()
    let base = WebURL("https://outlet.example/feed")
    var reading: [Duration] = []
    var cleaning: [Duration] = []
    var bytes = 0
    for _ in 0..<rounds {
      var document: FeedDocument?
      reading.append(try clock.measure { document = try FeedReader.read(feed.bytes) })
      let texts = (document?.entries ?? []).flatMap { [$0.summary, $0.content].compactMap { $0?.value } }
      bytes = texts.reduce(0) { $0 + $1.utf8.count }
      var written = 0
      cleaning.append(
        clock.measure {
          for text in texts where !HTMLText.isPlainLine(text) {
            let safe = HTMLSanitizer.read(text, base: base)
            written += safe.html.utf8.count + safe.text.utf8.count
          }
        })
      guard written > 0 || texts.allSatisfy(HTMLText.isPlainLine) else {
        throw BenchmarkFailure("html/\(feed.name): nothing was written")
      }
    }
    let (parse, clean) = (reading.sorted()[rounds / 2], cleaning.sorted()[rounds / 2])
    BenchmarkReport.line(
      "html/\(feed.name)", work: "\(bytes / 1000) kB of text", ours: speed(bytes, clean),
      rival: "reading \(speed(feed.bytes.count, parse))", ratio: clean / parse, goal: .atMost(1))
  }

  private static func speed(_ bytes: Int, _ time: Duration) -> String {
    String(format: "%.0f MB/s", Double(bytes) / 1e6 / time.seconds)
  }

  private static let attacks: [(name: String, part: String)] = [
    ("less-than", "<"), ("open-tag", "<a "), ("comment", "<!--"), ("section", "<![CDATA[x"), ("ampersand", "&a"),
    ("number", "&#x41"), ("bold", "<b>"), ("end", "</b>"), ("script", "<script>x</script>"), ("iframe", "<iframe/>"),
    ("svg", "<svg>"), ("quote", "<a b='"), ("quotes", "<a b=\"'>"), ("table", "<table><tr><td>"), ("cells", "<table>x"),
    ("image", "<img src=x srcset='a 1x, b 2x'>"), ("link", "<a href='../x y?&amp;'>"),
    ("video", "<video><source src=x>"),
    ("list", "<ul><li>"), ("paragraph", "<p><div>"), ("controls", "\u{1}\u{202E}"), ("bullet", "<li> x"),
  ]

  private static func measure(_ name: String, _ html: String) throws {
    let base = WebURL("https://outlet.example/feed")
    var written = 0
    let time = ContinuousClock().measure {
      let safe = HTMLSanitizer.read(html, base: base)
      written = safe.html.utf8.count + safe.text.utf8.count
    }
    guard written <= 20 * html.utf8.count + 16_000_000 else {
      throw BenchmarkFailure("html/\(name): too much was written")
    }
    let milliseconds = time.seconds * 1000 / (Double(html.utf8.count) / 1e6)
    BenchmarkReport.line(
      "html/hostile-\(name)", work: "\(html.utf8.count / 1000) kB", ours: String(format: "%.1f ms/MB", milliseconds),
      rival: "limit 100 ms/MB", ratio: milliseconds / 100, goal: .atMost(1))
  }
}
