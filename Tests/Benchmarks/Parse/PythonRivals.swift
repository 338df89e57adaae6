import Foundation

/// Feed parsers of Python, run as they would be used: bytes to entries, the median of several runs in one process.
enum PythonRivals {
  private static let python = ProcessInfo.processInfo.environment["KHABAR_BENCH_PYTHON"]

  /// Names of the rivals that the Python at hand has.
  static func installed() -> [String] {
    ["feedparser", "fastfeedparser"].filter { run("import \($0)", input: nil) != nil }
  }

  /// The median time of one parse, or `nil` when the rival fails on the feed.
  static func time(_ rival: String, _ feed: GeneratedFeeds.Feed) throws -> Duration? {
    let file = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString).xml")
    try Data(feed.bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      import sys, time, statistics, \(rival)
      data = open(sys.argv[1], 'rb').read()
      times = []
      for _ in range(3):
          start = time.perf_counter()
          count = len(\(rival).parse(data).entries)
          times.append(time.perf_counter() - start)
      assert count == \(feed.entries)
      print(statistics.median(times))
      """
    guard let output = run(script, input: file.path), let seconds = Double(output.filter { !$0.isWhitespace }) else {
      return nil
    }
    return .seconds(seconds)
  }

  private static func run(_ script: String, input: String?) -> String? {
    guard let python else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", script] + (input.map { [$0] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
