import Testing

@testable import Classification

@Suite struct AutomatonTests {
  /// Small deterministic generator, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11 | state << 53
    }
  }

  private func found(_ automaton: Automaton, _ text: [UInt8]) -> Set<[Int32]> {
    var matches: [Automaton.Match] = []
    automaton.matches(in: text, &matches)
    return Set(matches.map { [$0.start, $0.end, $0.keyword] })
  }

  /// What a plain search finds, with the automaton's rule that ASCII matches begin words.
  private func expected(_ keywords: [[UInt8]], _ text: [UInt8]) -> Set<[Int32]> {
    var result: Set<[Int32]> = []
    for (index, keyword) in keywords.enumerated() {
      for start in 0..<max(0, text.count - keyword.count + 1)
      where Array(text[start..<start + keyword.count]) == keyword {
        guard start == 0 || text[start] >= 0xC0 || !isWordByte(text[start - 1]) else { continue }
        result.insert([Int32(start), Int32(start + keyword.count), Int32(index)])
      }
    }
    return result
  }

  @Test func findsWhatAPlainSearchFinds() {
    var generator = Generator(state: 7)
    for _ in 0..<60 {
      let alphabet: [UInt8] = [0x61, 0x62, 0x20, 0xD0, 0xB0]
      var keywords: Set<[UInt8]> = []
      for _ in 0..<40 {
        keywords.insert(
          (0..<Int.random(in: 1...6, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 0x61 })
      }
      let list = keywords.sorted { $0.lexicographicallyPrecedes($1) }
      let text = (0..<300).map { _ in alphabet.randomElement(using: &generator) ?? 0x61 }
      #expect(found(Automaton(keywords: list), text) == expected(list, text))
    }
  }

  @Test func nestedAndOverlappingKeywordsAreAllFound() {
    let keywords = ["taliban", "pakistani taliban", "pakistani", "ban"].map { Array($0.utf8) }
    let matches = found(Automaton(keywords: keywords), Array("the pakistani taliban".utf8))
    #expect(matches == [[4, 13, 2], [4, 21, 1], [14, 21, 0]])
  }

  @Test func noKeywordsFindNothing() {
    #expect(found(Automaton(keywords: []), Array("text".utf8)).isEmpty)
  }
}
