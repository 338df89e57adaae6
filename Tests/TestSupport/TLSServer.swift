import Foundation
import Locking

/// An HTTPS server of another make on 127.0.0.1: `Tests/Independent/tls_server.py`, with an authority of its own.
///
/// The name in the URL picks the certificate and the manners; all names lead here only through a test's own look-ups.
public final class TLSServer: Sendable {
  /// A test could not start it.
  public struct CannotStart: Error {}

  /// The port that it listens on.
  public let port: Int
  /// Path of the authority that signed the good certificates.
  public let authorityFile: String
  private let folder: URL
  private let process: Process
  private let input: Pipe
  private let lines = Locked<[String]>([])

  /// Makes the certificates and starts.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "khabar-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authorityFile = folder.appending(path: "authority.pem").path
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [Samples.repository.appending(path: "Tests/Independent/tls_server.py").path, folder.path]
    input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var start = Data()
    while !start.contains(0x0A) {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw CannotStart() }
      start += piece
    }
    let words = String(decoding: start, as: UTF8.self).split { $0.isWhitespace }
    guard words.count == 2, words[0] == "ready", let port = Int(words[1]) else { throw CannotStart() }
    self.port = port
    let lines = lines
    Thread.detachNewThread {
      var rest = Data()
      while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
        rest += piece
        while let end = rest.firstIndex(of: 0x0A) {
          let line = String(decoding: rest[..<end], as: UTF8.self)
          lines.withLock { $0.append(line) }
          rest = Data(rest[(end + 1)...])
        }
      }
    }
  }

  deinit { stop() }

  /// `connection NAME NUMBER PROTOCOL` and `request NAME NUMBER PATH`, in order; numbers count a name's connections.
  public func events(of name: String) -> [String] {
    lines.withLock { $0.filter { $0.split(separator: " ").dropFirst().first == name[...] } }
  }

  /// The requests under a name, waiting a moment for word of so many.
  public func requests(of name: String, atLeast count: Int) async -> [String] {
    let end = ContinuousClock.now + .seconds(2)
    while true {
      let requests = events(of: name).filter { $0.hasPrefix("request") }
      guard requests.count < count, ContinuousClock.now < end else { return requests }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The URL of a path under a name.
  public func url(_ name: String, _ path: String = "/") -> String { "https://\(name):\(port)\(path)" }

  /// Ends it.
  public func stop() {
    try? input.fileHandleForWriting.close()
    try? FileManager.default.removeItem(at: folder)
  }
}
