import Markup
import Testing

@Suite struct XMLDocumentTests {
  private func text(_ bytes: [UInt8], charset: String? = nil) -> String {
    String(decoding: XMLDocument(bytes, charset: charset).bytes, as: UTF8.self)
  }

  @Test func badBytesAreFoundAtEveryPlaceInALine() {
    for place in 0..<70 {
      for bad: UInt8 in [0x00, 0x08, 0x0B, 0x1F, 0xFF] {
        let start = Array(String(repeating: "a\t\r\n", count: 20).utf8.prefix(place))
        let document = XMLDocument(start + [bad] + Array("~\u{7F}é and more than sixteen bytes".utf8))
        #expect(document.defects.count == 1)
        #expect(!document.bytes.contains(bad))
      }
    }
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82],
      [0xF0, 0x9F, 0x98], [0x80], [0xEF, 0xBF, 0xBF], [0x00], [0x1B],
    ] as [[UInt8]])
  func badBytesNeverReachTheText(_ bad: [UInt8]) {
    let around = Array("<a>éééééééééé".utf8)
    for tail in [[], Array("</a>".utf8)] {
      let result = text(around + bad + tail)
      #expect(result.hasPrefix("<a>éééééééééé"))
      #expect(!result.unicodeScalars.contains { $0.value < 9 || $0.value == 0x1B || $0.value == 0xFFFF })
    }
  }

  @Test func replacementFollowsTheStandard() {
    #expect(text(Array("<a>éééééééé".utf8) + [0xE2, 0x82, 0x41, 0xF0, 0x9F, 0x98]) == "<a>éééééééé\u{FFFD}A\u{FFFD}")
  }

  @Test func encodingIsNamed() {
    #expect(XMLDocument([0xFF, 0xFE, 0x3C, 0, 0x61, 0]).encoding == "utf-16le")
    #expect(XMLDocument(Array("<a/>".utf8), charset: "koi8-r").encoding == "koi8-r")
    #expect(XMLDocument([0x3C, 0x61, 0x3E, 0xE9], charset: nil).encoding == "windows-1252")
  }

  @Test func loneSurrogatesAndOddLengthsBecomeReplacements() {
    #expect(text([0xFF, 0xFE, 0x3C, 0, 0x00, 0xD8, 0x3E, 0]).contains("\u{FFFD}"))
    #expect(text([0xFF, 0xFE, 0x3C, 0, 0x61]).hasPrefix("<"))
  }

  @Test func randomBytesAreReadToTheirEnd() {
    var state: UInt64 = 7
    let alphabet = Array("<>&;\"'=/!-[]?#x a1\n\rCDATADOCTYPEENTITY".utf8) + [0xC3, 0xA9, 0xFF, 0]
    for _ in 0..<4_000 {
      var bytes: [UInt8] = Array("<r>".utf8)
      for _ in 0..<120 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let starts = XMLDocument(bytes).read { reader in
        var open = 0
        while true {
          switch reader.next() {
          case .start: open += 1
          case .end: open -= 1
          case .text: continue
          case .endOfDocument: return open
          }
        }
      }
      #expect(starts == 0, "\(bytes)")
    }
  }
}
