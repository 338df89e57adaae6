import Foundation
import TestSupport

/// What goes wrong when a feed is polled for the second time.
struct Fault: Sendable {
  /// The second answer; `nil` when none is ever given, because nothing gets that far.
  var script: [LoopbackServer.Step]?
  /// The address of the feed's name the second time.
  var address = "127.0.0.1"
  /// Codes of the failure that is recorded.
  var codes: [String]

  private init(_ codes: String..., script: [LoopbackServer.Step]) {
    self.codes = codes
    self.script = script
  }

  private init(_ code: String, address: String) {
    codes = [code]
    self.address = address
  }

  /// The head of an answer that claims to be the next version of the feed.
  private static func head(_ fields: String...) -> LoopbackServer.Step {
    let lines = (["HTTP/1.1 200 OK", "ETag: \"v2\"", "Last-Modified: today", "Connection: close"] + fields)
    return .send(Array(lines.map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8))
  }

  private static func text(_ text: String) -> LoopbackServer.Step { .send(Array(text.utf8)) }

  /// The first half of a feed that has a new item.
  private static let half: LoopbackServer.Step = {
    let feed = TestFeed.rss(["first", "second", "third", "never"])
    return text(String(feed.prefix(feed.count / 2)))
  }()

  /// So that what was sent arrives before the connection's end does.
  private static let moment = LoopbackServer.Step.pause(.milliseconds(50))

  /// By the name of the feed that meets it.
  static func all() throws -> [String: Fault] {
    let feed = Array(TestFeed.rss(["first", "second", "third", "never"]).utf8)
    let packed = try Packer.gzip(feed)
    var wrongSum = packed
    wrongSum[packed.count - 8] ^= 1
    var noise = packed
    noise[30] ^= 0xFF
    let gzip = "Content-Encoding: gzip"
    func length(_ bytes: [UInt8]) -> String { "Content-Length: \(bytes.count)" }
    return [
      "closes-with-length": Fault("connection-lost", script: [head("Content-Length: 900"), half, moment, .close]),
      "closes-in-chunk": Fault(
        "connection-lost", script: [head("Transfer-Encoding: chunked"), text("fff\r\n"), half, moment, .close]),
      "closes-between-chunks": Fault(
        "connection-lost", script: [head("Transfer-Encoding: chunked"), text("5\r\n<rss \r\n"), moment, .close]),
      "resets": Fault("connection-lost", script: [head("Content-Length: 900"), half, moment, .reset]),
      "resets-at-once": Fault("connection-lost", script: [.reset]),
      "says-nothing": Fault("connection-lost", script: [.close]),
      "closes-in-head": Fault("connection-lost", script: [text("HTTP/1.1 200 OK\r\nETag: \"v2\"\r\nCon"), .close]),
      "hangs-after-head": Fault("timeout", script: [head("Content-Length: 900"), .pause(.seconds(60))]),
      "hangs-in-body": Fault("timeout", script: [head("Content-Length: 900"), half, .pause(.seconds(60))]),
      "hangs": Fault("timeout", script: [.pause(.seconds(60))]),
      "length-too-long": Fault("connection-lost", script: [head("Content-Length: 9999"), .send(feed), moment, .close]),
      "length-absurd": Fault("too-large", script: [head("Content-Length: 99999999999999"), .send(feed)]),
      "garbage-chunks": Fault(
        "connection-lost", script: [head("Transfer-Encoding: chunked"), text("zz\r\n"), half, .close]),
      "garbage-head": Fault("protocol", script: [text("SSH-2.0-OpenSSH_9\r\n\r\n"), .close]),
      "gzip-cut": Fault(
        "bad-encoding", script: [head(gzip, "Content-Length: \(packed.count - 9)"), .send(packed.dropLast(9))]),
      "gzip-cut-by-close": Fault("bad-encoding", script: [head(gzip), .send(packed.dropLast(20)), moment, .close]),
      "gzip-sum": Fault("bad-encoding", script: [head(gzip, length(wrongSum)), .send(wrongSum)]),
      "gzip-noise": Fault("bad-encoding", script: [head(gzip, length(noise)), .send(noise)]),
      "gzip-twice": Fault(
        "bad-encoding", script: [head("Content-Encoding: gzip, gzip", length(packed)), .send(packed)]),
      "endless-head": Fault("headers-too-large", script: [text("HTTP/1.1 200 OK\r\n"), .endless(feed, every: .zero)]),
      "page-instead": Fault("html", script: [head("Content-Length: 20"), text("<html><p>Login</html>")]),
      "nothing-inside": Fault("not-a-feed", script: [head("Content-Length: 0")]),
      "refuses": Fault("connect", address: "127.0.0.4"),
      "silent": Fault("timeout", address: "127.0.0.5"),
      "moved-inside": Fault("address-refused", address: "10.0.0.1"),
      "no-name": Fault("resolve", address: ""),
    ]
  }
}

/// Compresses with the system's gzip, so that no test depends on the code it tests.
enum Packer {
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-nc"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try input.fileHandleForWriting.close()
    let packed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](packed)
  }
}
