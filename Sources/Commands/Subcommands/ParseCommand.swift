import Diagnostics
import FeedFormats
import FeedReports
import Foundation
import HTTPTransfer

/// The command `khabar parse`.
enum ParseCommand {
  static let specification = CommandSpecification(
    path: ["parse"], abstract: "Reads feeds and shows what is in them, with every repair they needed.",
    discussion: """
      With several documents or a folder it prints JSON lines: one object a document, in the order of the operands, files \
      of a folder by name. One that is no feed is an object with the key `error`, and the exit status is then 65.

      In JSON absent values are absent keys, texts are safe and links absolute; what was published stands beside them. \
      `khabar parse --schema` tells every key.
      """,
    options: [
      SharedOptions.json,
      OptionSpecification(
        name: "content-type", value: "TYPE",
        help: "Content type that the server gave, such as 'text/xml; charset=koi8-r'."),
      OptionSpecification(
        name: "base-url", value: "URL", help: "Where the document is from: relative links start there."),
      OptionSpecification(
        name: "country", value: "CODE",
        help: "ISO 3166-1 code of the feed's country: its zone counts for dates that name none."),
      OptionSpecification(
        name: "raw", help: "Show texts, dates and links as published: nothing is made safe or absolute."),
      OptionSpecification(name: "schema", help: "Print the JSON Schema (2020-12) of what --json prints, and exit."),
      SharedOptions.now, SharedOptions.desk,
    ],
    operands: [
      OperandSpecification(name: "FILE|URL", arity: .many, help: "Feeds: files, folders, - for standard input, URLs.")
    ],
    run: run)

  private static func run(_ invocation: Invocation) async throws {
    if invocation.has("schema") { return invocation.console.line(FeedReportSchema.json) }
    guard !invocation.arguments.operands.isEmpty else { throw UsageError(message: "Missing argument 'FILE|URL'") }
    let settings = try ParseSettings(invocation)
    let operands = try ParseOperands.expanded(invocation.arguments.operands)
    if operands.isMany { return try await ParseBatch(settings: settings, invocation: invocation).run(operands.names) }
    let name = operands.names[0]
    let input = try await document(name, invocation)
    let feed: FeedDocument
    do throws(FeedFormatError) {
      feed = try settings.read(input)
    } catch {
      throw CommandFailure(.badData, "\(name) is not a feed: \(error.message)")
    }
    guard invocation.has("json") else { return invocation.console.write(FeedText.of(feed, invocation.console.styles)) }
    var options = settings.report(for: input)
    options.isIndented = true
    invocation.console.write(bytes: FeedReport.json(of: feed, options: options))
    invocation.console.line()
  }

  private static func document(_ name: String, _ invocation: Invocation) async throws -> InputDocument {
    guard InputDocument.isURL(name) else { return try InputDocument(file: name) }
    return try await RequestJournal.withTransport(invocation) { try await InputDocument(url: name, through: $0) }
  }
}
