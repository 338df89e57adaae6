import Foundation
import Testing

@testable import Learning

@Suite struct WordVectorsTests {
  private static func line(_ word: String, _ components: [Int8]) -> String {
    "\(word) \(Data(components.map { UInt8(bitPattern: $0) }).base64EncodedString())"
  }

  private func vectors(_ lines: String...) throws(LabelError) -> WordVectors {
    try WordVectors(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test func wordsAreFoundAndWeighed() throws {
    let vectors = try vectors("2 3", Self.line("attack", [64, -64, 0]), Self.line("Сад", [-128, 127, 32]))
    #expect(vectors.words == ["attack", "Сад"] && vectors.width == 3)
    let garden = try #require(vectors.place(of: "Сад"))
    #expect(vectors.place(of: "attack") == 0 && garden == 1 && vectors.place(of: "blast") == nil)
    var sum = [1.0, 0, 0]
    vectors.add(0, times: 2, to: &sum)
    #expect(sum == [3, -2, 0])
    #expect(vectors.dot(garden, [9, 1, 2, 4][1...]) == 3.96875)
  }

  @Test func noVectorsKnowNoWord() {
    #expect(WordVectors.none.words.isEmpty && WordVectors.none.place(of: "a") == nil && WordVectors.none.width == 0)
  }

  @Test(arguments: ["", "2", "two 3", "-1 3", "1 0", "1 5000", "1 2 3"])
  func aFileWithoutItsNumbersIsRefused(head: String) {
    let error = #expect(throws: LabelError.self) { try vectors(head) }
    #expect(error == LabelError(line: 1, message: "not the numbers of words and components"))
  }

  @Test(arguments: ["blast", "blast !!!!", "blast QEA=", "blast QEBAQA=="])
  func aLineThatIsNoVectorIsNamed(line: String) {
    let error = #expect(throws: LabelError.self) { try vectors("2 3", Self.line("attack", [1, 2, 3]), line) }
    #expect(error == LabelError(line: 3, message: "not a word and 3 components as base64"))
  }

  @Test func aCutFileIsRefused() {
    let error = #expect(throws: LabelError.self) { try vectors("2 3", Self.line("attack", [1, 2, 3])) }
    #expect(error == LabelError(line: 1, message: "2 words are announced, 1 are there"))
  }
}
