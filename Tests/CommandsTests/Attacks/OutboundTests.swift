import Foundation
import TestSupport
import Testing

@testable import Commands

/// Whatever makes this program send something, the same wall stands in between.
@Suite struct OutboundTests {
  private static let secret = "open sesame"
  private static let feed = """
    <rss version="2.0"><channel><title>Port</title><link>https://port.example/</link><description>d</description>
    <item><title>Ship $(touch TARGET) `touch TARGET`; touch TARGET</title><guid>';touch TARGET;'</guid>
    <link>https://port.example/$(touch%20TARGET)</link><description>|touch TARGET</description></item></channel></rss>
    """

  /// Runs the checker of calls on a folder, or on the sources.
  private static func checkCalls(_ folder: String? = nil) throws -> (status: Int32, complaints: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [Samples.repository.appending(path: ".ci/check-calls").path] + (folder.map { [$0] } ?? [])
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  @Test("S9 A8 the sources have no other network client, and start no program")
  func sourcesKeepToTheWall() throws {
    let result = try Self.checkCalls()
    #expect(result.status == 0, "\(result.complaints)")
  }

  @Test(
    "S9 A8 what goes round the wall is found",
    arguments: [
      "import FoundationNetworking", "URLSession.shared.dataTask(with: url)", "let fd = connect(s, a, n)",
      "let fd = socket(AF_INET, 1, 0)", "curl_easy_perform(handle)", "let loop = TransferLoop(settings)",
      "let p = Process()", "system(command)", "let data = try Data(contentsOf: URL(string: text)!)",
      "var hints = getaddrinfo(host, nil, nil, &list)", "posix_spawn(&pid, path)", "xmlReadFile(path, nil, 0)",
    ])
  func detourIsFound(_ line: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-\(UUID().uuidString)/Fetching")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let file = folder.appending(path: "Detour.swift")
    try Data("// a comment may name URLSession( and Process(\n\(line)\n".utf8).write(to: file)
    let result = try Self.checkCalls(folder.deletingLastPathComponent().path)
    #expect(result.status == 1 && result.complaints.contains("Detour.swift:2: "))
    #expect(!result.complaints.contains("Detour.swift:1: "))
  }

  @Test("S9 every command that fetches meets the guard", arguments: ["parse", "feeds discover", "poll"])
  func everyCommandMeetsTheGuard(_ command: String) async throws {
    let server = try LoopbackServer { _ in .response(200, text: Self.feed) }
    defer { server.stop() }
    let urls = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"].map { "http://\($0):\(server.port)/" }
    let feeds = urls.enumerated().map { #"<outline type="rss" text="In" xmlUrl="\#($1)" khabar:id="inner\#($0)"/>"# }
    let line = try CommandLine(feeds: feeds.joined())
    defer { line.remove() }
    let words = command.split(separator: " ").map(String.init)
    for arguments in command == "poll" ? [[]] : urls.prefix(2).map({ [$0] }) {
      let result = try await line.run(words + arguments)
      if command != "poll" { #expect(result.status != .ok) }
      let refusals = result.errors.split(separator: "\n").count { $0.contains("only public addresses are asked") }
      #expect(refusals == (command == "poll" ? 4 : 1), "\(result.errors)")
    }
    #expect(server.connectionCount == 0)
  }

  @Test("S9 a page does not lead discovery behind the guard")
  func discoveryIsNotLedInside() async throws {
    let inner = try LoopbackServer { _ in .response(200, text: Self.feed) }
    defer { inner.stop() }
    let page = """
      <html><head><link rel="alternate" type="application/rss+xml" href="http://localhost:\(inner.port)/feed">
      <link rel="alternate" type="application/rss+xml" href="/moved"></head></html>
      """
    let outer = try LoopbackServer { request in
      request.target == "/moved"
        ? .response(302, [("Location", "http://localhost:\(inner.port)/")])
        : .response(200, [("Content-Type", "text/html")], text: page)
    }
    defer { outer.stop() }
    let line = try CommandLine(settings: "allow:\n  - { host: 127.0.0.1, port: \(outer.port) }")
    defer { line.remove() }
    let result = try await line.run("feeds", "discover", "--json", outer.url("/"))
    #expect(result.output.contains("only public addresses are asked"))
    #expect(outer.requests.contains { $0.target == "/moved" })
    #expect(inner.connectionCount == 0)
  }

  @Test("S13 a list full of inner addresses is read, and none of them is asked")
  func listOfInnerAddresses() async throws {
    let server = try LoopbackServer { _ in .response(200, text: Self.feed) }
    defer { server.stop() }
    let line = try CommandLine()
    defer { line.remove() }
    let outlines = (0..<3_000).map { number in
      #"<outline type="rss" text="\#(number)" xmlUrl="http://127.0.0.1:\#(server.port)/\#(number)"/>"#
    }
    try line.write(
      #"<opml version="2.0"><head/><body>\#(outlines.joined(separator: "\n"))</body></opml>"#, to: "list.opml")
    let imported = try await line.run("feeds", "import", line.folder.appending(path: "list.opml").path)
    #expect(imported.status == .ok, "\(imported.errors)")
    #expect(server.connectionCount == 0)
    let polled = try await line.run("poll", "--quiet", "--json")
    #expect(
      polled.output.contains(#""failed":3000"#) || polled.output.contains(#""failed" : 3000"#), "\(polled.output)")
    #expect(server.connectionCount == 0)
  }

  /// Commands that tell of feeds or articles, after two polls.
  private static let tellingCommands = [
    ["poll", "--verbose"], ["poll", "--force", "--verbose", "--log-format", "json", "--json"], ["feeds", "list"],
    ["feeds", "list", "--json"], ["feeds", "health"], ["feeds", "health", "--json"], ["search", "--json", "ship"],
    ["doctor"],
  ]

  @Test("S12 A9 no credential reaches a log, a list, an output or the store")
  func credentialsAreShownNowhere() async throws {
    let server = try LoopbackServer { request in
      if request.target.hasPrefix("/page") { return .response(200, text: "<!DOCTYPE html><title>x</title><p>Port") }
      return request.target.hasPrefix("/bad") ? .response(500, text: "x") : .response(200, text: Self.feed)
    }
    defer { server.stop() }
    let line = try CommandLine(
      feeds: """
        <outline type="rss" text="A" xmlUrl="\(server.url("/good"))" khabar:id="good" khabar:secret="partner"/>
        <outline type="rss" text="B" xmlUrl="\(server.url("/bad"))" khabar:id="bad" khabar:secret="partner"/>
        <outline type="rss" text="C" xmlUrl="\(server.url("/key?page=1&amp;token=geheim"))" khabar:id="key"/>
        <outline type="rss" text="D" xmlUrl="\(server.url("/bad?page=1&amp;api_key=geheim"))" khabar:id="badkey"/>
        <outline type="rss" text="E" xmlUrl="\(server.url("/page?page=1&amp;token=geheim"))" khabar:id="pagekey"/>
        """,
      settings: """
        allow:
          - { host: 127.0.0.1, port: \(server.port) }
        secrets:
          - { name: partner }
        """)
    defer { line.remove() }
    let environment = ["KHABAR_SECRET_PARTNER": "me:\(Self.secret)"]
    var shown = ""
    let emission = ["emit", "--to", line.folder.appending(path: "out").path]
    for words in Self.tellingCommands + [emission] {
      let result = try await line.run(words, environment: environment)
      shown += result.output + result.errors
    }
    for data in try line.contents(of: "out").values { shown += String(decoding: data, as: UTF8.self) }
    #expect(shown.contains("/bad") && shown.contains("page=1&api_key=…"))
    #expect(shown.contains("/page?page=1&token=… is not a feed"))
    let packed = Data("me:\(Self.secret)".utf8).base64EncodedString()
    for word in [Self.secret, "geheim", packed] { #expect(!shown.contains(word)) }
    // The store knows a feed by its address, key and all, but holds no secret of the desk.
    for data in try line.contents(of: "state").values {
      for word in [Self.secret, packed] { #expect(data.firstRange(of: Data(word.utf8)) == nil) }
    }
    #expect(server.requests.contains { $0.value("Authorization") == "Basic " + packed })
  }

  @Test("A8 nothing in a feed is run")
  func contentIsNeverRun() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-\(UUID().uuidString)").path
    let server = try LoopbackServer { _ in .response(200, text: Self.feed.replacing("TARGET", with: folder)) }
    defer { server.stop() }
    let line = try CommandLine(
      feeds: #"<outline type="rss" text="A $(touch \#(folder))" xmlUrl="\#(server.url("/$(touch)"))" khabar:id="a"/>"#,
      settings: "allow:\n  - { host: 127.0.0.1, port: \(server.port) }")
    defer { line.remove() }
    #expect(try await line.run("poll").status == .ok)
    #expect(try await line.run("search", "ship").output.contains("$(touch \(folder))"))
    _ = try await line.run("emit", "--to", line.folder.appending(path: "out").path)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
