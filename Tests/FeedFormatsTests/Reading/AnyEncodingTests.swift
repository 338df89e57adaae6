import FeedFormats
import Foundation
import Testing

/// X14: the encoding of a document says nothing about its content.
@Suite struct AnyEncodingTests {
  private static let words = [
    "latin": "Zürich naïve façade", "cyrillic": "Новости Таджикистана", "arabic": "أخبار الحدود", "urdu": "سرحدی خبریں",
    "chinese": "边境新闻", "japanese": "国境ニュース", "korean": "국경 뉴스",
  ]

  /// Encodings with the scripts that they can write; every Unicode encoding writes all.
  private static let cases: [(encoding: String, script: String)] =
    [
      ("windows-1252", "latin"), ("iso-8859-15", "latin"), ("windows-1251", "cyrillic"), ("koi8-r", "cyrillic"),
      ("windows-1256", "arabic"), ("gb18030", "chinese"), ("gb18030", "urdu"), ("shift_jis", "japanese"),
      ("euc-jp", "japanese"), ("euc-kr", "korean"),
    ]
    + ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"].flatMap { encoding in
      words.keys.sorted().map { (encoding, $0) }
    }

  private static func documents(_ words: String) -> [(declaration: Bool, text: String)] {
    [
      (
        true,
        "<rss version=\"2.0\"><channel><title>\(words)</title><item><guid>1</guid><title>\(words)</title>"
          + "<description>&lt;p>\(words)&lt;/p></description></item></channel></rss>"
      ),
      (
        true,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>\(words)</title>"
          + "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\(words)</div></content></entry></feed>"
      ),
      (
        false,
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"\(words)\","
          + "\"items\":[{\"id\":\"1\",\"content_text\":\"\(words)\"}]}"
      ),
    ]
  }

  /// What iconv of the C library makes of the text, an encoder that shares nothing with the reader but its tables.
  private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/iconv")
    process.arguments = ["-f", "utf-8", "-t", encoding]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    try #require(process.terminationStatus == 0 && !bytes.isEmpty, "iconv cannot write \(encoding)")
    return bytes
  }

  private func read(_ bytes: [UInt8], charset: String? = nil) throws -> FeedDocument {
    var document = try FeedReader.read(bytes, contentType: charset.map { "text/xml; charset=\($0)" })
    document.encoding = ""
    return document
  }

  @Test(arguments: cases.indices) func anyEncodingGivesTheSameDocument(index: Int) throws {
    let (encoding, script) = Self.cases[index]
    for (isDeclared, text) in Self.documents(try #require(Self.words[script])) {
      let expected = try read(Array(text.utf8))
      #expect(expected.entries.count == 1 && expected.defectCount == 0)
      let bare = try encoded(text, encoding)
      #expect(try read(bare, charset: encoding) == expected, "\(encoding) by HTTP: \(text)")
      if isDeclared {
        let declared = "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>" + text
        #expect(try read(try encoded(declared, encoding)) == expected, "\(encoding) by declaration: \(text)")
      }
      guard encoding.hasPrefix("utf") else { continue }
      #expect(try read(bare) == expected, "\(encoding) unsaid: \(text)")
      let marked = try encoded("\u{FEFF}" + text, encoding)
      #expect(try read(marked) == expected, "\(encoding) by its mark: \(text)")
      #expect(try read(marked, charset: "koi8-r") == expected, "\(encoding) by its mark against HTTP: \(text)")
    }
  }
}
