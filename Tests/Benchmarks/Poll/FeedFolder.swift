import Foundation
import TestSupport

/// Writes the poll benchmark's feeds: RSS 2.0 and Atom documents of 50 to 100 kB with 50 entries each, or fewer when so wished.
struct FeedFolder {
  let directory: URL
  let count: Int
  var entriesPerFeed = 50

  /// The file name of one feed.
  func name(_ index: Int) -> String { index % 4 == 3 ? "feed\(index).atom" : "feed\(index).rss" }

  /// Writes all feeds; the same count gives the same bytes everywhere.
  func write() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for index in 0..<count { try write(index, entries: 0..<entriesPerFeed) }
  }

  /// Publishes in every tenth feed, others in each of ten rounds: `added` new entries, and the oldest go.
  ///
  /// - Returns: How many feeds changed.
  func publish(round: Int, added: Int) throws -> Int {
    let changed = Array(stride(from: round % 10, to: count, by: 10))
    for index in changed { try write(index, entries: added..<(entriesPerFeed + added)) }
    return changed.count
  }

  private func write(_ index: Int, entries: Range<Int>) throws {
    let text = index % 4 == 3 ? atom(index, entries) : rss(index, entries)
    try Data(text.utf8).write(to: directory.appending(path: name(index)))
  }

  private func rss(_ feed: Int, _ entries: Range<Int>) -> String {
    var parts = [
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire \(feed)</title>
      <link>https://wire\(feed).example/</link><description>Reports</description><language>en</language>

      """
    ]
    for entry in entries.reversed() {
      let story = Story(feed: feed, entry: entry)
      parts.append(
        """
        <item><title>\(story.title)</title><link>https://wire\(feed).example/\(entry)?utm_source=rss&amp;id=\(entry)</link>
        <guid isPermaLink="false">wire\(feed)-\(entry)</guid><pubDate>\(story.rfc822)</pubDate>
        <dc:creator>Desk \(feed)</dc:creator><category>News</category>
        <description>\(story.summary)</description>
        <content:encoded><![CDATA[\(story.html)]]></content:encoded></item>

        """)
    }
    return parts.joined() + "</channel></rss>\n"
  }

  private func atom(_ feed: Int, _ entries: Range<Int>) -> String {
    var parts = [
      """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire \(feed)</title>
      <id>tag:wire\(feed).example,2026:feed</id><updated>2026-11-20T00:00:00Z</updated>

      """
    ]
    for entry in entries.reversed() {
      let story = Story(feed: feed, entry: entry)
      let escaped = story.html.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      parts.append(
        """
        <entry><title>\(story.title)</title><id>tag:wire\(feed).example,2026:\(entry)</id>
        <link href="https://wire\(feed).example/\(entry)"/><updated>\(story.rfc3339)</updated>
        <author><name>Desk \(feed)</name></author><summary>\(story.summary)</summary>
        <content type="html">\(escaped)</content></entry>

        """)
    }
    return parts.joined() + "</feed>\n"
  }
}

/// One invented report.
struct Story {
  let title: String
  let summary: String
  let html: String
  let rfc822: String
  let rfc3339: String

  /// The same feed and entry always give the same words.
  init(feed: Int, entry: Int) {
    var generator = SeededGenerator(seed: UInt64(feed) &* 1_000 &+ UInt64(entry) &+ 1)
    let subjects = [
      "Militants ambush patrol near Turbat", "Torkham crossing reopens for trucks",
      "Ministers meet in Tashkent on rail link",
      "Opening pair strike as visitors collapse", "Shares slide after profit warning",
      "Heavy rain floods low-lying streets",
      "Envoys discuss recognition of the Taliban government", "Police seize heroin in Herat",
      "New film tells a border story",
      "Refugee families return through Chaman", "Museum shows bronze age hoard", "Council debates bus fares",
    ]
    let places = ["Quetta", "Peshawar", "Kabul", "Dushanbe", "Lahore", "Osh", "Kandahar", "Leeds", "Porto", "Denver"]
    let sentences = [
      "Officials said the measure would be reviewed within a week.",
      "Residents described long queues since the morning.",
      "The ministry did not respond to questions.", "Traders put their losses at several million rupees a day.",
      "A spokesperson said that talks would continue in the capital.", "Two people were taken to a hospital nearby.",
      "Analysts expect little change before the winter.", "The committee will publish its report next month.",
      "Security was tightened along the main road.", "Schools in the district stayed open.",
      "The visitors had won the toss and chose to bat.", "Prices rose for the third month in a row.",
    ]
    let place = places.randomElement(using: &generator) ?? "Quetta"
    func sentence(_ generator: inout SeededGenerator) -> String { sentences.randomElement(using: &generator) ?? "" }
    title = "\(subjects.randomElement(using: &generator) ?? ""), report \(feed)-\(entry) from \(place)"
    summary = "\(place): \(sentence(&generator)) \(sentence(&generator))"
    html = (0..<Int.random(in: 3...7, using: &generator)).map { _ in
      let text = (0..<3).map { _ in sentence(&generator) }.joined(separator: " ")
      return "<p>\(text) <a href=\"https://wire\(feed).example/about\">More on \(place)</a></p>"
    }.joined(separator: "\n")
    let day = 1 + entry % 20
    rfc822 = "\(day < 10 ? "0" : "")\(day) Nov 2026 \(10 + entry % 10):\(10 + feed % 50):00 +0500"
    rfc3339 = "2026-11-\(day < 10 ? "0" : "")\(day)T\(10 + entry % 10):\(10 + feed % 50):00Z"
  }
}
