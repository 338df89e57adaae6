import FeedFormats
import Foundation

/// The most memory that reading a document takes, with the document and the result, as a multiple of the document.
///
/// A child process reads the start of the document, so that what is set up once is there, and the pages of the program
/// and its libraries that reading touches, which are the same for every document; then it loads and reads the whole.
/// Linux keeps the most that was resident (`VmHWM`). So that memory that was free already does not hide what is needed,
/// the child's allocator takes every larger block from the system and gives it back at once.
enum ParseMemory {
  /// The argument by which the program knows that it is such a child.
  static let childArgument = "--parse-memory-of"

  static func run(_ feeds: [GeneratedFeeds.Feed]) throws {
    let shapes = ["rss-short-latin-20k", "rss-short-latin", "rss-cdata-html", "atom-escaped-html", "atom-xhtml"]
    for feed in feeds where shapes.contains(feed.name) { try measure(feed.name, feed.bytes) }
    var made = GeneratedFeeds()
    // Two thousand entries are read, so short items would measure how they are left out.
    let large = made.rss("rss-cdata-html-5M", bytes: 5_000_000, words: ["village", "market"], html: .section)
    try measure(large.name, large.bytes)
    let escaped = made.rss("rss-escaped-html-5M", bytes: 5_000_000, words: ["village", "market"], html: .escaped)
    try measure(escaped.name, escaped.bytes)
  }

  private static func measure(_ name: String, _ bytes: [UInt8]) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "feed.xml")
      let log = folder.appending(path: "log")
      try Data(bytes).write(to: file)
      let command = Command(
        path: CommandLine.arguments[0], arguments: [childArgument, file.path],
        environment: [
          "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "8192", "MALLOC_MMAP_MAX_": "1000000",
          "MALLOC_TRIM_THRESHOLD_": "0", "MALLOC_TOP_PAD_": "0",
        ])
      let run = try command.run(log: log)
      let answer = try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      guard run.status == 0, let peak = Double(answer) else { throw BenchmarkFailure("\(name): no figure for memory") }
      BenchmarkReport.line(
        "parse.memory/\(name)", work: "\(bytes.count / 1_000) kB to FeedDocument", ours: "\(Int(peak) / 1_000) kB",
        rival: "the document", ratio: peak / Double(bytes.count), goal: .atMost(6))
    }
  }

  /// What the child does: all of it once with the start of the document, so that what program and libraries touch for
  /// the first time does not count as the document's, then with the whole.
  static func measureAlone(_ path: String) throws {
    _ = try peak(path, atMost: 4_000)
    print(try peak(path, atMost: .max) * 1_024)
  }

  private static func peak(_ path: String, atMost limit: Int) throws -> Int {
    let before = try kilobytes("VmRSS")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)).prefix(limit))
    // From here on the most is counted anew (proc(5)).
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    let document = try FeedReader.read(bytes)
    guard !document.entries.isEmpty, !bytes.isEmpty else { throw BenchmarkFailure("no entries") }
    return try kilobytes("VmHWM") - before
  }

  private static func kilobytes(_ key: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
      let number = Int(line.filter(\.isNumber))
    else { throw BenchmarkFailure("/proc/self/status has no \(key)") }
    return number
  }
}
