import Classification
import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct RelationsTests {
  private struct Report: Decodable {
    var relations: [Relation]?
  }

  private func line(withLexicon: Bool = true) throws -> (line: CommandLine, article: String) {
    let line = try CommandLine()
    try line.write("Pakistan summons Afghan envoy over Bajaur attack\nKabul denies it.\n", to: "article.txt")
    if withLexicon {
      let source = Samples.repository.appending(path: "Feeds/regional-security/relations.yaml")
      let target = line.folder.appending(path: "desk/relations.yaml")
      try FileManager.default.copyItem(at: source, to: target)
    }
    return (line, line.folder.appending(path: "article.txt").path)
  }

  @Test func tagShowsRelationsWhenAsked() async throws {
    let (line, article) = try line()
    defer { line.remove() }
    let output = try await line.run("tag", "--relations", article).output
    #expect(output.contains("ACCUSE  country-pk → country-af  «Pakistan summons Afghan» envoy"), "\(output)")
    #expect(output.contains("REJECT  country-af → –"))
    #expect(try await !line.run("tag", article).output.contains("ACCUSE"))
  }

  @Test func relationsAreInTheJSONOnlyWhenAsked() async throws {
    let (line, article) = try line()
    defer { line.remove() }
    let output = try await line.run("tag", "--relations", "--json", article).output
    let relations = try #require(try JSONDecoder().decode(Report.self, from: Data(output.utf8)).relations)
    #expect(relations.map(\.type) == [.accuse, .reject] && relations.map(\.recipient) == ["country-af", nil])
    #expect(try await !line.run("tag", "--json", article).output.contains("\"relations\""))
  }

  @Test func aDeskWithoutVerbsIsNamed() async throws {
    let (line, article) = try line(withLexicon: false)
    defer { line.remove() }
    let result = try await line.run("tag", "--relations", article)
    #expect(result.status == .configuration && result.errors.contains("relations.yaml"))
  }
}
