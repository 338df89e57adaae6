import Diagnostics
import FeedFormats

/// A feed as people read it on a terminal.
enum FeedText {
  /// The feed, its defects and its entries, a few lines each.
  static func of(_ feed: FeedDocument, _ styles: Styles) -> String {
    var lines = [styles.bold(VisibleText.line(feed.source.title?.value ?? "(no title)"))]
    lines.append(
      "\(feed.format.rawValue), \(feed.encoding), \(feed.entries.count) entries, \(feed.defectCount) defects")
    for defect in feed.defects {
      lines.append(styles.yellow("  line \(defect.line): \(defect.code): \(VisibleText.line(defect.message))"))
    }
    for entry in feed.entries { lines += self.lines(entry, styles) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ entry: FeedEntry, _ styles: Styles) -> [String] {
    var lines = ["", styles.bold(VisibleText.line(entry.title?.value ?? "(no title)"))]
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
}
