import Diagnostics
import FeedFormats
import Foundation
import HTTPTransfer
import WebValues

/// The command `khabar feeds discover`.
enum FeedsDiscoverCommand {
  static let specification = CommandSpecification(
    path: ["feeds", "discover"], abstract: "Finds the feeds of a web page, and reads each before it is told.",
    discussion: """
      Looks for what the page declares, then for links that look like feeds. Asks at most \
      \(FeedDiscovery.maximumRequests) addresses, each host in its own time. Exits with 65 when there is no feed.
      """,
    options: [
      OptionSpecification(
        name: "guess", help: "Try \(FeedDiscovery.usualPaths.count) usual paths when the page names no feed."),
      OptionSpecification(name: "base-url", value: "URL", help: "Where a file is from: its links start there."),
      SharedOptions.json, SharedOptions.desk,
    ],
    operands: [OperandSpecification(name: "URL|FILE", help: "A page: URL, file, or - for standard input.")], run: run)

  private static func run(_ invocation: Invocation) async throws {
    try await RequestJournal.withTransport(invocation) { try await run(invocation, $0) }
  }

  private static func run(_ invocation: Invocation, _ transport: DeskTransport) async throws {
    let name = invocation.arguments.operands[0]
    var page = try await page(name, transport)
    if let base = invocation.value("base-url") { page.url = base }
    let discovery = FeedDiscovery(guesses: invocation.has("guess")) { url in
      try await InputDocument(url: url, through: transport)
    }
    let result = try await discovery.feeds(of: page)
    if invocation.has("json") {
      invocation.console.write(bytes: json(result, of: page))
    } else {
      show(result, invocation.console)
    }
    guard result.feeds.isEmpty else { return }
    let hint =
      invocation.has("guess") ? "" : "; --guess tries usual paths such as \(FeedDiscovery.usualPaths[0]), too"
    let asked = result.refused.isEmpty ? "names no feed" : "names no feed that can be read"
    let obstacle = result.obstacle.map { ": \($0)" } ?? ""
    throw CommandFailure(.badData, "\(name) \(asked)\(obstacle)\(hint)")
  }

  private static func page(_ name: String, _ transport: DeskTransport) async throws -> InputDocument {
    guard !InputDocument.isURL(name) else { return try await InputDocument(url: name, through: transport) }
    if !name.contains("/"), name.contains("."), !FileManager.default.fileExists(atPath: name) {
      throw CommandFailure(.noInput, "there is no file \(name); for a web site, give https://\(name)")
    }
    return try InputDocument(file: name)
  }

  private static func show(_ result: FeedDiscovery.Result, _ console: Console) {
    let styles = console.styles
    for refusal in result.refused {
      console.message("no feed: \(VisibleText.line(refusal.url)): \(VisibleText.line(refusal.reason))")
    }
    for feed in result.feeds {
      let newest = feed.newest.map { ", newest \(WebDate.rfc3339($0))" } ?? ""
      let count = feed.entries == 1 ? "1 entry" : "\(feed.entries) entries"
      console.line(styles.bold(VisibleText.line(feed.title.flatMap { $0.isEmpty ? nil : $0 } ?? "(no title)")))
      console.line("  \(feed.version), \(count)\(newest)\(feed.origin == .guessed ? ", guessed" : "")")
      console.line("  \(VisibleText.line(feed.url))")
    }
    if let feed = result.feeds.first {
      let subject = feed.origin == .itself ? "This is a feed itself" : "Found \(result.feeds.count)"
      console.message("\(subject); `khabar feeds add URL` adds a feed to the desk.")
    }
  }

  private static func json(_ result: FeedDiscovery.Result, of page: InputDocument) -> [UInt8] {
    var json = JSONWriter(style: .init(isIndented: true, escapesControls: true))
    json.startObject()
    if !page.url.isEmpty { json.string("page", page.url) }
    json.startArray("feeds")
    for feed in result.feeds {
      json.startObject()
      json.string("url", feed.url)
      json.string("title", feed.title)
      json.string("version", feed.version)
      json.number("entries", feed.entries)
      json.string("newest", feed.newest.map { WebDate.rfc3339($0) })
      json.string("origin", feed.origin.rawValue)
      json.endObject()
    }
    json.endArray()
    json.startArray("refused")
    for refusal in result.refused {
      json.startObject()
      json.string("url", refusal.url)
      json.string("reason", refusal.reason)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes + [0x0A]
  }
}
