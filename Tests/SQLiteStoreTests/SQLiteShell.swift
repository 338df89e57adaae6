import Foundation

/// Runs SQL through the `sqlite3` program, an implementation that shares nothing with ours, and returns what it prints.
@discardableResult func sqlite(_ database: String, _ sql: String) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["sqlite3", "-bail", database, sql]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  if process.terminationStatus != 0 { throw CocoaError(.executableLoad) }
  return String(decoding: bytes, as: UTF8.self)
}

/// Another process that holds the write lock of a database.
struct LockHolder {
  private let process = Process()
  private let input = Pipe()

  /// Returns once the lock is held.
  init(_ database: String) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-bail", database]
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data("BEGIN IMMEDIATE;\nSELECT 'held';\n".utf8))
    _ = output.fileHandleForReading.availableData
  }

  /// Lets the lock go and waits for the process to end.
  func release() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
