import Foundation

/// Compresses with the system's gzip, so that no test depends on the code it tests.
enum Gzip {
  /// With the name of a file in it, as gzip has it by default, unless it is to be the same each time.
  static func pack(_ bytes: [UInt8], named: Bool = true) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "khabar-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", named ? "-c" : "-nc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let packed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](packed)
  }
}
