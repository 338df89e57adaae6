import Articles
import Foundation
import Querying
import Testing

@testable import DeskFiles

@Suite struct SettingsTests {
  private func errors(_ more: String) throws -> [String] {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    return files.errors()
  }

  @Test func allowedAddressesAreRead() throws {
    let files = try TemporaryDesk()
    let more = """
      allow:
        - {host: 192.168.1.20, port: 1200}
        - {host: '10.0.0.0/8', port: 80, spacing: 2s}
        - {host: 'fd00::/8', port: 443}
        - {host: rss.internal, port: 8080}
      """
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    let allowed = try files.load().allowedAddresses
    #expect(allowed.map(\.host) == ["192.168.1.20", "10.0.0.0/8", "fd00::/8", "rss.internal"])
    #expect(allowed.map(\.spacingSeconds) == [0, 2, 0, 0])
  }

  @Test(arguments: [
    "http://a.org", "a b", "10.0.0.0/33", "256.1.1.1", "fd00::1::2", "1.2.3", "a.org:80", "::/129", "-a.org",
  ])
  func wrongHostsAreRefused(host: String) throws {
    let said = try errors("allow:\n  - {host: '\(host)', port: 80}\n")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("./desk.yaml:23:12: error: host: '\(host)' names no host") == true, "\(said)")
  }

  @Test func allowedAddressNeedsAPort() throws {
    #expect(try errors("allow:\n  - host: a.org\n")[0].hasPrefix("./desk.yaml:23:5: error: the key 'port' is missing"))
  }

  @Test func samplesBecomeFeeds() throws {
    let files = try TemporaryDesk()
    try FileManager.default.createDirectory(atPath: "\(files.folder)/s", withIntermediateDirectories: false)
    for name in ["indus-ledger.rss", "b.atom", "b.atom.expected.json", ".hidden.rss", "notes.txt"] {
      try files.write("x", to: "s/\(name)")
    }
    try files.write(TemporaryDesk.settings + "samples: {folder: s, port: 9999, group: Mine}\n", to: "desk.yaml")
    let desk = try files.load()
    let samples = try #require(desk.samples)
    #expect(samples.folder == "\(files.folder)/s")
    #expect(samples.fileNames == ["b.atom", "indus-ledger.rss"])
    #expect(samples.feeds[1].url == "http://127.0.0.1:9999/indus-ledger.rss")
    #expect(samples.feeds[1].id == FeedID("sample-indus-ledger"))
    #expect(samples.feeds[1].title == "Indus Ledger")
    #expect(samples.feeds[1].groups == ["Mine"])
    #expect(samples.allowedAddress == AllowedAddress(host: "127.0.0.1", port: 9_999))
    #expect(desk.allFeeds.count == 4)
    #expect(desk.vocabulary.feeds.contains("sample-indus-ledger"))
  }

  @Test func samplesThatAreOffOrMissing() throws {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + "samples: {folder: nowhere, enabled: false}\n", to: "desk.yaml")
    #expect(try files.load().samples == nil)
    #expect(try errors("samples: {folder: nowhere}\n")[0].hasPrefix("./desk.yaml:22:19: error: there is no folder /"))
    #expect(try errors("samples: {folder: .}\n")[0].hasPrefix("./desk.yaml:22:19: error: no feed is in /"))
  }

  @Test func openServerWithoutTokenIsAnError() throws {
    let files = try TemporaryDesk()
    let text = TemporaryDesk.settings.replacing("tokens: [reader-token]", with: "address: 0.0.0.0")
    try files.write(text, to: "desk.yaml")
    #expect(files.problems().contains { $0.hasPrefix("./desk.yaml:10:12: error: everyone who reaches 0.0.0.0:9000") })
  }

  @Test(arguments: [
    ("base_url: news.example.org", "is no web address"), ("base_url: https://a:b@example.org", "user name"),
    ("address: example.org", "is no IP address"),
  ])
  func wrongServerIsRefused(line: String, reason: String) throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: "port: 9000", with: line)
    #expect(errors.contains { $0.hasPrefix("./desk.yaml:9:") && $0.contains(reason) }, "\(errors)")
  }

  @Test func excerptKeepsTheCaretInLongLines() {
    let line = String(repeating: "x", count: 500)
    let problem = DeskProblem("m", at: DeskPlace(file: "a", line: 1, column: 400), excerpt: line, length: 3)
    let lines = problem.description.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 124 })
    #expect(lines[2].hasSuffix("^~~"))
  }
}
