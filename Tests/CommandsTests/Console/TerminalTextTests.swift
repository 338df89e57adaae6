import Testing

@testable import Commands

@Suite struct TerminalTextTests {
  @Test func widthIsThatOfTerminals() {
    for (text, width) in [
      ("Dawn", 4), ("", 0), ("新华社", 6), ("한국", 4), ("روزنامه", 7), ("बीबीसी", 3), ("e\u{301}", 1), ("📰", 2), ("🇵🇰", 2),
      ("ﷺ", 1), ("\u{2068}a\u{2069}", 1),
    ] {
      #expect(TerminalText.width(text) == width, "\(text)")
    }
  }

  @Test func textIsCutToItsColumns() {
    #expect(TerminalText.cut("Dawn", to: 4) == "Dawn")
    #expect(TerminalText.cut("Dawn News", to: 5) == "Dawn…")
    #expect(TerminalText.cut("Dawn News", to: 5, isUTF8: false) == "Dawn~")
    // A wide character does not stand half in the last column.
    #expect(TerminalText.cut("新华社日报", to: 6) == "新华…")
    #expect(TerminalText.cut("abc", to: 0).isEmpty)
    for width in 0..<12 { #expect(TerminalText.width(TerminalText.cut("新a华b社c日d报", to: width)) <= width) }
  }

  @Test func onlyTextFromTheRightIsIsolated() {
    #expect(TerminalText.isolated("Dawn") == "Dawn")
    #expect(TerminalText.isolated("اطلاعات روز") == "\u{2068}اطلاعات روز\u{2069}")
    #expect(TerminalText.isolated("BBC اردو") == "\u{2068}BBC اردو\u{2069}")
  }

  @Test func sparklinesReachFromTheLeastToTheMost() {
    #expect(TerminalText.sparkline([0, 1, 2, 4, 8], isUTF8: true) == "▁▂▃▅█")
    #expect(TerminalText.sparkline([0, 1, 2, 4, 8], isUTF8: false) == ".:-+@")
    #expect(TerminalText.sparkline([0, 0], isUTF8: true) == "  ")
    #expect(TerminalText.sparkline([.nan, .infinity, -1, 1], isUTF8: true) == "▁▁▁█")
    #expect(TerminalText.sparkline([], isUTF8: true) == "")
  }

  @Test func localeTellsOfUTF8() {
    #expect(TerminalText.isUTF8(["LANG": "en_US.UTF-8"]))
    #expect(TerminalText.isUTF8(["LC_ALL": "C.utf8", "LANG": "C"]))
    #expect(!TerminalText.isUTF8(["LC_ALL": "C", "LANG": "en_US.UTF-8"]))
    #expect(TerminalText.isUTF8(["LC_ALL": "", "LC_CTYPE": "ur_PK.UTF-8"]))
    #expect(!TerminalText.isUTF8([:]))
  }
}
