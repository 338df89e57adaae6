import Digests
import Foundation
import Testing

/// What is in a store, as another program reads it, held against what its feeds have published.
struct StoreCheck {
  /// Versions that the store says it has, by feed; 0 for none.
  private(set) var versions: [Int]
  private let path: String
  /// Titles that were there at the last look, by feed.
  private var seen: [Int: Set<String>] = [:]

  init(path: String, feedCount: Int) {
    self.path = path
    versions = Array(repeating: 0, count: feedCount)
  }

  private func rows(_ statement: String) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-separator", "\t", path, statement]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(statement): \(text)")
    return text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Reads the store and complains of everything that does not fit together; counts what does into `versions`.
  ///
  /// For each feed: its validator and its body hash are those of one version, all articles of that version are there
  /// and all that were there before, each once, none of a later version is, and the version is not older than it was.
  mutating func complaints() throws -> [String] {
    var complaints = try rows("PRAGMA integrity_check; PRAGMA foreign_key_check").filter { $0 != ["ok"] }.map {
      "\($0)"
    }
    _ = try rows("INSERT INTO search (search) VALUES ('integrity-check')")
    if let sum = try rows("SELECT articles, (SELECT count(*) FROM article) FROM counter").first, sum[0] != sum[1] {
      complaints.append("the counter says \(sum[0]) articles, there are \(sum[1])")
    }
    var titles: [String: [String]] = [:]
    for row in try rows("SELECT feed, title FROM article") { titles[row[0], default: []].append(row[1]) }
    for row in try rows("SELECT id, etag, body_hash, article_count FROM feed_state") {
      guard let feed = Int(row[0].dropFirst("feed-".count)), feed < versions.count else { continue }
      let stored = titles.removeValue(forKey: row[0]) ?? []
      complaints += check(feed, tag: row[1], hash: row[2], count: row[3], stored).map { "\(row[0]): \($0)" }
    }
    complaints += titles.keys.sorted().map { "\($0): articles without a state" }
    return complaints
  }

  private mutating func check(
    _ feed: Int, tag: String, hash: String, count: String, _ stored: [String]
  ) -> [String] {
    guard let version = ChangingFeeds.version(tag, of: feed) else {
      return stored.isEmpty && hash.isEmpty ? [] : ["\(stored.count) articles and no validator (\(tag))"]
    }
    var complaints: [String] = []
    if version < versions[feed] { complaints.append("went back from version \(versions[feed]) to \(version)") }
    versions[feed] = version
    let shown = ChangingFeeds.items(version)
    let missing = Set(shown.map { ChangingFeeds.title(feed, $0) }).union(seen[feed] ?? []).subtracting(stored)
    if !missing.isEmpty { complaints.append("claims version \(version), but lacks \(missing.sorted())") }
    let early = Set(stored).subtracting((0..<shown.upperBound).map { ChangingFeeds.title(feed, $0) })
    if !early.isEmpty { complaints.append("has \(early.sorted()), but claims version \(version) only") }
    seen[feed] = Set(stored)
    if stored.count != Set(stored).count { complaints.append("\(stored.count - Set(stored).count) articles twice") }
    if count != "\(stored.count)" { complaints.append("counts \(count) articles and has \(stored.count)") }
    if hash != SHA256.hexadecimal(ChangingFeeds.body(feed, version)) {
      complaints.append("the body hash is not that of version \(version)")
    }
    return complaints
  }
}
