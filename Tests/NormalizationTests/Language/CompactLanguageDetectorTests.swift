import Testing

@testable import Normalization

@Suite struct CompactLanguageDetectorTests {
  private let english = "The foreign minister said on Monday that the border crossing would open again. "

  @Test func answersWithPrimarySubtags() {
    #expect(CompactLanguageDetector.detect(Array(english.utf8))?.language == "en")
    let hebrew = "שר החוץ אמר ביום שני כי מעבר הגבול ייפתח שוב בשבוע הבא"
    #expect(CompactLanguageDetector.detect(Array(hebrew.utf8))?.language == "he")
    #expect(CompactLanguageDetector.detect([]) == nil)
    #expect(CompactLanguageDetector.detect(Array("xqz".utf8)) == nil)
  }

  @Test func readsNoFurtherThanItsLimit() {
    let german = "Der Außenminister sagte am Montag, dass der Grenzübergang wieder öffnet. "
    var bytes = Array(english.utf8)
    while bytes.count < CompactLanguageDetector.limit { bytes.append(contentsOf: english.utf8) }
    let beginning = CompactLanguageDetector.detect(Array(bytes.prefix(CompactLanguageDetector.limit)))
    for _ in 0..<200 { bytes.append(contentsOf: german.utf8) }
    #expect(CompactLanguageDetector.detect(bytes) == beginning)
    #expect(beginning?.percent ?? 0 >= 95)
  }

  @Test func aCharacterAcrossTheLimitIsLeftOut() {
    for shift in 0..<4 {
      let bytes = [UInt8](repeating: 0x20, count: shift) + Array(String(repeating: "граница ", count: 400).utf8)
      _ = CompactLanguageDetector.detect(bytes)
      let han = [UInt8](repeating: 0x20, count: shift) + Array(String(repeating: "边境口岸恢复通关", count: 200).utf8)
      #expect(CompactLanguageDetector.detect(han)?.language == "zh")
    }
  }

  @Test func whatIsNoTextEndsIt() {
    for bad in [[0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0x01]] as [[UInt8]] {
      #expect(CompactLanguageDetector.detect(Array(english.utf8) + bad)?.language == "en", "\(bad)")
      #expect(CompactLanguageDetector.detect(bad + Array(english.utf8)) == nil, "\(bad)")
    }
  }
}
