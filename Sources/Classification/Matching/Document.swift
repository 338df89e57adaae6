import Articles

/// The text of one article made ready for matching: folded, and cut into words, clauses and sentences.
struct Document {
  /// One field's place in the folded text, and its original bytes.
  struct Field {
    var field: ArticleField
    var start: Int32
    var source: [UInt8]
  }
  /// Where a word begins, and the clause and sentence it stands in.
  struct Word {
    var start: Int32
    var clause: Int32
    var sentence: Int32
  }
  /// One sentence and what its place in the article is worth.
  struct Sentence {
    /// Index into `fields`.
    var field: Int32
    /// Weight of its place: title, then the lead, then the rest.
    var weight: Double
    /// Whether it is the title or one of the first two sentences.
    var isLead: Bool
    /// Sentences of the lead share number 0 here; others have their own.
    var leadGroup: Int32
  }

  private(set) var folded = FoldedText()
  private(set) var fields: [Field] = []
  private(set) var words: [Word] = []
  /// For each folded byte, the word it belongs to or that stands before it.
  private(set) var wordOf: [Int32] = []
  private(set) var sentences: [Sentence] = []

  init(_ text: ClassifiableText) {
    let title = Document.bytes(text.title)
    let summary = Document.bytes(text.summary)
    let body = Document.bytes(text.text)
    folded.reserve(title.count + summary.count + body.count + 3)
    append(title, as: .title)
    if !Document.repeats(summary, in: body) { append(summary, as: .summary) }
    append(body, as: .text)
    split()
    weigh()
  }

  private static func bytes(_ text: String) -> [UInt8] {
    // A whole view is copied as one block, a prefix byte by byte.
    let isShort = text.utf8.count <= Classifier.maximumFieldBytes
    return isShort ? Array(text.utf8) : Array(text.utf8.prefix(Classifier.maximumFieldBytes))
  }

  private mutating func append(_ source: [UInt8], as field: ArticleField) {
    guard !source.isEmpty else { return }
    fields.append(Field(field: field, start: Int32(clamping: folded.bytes.count), source: source))
    folded.append(source)
    folded.endField()
  }

  /// Whether the summary is only the beginning of the body, perhaps with an ellipsis.
  private static func repeats(_ summary: [UInt8], in body: [UInt8]) -> Bool {
    guard summary.count > 3, body.count + 4 >= summary.count else { return false }
    return body.starts(with: summary.dropLast(4))
  }

  // MARK: Words, clauses, sentences

  private mutating func split() {
    let bytes = folded.bytes
    words.reserveCapacity(bytes.count / 5 + 1)
    openSentence(0)
    wordOf = Array(capacity: bytes.count) { wordOf in split(bytes.span, &wordOf) }
  }

  private mutating func split(_ bytes: Span<UInt8>, _ wordOf: inout OutputSpan<Int32>) {
    var state = Splitter()
    var field = 0
    var nextField = fields.count > 1 ? Int(fields[1].start) : Int.max
    var word: Int32 = -1
    for position in bytes.indices {
      let byte = bytes[position]
      if position == nextField {
        field += 1
        nextField = field + 1 < fields.count ? Int(fields[field + 1].start) : Int.max
        openSentence(field)
        state.clause += 1
      }
      if isWordByte(byte) {
        let startsHan = byte >= 0xE3 && byte <= 0xE9
        if !state.inWord || startsHan {
          words.append(
            Word(start: Int32(truncatingIfNeeded: position), clause: state.clause, sentence: Int32(sentences.count - 1))
          )
          word += 1
          state.wordStart = position
          state.inWord = true
        }
      } else {
        if byte != 0x20, state.endsSentence(bytes, position) { openSentence(field) }
        state.inWord = false
      }
      wordOf.append(max(0, word))
    }
  }

  private mutating func openSentence(_ field: Int) {
    if let last = sentences.last, last.field == Int32(field), words.last?.sentence != Int32(sentences.count - 1) {
      return
    }
    sentences.append(Sentence(field: Int32(field), weight: 0, isLead: false, leadGroup: 0))
  }

  private struct Splitter {
    var inWord = false
    var wordStart = 0
    var clause: Int32 = 0

    /// Notes the ends of clauses; true at the end of a sentence.
    ///
    /// A full stop ends one only before a space, and not after a single letter or an abbreviation: `U.S.`, `Gen.`.
    mutating func endsSentence(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
      switch bytes[position] {
      case 0x2C, 0x3A: clause += 1
      case 0x21, 0x3F, 0x3B, 0x0A:
        clause += 1
        return true
      case 0x2E:
        let isLast = position + 1 >= bytes.count || !isWordByte(bytes[position + 1]) || bytes[position + 1] >= 0xE3
        guard isLast, inWord, !isAbbreviation(bytes, position) else { return false }
        clause += 1
        return true
      default: break
      }
      return false
    }

    private func isAbbreviation(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
      guard end - wordStart <= 3, bytes[end - 1] > 0x39 else { return false }
      return end - wordStart == 1 || Splitter.abbreviations.contains(Splitter.key(bytes, wordStart, end))
    }

    /// Up to three bytes as one number.
    private static func key(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
      var key: UInt32 = 0
      for index in start..<end { key = key << 8 | UInt32(bytes[index]) }
      return key
    }

    private static let abbreviations = Set(
      [
        "mr", "mrs", "ms", "dr", "gen", "col", "maj", "lt", "sgt", "sen", "rep", "gov", "st", "jr", "sr", "no", "rs",
        "vs",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "inc", "ltd", "co", "km", "sq",
      ].map { key(Array($0.utf8).span, 0, $0.utf8.count) })
  }

  /// Titles count most, then the first sentences; what stands deep in a long text counts by its density.
  private mutating func weigh() {
    var ordinal = 0
    let length = Double(max(1, folded.bytes.count))
    let deep = 0.5 * min(1, (1_500 / length).squareRoot())
    for index in sentences.indices {
      if fields.isEmpty { break }
      let isTitle = fields[Int(sentences[index].field)].field == .title
      if isTitle {
        sentences[index].weight = 1.15
      } else {
        sentences[index].weight = ordinal == 0 ? 1 : ordinal == 1 ? 0.9 : ordinal == 2 ? 0.75 : deep
        ordinal += 1
      }
      sentences[index].isLead = isTitle || ordinal <= 2
      sentences[index].leadGroup = sentences[index].isLead ? 0 : Int32(index + 1)
    }
  }

  /// One past the last folded byte of a word.
  func endOfWord(_ index: Int) -> Int32 {
    let bytes = folded.bytes
    let end = index + 1 < words.count ? Int(words[index + 1].start) : bytes.count
    var position = Int(words[index].start)
    while position < end, isWordByte(bytes[position]) { position += 1 }
    return Int32(clamping: position)
  }

  // MARK: The way back

  /// The original words that a folded range was made from, on character boundaries.
  func span(_ start: Int32, _ end: Int32) -> TextSpan {
    let sentence = sentences[Int(words[Int(wordOf[Int(start)])].sentence)]
    let field = fields[Int(sentence.field)]
    let from = Int(folded.origins[Int(start)])
    let to = pastClosingBrackets(from, originalEnd(Int(end) - 1, in: field.source), in: field.source)
    return TextSpan(
      field: field.field, start: from, end: to, words: String(decoding: field.source[from..<to], as: UTF8.self))
  }

  /// Past the brackets that follow directly and close what was opened in the range: `CPI (Maoist` → `CPI (Maoist)`.
  private func pastClosingBrackets(_ from: Int, _ to: Int, in source: [UInt8]) -> Int {
    var open: [UInt8] = []
    for byte in source[from..<to] {
      switch byte {
      case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case open.last: open.removeLast()
      default: break
      }
    }
    var to = to
    while let bracket = open.popLast(), to < source.count, source[to] == bracket { to += 1 }
    return to
  }

  /// Past the character of a folded byte and the marks that belong to it.
  private func originalEnd(_ index: Int, in source: [UInt8]) -> Int {
    let table = FoldingTable.shared
    let source = source.span
    var position = Int(folded.origins[index])
    _ = decodeScalar(source, &position)
    while position < source.count {
      var next = position
      let code = decodeScalar(source, &next)
      guard code > 0x7F, code < 0x10000, table.entries[Int(code)] == 0 else { break }
      position = next
    }
    return position
  }

  /// The original bytes of a folded range.
  func original(_ start: Int32, _ end: Int32) -> ArraySlice<UInt8> {
    let word = words[Int(wordOf[Int(start)])]
    let field = fields[Int(sentences[Int(word.sentence)].field)]
    let from = Int(folded.origins[Int(start)])
    return field.source[from..<max(from, originalEnd(Int(end) - 1, in: field.source))]
  }
}
