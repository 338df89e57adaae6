import Foundation

/// Runs another program and times it from start to exit.
struct Command {
  let path: String
  var arguments: [String] = []
  var environment: [String: String] = [:]

  /// Where a program is on `PATH`, or `nil`.
  static func find(_ name: String) -> String? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs to the end; output goes to `log`, errors and progress to a file beside it.
  func run(log: URL) throws -> (status: Int32, elapsed: Duration) {
    let errorLog = log.appendingPathExtension("stderr")
    for file in [log, errorLog] { try Data().write(to: file) }
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    let errors = try FileHandle(forWritingTo: errorLog)
    defer { try? errors.close() }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, clock.now - start)
  }
}
