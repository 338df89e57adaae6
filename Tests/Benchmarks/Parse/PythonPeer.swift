import Foundation

/// A feed parser of Python's, as it would be used: bytes to entries in a process that runs already.
///
/// `KHABAR_BENCH_PYTHON` names a Python that has it, else the system's is asked.
struct PythonPeer: ParsePeer {
  let name: String
  let method = "in a running process, median of 5"
  let python: String

  static func installed() -> [any ParsePeer] {
    guard let python = ProcessInfo.processInfo.environment["KHABAR_BENCH_PYTHON"] ?? Command.find("python3") else {
      return []
    }
    return ["fastfeedparser", "feedparser"].filter { run(python, "import \($0)", nil) != nil }
      .map { PythonPeer(name: $0, python: python) }
  }

  func read(_ feed: GeneratedFeeds.Feed) throws -> (seconds: Double, titles: [String])? {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "feed.xml")
      try Data(feed.bytes).write(to: file)
      let script = """
        import json, statistics, sys, time, \(name)
        data = open(sys.argv[1], 'rb').read()
        times = []
        for _ in range(6):
            start = time.perf_counter()
            entries = \(name).parse(data).entries
            times.append(time.perf_counter() - start)
        print(json.dumps({'seconds': statistics.median(times[1:]), 'titles': [e.get('title', '') for e in entries]}))
        """
      guard let output = Self.run(python, script, file.path) else { return nil }
      let answer = try JSONDecoder().decode(Answer.self, from: output)
      return (answer.seconds, answer.titles)
    }
  }

  private struct Answer: Decodable {
    let seconds: Double
    let titles: [String]
  }

  private static func run(_ python: String, _ script: String, _ argument: String?) -> Data? {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", script] + (argument.map { [$0] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? output : nil
  }
}
