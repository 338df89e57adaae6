import Articles

/// Weighs how far each mention of a place says where the event took place, from 0 to 1.
struct PlaceReader {
  private let document: Document
  private let rules: CompiledRules
  /// Clauses with the words that earned topics.
  private let eventClauses: [Int32]
  /// Where names of actors and organizations begin: a capital that stands there speaks.
  private let speaking: [Int32]
  /// For each word whether it belongs to a place.
  private let isPlaceWord: [Bool]
  private let titleCount: Int

  init(_ reading: Reading, _ rules: CompiledRules) {
    let document = reading.document
    self.document = document
    self.rules = rules
    eventClauses = Self.eventClauses(reading)
    titleCount = document.fields.first?.field == .title ? document.sentences.prefix { $0.field == 0 }.count : 0
    var speaking: [Int32] = []
    var isPlaceWord = [Bool](repeating: false, count: document.words.count)
    for mention in reading.mentions {
      if rules.places.traits[Int(mention.entity)].kind == .none {
        speaking.append(mention.hit.start)
        continue
      }
      var word = Int(mention.hit.word)
      while word < document.words.count, document.words[word].start < mention.hit.end {
        isPlaceWord[word] = true
        word += 1
      }
    }
    self.speaking = speaking
    self.isPlaceWord = isPlaceWord
  }

  /// Clauses with words that earned topics, save those that begin `After the …`.
  private static func eventClauses(_ reading: Reading) -> [Int32] {
    let document = reading.document
    var clauses: [Int32] = []
    for contribution in reading.contributions where contribution.weight > 0 {
      for hit in contribution.hits where document.sentences[Int(document.words[Int(hit.word)].sentence)].isLead {
        let clause = document.words[Int(hit.word)].clause
        guard !clauses.contains(clause) else { continue }
        var first = Int(hit.word)
        while first > 0, document.words[first - 1].clause == clause { first -= 1 }
        if !document.senses(ofWord: first).contains(.reason) { clauses.append(clause) }
      }
    }
    return clauses
  }

  /// What the sentence is worth: the headline, then the first sentences.
  func weight(ofSentence index: Int32) -> Double {
    switch Int(index) - titleCount {
    case ..<0: 1
    case 0: 0.7
    case 1: 0.45
    case 2: 0.25
    default: 0.08
    }
  }

  /// What one mention of a place is worth.
  func weight(of mention: EntityResolver.Mention) -> Double {
    let word = document.words[Int(mention.hit.word)]
    var weight = weight(ofSentence: word.sentence)
    guard weight > 0.1 else { return weight * 0.5 }
    if isDateline(mention.hit, word.sentence) { return weight * 0.2 }
    weight *= role(of: mention)
    if !eventClauses.isEmpty, !eventClauses.contains(word.clause) { weight *= 0.6 }
    return weight * background(mention.hit.word)
  }

  // MARK: Role

  private func role(of mention: EntityResolver.Mention) -> Double {
    let before = roleBefore(mention.hit.word)
    let isIn = before.contains(.location)
    if isName(mention.hit) { return 0.05 }
    var weight = 0.9
    switch rules.places.traits[Int(mention.entity)].kind {
    case .country: weight = country(mention, isIn: isIn)
    case .capital:
      if speaking.contains(mention.hit.start) || speaks(mention.hit) { return 0.2 }
      weight = isIn ? 1 : 0.35
    case .region: weight = isIn ? 0.5 : 0.3
    case .river: weight = isIn ? 0.75 : 0.4
    case .local, .none: weight = isAdjective(mention) ? 0.35 : isIn ? 1 : 0.9
    }
    if isIn { return weight }
    return weight * (before.contains(.party) ? 0.6 : before.contains(.origin) ? 0.5 : before.isEmpty ? 1 : 0.9)
  }

  private func country(_ mention: EntityResolver.Mention, isIn: Bool) -> Double {
    if isAdjective(mention) { return senses(wordAfter(mention.hit)).contains(.ground) ? 0.9 : 0.3 }
    if isIn { return 1 }
    // A country that acts is not where it acts, and least of all one from outside.
    return rules.isFocus[Int(mention.entity)] ? 0.55 : 0.3
  }

  private func isAdjective(_ mention: EntityResolver.Mention) -> Bool {
    let name = document.folded.bytes[Int(mention.hit.start)..<Int(mention.hit.end)]
    return PlaceWords.isAdjective(name, of: rules.places.traits[Int(mention.entity)].name)
  }

  /// The nearest word before that tells how a place is meant, not farther than the place before.
  private func roleBefore(_ word: Int32) -> PlaceWords.Sense {
    let clause = document.words[Int(word)].clause
    var index = Int(word) - 1
    var strangers = 0
    var passedPlace = false
    while index >= 0, Int(word) - index <= 9 {
      // A comma inside a list of places parts nothing: `in Quetta, Karachi`.
      guard document.words[index].clause == clause || isPlaceWord[index] && strangers == 0 || passedPlace else {
        return []
      }
      if isPlaceWord[index] {
        if strangers > 0 { return [] }
        passedPlace = true
      } else {
        let senses = senses(index)
        let role = senses.intersection(.anyRole)
        if !role.isEmpty { return role }
        if !senses.contains(.link) {
          strangers += 1
          if strangers > 3 || passedPlace { return [] }
        }
      }
      index -= 1
    }
    return []
  }

  private func speaks(_ hit: Scan.Hit) -> Bool { senses(wordAfter(hit)).contains(.speech) }

  private func isName(_ hit: Scan.Hit) -> Bool {
    let next = wordAfter(hit)
    let clause = document.words[Int(hit.word)].clause
    return (next..<(next + 2)).contains { index in
      index < document.words.count && document.words[index].clause == clause && senses(index).contains(.title)
    }
  }

  // MARK: Background

  /// What is left in a clause that dates or explains the news.
  private func background(_ word: Int32) -> Double {
    let clause = document.words[Int(word)].clause
    var index = Int(word) - 1
    if index >= 0, Int(word) - index <= 2, isYear(index) { return 0.2 }
    while index >= 0, Int(word) - index <= 12, document.words[index].clause == clause {
      let senses = senses(index)
      if senses.contains(.past) { return 0.15 }
      if senses.contains(.reason) { return reason(index, clause) }
      index -= 1
    }
    return 1
  }

  private func reason(_ marker: Int, _ clause: Int32) -> Double {
    var index = marker - 1
    if index >= 0, senses(index).contains(.span) { return 0.15 }
    while index >= 0, document.words[index].clause == clause {
      if senses(index).contains(.outcome) { return 1 }
      index -= 1
    }
    return 0.25
  }

  /// `19..` or `20..`.
  private func isYear(_ index: Int) -> Bool {
    let start = Int(document.words[index].start)
    let bytes = document.folded.bytes[start..<Int(document.endOfWord(index))]
    guard bytes.count == 4, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    return (bytes[start], bytes[start + 1]) == (0x31, 0x39) || (bytes[start], bytes[start + 1]) == (0x32, 0x30)
  }

  // MARK: Datelines

  /// Whether a name tells where a report was written: `QUETTA:`, `ISLAMABAD, Jan 17 (APP):`, `Kabul (AFP) —`.
  private func isDateline(_ hit: Scan.Hit, _ sentence: Int32) -> Bool {
    let field = document.fields[Int(document.sentences[Int(sentence)].field)]
    guard field.field != .title else { return false }
    let name = document.original(hit.start, hit.end)
    let letters = name.count { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    let isCapital = letters >= 4 && !name.contains { $0 >= 0x61 && $0 <= 0x7A }
    guard isCapital || hit.start == field.start else { return false }
    return endsDateline(field.source, from: name.endIndex)
  }

  /// Whether only dates, agencies and other towns stand between here and a colon or dash.
  private func endsDateline(_ source: [UInt8], from start: Int) -> Bool {
    var isWordStart = false
    for index in start..<min(source.count, start + 48) {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "-") where index > start && source[index - 1] == 0x20: return true
      case 0xE2: return index + 1 < source.count && source[index + 1] == 0x80
      case 0x61...0x7A where isWordStart: return false
      case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return false
      default: break
      }
      isWordStart = byte == 0x20
    }
    return false
  }

  // MARK: Words

  private func wordAfter(_ hit: Scan.Hit) -> Int {
    var index = Int(hit.word)
    while index < document.words.count, document.words[index].start < hit.end { index += 1 }
    return index
  }

  private func senses(_ index: Int) -> PlaceWords.Sense {
    index < document.words.count ? document.senses(ofWord: index) : []
  }

  /// Whether the headline or the first sentences speak of a border.
  func speaksOfBorder() -> Bool {
    document.words.indices.contains { index in
      document.sentences[Int(document.words[index].sentence)].isLead && senses(index).contains(.border)
    }
  }
}

extension Document {
  /// What a word says of the places around it.
  fileprivate func senses(ofWord index: Int) -> PlaceWords.Sense {
    PlaceWords.senses(folded.bytes.span.extracting(Int(words[index].start)..<Int(endOfWord(index))))
  }
}
