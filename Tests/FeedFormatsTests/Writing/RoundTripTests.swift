import FeedFormats
import TestSupport
import Testing

/// Writing then reading is the identity for what a format carries, over generated documents.
@Suite struct RoundTripTests {
  private static let formats: [FeedFormat] = [.rss20, .rss10, .atom10, .jsonFeed11]

  @Test(arguments: formats) func writtenDocumentsReadBackAsTheyWere(format: FeedFormat) throws {
    for seed in 1...120 as ClosedRange<UInt64> {
      var generator = FeedGenerator(seed: seed, format: format)
      let document = generator.document()
      let bytes = FeedWriter.bytes(document, as: format)
      var read = try FeedReader.read(bytes)
      for index in read.entries.indices { read.entries[index].line = 0 }
      #expect(read.defects == [])
      // Whole documents in a message would hide what differs.
      let (isSource, isEntries) = (read.source == document.source, read.entries == document.entries)
      #expect(isSource, "seed \(seed), source")
      #expect(isEntries, "seed \(seed), entries")
      let isWhole = read == document
      #expect(isWhole, "seed \(seed)")
    }
  }
}
