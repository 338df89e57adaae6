import Foundation
import Locking
import TestSupport

@testable import Commands

/// Runs commands in process on a desk of their own over the repository's samples, each desk with its own store and port.
struct CommandLine {
  let folder: URL
  private let environment: [String: String]

  struct Result {
    let status: ExitStatus
    let output: String
    let errors: String
  }

  /// Makes a desk whose only feeds are the samples; `feeds` and `outputs` add to it.
  init(feeds: String = "", settings: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "khabar-\(UUID().uuidString)")
    let desk = folder.appending(path: "desk")
    try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    environment = ["KHABAR_STATE": folder.appending(path: "state").path, "KHABAR_DESK": desk.path]
    for name in ["topics.yaml", "gazetteer.yaml"] {
      let source = Samples.repository.appending(path: "Feeds/regional-security/\(name)")
      try FileManager.default.copyItem(at: source, to: desk.appending(path: name))
    }
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0" xmlns:khabar="urn:khabar:opml:1"><head><title>Test</title></head><body>
      \(feeds)
      </body></opml>
      """, to: "desk/feeds.opml")
    try write(
      """
      name: test
      title: Test
      samples: { enabled: true, folder: \(Samples.repository.path)/Samples/feeds, port: \(try LoopbackPort.free()) }
      outputs:
        - { id: everything, title: Everything, query: "tagged:yes", include: [content, evidence] }
        - { id: militancy, title: Militancy, query: "group:militancy" }
      \(settings)
      """, to: "desk/desk.yaml")
  }

  /// Puts text into a file below the folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Runs one command line.
  func run(_ words: String..., environment more: [String: String] = [:]) async throws -> Result {
    try await run(words, environment: more)
  }

  /// Runs one command line with these lines on stdin.
  func run(
    _ words: [String], input: [String] = [], environment more: [String: String] = [:]
  ) async throws -> Result {
    let lines = Locked(input)
    let files = ["output", "errors"].map { folder.appending(path: "\($0)-\(UUID().uuidString)") }
    for file in files { try Data().write(to: file) }
    let console = Console(
      output: try FileHandle(forWritingTo: files[0]), errors: try FileHandle(forWritingTo: files[1]),
      input: { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
    let status = await KhabarCommand.run(
      words, console: console, environment: environment.merging(more) { $1 })
    return Result(
      status: status, output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8))
  }

  /// The desk as `khabar run` with these words would have it.
  func session(_ words: [String], environment more: [String: String] = [:]) throws -> DeskSession {
    let file = folder.appending(path: "messages")
    try Data().write(to: file)
    let console = Console(output: try FileHandle(forWritingTo: file), errors: try FileHandle(forWritingTo: file))
    let arguments = try ArgumentParser(specification: RunCommand.specification).parse(words)
    return try DeskSession(
      Invocation(arguments: arguments, console: console, environment: environment.merging(more) { $1 }))
  }

  /// The bytes of every file of a folder below the folder, by name.
  func contents(of name: String) throws -> [String: Data] {
    let path = folder.appending(path: name)
    let names = try FileManager.default.contentsOfDirectory(atPath: path.path)
    return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: path.appending(path: $0))) })
  }

  /// Removes everything.
  func remove() { try? FileManager.default.removeItem(at: folder) }
}
