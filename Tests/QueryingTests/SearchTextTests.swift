import Querying
import Testing

@Suite struct SearchTextTests {
  @Test(arguments: [
    ("Cross-Border, U.N. 7", "cross border u n 7"), ("Straße ŁÓDŹ Çapljina", "strasse łodz capljina"),
    ("cafe\u{301} café", "cafe cafe"), ("İstanbul ısı", "istanbul isi"), ("ﬁne Ａ１", "fine a1"),
    ("ΟΔΟΣ οδός", "οδοσ οδοσ"), ("Ёлка ЙОД", "елка иод"), ("پاكستان پاکستان", "پاکستان پاکستان"),
    ("آزاد أزاد هیئتِ", "ازاد ازاد هیئت".replacing("ئ", with: "ی")), ("ســرحد", "سرحد"), ("می\u{200C}شود", "می شود"),
    ("١٢۳", "123"), ("ज़मीन नियंत्रण", "जमीन नियंत्रण"), ("中国2025安全", "中 国 2025 安 全"), ("a中b", "a 中 b"),
    ("ﷺ", "صلىاللهعليهوسلم".replacing("ى", with: "ی").replacing("ي", with: "ی")), ("co\u{AD}op \u{FEFF}x", "coop x"),
    ("—…“”", ""), ("😀", ""), ("", ""), ("𐐀", "𐐨"), ("𠀀𠀁", "𠀀 𠀁"), ("a\u{0}b", "a b"),
  ])
  func textFolds(text: String, expected: String) {
    let words = String(decoding: SearchText.words(of: text), as: UTF8.self)
    #expect(Array(words.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func foldingTwiceChangesNothing() {
    for value in (0 as UInt32)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = SearchText.words(of: "a" + String(scalar) + "b")
      #expect(SearchText.words(of: String(decoding: once, as: UTF8.self)) == once, "U+\(String(value, radix: 16))")
    }
  }

  @Test func stretchesDoNotShow() {
    // Folding goes by stretches of bytes; wherever one ends, the words must be the same.
    let tail = "Torkham’s ﷺ ĳ кабул 边境 straße"
    let expected = String(decoding: SearchText.words(of: tail), as: UTF8.self)
    for length in 0..<140 {
      let padding = String(repeating: "a ", count: length / 2) + String(repeating: " ", count: length % 2)
      let words = String(decoding: SearchText.words(of: padding + tail), as: UTF8.self)
      #expect(words == String(repeating: "a ", count: length / 2) + expected)
    }
  }

  @Test func longWordsAreCut() {
    #expect(SearchText.words(of: String(repeating: "a", count: 5_000)).count == 96)
  }
}
