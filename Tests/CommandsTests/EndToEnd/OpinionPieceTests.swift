import Foundation
import TestSupport
import Testing

@testable import Commands

/// `khabar tag` on long-form pieces, as plain text, fragment and saved page.
@Suite struct OpinionPieceTests {
  private struct Report: Decodable {
    struct Classification: Decodable {
      struct Tag: Decodable {
        struct Evidence: Decodable {
          struct Span: Decodable {
            let words: String
          }
          let span: Span
        }
        let topic: String
        let evidence: [Evidence]
      }
      struct Entity: Decodable { let id: String }
      let isInScope: Bool
      let tags: [Tag]
      let entities: [Entity]
    }
    let title: String
    let text: String
    let classification: Classification
  }

  static let names = Samples.names(in: "opinion", suffix: ".expected.json").map {
    String($0.dropLast(".expected.json".count))
  }

  @Test(arguments: names)
  func topicsAndEntitiesAreFoundWithTheirWords(_ name: String) async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let expected = try Samples.expected(ExpectedLabels.self, of: name, in: "opinion")
    let path = Samples.repository.appending(path: "Samples/opinion/\(name)").path
    let result = try await line.run("tag", "--json", path)
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    let topics = report.classification.tags.map(\.topic)
    #expect(report.classification.isInScope == expected.isInScope)
    #expect(Set(topics).isSuperset(of: expected.topics), "\(topics)")
    #expect(Set(topics).isDisjoint(with: expected.mustNot), "\(topics)")
    #expect(Set(report.classification.entities.map(\.id)).isSuperset(of: expected.entities))
    for tag in report.classification.tags {
      #expect(!tag.evidence.isEmpty)
      for evidence in tag.evidence {
        #expect((report.title + report.text).contains(evidence.span.words))
      }
    }
  }

  @Test func clutterOfASavedPageIsLeftOut() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let path = Samples.repository.appending(path: "Samples/opinion/saved-page-recognition.html").path
    let result = try await line.run("tag", "--json", path)
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    for clutter in ["cookie", "Leave a comment", "newsletter", "function("] {
      #expect(!report.text.localizedCaseInsensitiveContains(clutter), "\(clutter)")
    }
  }

  @Test func peopleSeeTopicsEntitiesAndEvidence() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let path = Samples.repository.appending(path: "Samples/opinion/the-price-of-a-flag.txt").path
    let output = try await line.run("tag", "--all", path).output
    for words in [
      "diplomatic-recognition", "«recognise the Taliban»", "Durand Line (durand-line)", "in scope", "Place: ",
    ] {
      #expect(output.contains(words), "\(words)")
    }
  }
}
