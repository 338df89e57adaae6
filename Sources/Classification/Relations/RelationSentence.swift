import Articles

/// One sentence as words and names, ready to be looked at for verbs and their parties.
struct RelationSentence {
  /// Somebody or something that is named.
  struct Party {
    /// Gazetteer id; a country's for its capital and for places in it.
    var id: String
    var kind: EntityKind
    var countries: [String]
    /// A place below its country: never a doer, and whom something was done to only where a rule takes places.
    var isLocal: Bool
    var isCapital: Bool
    var isAdjective: Bool
  }
  struct Token {
    /// The folded word; a name's words apart by spaces.
    var text: String
    var party: Party?
    var start: Int32
    var end: Int32
    /// Whether a comma, or something stronger, stands before.
    var afterComma = false
    var afterBreak = false
    /// Whether a hyphen joins it to the word before: `India-backed`.
    var isJoined = false
  }

  private(set) var tokens: [Token] = []

  /// The words of a sentence, by their range in the document.
  init(_ words: Range<Int>, _ reading: Reading, _ rules: CompiledRules) {
    let document = reading.document
    var index = words.lowerBound
    var next = reading.mentions.firstIndex { $0.hit.start >= document.words[index].start } ?? reading.mentions.count
    while index < words.upperBound {
      let start = document.words[index].start
      var end = document.endOfWord(index)
      var named: [Int32] = []
      while next < reading.mentions.count, reading.mentions[next].hit.start <= start {
        if reading.mentions[next].hit.start == start {
          named.append(reading.mentions[next].entity)
          end = max(end, reading.mentions[next].hit.end)
        }
        next += 1
      }
      var token = Token(
        text: String(decoding: document.folded.bytes[Int(start)..<Int(end)], as: UTF8.self), start: start, end: end)
      if !named.isEmpty { token.party = Self.party(named, token.text, rules) }
      if let last = tokens.last { mark(&token, document, after: last.end) }
      tokens.append(token)
      repeat { index += 1 } while index < words.upperBound && document.words[index].start < end
    }
  }

  private func mark(_ token: inout Token, _ document: Document, after end: Int32) {
    let between = document.original(between: end, token.start)
    for (index, byte) in zip(between.indices, between) {
      switch byte {
      // A comma between digits is part of a number.
      case UInt8(ascii: ","): token.afterComma = token.start - end > 1 || !token.text.allSatisfy(\.isNumber)
      case UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "|"):
        token.afterBreak = true
      // U+2013 and U+2014, dashes, and U+201C and U+201D, double quotes; single quotes part nothing.
      case 0xE2 where index + 2 < between.endIndex && between[index + 1] == 0x80:
        if [0x93, 0x94, 0x9C, 0x9D].contains(between[index + 2]) { token.afterBreak = true }
      case UInt8(ascii: "-"): token.isJoined = between.count == 1
      default: break
      }
    }
  }

  private static func party(_ named: [Int32], _ text: String, _ rules: CompiledRules) -> Party {
    let entities = named.map { rules.entities[Int($0)] }
    let place = entities.first { $0.entity.kind == .place }
    // An actor wins over a place of its name, save a capital, which stands for its country.
    let chosen = place?.entity.type == "capital" ? place : entities.first { $0.entity.kind != .place } ?? place
    guard let entity = chosen?.entity, entity.kind == .place else {
      let entity = entities[0].entity
      let other = chosen?.entity ?? entity
      return Party(
        id: other.id, kind: other.kind, countries: other.countries, isLocal: false, isCapital: false,
        isAdjective: false)
    }
    let isCountry = entity.type == "country"
    let isCapital = entity.type == "capital"
    let country = entity.countries.count == 1 ? "country-" + entity.countries[0].lowercased() : ""
    let isAdjective = PlaceWords.isAdjective(Array(text.utf8)[...], of: FoldedText.fold(entity.name))
    return Party(
      id: isCountry ? entity.id : country, kind: .place, countries: entity.countries,
      isLocal: !isCountry && !isCapital, isCapital: isCapital, isAdjective: isAdjective)
  }

  /// Whether the words of a phrase stand at a token.
  func has(_ phrase: [String], at index: Int) -> Bool {
    guard index >= 0, index + phrase.count <= tokens.count else { return false }
    for (offset, word) in phrase.enumerated() {
      let text = tokens[index + offset].text
      if word.hasSuffix("*") ? !text.hasPrefix(word.dropLast()) : text != word { return false }
    }
    return true
  }
}

extension Document {
  /// The original bytes between two folded words of one field.
  fileprivate func original(between end: Int32, _ start: Int32) -> ArraySlice<UInt8> {
    guard end < start else { return [] }
    let field = fields[Int(sentences[Int(words[Int(wordOf[Int(start)])].sentence)].field)]
    let from = Int(folded.origins[Int(end)])
    let to = Int(folded.origins[Int(start)])
    return from < to && to <= field.source.count ? field.source[from..<to] : []
  }
}
