import ArticleStore
import Articles
import DeskFiles
import Publication

/// The command `khabar emit`.
enum EmitCommand {
  static let specification = CommandSpecification(
    path: ["emit"], abstract: "Writes outputs of the desk as feeds, from what is stored.",
    discussion: """
      With one OUTPUT it prints the feed. With --to FOLDER it writes all outputs, or the ones named, in all of their
      formats, each file whole or not at all; files whose bytes would not change are left alone.
      """,
    options: [
      OptionSpecification(
        name: "format", short: "f", value: "FORMAT", help: "rss, atom, json or rdf (default: the output's first)."),
      OptionSpecification(name: "to", value: "FOLDER", help: "Write files into this folder instead of printing."),
      SharedOptions.json, SharedOptions.now, SharedOptions.desk,
    ],
    operands: [OperandSpecification(name: "OUTPUT", arity: .optional, help: "Id of an output in desk.yaml.")], run: run)

  private struct Written: Encodable {
    let folder: String
    let written: [String]
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let output = try invocation.arguments.operands.first.map(session.output)
    let format = try format(invocation)
    if let folder = invocation.value("to") {
      let rendering = OutputRendering(session: session, store: try await session.openExistingStore())
      let written = try await rendering.write(to: folder, only: output, format: format)
      await rendering.store.close()
      if invocation.has("json") {
        return invocation.console.line(try JSONText.of(Written(folder: folder, written: written)))
      }
      return invocation.console.write(written.map { $0 + "\n" }.joined())
    }
    guard let output else {
      let names = session.desk.outputs.map { "  \($0.id)  \($0.title)" }.joined(separator: "\n")
      throw UsageError(message: "Name an output, or give --to FOLDER for all; the desk has:\n\(names)")
    }
    let rendering = OutputRendering(session: session, store: try await session.openExistingStore())
    let chosen = format ?? (invocation.has("json") ? .json : output.formats.first ?? .rss)
    let bytes = try await rendering.bytes(output, chosen)
    await rendering.store.close()
    invocation.console.write(bytes: bytes)
  }

  private static func format(_ invocation: Invocation) throws -> OutputFormat? {
    guard let name = invocation.value("format") else { return nil }
    guard let format = OutputFormat(rawValue: name) else {
      let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(message: "Option '--format' takes \(names), not '\(name)'")
    }
    return format
  }
}
