import Foundation
import Markup
import Testing

/// Which encoding a document is read in, by its bytes and its labels.
@Suite struct EncodingTests {
  private func read(_ bytes: [UInt8], charset: String? = nil) -> (text: String, encoding: String, codes: [String]) {
    let document = XMLDocument(bytes, charset: charset)
    return (String(decoding: document.bytes, as: UTF8.self), document.encoding, document.defects.list.map(\.code))
  }

  private func labeled(_ label: String, _ body: [UInt8]) -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"\(label)\"?><a>".utf8) + body + Array("</a>".utf8)
  }

  // MARK: Labels

  @Test(
    arguments: [
      ("latin1", 0x80, "€"), ("ISO-8859-1", 0x92, "’"), ("us-ascii", 0xE9, "é"), ("ISO-8859-9", 0xFD, "ı"),
      ("tis-620", 0xA1, "ก"), ("iso-8859-11", 0x80, "€"), ("x-user-defined", 0xE9, "é"), ("437", 0x80, "Ç"),
      ("cp_is", 0x80, "Ç"), ("csIBM855", 0x80, "ђ"), ("KOI8-T", 0x80, "қ"), ("x-mac-cyrillic", 0x80, "А"),
      ("viscii", 0x80, "Ạ"), ("windows_1257", 0xE0, "ą"), ("iso-8859-7", 0xB6, "Ά"), ("iso-8859-6", 0xC7, "ا"),
      ("iso-8859-16", 0xAA, "Ș"), ("MS-CYRL", 0xE6, "ж"), ("koi8-u", 0xA4, "є"),
    ] as [(String, UInt8, String)])
  func labelMeansItsSuperset(_ label: String, byte: UInt8, character: String) {
    #expect(read(labeled(label, [byte])).text.hasSuffix("<a>\(character)</a>"))
  }

  @Test(
    arguments: [
      ("gb2312", [0x86, 0xB4], "喆"), ("gbk", [0xB0, 0xA1], "啊"), ("x-sjis", [0x87, 0x40], "①"),
      ("ks_c_5601-1987", [0x8C, 0x63], "똠"), ("euc-kr", [0xB3, 0xE2], "년"), ("big5", [0xA4, 0xA4], "中"),
      ("euc-jp", [0xA4, 0xA2], "あ"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
      ("euc-tw", [0xC4, 0xE3], "中"), ("johab", [0x88, 0x61], "가"),
    ] as [(String, [UInt8], String)])
  func eastAsianLabelMeansItsSuperset(_ label: String, bytes: [UInt8], character: String) {
    #expect(read(labeled(label, bytes)).text.hasSuffix("<a>\(character)</a>"))
  }

  @Test(arguments: ["utf-7", "UTF-7-IMAP", "bogus", "x-nothing", "char", ""])
  func refusedLabelIsNeverUsed(_ label: String) {
    let result = read(labeled(label, Array("+ADw-script+AD4- é".utf8)))
    #expect(result.text.hasSuffix("<a>+ADw-script+AD4- é</a>"))
    #expect(result.encoding == "utf-8")
    #expect(result.codes == (label.isEmpty ? [] : ["unknown-encoding"]))
  }

  @Test(arguments: [
    "encoding='windows-1251'", "encoding=windows-1251", "encoding=“windows-1251”", "encoding=\\\"windows-1251\\\"",
    "ENCODING = \"windows-1251\"", "encoding=\"windows-1251'", "encoding=`windows-1251`",
  ])
  func declarationIsReadWithAnyQuotes(_ attribute: String) {
    let bytes = Array("<?xml version='1.0' \(attribute)?><a>".utf8) + [0xC6] + Array("</a>".utf8)
    #expect(read(bytes).encoding == "windows-1251")
  }

  // MARK: Order

  @Test func declarationGoesBeforeHTTPAndHTTPBeforeDetection() {
    let word: [UInt8] = [0xF1, 0xEB, 0xEE, 0xE2, 0xEE, 0x20, 0xE4, 0xE5, 0xEB, 0xEE]  // слово дело
    #expect(read(labeled("koi8-r", word), charset: "windows-1251").encoding == "koi8-r")
    let bare = Array("<a>".utf8) + word + Array("</a>".utf8)
    #expect(read(bare, charset: "koi8-r").encoding == "koi8-r")
    #expect(read(bare).encoding == "windows-1251")
    #expect(read(labeled("utf-8", word), charset: "windows-1251").encoding == "windows-1251")
    #expect(read(labeled("utf-16", word), charset: "koi8-r").encoding == "koi8-r")
    #expect(read([0xEF, 0xBB, 0xBF] + labeled("koi8-r", Array("слово".utf8)), charset: "koi8-r").encoding == "utf-8")
  }

  @Test func labelOfASCIIIsNoReasonToLoseText() {
    #expect(read(labeled("us-ascii", Array("é".utf8))).text.hasSuffix("<a>é</a>"))
    let cyrillic: [UInt8] = [0xD0, 0xEE, 0xF1, 0xF1, 0xE8, 0xFF, 0x20, 0xE8, 0x20, 0xEC, 0xE8, 0xF0]
    #expect(read(labeled("us-ascii", cyrillic)).text.hasSuffix("<a>Россия и мир</a>"))
  }

  @Test func validUTF8GoesBeforeASingleByteLabel() {
    for label in ["iso-8859-1", "windows-1251", "koi8-r", "iso-8859-15"] {
      let result = read(labeled(label, Array("Ärger, слово".utf8)))
      #expect(result.text.hasSuffix("<a>Ärger, слово</a>"))
      #expect(result.codes == ["wrong-encoding"])
    }
    let damaged = Array(String(repeating: "слово ", count: 20).utf8) + [0xD1]
    #expect(read(labeled("windows-1251", damaged)).encoding == "utf-8")
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian])
  func wideEncodingIsFoundWhateverTheLabelsSay(_ encoding: String.Encoding) throws {
    for (start, label) in [("", "utf-8"), ("\u{FEFF}", "utf-8"), ("", "utf-16"), ("\n ", "koi8-r")] {
      let text = "<?xml version='1.0' encoding='\(label)'?><a>مرحبا 中 😀</a>"
      let bytes = [UInt8](try #require((start + text).data(using: encoding)))
      #expect(read(bytes, charset: "iso-8859-1").text.hasSuffix(text))
    }
  }

  @Test func documentInEBCDICIsReadByItsDeclaration() {
    // <?xml encoding="cp500"?> NEL <a>b</a>
    let bytes: [UInt8] = [
      0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0x85, 0x95, 0x83, 0x96, 0x84, 0x89, 0x95, 0x87, 0x7E, 0x7F, 0x83, 0x97, 0xF5,
      0xF0, 0xF0, 0x7F, 0x6F, 0x6E, 0x15, 0x4C, 0x81, 0x6E, 0x82, 0x4C, 0x61, 0x81, 0x6E,
    ]
    #expect(read(bytes).text == "<?xml encoding=\"cp500\"?>\n<a>b</a>")
    #expect(read(bytes).encoding == "cp500")
    #expect(read(labeled("cp500", Array("b".utf8))).codes == ["wrong-encoding"])
  }

  // MARK: Windows-1252 within UTF-8

  @Test func pastedBytesAreReadAsWindows1252AndTornOnesAreNot() {
    let start = Array("<a>é Don".utf8)
    #expect(read(start + [0x92] + Array("t</a>".utf8)).text == "<a>é Don’t</a>")
    #expect(read(Array("<a>ééé caf".utf8) + [0xE9] + Array(" au</a>".utf8)).text == "<a>ééé café au</a>")
    #expect(read(Array("<a>ééé caf".utf8) + [0xE9] + Array("</a>".utf8)).text == "<a>ééé caf\u{FFFD}</a>")
    #expect(read(Array("<a>слов".utf8) + [0xD0] + Array("</a>".utf8)).text == "<a>слов\u{FFFD}</a>")
  }

  @Test func controlsOfLatin1AreReadAsWindows1252() {
    let result = read(Array("<a>don\u{92}t \u{85}</a>".utf8))
    #expect(result.text == "<a>don’t …</a>")
    #expect(result.codes == ["windows-1252-character"])
  }

  @Test(
    arguments: [
      [0xC0, 0xBC], [0xE0, 0x80, 0xBC], [0xF0, 0x80, 0x80, 0xBC], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
      [0xED, 0xB0, 0x80],
    ] as [[UInt8]])
  func overlongAndSurrogateFormsAreReplaced(_ form: [UInt8]) {
    let text = read(Array("<a>éééééé".utf8) + form + Array("</a>".utf8)).text
    #expect(text.hasPrefix("<a>éééééé\u{FFFD}") && text.hasSuffix("\u{FFFD}</a>"))
    #expect(text.filter { $0 == "<" }.count == 2)
  }
}
