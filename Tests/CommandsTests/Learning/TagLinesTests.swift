import Foundation
import TestSupport
import Testing

@testable import Commands

/// `khabar tag --jsonl`.
@Suite struct TagLinesTests {
  struct Span: Decodable {
    let field, text: String
    let start, length: Int
  }
  struct Line: Decodable {
    struct Topic: Decodable {
      let id: String
      let score: Double
      let evidence: [Span]
    }
    struct Entity: Decodable {
      let id, type: String
      let mentions: [Span]
    }
    let scope: Bool
    let topics: [Topic]
    let entities: [Entity]
  }

  private func tag(_ text: String) async throws -> CommandLine.Result {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write(text, to: "items.jsonl")
    return try await line.run("tag", "--jsonl", line.folder.appending(path: "items.jsonl").path)
  }

  private func lines(_ result: CommandLine.Result) throws -> [Line] {
    try result.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test func linesKeepTheirOrder() async throws {
    let items = (0..<600).map { #"{"id": \#($0), "title": "Item \#($0) on cricket"}"# }
    let result = try await tag(items.joined(separator: "\n"))
    #expect(result.status == .ok && result.errors.isEmpty)
    let printed = result.output.split(separator: "\n")
    #expect(printed.count == 600)
    for (number, line) in printed.enumerated() { #expect(line.contains("\"id\":\(number),"), "\(line)") }
  }

  @Test func anIdIsTextOrNumberAsItCame() async throws {
    let result = try await tag(
      """
      {"id": 7, "title": "a"}

      {"id": "7", "title": "a"}\r
      {"id": "ab c", "summary": "only a summary"}
      """)
    let printed = result.output.split(separator: "\n")
    let ids = [#""id":7,"#, #""id":"7","#, #""id":"ab c","#]
    #expect(printed.count == 3)
    for (line, id) in zip(printed, ids) { #expect(line.contains(id), "\(line)") }
  }

  @Test func offsetsCountScalars() async throws {
    let title = "🧨👨‍👩‍👧 سوات: suicide bombing in Peshawar kills ten"
    let content = "é é 🏏 Police in Bannu said سوات militants of the TTP carried out the suicide bombing."
    let item = ["id": "a", "title": title, "summary": "", "content": content, "language": "en"]
    let data = try JSONEncoder().encode(item)
    let line = try #require(try lines(try await tag(String(decoding: data, as: UTF8.self))).first)
    let attack = try #require(line.topics.first { $0.id == "militant-attack" })
    let spans = line.topics.flatMap(\.evidence) + line.entities.flatMap(\.mentions)
    #expect(line.scope && attack.score > 0.5 && spans.contains { $0.field == "title" })
    #expect(spans.contains { $0.field == "content" && $0.text == "Bannu" && $0.start == 16 })
    for span in spans {
      let scalars = Array((span.field == "title" ? title : content).unicodeScalars)
      try #require(span.start + span.length <= scalars.count)
      var words = String.UnicodeScalarView()
      words.append(contentsOf: scalars[span.start..<span.start + span.length])
      #expect(String(words) == span.text)
    }
  }

  @Test(arguments: ["nonsense", #"{"title": "no id"}"#, #"{"id": 1.5, "title": "a"}"#, #"{"id": "a", "title": 3}"#])
  func aBadLineIsNamed(bad: String) async throws {
    let result = try await tag("{\"id\": 1, \"title\": \"a\"}\n\n\(bad)\n{\"id\": 2, \"title\": \"b\"}\n")
    #expect(result.status == .badData && result.status.rawValue == 65)
    #expect(result.errors.contains("items.jsonl:3: not an item"), "\(result.errors)")
  }

  @Test func aRegionalItemPassesWithoutAName() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write(#"{"id": 1, "title": "Suicide bombing kills ten"}"#, to: "items.jsonl")
    let path = line.folder.appending(path: "items.jsonl").path
    #expect(try lines(try await line.run("tag", "--jsonl", path)).map(\.scope) == [false])
    #expect(try lines(try await line.run("tag", "--regional", "--jsonl", path)).map(\.scope) == [true])
  }
}
