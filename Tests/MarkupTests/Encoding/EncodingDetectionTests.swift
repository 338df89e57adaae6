import Markup
import TestSupport
import Testing

/// Documents without any label: `Samples/formats/rss/detected-ENCODING.rss` each in the encoding of its name.
@Suite struct EncodingDetectionTests {
  static let samples = Samples.names(in: "formats/rss", suffix: ".rss").filter { $0.hasPrefix("detected-") }

  @Test func samplesAreFound() { #expect(Self.samples.count >= 13) }

  @Test(arguments: samples)
  func encodingIsFoundByTheBytes(_ name: String) throws {
    let document = XMLDocument(try Samples.bytes(name, in: "formats/rss"))
    #expect("detected-\(document.encoding).rss" == name)
    #expect(document.defects.list.allSatisfy { $0.code == "wrong-encoding" })
  }

  /// A wrong label does not stand in the way of detection, and a right one in HTTP goes before it.
  @Test(arguments: samples)
  func labelThatTheBytesContradictChangesNothing(_ name: String) throws {
    let bytes = try Samples.bytes(name, in: "formats/rss")
    let found = XMLDocument(bytes)
    for charset in ["utf-8", "us-ascii", "utf-16", "bogus", "utf-7", "cp037"] where !name.contains("2022") {
      let document = XMLDocument(bytes, charset: charset)
      #expect(document.encoding == found.encoding)
      #expect(document.bytes == found.bytes)
    }
    #expect(XMLDocument(bytes, charset: found.encoding).bytes == found.bytes)
  }

  @Test func nothingIsFoundInTooLittle() {
    for text: [UInt8] in [
      [0xE9], [0xE9, 0x20, 0xE8, 0x20, 0xE0], [0xB0, 0xA1], [0x80, 0x81, 0x82, 0x83, 0x84, 0x85],
    ] {
      #expect(XMLDocument(Array("<a>".utf8) + text + Array("</a>".utf8)).encoding == "windows-1252")
    }
  }
}
