import Articles

/// The words of a text's title and lead as features: each word, each two that follow each other, each of the title.
///
/// A model learns from headlines and first words, so it reads no farther; the rules read all. Numbers are one word.
struct WordFeatures {
  /// So many words are read unless a model says otherwise.
  static let usualReach = 110
  /// The word that stands for every number.
  static let number = "0"

  /// One word or two, by index, and its hash.
  struct Item {
    var kind: FeatureKind
    var hash: UInt64
    var first: Int32
    var last: Int32
  }

  private let document: Document
  private let hashes: [UInt64]

  init(_ document: Document, reach: Int) {
    self.document = document
    let count = min(document.words.count, reach)
    let number = FeatureHash.of(Self.number.utf8)
    let bytes = document.folded.bytes.span
    let words = document.words.span
    hashes = Array(capacity: count) { hashes in
      for index in 0..<count {
        let end = index + 1 < words.count ? Int(words[index + 1].start) : bytes.count
        var position = Int(words[index].start)
        var hash = FeatureHash.start
        var isNumber = true
        while position < end, isWordByte(bytes[position]) {
          if bytes[position] > 0x39 { isNumber = false }
          FeatureHash.add(bytes[position], to: &hash)
          position += 1
        }
        hashes.append(isNumber ? number : hash)
      }
    }
  }

  /// Number of words that are read.
  var count: Int { hashes.count }

  /// Calls `body` with each feature, in the order of the text; one that comes twice comes twice.
  @inline(__always) func forEach(_ body: (Item) -> Void) {
    var previousSentence: Int32 = -1
    for index in hashes.indices {
      let word = document.words[index]
      let hash = hashes[index]
      let position = Int32(truncatingIfNeeded: index)
      body(Item(kind: .word, hash: FeatureHash.feature(.word, hash), first: position, last: position))
      body(Item(kind: .meaning, hash: FeatureHash.feature(.meaning, hash), first: position, last: position))
      if document.fields[Int(document.sentences[Int(word.sentence)].field)].field == .title {
        body(Item(kind: .title, hash: FeatureHash.feature(.title, hash), first: position, last: position))
      }
      if index > 0, previousSentence == word.sentence {
        body(
          Item(
            kind: .pair, hash: FeatureHash.feature(.pair, hashes[index - 1], hash), first: position - 1, last: position)
        )
      }
      previousSentence = word.sentence
    }
  }

  /// The name of a feature in `model.json`.
  func name(_ item: Item) -> String {
    let first = text(Int(item.first))
    return item.kind.label + ":" + (item.first == item.last ? first : first + " " + text(Int(item.last)))
  }

  /// The folded range of a feature.
  func range(_ item: Item) -> (start: Int32, end: Int32) {
    (document.words[Int(item.first)].start, document.endOfWord(Int(item.last)))
  }

  private func text(_ index: Int) -> String {
    let bytes = document.folded.bytes[Int(document.words[index].start)..<Int(document.endOfWord(index))]
    return bytes.allSatisfy { $0 <= 0x39 } ? Self.number : String(decoding: bytes, as: UTF8.self)
  }
}
