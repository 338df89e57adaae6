import Foundation

/// What it costs that very many feeds are known: memory of the running program, and the cost of a poll.
///
/// Feeds are told apart by a query that nginx does not look at, so that few files stand for many feeds.
struct ManyFeeds {
  static let count = 20_000
  private static let due = 200
  let run: PollPassRun
  private let desk: KhabarDesk
  private let files: FeedFolder

  /// Makes the store of all the feeds with one pass.
  init(_ run: PollPassRun) throws {
    self.run = run
    files = FeedFolder(directory: run.folder.directory.appending(path: "small"), count: 200, entriesPerFeed: 2)
    try files.write()
    desk = KhabarDesk(folder: run.work.appending(path: "desk-many"), state: run.work.appending(path: "state-many"))
    try desk.write(urls: known(Self.count), port: run.port)
    _ = try desk.poll(log: run.work.appending(path: "many.log"))
    try desk.expect(articles: 2 * Self.count, matching: "")
  }

  private func known(_ count: Int) -> [String] {
    (0..<count).map { "http://127.0.0.1:\(run.port)/small/\(files.name($0 % files.count))?feed=\($0)" }
  }

  // MARK: Memory

  /// Most resident memory, in MB, of a pass in which every feed is asked and answers 304.
  func warmPassMegabytes() throws -> Double {
    try desk.age()
    let before = try desk.requests()
    let peak = try run(["poll", "--desk", desk.folder.path]) { process in
      var peak = 0.0
      while process.isRunning {
        peak = max(peak, Self.megabytes("VmHWM", of: process) ?? 0)
        Thread.sleep(forTimeInterval: 0.01)
      }
      return peak
    }
    let after = try desk.requests()
    guard after.sent - before.sent == Self.count, after.notModified - before.notModified == Self.count else {
      throw BenchmarkFailure("\(after.sent - before.sent) requests, \(after.notModified - before.notModified) 304")
    }
    return peak
  }

  /// Resident memory, in MB, of `khabar run` that waits for the next feed to be due.
  func idleMegabytes() throws -> Double {
    try run(["run", "--desk", desk.folder.path]) { process in
      Thread.sleep(forTimeInterval: 5)
      guard process.isRunning, let resident = Self.megabytes("VmRSS", of: process) else {
        throw BenchmarkFailure("khabar run did not stay; see \(run.work.path)/many.log.stderr")
      }
      process.terminate()
      return resident
    }
  }

  private func run<Result>(_ arguments: [String], _ body: (Process) throws -> Result) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: KhabarDesk.program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(desk.environment) { $1 }
    let log = run.work.appending(path: "many.log.stderr")
    try Data().write(to: log)
    let errors = try FileHandle(forWritingTo: log)
    defer { try? errors.close() }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    defer {
      if process.isRunning { process.terminate() }
      process.waitUntilExit()
    }
    return try body(process)
  }

  private static func megabytes(_ field: String, of process: Process) -> Double? {
    guard let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(field + ":") })
    else { return nil }
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }.map { $0 / 1_024 }
  }

  // MARK: Cost of a poll

  /// Processor seconds of 200 polls that bring 50 articles each, with `known` feeds besides that are not due.
  ///
  /// What starting and reading the desk costs is not the cost of a poll: a pass with nothing due is taken off.
  func pollSeconds(known count: Int, round: Int) throws -> Double {
    let state = run.work.appending(path: "state-cost-\(count)-\(round)")
    let own = KhabarDesk(folder: run.work.appending(path: "desk-cost"), state: state)
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let due = (0..<Self.due).map { "\(run.url($0))?round=\(round)" }
    // The store is a copy of the one with all feeds; those that the desk does not name do not count as known.
    if count > 0 { try FileManager.default.copyItem(at: desk.database, to: own.database) }
    let log = run.work.appending(path: "cost.log")
    try own.write(urls: known(count), port: run.port)
    let idle = try Self.processorSeconds { _ = try own.poll(log: log) }
    try own.write(urls: known(count) + due, port: run.port)
    let busy = try Self.processorSeconds { _ = try own.poll(log: log) }
    let articles = (count > 0 ? 2 * Self.count : 0) + Self.due * run.folder.entriesPerFeed
    try own.expect(articles: articles, matching: "")
    try FileManager.default.removeItem(at: state)
    return busy - idle
  }

  /// Time on processors, in and below the kernel, of the children that `body` waits for.
  private static func processorSeconds(_ body: () throws -> Void) throws -> Double {
    let before = childSeconds()
    try body()
    return childSeconds() - before
  }

  private static func childSeconds() -> Double {
    var usage = rusage()
    _ = unsafe getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}
