import Diagnostics
import FeedFormats
import Foundation
import HTTPTransfer

/// The command `khabar parse`.
enum ParseCommand {
  static let specification = CommandSpecification(
    path: ["parse"], abstract: "Reads one feed and shows what is in it, with every repair it needed.",
    discussion: "Exits with 65 when the document is no feed; the message says what it looks like instead.",
    options: [SharedOptions.json, SharedOptions.desk],
    operands: [OperandSpecification(name: "FILE|URL", help: "A feed: file, - for standard input, or URL.")], run: run)

  private static func run(_ invocation: Invocation) async throws {
    let name = invocation.arguments.operands[0]
    let input = try await document(name, invocation)
    let feed: FeedDocument
    do throws(FeedFormatError) {
      feed = try FeedReader.read(input.bytes, contentType: input.contentType, documentURL: input.url)
    } catch {
      throw CommandFailure(.badData, "\(name) is not a feed: \(error.message)")
    }
    if invocation.has("json") { return invocation.console.line(try JSONText.of(feed)) }
    invocation.console.write(text(feed, invocation.console.styles))
  }

  private static func document(_ name: String, _ invocation: Invocation) async throws -> InputDocument {
    guard InputDocument.isURL(name) else { return try InputDocument(file: name) }
    let transport = try DeskTransport(DeskSession(invocation))
    defer { transport.loop.close() }
    return try await InputDocument(url: name, through: transport)
  }

  private static func text(_ feed: FeedDocument, _ styles: Styles) -> String {
    var lines = [styles.bold(VisibleText.line(feed.source.title?.value ?? "(no title)"))]
    lines.append("\(feed.format.rawValue), \(feed.entries.count) entries, \(feed.defectCount) defects")
    for defect in feed.defects {
      lines.append(styles.yellow("  line \(defect.line): \(defect.code): \(VisibleText.line(defect.message))"))
    }
    for entry in feed.entries {
      lines.append("")
      lines.append(styles.bold(VisibleText.line(entry.title?.value ?? "(no title)")))
      let fields: [(String, String?)] = [
        ("id", entry.id), ("link", entry.links.first?.href), ("published", entry.published ?? entry.dublinCoreDate),
        ("updated", entry.updated), ("author", entry.authors.first?.name),
        ("summary", entry.summary.map { String($0.value.prefix(200)) }),
        ("content", entry.content.map { "\($0.value.utf8.count) bytes of \($0.kind.rawValue)" }),
      ]
      for (name, value) in fields {
        if let value { lines.append("  \(styles.dim(name + ":")) \(VisibleText.line(value))") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
