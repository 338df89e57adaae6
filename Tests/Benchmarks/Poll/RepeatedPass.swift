import Foundation

/// Passes over feeds that are known: by `curl` with the ETags it kept, and by `khabar poll`.
///
/// Each keeps what it knows, and both meet the same state of the server in each round.
struct RepeatedPass {
  let run: PollPassRun
  let desk: KhabarDesk
  private let files: URL
  private let tags: URL

  /// Makes the first pass of both, which is not timed.
  init(_ run: PollPassRun) throws {
    self.run = run
    desk = KhabarDesk(folder: run.work.appending(path: "desk"), state: run.work.appending(path: "state-repeated"))
    files = run.work.appending(path: "repeated")
    tags = run.work.appending(path: "etags")
    for folder in [files, tags] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try desk.write(urls: (0..<run.folder.count).map(run.url), port: run.port)
    _ = try desk.poll(log: run.work.appending(path: "repeated.log"))
    _ = try curl(changed: run.folder.count)
  }

  /// `curl --etag-compare --etag-save`, a file of each a feed; so many answers must be 200, all others 304.
  func curl(changed: Int) throws -> Double {
    guard let path = Command.find("curl") else { throw BenchmarkFailure("curl is missing: make bench installs it") }
    let config = run.work.appending(path: "etag.config")
    let requests = (0..<run.folder.count).map { index in
      let (name, tag) = (run.folder.name(index), tags.appending(path: "\(index)").path)
      return """
        url = "\(run.url(index))"
        output = "\(files.appending(path: name).path)"
        etag-compare = "\(tag)"
        etag-save = "\(tag)"
        write-out = "%{http_code}\\n"
        """
    }
    try Data(requests.joined(separator: "\nnext\n").utf8).write(to: config)
    let log = run.work.appending(path: "etag.log")
    let (status, elapsed) = try Command(
      path: path, arguments: ["-q", "--silent", "--parallel", "--parallel-max", "64", "--config", config.path]
    ).run(log: log)
    let answers = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
    let (full, same) = (answers.count { $0 == "200" }, answers.count { $0 == "304" })
    guard status == 0, full == changed, same == run.folder.count - changed else {
      throw BenchmarkFailure("curl with etags: status \(status), \(full) answers 200, \(same) answers 304")
    }
    return elapsed.seconds
  }

  /// `khabar poll` a week later; every feed must be asked once, so many must not answer 304 and bring so many articles.
  func khabar(changed: Int, newArticles: Int) throws -> Double {
    let before = (try desk.requests(), try desk.count(""))
    try desk.age()
    let elapsed = try desk.poll(log: run.work.appending(path: "repeated.log"))
    let after = (try desk.requests(), try desk.count(""))
    let sent = after.0.sent - before.0.sent
    let same = after.0.notModified - before.0.notModified
    guard sent == run.folder.count, same == run.folder.count - changed, after.1 - before.1 == newArticles else {
      throw BenchmarkFailure(
        "khabar poll: \(sent) requests, \(same) answers 304, \(after.1 - before.1) new articles")
    }
    return elapsed.seconds
  }
}
