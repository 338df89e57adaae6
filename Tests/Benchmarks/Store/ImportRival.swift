import Foundation

/// The same rows through `sqlite3 .import` into the same tables with the same indexes, and an FTS5 index `rebuild`.
///
/// Its index is SQLite's own, `unicode61 remove_diacritics 2` over external content; log and syncing are as ours.
struct ImportRival {
  private static let tables = ["article", "tag", "mention", "country"]
  let folder: URL

  /// Writes the rows of our store as CSV, in the order of their keys.
  func export(_ store: String) throws {
    for table in Self.tables {
      _ = try sqlite(store, [".mode csv", ".output \(table).csv", "SELECT * FROM \(table);"])
    }
    let schema = try sqlite(store, [".schema article", ".schema tag", ".schema mention", ".schema country"])
    try schema.write(to: folder.appending(path: "schema.sql"), atomically: true, encoding: .utf8)
  }

  /// Imports and indexes; returns how long each took, and how many articles hold `word`.
  func run(searchingFor word: String) throws -> (tables: Duration, index: Duration, articles: Int, found: Int) {
    let clock = ContinuousClock()
    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
    let imports = Self.tables.map { ".import \($0).csv \($0)" }
    let tables = try clock.measure {
      _ = try sqlite("rival.sqlite", [pragmas, ".read schema.sql", ".mode csv"] + imports)
    }
    let columns = "title, summary, text"
    let index = try clock.measure {
      _ = try sqlite(
        "rival.sqlite",
        [
          pragmas,
          """
          CREATE VIRTUAL TABLE search USING fts5(\(columns), content = 'article', content_rowid = 'number',
            tokenize = 'unicode61 remove_diacritics 2');
          """,
          "INSERT INTO search (search) VALUES ('rebuild');",
        ])
    }
    let counts = try sqlite(
      "rival.sqlite",
      ["SELECT count(*) FROM article;", "SELECT count(*) FROM search WHERE search MATCH '\(word)';"])
    let numbers = counts.split(separator: "\n").compactMap { Int($0) }
    return (tables, index, numbers.first ?? 0, numbers.last ?? 0)
  }

  private func sqlite(_ database: String, _ commands: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-bail", database]
    process.currentDirectoryURL = folder
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data((commands.joined(separator: "\n") + "\n").utf8))
    try input.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw StoreBenchmark.Wrong(what: "sqlite3 failed on \(database)") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
