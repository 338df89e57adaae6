import Foundation

/// A desk with our topics over feeds on loopback, its store, and the release build of `khabar` that works on them.
struct KhabarDesk {
  let folder: URL
  let state: URL

  static let program = PollPassRun.repository.appending(path: ".build/release/khabar").path

  var environment: [String: String] { ["KHABAR_STATE": state.path, "NO_COLOR": "1"] }
  var database: URL { state.appending(path: "benchmark.sqlite") }

  /// Writes the desk anew; the store stays.
  func write(urls: [String], port: Int) throws {
    let ours = PollPassRun.repository.appending(path: "Feeds/regional-security")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["topics.yaml", "gazetteer.yaml"] {
      try FileManager.default.copyItem(at: ours.appending(path: name), to: folder.appending(path: name))
    }
    let feeds = urls.enumerated().map { index, url in
      "<outline type=\"rss\" text=\"Wire \(index)\" khabar:id=\"wire-\(index)\" xmlUrl=\"\(url)\"/>"
    }
    try Data(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0" xmlns:khabar="urn:khabar:opml:1"><head><title>Benchmark</title></head><body>
      \(feeds.joined(separator: "\n"))
      </body></opml>
      """.utf8
    ).write(to: folder.appending(path: "feeds.opml"))
    let settings = """
      name: benchmark
      title: Benchmark
      polling: { concurrency: 64 }
      allow: [{ host: 127.0.0.1, port: \(port) }]
      server: { address: 127.0.0.1, port: 0 }
      outputs:
        - { id: all, title: All, query: "tagged:yes" }

      """
    try Data(settings.utf8).write(to: folder.appending(path: "desk.yaml"))
  }

  /// One pass of `khabar poll`, from start to exit.
  func poll(log: URL) throws -> Duration {
    let command = Command(path: Self.program, arguments: ["poll", "--desk", folder.path], environment: environment)
    let (status, elapsed) = try command.run(log: log)
    guard status == 0 else {
      let errors = try? String(contentsOf: log.appendingPathExtension("stderr"), encoding: .utf8)
      throw BenchmarkFailure("khabar poll: status \(status)\n\(errors ?? "")")
    }
    return elapsed
  }

  /// How many articles `khabar search` finds.
  func count(_ query: String) throws -> Int {
    let log = state.appending(path: "search.log")
    let command = Command(
      path: Self.program, arguments: ["search", "--desk", folder.path, "--count", query], environment: environment)
    _ = try command.run(log: log)
    let text = try String(contentsOf: log, encoding: .utf8)
    guard let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchmarkFailure("khabar search: \(text)")
    }
    return count
  }

  /// Fails unless so many articles are found.
  func expect(articles: Int, matching query: String) throws {
    let found = try count(query)
    guard found == articles else {
      throw BenchmarkFailure("khabar search '\(query)': \(found) articles, \(articles) expected")
    }
  }

  /// Lets a week go by: every feed is due again.
  func age() throws {
    let times = ["last_poll", "last_success", "last_change", "next_poll"].map { "\($0) = \($0) - 604800" }
    _ = try sql("UPDATE feed_state SET \(times.joined(separator: ", "))")
  }

  /// What the store's states add up to: requests sent, answers 304.
  func requests() throws -> (sent: Int, notModified: Int) {
    let sums = try sql("SELECT coalesce(sum(request_count), 0), coalesce(sum(not_modified_count), 0) FROM feed_state")
    let numbers = sums.split(separator: "|").compactMap { Int($0) }
    guard numbers.count == 2 else { throw BenchmarkFailure("sqlite3: \(sums)") }
    return (numbers[0], numbers[1])
  }

  /// What Debian's sqlite3 says to a statement about the store.
  func sql(_ statement: String) throws -> String {
    guard let path = Command.find("sqlite3") else {
      throw BenchmarkFailure("sqlite3 is missing: make bench installs it")
    }
    let log = state.appending(path: "sqlite.log")
    let (status, _) = try Command(path: path, arguments: [database.path, statement]).run(log: log)
    guard status == 0 else { throw BenchmarkFailure("sqlite3: status \(status) for \(statement)") }
    return try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
