import FeedFormats
import Foundation
import TestSupport
import Testing

/// The larger recorded feeds and the hostile documents in `Samples/`.
@Suite struct SampleFeedTests {
  static let feeds = [".rss", ".rdf", ".atom", ".json"].flatMap { Samples.names(in: "feeds", suffix: $0) }
    .filter { !$0.hasSuffix(".expected.json") }
  static let hostile = [".rss", ".atom", ".json"].flatMap { Samples.names(in: "hostile", suffix: $0) }

  @Test func samplesAreFound() {
    #expect(Self.feeds.count >= 20)
    #expect(Self.hostile.count >= 15)
  }

  private struct Expected: Decodable {
    struct Entry: Decodable { let title: String }
    let format: String
    let entries: [Entry]
  }

  @Test(arguments: feeds)
  func formatAndTitlesAreAsExpected(_ name: String) throws {
    let document = try FeedReader.read(Samples.bytes(name, in: "feeds"))
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(Samples.bytes("\(name).expected.json", in: "feeds")))
    #expect(document.format.rawValue == expected.format)
    #expect(document.entries.count == expected.entries.count)
    // References that are left in a title were escaped twice; normalization decides what they mean.
    for (entry, wanted) in zip(document.entries, expected.entries) where entry.title?.value.contains("&") != true {
      #expect(entry.title?.value == wanted.title)
    }
  }

  @Test(arguments: feeds)
  func entriesHaveTitleAndLink(_ name: String) throws {
    let document = try FeedReader.read(Samples.bytes(name, in: "feeds"))
    #expect(document.entries.count >= 5)
    #expect(document.source.title?.value.isEmpty == false)
    for entry in document.entries {
      #expect(entry.title != nil || entry.summary != nil || entry.content != nil, "line \(entry.line)")
      #expect(!entry.links.isEmpty || entry.id != nil, "line \(entry.line)")
    }
  }

  @Test(arguments: hostile)
  func hostileDocumentIsReadOrRefused(_ name: String) throws {
    let bytes = try Samples.bytes(name, in: "hostile")
    let time = ContinuousClock().measure {
      do throws(FeedFormatError) {
        let document = try FeedReader.read(bytes)
        #expect(document.entries.count <= 2_000)
        let size = document.entries.reduce(0) {
          $0 + ($1.title?.value.utf8.count ?? 0) + ($1.summary?.value.utf8.count ?? 0)
        }
        #expect(size <= 2 * bytes.count + 1_048_576)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
    #expect(time < .seconds(5))
  }
}
