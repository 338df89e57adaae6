import FeedFormats
import Foundation
import TestSupport
import Testing

/// One small document a format, encoding and quirk; the goldens say what is read from each.
@Suite struct FeedGoldenTests {
  static let documents = ["rss", "rdf", "atom", "json", "cdf", "sitemap"].flatMap { folder in
    Samples.names(in: "formats/\(folder)", suffix: folder)
      .filter { !$0.hasSuffix(".golden.json") }
      .map { "\(folder)/\($0)" }
  }

  @Test func samplesAreFound() { #expect(Self.documents.count >= 70) }

  @Test(arguments: documents)
  func documentMatchesGolden(_ name: String) throws {
    let document = try FeedReader.read(
      Samples.bytes(name, in: "formats"), documentURL: "https://origin.example/dir/feed")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let whole = try JSONDecoder().decode(JSONTree.self, from: encoder.encode(document))
    let text = String(decoding: try encoder.encode(whole.withoutEmptyParts), as: UTF8.self)
    try expectGolden(text + "\n", matches: "\(name).golden.json", in: "formats")
  }

  /// The golden is the same whichever way text takes: entries of a truncated document are a prefix of all.
  @Test(arguments: documents)
  func everyPrefixIsReadOrRefused(_ name: String) throws {
    let bytes = try Samples.bytes(name, in: "formats")
    let whole = try FeedReader.read(bytes)
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300)) {
      guard let part = try? FeedReader.read(Array(bytes[..<count])) else { continue }
      #expect(part.entries.count <= whole.entries.count, "\(count) bytes")
    }
  }
}
