import Foundation

/// Other feed readers, each over the same feeds with an empty store of its own; `nil` when one is not installed.
extension PollPassRun {
  /// `sfeed_update` splitting the feeds into files.
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

  /// `newsboat -x reload` into its database, with 64 threads.
  func newsboat() throws -> Double? {
    guard let path = Command.find("newsboat"), let sqlite = Command.find("sqlite3") else { return nil }
    let home = work.appending(path: "newsboat")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let (urls, settings, cache) = (
      home.appending(path: "urls"), home.appending(path: "config"), home.appending(path: "cache.db")
    )
    try Data((0..<folder.count).map { url($0) + "\n" }.joined().utf8).write(to: urls)
    try Data("reload-threads 64\n".utf8).write(to: settings)
    let command = Command(
      path: path, arguments: ["-u", urls.path, "-c", cache.path, "-C", settings.path, "-x", "reload"],
      environment: ["HOME": home.path])
    let (status, elapsed) = try command.run(log: work.appending(path: "newsboat.log"))
    let log = work.appending(path: "newsboat.count")
    _ = try Command(path: sqlite, arguments: [cache.path, "SELECT count(*) FROM rss_item"]).run(log: log)
    try check("newsboat", status, log)
    return elapsed.seconds
  }

  /// Python's `reader`, which `make bench` installs, with 64 workers; feeds are added before the clock starts.
  func reader() throws -> Double? {
    let python =
      ProcessInfo.processInfo.environment["KHABAR_BENCH_READER"]
      ?? Self.repository.appending(path: ".build/reader/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    let home = work.appending(path: "reader")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let (script, urls) = (home.appending(path: "update.py"), home.appending(path: "urls"))
    try Data((0..<folder.count).map { url($0) + "\n" }.joined().utf8).write(to: urls)
    let text = """
      import sys, reader
      store = reader.make_reader(sys.argv[1])
      if sys.argv[2] == 'add':
          for line in open(sys.argv[3]): store.add_feed(line.strip())
      else:
          store.update_feeds(workers=64)
          print(store.get_entry_counts().total)
      """
    try Data(text.utf8).write(to: script)
    let (database, log) = (home.appending(path: "reader.sqlite").path, work.appending(path: "reader.log"))
    let added = try Command(path: python, arguments: [script.path, database, "add", urls.path]).run(log: log)
    let (status, elapsed) = try Command(path: python, arguments: [script.path, database, "update"]).run(log: log)
    try check("Python reader", max(added.status, status), log)
    return elapsed.seconds
  }

  private func check(_ name: String, _ status: Int32, _ log: URL) throws {
    let text = try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    let expected = folder.count * folder.entriesPerFeed
    guard status == 0, Int(text) == expected else {
      throw BenchmarkFailure("\(name): status \(status), \(text.suffix(200)) entries, \(expected) expected")
    }
  }
}
