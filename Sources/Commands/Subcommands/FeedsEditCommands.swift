import Articles
import DeskFiles
import FeedFormats
import Foundation
import Spelling
import WebValues

/// The commands `khabar feeds add`, `remove`, `import` and `export`: edits of the desk's `feeds.opml`.
enum FeedsEditCommands {
  static let add = CommandSpecification(
    path: ["feeds", "add"], abstract: "Adds a feed to the desk's feeds.opml.",
    discussion: "The file keeps its order, comments and every byte that need not change. Nothing is requested.",
    options: [
      OptionSpecification(name: "title", value: "TEXT", help: "Name to show (default: the host)."),
      OptionSpecification(name: "id", value: "ID", help: "Permanent id (default: made from the URL)."),
      OptionSpecification(
        name: "group", value: "PATH", help: "Group to put it in, levels apart by /, such as Pakistan/Newspapers."),
      OptionSpecification(name: "language", value: "TAG", help: "BCP 47 language tag."),
      OptionSpecification(name: "country", value: "CODE", help: "ISO 3166-1 code of where it reports from."),
      OptionSpecification(
        name: "kind", value: "KIND", help: "newspaper, agency, broadcaster, government, un, ngo, research, …"),
      OptionSpecification(name: "home", value: "URL", help: "The publisher's home page."),
      SharedOptions.desk,
    ],
    operands: [OperandSpecification(name: "URL", help: "Address of the feed.")], run: runAdd)

  static let remove = CommandSpecification(
    path: ["feeds", "remove"], abstract: "Removes a feed from the desk's feeds.opml; its articles stay stored.",
    options: [SharedOptions.desk], operands: [OperandSpecification(name: "ID", help: "Id of the feed.")],
    run: runRemove)

  static let importing = CommandSpecification(
    path: ["feeds", "import"],
    abstract: "Adds the feeds of another reader's OPML file that the desk does not have yet.",
    options: [SharedOptions.json, SharedOptions.desk],
    operands: [OperandSpecification(name: "FILE|-", help: "OPML file, or - for standard input.")], run: runImport)

  static let exporting = CommandSpecification(
    path: ["feeds", "export"], abstract: "Prints the desk's feeds as OPML 2.0 for other readers.",
    options: [SharedOptions.desk], run: runExport)

  private static func path(_ invocation: Invocation) -> String {
    DeskSession.folder(invocation) + "/" + Desk.FileName.feeds
  }

  static func editor(_ invocation: Invocation) throws -> FeedListEditor {
    let file = path(invocation)
    let input = try InputDocument(file: file)
    do {
      return try FeedListEditor(input.bytes, file: file)
    } catch {
      throw failure(error, .configuration)
    }
  }

  static func save(_ editor: FeedListEditor, _ invocation: Invocation) throws {
    do {
      try editor.write(to: path(invocation))
    } catch {
      throw failure(error, .cannotCreate)
    }
  }

  private static func runAdd(_ invocation: Invocation) async throws {
    let url = invocation.arguments.operands[0]
    guard InputDocument.isURL(url), let parsed = WebURL(url) else {
      throw UsageError(message: "'\(url)' is no address of a feed; it must begin with https:// or http://")
    }
    try checkOptions(invocation)
    var editor = try editor(invocation)
    let id = invocation.value("id") ?? FeedSlug.slug(of: url)
    let groups = invocation.value("group")?.split(separator: "/").map(String.init) ?? []
    let feed = Feed(
      id: FeedID(id), url: url, title: invocation.value("title") ?? parsed.host ?? url,
      homePage: invocation.value("home"), language: invocation.value("language"), country: invocation.value("country"),
      kind: invocation.value("kind"), groups: groups)
    do {
      try editor.add(feed)
    } catch {
      throw failure(error, .configuration)
    }
    warnOfTwins(of: url, in: editor.feeds, invocation.console)
    try save(editor, invocation)
    invocation.console.line(id)
  }

  /// The options that become attributes, checked before a file is read: what is wrong with them is the user's line.
  private static func checkOptions(_ invocation: Invocation) throws(UsageError) {
    for name in ["id", "country", "kind", "language", "home"] {
      guard let value = invocation.value(name),
        let complaint = FeedAttributes.complaint(about: name, value: value)
      else { continue }
      throw UsageError(message: "Option '--\(name)': \(complaint)")
    }
  }

  /// Says when the list has the same address but for scheme, `www.` or the slash at its end.
  private static func warnOfTwins(of url: String, in feeds: [Feed], _ console: Console) {
    func bare(_ text: String) -> String {
      var bare = text.lowercased()
      for prefix in ["https://", "http://", "www."] where bare.hasPrefix(prefix) { bare.removeFirst(prefix.count) }
      while bare.hasSuffix("/") { bare.removeLast() }
      return bare
    }
    for feed in feeds where feed.url != url && bare(feed.url) == bare(url) {
      console.message("note: '\(feed.id)' has nearly the same address: \(Redaction.url(feed.url))")
    }
  }

  private static func runRemove(_ invocation: Invocation) async throws {
    var editor = try editor(invocation)
    let id = FeedID(invocation.arguments.operands[0])
    guard editor.feeds.contains(where: { $0.id == id }) else {
      let meant = Suggestion.closest(to: id.rawValue, among: editor.feeds.map(\.id.rawValue))
      let hint =
        id.rawValue.hasPrefix("sample-")
        ? "; samples come from 'samples:' in desk.yaml" : meant.map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure(.badData, "\(path(invocation)) has no feed '\(id)'\(hint)")
    }
    do {
      try editor.remove(id)
    } catch {
      throw failure(error, .configuration)
    }
    try save(editor, invocation)
  }

  private static func failure(_ error: DeskError, _ status: ExitStatus) -> CommandFailure {
    CommandFailure(status, "the list of feeds stays as it was\n\(error.description)")
  }

  private struct Imported: Encodable {
    let added: [String]
    let known: [String]
    let problems: [DeskProblem]
  }

  private static func runImport(_ invocation: Invocation) async throws {
    let name = invocation.arguments.operands[0]
    let list = try InputDocument(file: name)
    var editor = try editor(invocation)
    let result: FeedListEditor.Import
    do {
      result = try editor.importFeeds(list.bytes, file: name)
    } catch {
      throw failure(error, .badData)
    }
    if !result.added.isEmpty { try save(editor, invocation) }
    if invocation.has("json") {
      let report = Imported(
        added: result.added.map(\.id.rawValue), known: result.known, problems: result.problems)
      return invocation.console.line(try JSONText.of(report))
    }
    for problem in result.problems { invocation.console.message(problem.description) }
    for feed in result.added { invocation.console.line(feed.id.rawValue) }
    invocation.console.message("\(result.added.count) feeds added, \(result.known.count) were there already")
  }

  private static func runExport(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    invocation.console.write(
      bytes: OPMLWriter.bytes(
        FeedListWriter.document(title: session.desk.title, feeds: session.desk.feeds, isComplete: true)))
  }
}
