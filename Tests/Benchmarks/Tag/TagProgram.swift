import Classification
import Foundation
import Glibc

/// `khabar tag` as a program: how long it takes for one short article, and the most memory for many items.
enum TagProgram {
  /// The argument by which this program knows that it is to tell the memory of another.
  static let childArgument = "--peak-memory-of"
  private static let runs = 5
  private static let repeats = 8
  /// Seconds.
  private static let timeGoal = 0.15
  /// Megabytes.
  private static let memoryGoal = 100.0

  static func run(_ items: [TagItems.Item]) throws {
    try withTemporaryFolder { folder in
      try measureStart(folder)
      try measureMemory(folder, items)
    }
  }

  private static func command(_ arguments: [String]) -> Command {
    Command(
      path: KhabarDesk.program, arguments: ["tag", "--desk", TagDesk.folder.path] + arguments,
      environment: ["NO_COLOR": "1"])
  }

  private static func measureStart(_ folder: URL) throws {
    let file = folder.appending(path: "article.txt")
    let log = folder.appending(path: "log")
    try Data("Suicide bombing kills 3 at checkpoint in Bannu\n\nOfficials said a bomber struck at dawn.\n".utf8)
      .write(to: file)
    let tag = command([file.path])
    // A shell starts it several times in a row, because waiting for a process adds as much again.
    let loop = "for run in \(Array(repeating: "1", count: repeats).joined(separator: " ")); do \"$@\" || exit 1; done"
    let shell = Command(
      path: "/bin/sh", arguments: ["-c", loop, "sh", tag.path] + tag.arguments, environment: tag.environment)
    let times = try (0..<runs).map { _ in
      let (status, elapsed) = try shell.run(log: log)
      let output = try String(contentsOf: log, encoding: .utf8)
      guard status == 0, output.components(separatedBy: "militant-attack").count > repeats else {
        throw BenchmarkFailure("khabar tag: status \(status), or not the topic")
      }
      return elapsed.seconds / Double(repeats)
    }.sorted()
    let median = times[runs / 2]
    BenchmarkReport.line(
      "tag/start", work: "khabar tag of one short article", ours: "\(BenchmarkReport.number(median * 1_000)) ms",
      rival: "\(Int(timeGoal * 1_000)) ms", ratio: median / timeGoal, goal: .atMost(1))
  }

  private struct Line: Encodable {
    var id: String
    var title: String
    var summary: String
    var language: String?
  }

  private static func measureMemory(_ folder: URL, _ items: [TagItems.Item]) throws {
    let file = folder.appending(path: "items.jsonl")
    let log = folder.appending(path: "peak")
    let lines = try items.enumerated().map { index, item in
      let line = Line(
        id: "\(index)", title: item.text.title, summary: item.text.summary, language: item.text.language)
      return String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    let command = command(["--jsonl", file.path])
    let parent = Command(
      path: CommandLine.arguments[0], arguments: [childArgument, command.path] + command.arguments,
      environment: command.environment)
    let (status, _) = try parent.run(log: log)
    let answer = try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    guard status == 0, let peak = Double(answer) else { throw BenchmarkFailure("khabar tag: no figure for memory") }
    BenchmarkReport.line(
      "tag/memory", work: "most memory of khabar tag, \(items.count) items",
      ours: "\(BenchmarkReport.number(peak / 1e6)) MB", rival: "\(Int(memoryGoal)) MB",
      ratio: peak / 1e6 / memoryGoal, goal: .atMost(1))
  }

  /// What the child does: runs a program and prints the most bytes that were resident.
  static func tellPeak(_ arguments: [String]) throws {
    let log = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString)")
    defer { for file in [log, log.appendingPathExtension("stderr")] { try? FileManager.default.removeItem(at: file) } }
    let (status, _) = try Command(path: arguments[0], arguments: Array(arguments.dropFirst())).run(log: log)
    guard status == 0 else { throw BenchmarkFailure("status \(status)") }
    var usage = rusage()
    let code = unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    guard code == 0 else { throw BenchmarkFailure("getrusage: \(code)") }
    print(usage.ru_maxrss * 1_024)
  }
}
