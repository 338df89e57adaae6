import Foundation

/// newsboat: `-x reload` over file URLs, which parses feeds and puts their items into its database.
///
/// It does nothing less, so the database is in its time; start and exit are not, for they are in both runs whose
/// difference is taken: one with a feed without items, one with copies of the document besides. Its database knows an
/// item by its id alone, whatever feed it is from, so each copy gets a host name, and with it ids, of its own.
struct NewsboatPeer: ParsePeer {
  let name = "newsboat"
  let method = "reload of copies with its database, minus its start"
  private let path: String
  private let sqlite: String

  init?() {
    guard let path = Command.find("newsboat"), let sqlite = Command.find("sqlite3") else { return nil }
    self.path = path
    self.sqlite = sqlite
  }

  func read(_ feed: GeneratedFeeds.Feed) throws -> (seconds: Double, titles: [String])? {
    try withTemporaryFolder { folder in
      let copies = max(2, 200_000 / feed.bytes.count)
      let empty = "<rss version=\"2.0\"><channel><title>t</title><link>https://outlet.example</link></channel></rss>"
      try Data(empty.utf8).write(to: folder.appending(path: "empty.xml"))
      let text = String(decoding: feed.bytes, as: UTF8.self)
      for copy in 0..<copies {
        let own = text.replacing("outlet", with: "o\(10_000 + copy)")
        try Data(own.utf8).write(to: folder.appending(path: "\(copy).xml"))
      }
      let short = try median { try time(["empty"], folder) }
      let long = try median { try time(["empty"] + (0..<copies).map(String.init), folder) }
      let titles = try self.titles(folder)
      guard titles.count == copies * feed.titles.count else { return nil }
      return (max(0, long - short) / Double(copies), Array(titles.prefix(feed.titles.count)))
    }
  }

  private func time(_ names: [String], _ folder: URL) throws -> Double {
    let cache = folder.appending(path: "cache.db")
    try? FileManager.default.removeItem(at: cache)
    let urls = names.map { "file://\(folder.path)/\($0).xml\n" }.joined()
    let (list, settings) = (folder.appending(path: "urls"), folder.appending(path: "config"))
    try Data(urls.utf8).write(to: list)
    try Data("reload-threads 1\n".utf8).write(to: settings)
    let command = Command(
      path: path, arguments: ["-u", list.path, "-c", cache.path, "-C", settings.path, "-x", "reload"],
      environment: ["HOME": folder.path])
    let run = try command.run(log: folder.appending(path: "log"))
    guard run.status == 0 else { throw BenchmarkFailure("newsboat ended with status \(run.status)") }
    return run.elapsed.seconds
  }

  /// Titles by feed, in the order of the document.
  private func titles(_ folder: URL) throws -> [String] {
    let log = folder.appending(path: "titles")
    let query = "select replace(title, char(10), ' ') from rss_item order by feedurl, id desc"
    _ = try Command(path: sqlite, arguments: [folder.appending(path: "cache.db").path, query]).run(log: log)
    return try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
