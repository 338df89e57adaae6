import FeedFormats
import FeedReports
import TestSupport
import Testing

/// What `khabar parse --json` says of every sample.
@Suite struct ReportGoldenTests {
  static let documents = ["rss", "rdf", "atom", "json"].flatMap { folder in
    Samples.names(in: "formats/\(folder)", suffix: folder)
      .filter { !$0.hasSuffix(".golden.json") }
      .map { "\(folder)/\($0)" }
  }
  private static let address = "https://origin.example/dir/feed"

  @Test func samplesAreFound() { #expect(Self.documents.count >= 50) }

  @Test(arguments: documents)
  func reportMatchesGolden(_ name: String) throws {
    let document = try FeedReader.read(Samples.bytes(name, in: "formats"), documentURL: Self.address)
    var options = FeedReportOptions()
    options.documentURL = Self.address
    options.isIndented = true
    let text = String(decoding: FeedReport.json(of: document, options: options), as: UTF8.self)
    try expectGolden(text + "\n", matches: "\(name).report.golden.json", in: "formats")
  }
}
