import Articles
import FeedFormats
import FeedReports
import Foundation
import Normalization
import TestSupport
import Testing

/// Every sample with bytes changed at random: read or refused, never a crash, and what is written is clean.
@Suite struct MutationTests {
  private static let folders = [
    "hostile", "formats/rss", "formats/rdf", "formats/atom", "formats/json", "formats/cdf", "formats/sitemap",
  ]
  private static let telling = Array("<>&;\"'=/![]-?#{}:,\\\u{0}\u{7F}\n".utf8) + [0xFF, 0xC2, 0x80, 0xE2, 0xED, 0xFE]

  private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
      case 1: bytes[place] = Self.telling.pick(&generator)
      case 2: bytes.insert(Self.telling.pick(&generator), at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator)))
      case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
      default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
    }
    return bytes
  }

  @Test(arguments: folders) func changedSamplesNeverCrashAndComeOutClean(folder: String) throws {
    var generator = SeededGenerator(seed: 20_261_124)
    var (readCount, count) = (0, 0)
    for name in Samples.names(in: folder, suffix: "") where !name.contains(".golden") {
      let bytes = try Samples.bytes(name, in: folder)
      guard bytes.count < 20_000 else { continue }
      for _ in 0..<6 {
        count += 1
        guard let document = try? FeedReader.read(mutated(bytes, &generator)) else { continue }
        readCount += 1
        var options = FeedReportOptions()
        for isRaw in [false, true] {
          options.isRaw = isRaw
          expectClean(FeedReport.json(of: document, options: options), name)
        }
        try expectCleanArticles(document, name)
        for format in [FeedFormat.rss20, .rss10, .atom10, .jsonFeed11] {
          expectClean(FeedWriter.bytes(document, as: format), "\(name) as \(format)")
        }
      }
    }
    // Most of changed JSON is refused.
    #expect(readCount * 8 > count && readCount > 0, "\(readCount) of \(count)")
  }

  /// Valid UTF-8 without a control but line feed and tab, and without U+FFFE and U+FFFF.
  private func expectClean(_ bytes: [UInt8], _ name: String) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      Issue.record("\(name): the output is not valid UTF-8")
      return
    }
    #expect(!text.unicodeScalars.contains(where: Self.isForbidden), "\(name): \(text)")
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private func expectCleanArticles(_ document: FeedDocument, _ name: String) throws {
    let context = NormalizationContext(
      feed: Feed(id: FeedID("f"), url: "https://f.example/rss", title: "F"), documentURL: "https://f.example/rss",
      now: Date(timeIntervalSince1970: 1_795_073_400))
    for article in ArticleNormalizer.articles(of: document, context: context).articles {
      let texts = [article.title, article.summary, article.text, article.html, article.url ?? "", article.identityKey]
      for text in texts + article.authors + article.categories { expectClean(Array(text.utf8), name) }
    }
  }
}
