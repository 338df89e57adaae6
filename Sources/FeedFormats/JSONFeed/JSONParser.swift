/// A place where a text is not JSON, and why.
struct JSONError: Error, Equatable {
  var message: String
  var line: Int
  var column: Int
}

/// Reads JSON from bytes in valid UTF-8, bounded in depth, and keeps what stands before an error.
///
/// Beyond RFC 8259 it reads commas too many, comments, and controls in strings. After an error nothing more is read:
/// arrays keep their complete elements, objects their complete members and what such a member's array or object had.
struct JSONParser {
  /// Arrays and objects within each other; RFC 8259 §9 allows a limit.
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var failure: JSONError?
  private var repairs: [(code: StaticString, place: JSONError)] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What was read.
  struct Result {
    /// The value; of members with the same name the last.
    var value: JSONValue
    /// The error that cut it short.
    var failure: JSONError?
    /// What was read though it is not JSON, the first of each kind.
    var repairs: [(code: StaticString, place: JSONError)]
  }

  /// Reads a whole text.
  static func parse(_ bytes: [UInt8]) -> Result {
    var parser = JSONParser(bytes)
    let value = parser.value() ?? .null
    parser.skipSpace()
    if parser.failure == nil, parser.index < bytes.count { parser.fail("text after the end of the value") }
    return Result(value: value, failure: parser.failure, repairs: parser.repairs)
  }

  /// Records the first error, at the current place.
  private mutating func fail(_ message: String) {
    if failure == nil { failure = here(message) }
  }

  /// Records a repair at the current place, the first time that it is needed.
  private mutating func repair(_ code: StaticString, _ message: String) {
    if !repairs.contains(where: { $0.code.description == code.description }) { repairs.append((code, here(message))) }
  }

  private func here(_ message: String) -> JSONError {
    var line = 1
    var start = 0
    for position in 0..<min(index, bytes.count) where bytes[position] == 0x0A {
      line += 1
      start = position + 1
    }
    return JSONError(message: message, line: line, column: min(index, bytes.count) - start + 1)
  }

  private mutating func noteComment() { repair("comment-in-json", "a comment was left out") }

  /// The comma between values; one that follows another, or nothing, is too many.
  private mutating func takeComma(_ isExpected: inout Bool) -> Bool {
    guard take(0x2C) else { return false }
    if !isExpected { noteComma() }
    isExpected = false
    return true
  }

  private mutating func noteComma() { repair("comma-too-many", "a comma that separates nothing was left out") }

  /// White space, and comments as JavaScript has them.
  private mutating func skipSpace() {
    while index < bytes.count {
      if bytes[index] <= 0x20 {
        index += 1
      } else if bytes[index] == 0x2F, index + 1 < bytes.count, bytes[index + 1] == 0x2F {
        noteComment()
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if bytes[index] == 0x2F, index + 1 < bytes.count, bytes[index + 1] == 0x2A {
        noteComment()
        index += 2
        while index + 1 < bytes.count, !(bytes[index] == 0x2A && bytes[index + 1] == 0x2F) { index += 1 }
        index = min(index + 2, bytes.count)
      } else {
        return
      }
    }
  }

  /// A value, or `nil`.
  ///
  /// A partial array or object comes with `failure` set.
  private mutating func value() -> JSONValue? {
    skipSpace()
    guard index < bytes.count else {
      fail("the text ends where a value should be")
      return nil
    }
    switch bytes[index] {
    case 0x7B: return nested { parser in parser.object() }
    case 0x5B: return nested { parser in parser.array() }
    case 0x22: return string().map { .string($0) }
    case 0x74: return literal("true", .bool(true))
    case 0x66: return literal("false", .bool(false))
    case 0x6E: return literal("null", .null)
    default: return number()
    }
  }

  private mutating func nested(_ body: (inout JSONParser) -> JSONValue) -> JSONValue? {
    guard depth < Self.maximumDepth else {
      fail("more than \(Self.maximumDepth) levels")
      return nil
    }
    depth += 1
    index += 1
    let value = body(&self)
    depth -= 1
    return value
  }

  private mutating func object() -> JSONValue {
    var members: [String: JSONValue] = [:]
    var isBehindValue = false
    while true {
      skipSpace()
      if take(0x7D) {
        if !isBehindValue, !members.isEmpty { noteComma() }
        break
      }
      if takeComma(&isBehindValue) { continue }
      guard index < bytes.count, bytes[index] == 0x22 else {
        fail("a member name in quotes is missing")
        break
      }
      guard let name = string() else { break }
      skipSpace()
      guard take(0x3A) else {
        fail("a colon is missing after \"\(name.prefix(40))\"")
        break
      }
      if let value = value() { members[name] = value }
      if failure != nil { break }
      isBehindValue = true
      skipSpace()
      guard index < bytes.count, bytes[index] == 0x2C || bytes[index] == 0x7D else {
        fail("a comma or } is missing")
        break
      }
    }
    return .object(members)
  }

  private mutating func array() -> JSONValue {
    var elements: [JSONValue] = []
    var isBehindValue = false
    while true {
      skipSpace()
      if take(0x5D) {
        if !isBehindValue, !elements.isEmpty { noteComma() }
        break
      }
      if takeComma(&isBehindValue) { continue }
      let value = value()
      guard failure == nil, let value else { break }
      elements.append(value)
      isBehindValue = true
      skipSpace()
      guard index < bytes.count, bytes[index] == 0x2C || bytes[index] == 0x5D else {
        fail("a comma or ] is missing")
        break
      }
    }
    return .array(elements)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    for expected in text.description.utf8 {
      guard take(expected) else {
        fail("only true, false and null may stand without quotes")
        return nil
      }
    }
    return value
  }

  private mutating func number() -> JSONValue? {
    let start = index
    if index < bytes.count, bytes[index] == 0x2D { index += 1 }
    let digits = index
    while index < bytes.count, isNumberByte(bytes[index]) { index += 1 }
    guard index > digits, bytes[digits] &- 0x30 < 10 else {
      fail("this is no value")
      return nil
    }
    guard index - start <= 64 else {
      fail("a number of \(index - start) digits")
      return nil
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x2E || byte == 0x65 || byte == 0x45 || byte == 0x2B || byte == 0x2D
  }

  // MARK: Strings

  private mutating func string() -> String? {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
    if index < bytes.count, bytes[index] == 0x22 {
      index += 1
      return String(decoding: bytes[start..<index - 1], as: UTF8.self)
    }
    var output = Array(bytes[start..<min(index, bytes.count)])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x22: return String(decoding: output, as: UTF8.self)
      case 0x5C:
        guard escape(into: &output) else { return nil }
      default: output.append(byte)
      }
    }
    fail("a text in quotes has no end")
    return nil
  }

  /// One escape after its backslash; what JSON does not have stands for itself.
  private mutating func escape(into output: inout [UInt8]) -> Bool {
    guard index < bytes.count else {
      fail("a text in quotes has no end")
      return false
    }
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x62: output.append(0x08)
    case 0x66: output.append(0x0C)
    case 0x6E: output.append(0x0A)
    case 0x72: output.append(0x0D)
    case 0x74: output.append(0x09)
    case 0x75:
      guard let scalar = unicodeEscape() else { return false }
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: output.append(byte)
    }
    return true
  }

  /// `\uXXXX` after its `u`; two that make a pair are one scalar, and half a pair is U+FFFD.
  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let first = hex() else { return nil }
    if let scalar = Unicode.Scalar(first) { return scalar }
    let back = index
    if first & 0xFC00 == 0xD800, take(0x5C), take(0x75) {
      guard let second = hex() else { return nil }
      if second & 0xFC00 == 0xDC00 { return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) }
    }
    index = back
    repair("lone-surrogate", "half a surrogate pair became U+FFFD")
    return "\u{FFFD}"
  }

  private mutating func hex() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        fail("four hexadecimal digits are missing after \\u")
        return nil
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
