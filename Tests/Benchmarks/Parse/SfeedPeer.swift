import Foundation

/// sfeed: standard input to one tab-separated line an entry.
///
/// One process reads one input, and reads on behind the end of a root element. So it gets the document many times in
/// a row, and the time of a run with the document once is taken off: start and exit do not count. The row is made
/// longer until it takes ten times as long as that, for else the difference is noise.
struct SfeedPeer: ParsePeer {
  let name = "sfeed"
  let method = "one process over a row of copies, minus its start"
  private let path: String

  init?() {
    guard let path = Command.find("sfeed") else { return nil }
    self.path = path
  }

  func read(_ feed: GeneratedFeeds.Feed) throws -> (seconds: Double, titles: [String])? {
    try withTemporaryFolder { folder in
      let once = folder.appending(path: "once.xml")
      try Data(feed.bytes).write(to: once)
      let short = try median { try time(once, folder) }
      var copies = max(3, 6_000_000 / feed.bytes.count)
      var long = try timeRow(of: copies, feed.bytes, folder)
      while long < 10 * short, copies * feed.bytes.count < Self.longestRow {
        copies *= 3
        long = try timeRow(of: copies, feed.bytes, folder)
      }
      guard long >= 10 * short else { return nil }
      // The last run left the output of the whole row.
      let lines = try String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: true)
      let titles = lines.map { line -> String in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        return fields.count > 1 ? String(fields[1]) : ""
      }
      guard titles.count == copies * feed.titles.count else { return nil }
      return ((long - short) / Double(copies - 1), Array(titles.prefix(feed.titles.count)))
    }
  }

  private static let longestRow = 200_000_000

  private func timeRow(of copies: Int, _ document: [UInt8], _ folder: URL) throws -> Double {
    let row = folder.appending(path: "row.xml")
    var all = Data()
    for _ in 0..<copies { all.append(contentsOf: document) }
    try all.write(to: row)
    return try median { try time(row, folder) }
  }

  private func time(_ input: URL, _ folder: URL) throws -> Double {
    let script = "\"$0\" < \"$1\" > \"$2\""
    let command = Command(
      path: "/bin/sh", arguments: ["-c", script, path, input.path, folder.appending(path: "output").path])
    let run = try command.run(log: folder.appending(path: "log"))
    guard run.status == 0 else { throw BenchmarkFailure("sfeed ended with status \(run.status)") }
    return run.elapsed.seconds
  }
}

/// The median of five runs.
func median(_ body: () throws -> Double) rethrows -> Double {
  var times: [Double] = []
  for _ in 0..<5 { times.append(try body()) }
  return times.sorted()[2]
}
