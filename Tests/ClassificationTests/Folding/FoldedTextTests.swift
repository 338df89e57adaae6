import Testing

@testable import Classification

@Suite struct FoldedTextTests {
  private func fold(_ text: String) -> String { String(decoding: FoldedText.fold(text), as: UTF8.self) }

  @Test(arguments: [
    ("Tehreek-e-Taliban", "tehreek e taliban"), ("ISLAMABAD —  Türkiye", "islamabad turkiye"),
    ("Pakistan’s Qa'ida d’affaires", "pakistan s qaida daffaires"), ("Soldiers' deaths", "soldiers deaths"),
    ("“Talks”, (he) said…", "talks , he said."), ("ﬁre ＫＡＢＵＬ ①", "fire kabul 1"), ("U.S. & J&K", "u.s. & j&k"),
  ])
  func latinLosesCaseDiacriticsDashesAndQuotes(text: String, folded: String) {
    #expect(fold(text) == folded)
  }

  @Test(arguments: [
    ("كابل", "کابل"), ("سرحدي", "سرحدی"), ("پناهگاه‌های", "پناهگاههای"), ("حَمْلَة", "حمله"), ("مــرز", "مرز"),
    ("ګډون", "گڈون"),
    ("أفغانستان", "افغانستان"), ("مسؤول", "مسوول"), ("کرښې", "کرښی"), ("۱۲۳ ٤٥", "123 45"), ("خبر۔", "خبر."),
    ("حملہ", "حمله"),
  ])
  func arabicScriptTakesOneFormALetter(text: String, folded: String) {
    #expect(fold(text) == folded)
  }

  @Test(arguments: [("Боевиков Ёлка", "боевиков елка"), ("йод", "йод"), ("ड़ाकू", "डाकू"), ("हमला।", "हमला."), ("१२", "12")])
  func cyrillicAndDevanagariFold(text: String, folded: String) {
    #expect(fold(text) == folded)
  }

  @Test func hanAndHangulStandForThemselves() {
    let letters = [0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3].joined()
      .compactMap { Unicode.Scalar(UInt32($0)) }.filter { $0.properties.generalCategory == .otherLetter }
    let changed = letters.filter { FoldedText.fold(String(Character($0))) != Array(String(Character($0)).utf8) }
    #expect(letters.count > 38_000 && changed.isEmpty)
    #expect(FoldedText.fold("\u{9FFF}\u{4DBF}\u{D7A4}") == Array("\u{9FFF}\u{4DBF}".utf8))
  }

  @Test func paragraphsStayApartAndSpacesCollapse() {
    #expect(fold("  a \t b\n c\n\n d ") == "a b c\nd")
  }

  @Test func brokenUTF8BecomesSpaceAndNeverTraps() {
    var text = FoldedText()
    for lead in UInt8(0)...255 { text.append([0x61, lead, 0x62, lead, lead]) }
    #expect(text.bytes.count == text.origins.count)
  }

  @Test(arguments: ["Ünïcode ’s ﷲ", "د ډیورنډ کرښې پر غاړه", "👩‍👩‍👧 Kabul é", "क़़ ज़", "北京、上海。"])
  func everyOriginIsACharacterStartAndNeverFalls(text: String) {
    var folded = FoldedText()
    let source = Array(text.utf8)
    folded.append(source)
    var last: Int32 = 0
    for origin in folded.origins {
      #expect(origin >= last && source[Int(origin)] & 0xC0 != 0x80)
      last = origin
    }
  }
}
