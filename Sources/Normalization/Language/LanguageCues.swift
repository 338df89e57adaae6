/// Tells the languages of one script apart by letters that only some of them have, and by their most frequent words.
///
/// Each letter that some languages lack speaks for those that have it (12 points, shared) and against the others (4); so
/// does each word (12, shared), and each ending of a longer word (6, shared). A language whose own letters are missing throughout loses a point for every three letters
/// of the text, and so does one without letters of its own that too few of its words are found of. The language with the most
/// points wins by what it is ahead of the next.
struct LanguageCues: Sendable {
  /// One language.
  struct Language: Sendable {
    /// BCP 47 primary subtag.
    var tag: String
    /// Letters of which some stand in every sentence; empty when it has none that others lack.
    var signature = ""
    /// How many letters a text must have before it tells something that none of the signature is there.
    var signatureSpan = 0
    /// Frequent words, apart by spaces, lower case.
    var words: String
    /// The last three letters of many words, apart by spaces.
    var endings = ""
  }

  /// A finding.
  struct Verdict: Equatable {
    /// The language with the most points.
    var language: String
    /// What it is ahead of the next, in points.
    var margin: Int
  }

  private let tags: [String]
  private let base: UInt32
  /// Languages that have the letter, one bit each; 0 for letters that tell nothing.
  private let holders: [UInt16]
  /// What each code point is: 0 for signs and digits, 1 for marks on letters, 2 for letters.
  private let kinds: [UInt8]
  private let signatures: [(letters: [Int], span: Int)]
  private let words: WordTable
  private let endings: WordTable
  private let article: (first: UInt32, second: UInt32, languages: UInt16)?

  /// Takes at most 16 languages.
  ///
  /// - Parameters:
  ///   - base: The code points of the script's blocks.
  ///   - languages: The languages.
  ///   - letters: Letters with the tags of the languages that have them, apart by spaces.
  ///   - article: Two letters that many words of a language begin with.
  init(
    base: ClosedRange<UInt32>, languages: [Language], letters: [(String, String)],
    article: (String, language: String)? = nil
  ) {
    let tags = languages.map(\.tag)
    self.tags = tags
    self.base = base.lowerBound
    func mask(_ names: some Sequence<Substring>) -> UInt16 {
      names.reduce(0) { bits, name in bits | (tags.firstIndex(of: String(name)).map { 1 << UInt16($0) } ?? 0) }
    }
    func position(_ scalar: Unicode.Scalar) -> Int? {
      base.contains(scalar.value) ? Int(scalar.value - base.lowerBound) : nil
    }
    var holders = [UInt16](repeating: 0, count: base.count)
    for (letters, names) in letters {
      for case let position? in letters.unicodeScalars.map(position) {
        holders[position] = mask(names.split(separator: " "))
      }
    }
    self.holders = holders
    kinds = base.map(Self.kind)
    signatures = languages.map { ($0.signature.unicodeScalars.compactMap(position), $0.signatureSpan) }
    func table(_ words: (Language) -> String) -> WordTable {
      WordTable(
        languages.flatMap { language in
          words(language).split(separator: " ").map { (String($0), mask([Substring(language.tag)])) }
        })
    }
    words = table(\.words)
    endings = table(\.endings)
    self.article = article.flatMap { letters, language in
      let scalars = letters.unicodeScalars.map(\.value)
      return scalars.count == 2 ? (scalars[0], scalars[1], mask([Substring(language)])) : nil
    }
  }

  /// The language of a sample; `nil` when nothing speaks for one more than for the others.
  func verdict(on sample: TextSample) -> Verdict? {
    var findings = Findings(positions: holders.count, languages: tags.count)
    read(sample.bytes, &findings)
    let counts = findings.counts
    for (position, count) in counts.enumerated() where count > 0 && holders[position] != 0 {
      findings.add(holders[position], worth: 12, times: count, against: 4)
    }
    var points = findings.points
    let letters = findings.letters
    for (index, signature) in signatures.enumerated() {
      let isUnlike =
        signature.letters.isEmpty
        ? findings.words[index] * 40 < letters : signature.letters.allSatisfy { counts[$0] == 0 }
      if isUnlike, letters >= signature.span { points[index] -= letters / 3 }
    }
    guard let best = points.indices.max(by: { points[$0] < points[$1] }), points[best] > 0 else { return nil }
    let next = points.indices.filter { $0 != best }.map { points[$0] }.max() ?? 0
    return points[best] > next ? Verdict(language: tags[best], margin: points[best] - next) : nil
  }

  /// What has been read so far.
  private struct Findings {
    var counts: [Int]
    var letters = 0
    /// By language.
    var points: [Int]
    var words: [Int]

    init(positions: Int, languages: Int) {
      counts = Array(repeating: 0, count: positions)
      points = Array(repeating: 0, count: languages)
      words = points
    }

    mutating func add(_ mask: UInt16, worth: Int, times: Int = 1, against: Int = 0) {
      let share = worth / mask.nonzeroBitCount
      for index in points.indices { points[index] += times * (mask >> UInt16(index) & 1 == 1 ? share : -against) }
    }

    mutating func addWord(_ mask: UInt16) {
      add(mask, worth: 12)
      for index in words.indices where mask >> UInt16(index) & 1 == 1 { words[index] += 1 }
    }
  }

  /// A word as far as it has been read.
  private struct Word {
    var hash = WordTable.Hash()
    var length = 0
    var first: UInt32 = 0
    var last: (UInt32, UInt32, UInt32) = (0, 0, 0)
    var beginsWithArticle = false

    @inline(__always)
    mutating func add(_ scalar: UInt32) {
      if length == 0 { first = scalar }
      length += 1
      hash.add(scalar)
      last = (last.1, last.2, scalar)
    }
  }

  /// Counts letters and finds words.
  private func read(_ bytes: [UInt8], _ findings: inout Findings) {
    var index = 0
    var word = Word()
    while index < bytes.count {
      if bytes[index] < 0x80 {
        end(&word, &findings)
        index += 1
        continue
      }
      let scalar = Self.lowercased(TextSample.scalar(bytes, &index))
      let offset = Int(scalar) - Int(base)
      guard kinds.indices.contains(offset), kinds[offset] > 0 else {
        end(&word, &findings)
        continue
      }
      if kinds[offset] == 2 {
        findings.counts[offset] += 1
        findings.letters += 1
      }
      if word.length == 1, let article, word.first == article.first, scalar == article.second {
        word.beginsWithArticle = true
      }
      word.add(scalar)
    }
    end(&word, &findings)
  }

  private func end(_ word: inout Word, _ findings: inout Findings) {
    guard word.length > 0 else { return }
    let mask = words.value(of: word.hash.value)
    if mask != 0 {
      findings.addWord(mask)
    } else if word.length > 3 {
      if word.beginsWithArticle, let article { findings.add(article.languages, worth: 12) }
      var ending = WordTable.Hash()
      ending.add(word.last.0)
      ending.add(word.last.1)
      ending.add(word.last.2)
      let mask = endings.value(of: ending.value)
      if mask != 0 { findings.add(mask, worth: 6) }
    }
    word = Word()
  }

  private static func kind(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x64B...0x65F, 0x670: 1
    case 0x966...0x970: 0
    default: Script.of(scalar) == nil ? 0 : 2
    }
  }

  /// Small letters of Cyrillic; the other scripts of these tables have no case.
  @inline(__always)
  private static func lowercased(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x400...0x40F: scalar + 80
    case 0x410...0x42F: scalar + 32
    case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: scalar | 1
    default: scalar
    }
  }
}
