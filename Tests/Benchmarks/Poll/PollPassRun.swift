import Foundation

/// One pass over the benchmark's feeds by each of the programs; every pass checks what it brought and returns seconds.
struct PollPassRun {
  let folder: FeedFolder
  let work: URL
  let port: Int

  func url(_ index: Int) -> String { "http://127.0.0.1:\(port)/\(folder.name(index))" }

  /// The repository that this benchmark was compiled from.
  static let repository = URL(filePath: #filePath)
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
    let desk = KhabarDesk(folder: work.appending(path: "desk"), state: work.appending(path: "state\(run)"))
    try desk.write(urls: (0..<folder.count).map(url), port: port)
    let elapsed = try desk.poll(log: work.appending(path: "khabar\(run).log"))
    let expected = folder.count * folder.entriesPerFeed
    try desk.expect(articles: expected, matching: "")
    try desk.expect(articles: expected, matching: "report")
    guard try desk.count("topic:militant-attack") > 0 else { throw BenchmarkFailure("khabar poll: nothing was tagged") }
    return elapsed.seconds
  }
}
