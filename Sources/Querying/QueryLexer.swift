/// One lexical unit of a query and its place, in characters.
struct QueryToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case open, close, and, or, not
    /// Bare or quoted words; `isPrefix` when a `*` follows.
    case words(String, isPrefix: Bool)
    /// `name:value` or `score>=0.7`, whose value begins with the comparison. `valueStart` is the value's first character.
    case field(name: String, value: String, isPrefix: Bool, valueStart: Int)
  }
  let kind: Kind
  let place: Range<Int>
}

/// Cuts a query into tokens.
struct QueryLexer {
  private let characters: [Character]
  private var position = 0

  /// The tokens in order.
  static func tokens(of text: String) throws(QueryError) -> [QueryToken] {
    guard text.utf8.count <= QueryLimits.characters * 4 else { throw tooLong }
    let characters = Array(text)
    guard characters.count <= QueryLimits.characters else { throw tooLong }
    var lexer = QueryLexer(characters: characters)
    var tokens: [QueryToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private static var tooLong: QueryError {
    QueryError(
      offset: 0, length: 1, message: "The query is longer than \(QueryLimits.characters) characters; make it shorter.")
  }

  private init(characters: [Character]) { self.characters = characters }

  private func character(at index: Int) -> Character? { index < characters.count ? characters[index] : nil }

  private mutating func next() throws(QueryError) -> QueryToken? {
    while let space = character(at: position), space.isWhitespace { position += 1 }
    guard let first = character(at: position) else { return nil }
    let start = position
    switch first {
    case "(", ")":
      position += 1
      return QueryToken(kind: first == "(" ? .open : .close, place: start..<position)
    case "-", "−":
      if let following = character(at: start + 1), !following.isWhitespace, following != ")" {
        position += 1
        return QueryToken(kind: .not, place: start..<position)
      }
    case "\"", "“", "”", "„":
      let (words, isPrefix) = try quoted()
      return QueryToken(kind: .words(words, isPrefix: isPrefix), place: start..<position)
    default: break
    }
    return try word(from: start)
  }

  private mutating func word(from start: Int) throws(QueryError) -> QueryToken {
    position = start + nameLength(from: start)
    let name = String(characters[start..<position])
    if let separator = character(at: position), !name.isEmpty {
      if separator == ":", let value = character(at: position + 1), !Self.ends(value) || Self.isQuote(value) {
        return try field(name, from: start, valueStart: position + 1)
      }
      if separator == ":", QueryField(rawValue: name.lowercased()) != nil {
        throw QueryError(start..<(position + 1), "“\(name):” needs a value right after the colon.")
      }
      if "<>=".contains(separator), name.lowercased() == QueryField.score.rawValue {
        return try field(name, from: start, valueStart: position)
      }
    }
    while let following = character(at: position), !Self.ends(following) { position += 1 }
    let written = String(characters[start..<position])
    let kind: QueryToken.Kind
    switch written {
    case "AND": kind = .and
    case "OR": kind = .or
    case "NOT": kind = .not
    default:
      let isPrefix = written.hasSuffix("*")
      kind = .words(isPrefix ? String(written.dropLast()) : written, isPrefix: isPrefix)
    }
    return QueryToken(kind: kind, place: start..<position)
  }

  private func nameLength(from start: Int) -> Int {
    var length = 0
    while let letter = character(at: start + length), letter.isASCII, letter.isLetter { length += 1 }
    return length
  }

  private mutating func field(_ name: String, from start: Int, valueStart: Int) throws(QueryError) -> QueryToken {
    position = valueStart
    var value: String
    var isPrefix = false
    if let first = character(at: position), Self.isQuote(first) {
      (value, isPrefix) = try quoted()
    } else {
      while let following = character(at: position), !Self.ends(following) { position += 1 }
      value = String(characters[valueStart..<position])
      isPrefix = value.hasSuffix("*")
      if isPrefix { value.removeLast() }
    }
    return QueryToken(
      kind: .field(name: name, value: value, isPrefix: isPrefix, valueStart: valueStart), place: start..<position)
  }

  /// Reads from an opening to the next closing quotation mark, and a `*` right behind it.
  private mutating func quoted() throws(QueryError) -> (words: String, isPrefix: Bool) {
    let opening = position
    position += 1
    while let following = character(at: position), !Self.isQuote(following) { position += 1 }
    guard position < characters.count else {
      throw QueryError(opening..<characters.count, "This quotation mark is never closed; add a \" at the end.")
    }
    let words = String(characters[(opening + 1)..<position])
    position += 1
    guard character(at: position) == "*" else { return (words, false) }
    position += 1
    return (words, true)
  }

  private static func isQuote(_ character: Character) -> Bool { "\"“”„".contains(character) }

  private static func ends(_ character: Character) -> Bool {
    character.isWhitespace || character == "(" || character == ")" || isQuote(character)
  }
}
