import Foundation

/// Vectors of words whose directions tell how near their meanings are, so that a word that no labeled item has is weighed
/// as its neighbors are.
///
/// The file has a line of two numbers, words and components; then for each word its name and its components as base64 of
/// signed bytes, parted by a space. Only training reads it: a model holds the words' weights.
public struct WordVectors: Sendable {
  /// Folded words, ascending.
  public let words: [String]
  /// Components of a vector.
  public let width: Int
  private let components: [Int8]
  private let index: [String: Int]
  /// What a component is divided by.
  private static let unit = 64.0

  /// No vectors.
  public static let none = WordVectors()

  private init() {
    words = []
    width = 0
    components = []
    index = [:]
  }

  /// Reads a file.
  ///
  /// - Throws: `LabelError` with the number of the first line that is no vector.
  public init(_ bytes: [UInt8]) throws(LabelError) {
    var lines = bytes.split(separator: 0x0A).makeIterator()
    let head = (lines.next() ?? []).split(separator: 0x20).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard head.count == 2, head[0] >= 0, (1...4096).contains(head[1]) else {
      throw LabelError(line: 1, message: "not the numbers of words and components")
    }
    width = head[1]
    var words: [String] = []
    var components: [Int8] = []
    components.reserveCapacity(min(head[0], 1_000_000) * width)
    while let line = lines.next() {
      guard let space = line.firstIndex(of: 0x20), let data = Data(base64Encoded: Data(line[(space + 1)...])),
        data.count == width
      else { throw LabelError(line: words.count + 2, message: "not a word and \(width) components as base64") }
      words.append(String(decoding: line[..<space], as: UTF8.self))
      components += data.map { Int8(bitPattern: $0) }
    }
    guard words.count == head[0] else {
      throw LabelError(line: 1, message: "\(head[0]) words are announced, \(words.count) are there")
    }
    self.words = words
    self.components = components
    index = Dictionary(words.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The place of a word in `words`.
  func place(of word: String) -> Int? { index[word] }

  /// Adds a word's vector, times `factor`, to a sum.
  func add(_ place: Int, times factor: Double, to sum: inout [Double]) {
    for component in 0..<width { sum[component] += Double(components[place * width + component]) * factor / Self.unit }
  }

  /// The product of a word's vector and some weights.
  func dot(_ place: Int, _ weights: ArraySlice<Double>) -> Double {
    var sum = 0.0
    for component in 0..<width {
      sum += Double(components[place * width + component]) * weights[weights.startIndex + component]
    }
    return sum / Self.unit
  }
}
