import Diagnostics
import FeedFormats
import Normalization

/// A feed as people read it on a terminal.
enum FeedText {
  /// The feed, its defects and its entries, a few lines each.
  static func of(_ feed: FeedDocument, _ styles: Styles) -> String {
    var lines = [title(feed.source.title, styles)]
    lines.append(
      "\(feed.format.rawValue), \(feed.encoding), \(count(feed.entries.count, "entry", "entries")), "
        + count(feed.defectCount, "defect", "defects"))
    for defect in feed.defects {
      lines.append(styles.yellow("  line \(defect.line): \(defect.code): \(VisibleText.line(defect.message))"))
    }
    for entry in feed.entries { lines += self.lines(entry, styles) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ entry: FeedEntry, _ styles: Styles) -> [String] {
    var lines = ["", title(entry.title, styles)]
    let fields: [(String, String?)] = [
      ("id", entry.id), ("link", entry.links.first?.href), ("published", entry.published ?? entry.dublinCoreDate),
      ("updated", entry.updated), ("author", entry.authors.first?.name),
      ("summary", entry.summary.map { String($0.value.prefix(200)) }),
      ("content", entry.content.map { "\($0.value.utf8.count) bytes of \($0.kind.rawValue)" }),
    ]
    for (name, value) in fields {
      if let value { lines.append("  \(styles.dim(name + ":")) \(VisibleText.line(value))") }
    }
    return lines
  }

  /// A title as readers show it, on a line of its own.
  private static func title(_ construct: TextConstruct?, _ styles: Styles) -> String {
    let text = construct.map(TitleText.plain) ?? ""
    return styles.bold(text.isEmpty ? "(no title)" : VisibleText.line(text))
  }

  private static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
    "\(number) \(number == 1 ? singular : plural)"
  }
}
