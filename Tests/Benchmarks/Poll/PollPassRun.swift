import Foundation

/// One pass over the benchmark's feeds by each of the programs; every pass checks what it brought and returns seconds.
struct PollPassRun {
  let folder: FeedFolder
  let work: URL
  let port: Int

  private func url(_ index: Int) -> String { "http://127.0.0.1:\(port)/\(folder.name(index))" }

  /// The repository that this benchmark was compiled from.
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// `curl` merely downloading, each body into a file or, when `isDiscarding`, to /dev/null; statuses are checked.
  func curl(isDiscarding: Bool) throws -> Double {
    guard let path = Command.find("curl") else { throw BenchmarkFailure("curl is missing: make bench installs it") }
    let config = work.appending(path: "curl.config")
    let files = work.appending(path: "downloads")
    try? FileManager.default.removeItem(at: files)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    let entries = (0..<folder.count).map {
      let output = isDiscarding ? "/dev/null" : files.appending(path: folder.name($0)).path
      return "url = \"\(url($0))\"\noutput = \"\(output)\"\nwrite-out = \"%{http_code} %{url_effective}\\n\""
    }
    try Data(entries.joined(separator: "\n").utf8).write(to: config)
    let log = work.appending(path: "curl.log")
    let command = Command(
      path: path, arguments: ["-q", "--silent", "--parallel", "--parallel-max", "64", "--config", config.path])
    let (status, elapsed) = try command.run(log: log)
    let lines = Set(try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init))
    let missing = (0..<folder.count).count { !lines.contains("200 \(url($0))") }
    guard status == 0, missing == 0 else {
      throw BenchmarkFailure("curl: status \(status), \(missing) of \(folder.count) feeds missing; see \(log.path)")
    }
    return elapsed.seconds
  }

  /// `khabar poll` on a desk of its own with an empty store; then the store must hold and find every entry.
  func khabar(run: Int) throws -> Double {
    let desk = try writeDesk()
    let program = Self.repository.appending(path: ".build/release/khabar").path
    let environment = ["KHABAR_STATE": work.appending(path: "state\(run)").path, "NO_COLOR": "1"]
    let log = work.appending(path: "khabar\(run).log")
    let poll = Command(path: program, arguments: ["poll", "--desk", desk.path], environment: environment)
    let (status, elapsed) = try poll.run(log: log)
    guard status == 0 else {
      throw BenchmarkFailure(
        "khabar poll: status \(status)\n"
          + ((try? String(contentsOf: log.appendingPathExtension("stderr"), encoding: .utf8)) ?? ""))
    }
    let expected = folder.count * FeedFolder.entriesPerFeed
    for (query, least) in [("", expected), ("report", expected), ("topic:militant-attack", 1)] {
      let found = try search(query, program: program, desk: desk, environment: environment)
      guard query.hasPrefix("topic") ? found >= least : found == least else {
        throw BenchmarkFailure("khabar search '\(query)': \(found) articles, \(least) expected")
      }
    }
    return elapsed.seconds
  }

  private func search(_ query: String, program: String, desk: URL, environment: [String: String]) throws -> Int {
    let log = work.appending(path: "search.log")
    let arguments = ["search", "--desk", desk.path, "--count", query]
    _ = try Command(path: program, arguments: arguments, environment: environment).run(log: log)
    let text = try String(contentsOf: log, encoding: .utf8)
    guard let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchmarkFailure("khabar search: \(text)")
    }
    return count
  }

  private func writeDesk() throws -> URL {
    let desk = work.appending(path: "desk")
    let ours = Self.repository.appending(path: "Feeds/regional-security")
    try? FileManager.default.removeItem(at: desk)
    try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    for name in ["topics.yaml", "gazetteer.yaml"] {
      try FileManager.default.copyItem(at: ours.appending(path: name), to: desk.appending(path: name))
    }
    let feeds = (0..<folder.count).map { index in
      "<outline type=\"rss\" text=\"Wire \(index)\" khabar:id=\"wire-\(index)\" xmlUrl=\"\(url(index))\"/>"
    }
    try Data(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0" xmlns:khabar="urn:khabar:opml:1"><head><title>Benchmark</title></head><body>
      \(feeds.joined(separator: "\n"))
      </body></opml>
      """.utf8
    ).write(to: desk.appending(path: "feeds.opml"))
    try Data(deskFile.utf8).write(to: desk.appending(path: "desk.yaml"))
    return desk
  }

  private var deskFile: String {
    """
    name: benchmark
    title: Benchmark
    polling: { concurrency: 64 }
    allow: [{ host: 127.0.0.1, port: \(port) }]
    server: { address: 127.0.0.1, port: 0 }
    outputs:
      - { id: all, title: All, query: "tagged:yes" }

    """
  }

  /// `sfeed_update` splitting the same feeds into files; `nil` when it is not installed.
  func sfeed(run: Int) throws -> Double? {
    guard let path = Command.find("sfeed_update") else { return nil }
    let home = work.appending(path: "sfeed\(run)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let feeds = (0..<folder.count).map { "  feed 'wire\($0)' '\(url($0))'" }.joined(separator: "\n")
    let config = home.appending(path: "sfeedrc")
    try Data("sfeedpath='\(home.path)/feeds'\nmaxjobs=64\nfeeds() {\n\(feeds)\n}\n".utf8).write(to: config)
    let (status, elapsed) = try Command(path: path, arguments: [config.path]).run(
      log: work.appending(path: "sfeed.log"))
    let files = try FileManager.default.contentsOfDirectory(atPath: home.appending(path: "feeds").path).count
    guard status == 0, files == folder.count else {
      throw BenchmarkFailure("sfeed_update: status \(status), \(files) of \(folder.count) feeds")
    }
    return elapsed.seconds
  }
}
