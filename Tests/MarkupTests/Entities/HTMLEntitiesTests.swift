import Markup
import Testing

@Suite struct HTMLEntitiesTests {
  private func text(_ name: String) -> String? {
    HTMLEntities.utf8(named: Array(name.utf8).span).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func namesAreFoundByCase() {
    #expect(text("eacute") == "é")
    #expect(text("Eacute") == "É")
    #expect(text("nbsp") == "\u{A0}")
    #expect(text("NotEqualTilde") == "\u{2242}\u{338}")
    #expect(text("CounterClockwiseContourIntegral") == "\u{2233}")
    #expect(text("AMP") == "&")
    #expect(text("EACUTE") == nil)
    #expect(text("") == nil)
    #expect(text(String(repeating: "a", count: 40)) == nil)
  }

  private func isOld(_ name: String) -> Bool { HTMLEntities.worksWithoutSemicolon(Array(name.utf8).span) }

  @Test func oldNamesWorkWithoutSemicolon() {
    #expect(isOld("nbsp"))
    #expect(isOld("frac34"))
    #expect(!isOld("hellip"))
  }

  @Test func numbersMeanWhatBrowsersMake() {
    #expect(HTMLEntities.scalar(number: 146) == "\u{2019}")
    #expect(HTMLEntities.scalar(number: 0) == "\u{FFFD}")
    #expect(HTMLEntities.scalar(number: 0xD800) == "\u{FFFD}")
    #expect(HTMLEntities.scalar(number: 0x110000) == "\u{FFFD}")
    #expect(HTMLEntities.scalar(number: 0x1F600) == "😀")
  }
}
