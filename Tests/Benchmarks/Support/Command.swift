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

  /// Runs to the end; output goes to `log`.
  func run(log: URL) throws -> (status: Int32, elapsed: Duration) {
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, clock.now - start)
  }
}
