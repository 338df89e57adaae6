import TestSupport
import Testing

@testable import SQLiteStore

@Suite struct TextDeltaTests {
  @Test func anyTextComesBackFromAnySource() {
    let pieces = [
      "<p>", "</p>", " ", "\n\n", "- ", "&amp;", "&", "<", "border", "closure at Torkham", "سرحد بند", "é", "关闭",
    ]
    var generator = SeededGenerator(seed: 7)
    func text(_ count: Int) -> String { (0..<count).map { _ in pieces.pick(&generator) }.joined() }
    for count in 0..<400 {
      let (target, source) = (text(count % 60), text(count % 37))
      #expect(TextDelta.decode(TextDelta.encode(target, from: source), from: source) == target)
    }
  }

  @Test func markupAroundTheSameWordsIsShort() {
    let paragraphs = (0..<20).map { "Paragraph \($0) tells that the crossing stayed shut & trucks waited in line." }
    let text = paragraphs.joined(separator: "\n\n")
    let html = paragraphs.map { "<p>\($0.replacing("&", with: "&amp;"))</p>" }.joined(separator: "\n")
    let delta = TextDelta.encode(html, from: text)
    #expect(delta.count < html.utf8.count / 3)
    #expect(TextDelta.decode(delta, from: text) == html)
  }

  @Test func brokenInstructionsEndTheTextEarly() {
    let source = "The crossing at Torkham stayed shut for a third day."
    let delta = TextDelta.encode("<p>\(source)</p>", from: source)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2_000 {
      var broken = delta
      broken[Int(generator.next() % UInt64(broken.count))] = UInt8(truncatingIfNeeded: generator.next())
      broken.removeLast(Int(generator.next() % 3))
      #expect(TextDelta.decode(broken, from: source).utf8.count <= 4 * (source.utf8.count + broken.count))
    }
    #expect(TextDelta.decode([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], from: source).isEmpty)
    #expect(TextDelta.decode([0, 0, 200], from: source).isEmpty)
  }
}
