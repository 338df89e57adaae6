/// A JSON value (RFC 8259); numbers stay text, since feeds use them as ids.
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The text of a string, or of a number used as one, trimmed; `nil` when empty.
  var text: String? {
    switch self {
    case .string(let text): text.trimmed
    case .number(let text): text
    default: nil
    }
  }

  /// The text of a string as it is.
  var rawText: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A whole number not below 0; `1.5e3` counts, `1e308` does not.
  var integer: Int? {
    let text: String
    switch self {
    case .number(let number), .string(let number): text = number
    default: return nil
    }
    guard let value = Int(text) ?? Double(text).flatMap({ Int(exactly: $0.rounded(.down)) }), value >= 0 else {
      return nil
    }
    return value
  }

  /// The elements of an array; none otherwise.
  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The member of an object.
  subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}

/// Why a text is not JSON, and where.
struct JSONError: Error, Equatable {
  var message: String
  var line: Int
  var column: Int
}

/// Reads JSON from bytes in valid UTF-8, bounded in depth.
struct JSONParser {
  /// Arrays and objects within each other; RFC 8259 §9 allows a limit.
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value; of members with the same name the last counts.
  static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    parser.skipSpace()
    if parser.index < bytes.count { throw parser.error("text after the end of the value") }
    return value
  }

  private func error(_ message: String) -> JSONError {
    var line = 1
    var start = 0
    for position in 0..<min(index, bytes.count) where bytes[position] == 0x0A {
      line += 1
      start = position + 1
    }
    return JSONError(message: message, line: line, column: min(index, bytes.count) - start + 1)
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard index < bytes.count else { throw error("the text ends where a value should be") }
    switch bytes[index] {
    case 0x7B: return try nested { (parser) throws(JSONError) in try parser.object() }
    case 0x5B: return try nested { (parser) throws(JSONError) in try parser.array() }
    case 0x22: return .string(try string())
    case 0x74: return try literal("true", .bool(true))
    case 0x66: return try literal("false", .bool(false))
    case 0x6E: return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error("more than \(Self.maximumDepth) levels") }
    depth += 1
    index += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(0x7D) { return .object(members) }
    while true {
      skipSpace()
      guard index < bytes.count, bytes[index] == 0x22 else { throw error("a member name in quotes is missing") }
      let name = try string()
      skipSpace()
      guard take(0x3A) else { throw error("a colon is missing after \"\(name.prefix(40))\"") }
      members[name] = try value()
      skipSpace()
      if take(0x7D) { return .object(members) }
      guard take(0x2C) else { throw error("a comma or } is missing") }
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if take(0x5D) { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if take(0x5D) { return .array(elements) }
      guard take(0x2C) else { throw error("a comma or ] is missing") }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for expected in text.description.utf8 {
      guard take(expected) else { throw error("only true, false and null may stand without quotes") }
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    if index < bytes.count, bytes[index] == 0x2D { index += 1 }
    let digits = index
    while index < bytes.count, isNumberByte(bytes[index]) { index += 1 }
    guard index > digits, bytes[digits] &- 0x30 < 10 else { throw error("this is no value") }
    guard index - start <= 64 else { throw error("a number of \(index - start) digits") }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x2E || byte == 0x65 || byte == 0x45 || byte == 0x2B || byte == 0x2D
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
    guard index < bytes.count else { throw error("a text in quotes has no end") }
    if bytes[index] == 0x22 {
      index += 1
      return String(decoding: bytes[start..<index - 1], as: UTF8.self)
    }
    var output = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x22: return String(decoding: output, as: UTF8.self)
      case 0x5C: try escape(into: &output)
      default: output.append(byte)
      }
    }
    throw error("a text in quotes has no end")
  }

  private mutating func escape(into output: inout [UInt8]) throws(JSONError) {
    guard index < bytes.count else { throw error("a text in quotes has no end") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: output.append(byte)
    case 0x62: output.append(0x08)
    case 0x66: output.append(0x0C)
    case 0x6E: output.append(0x0A)
    case 0x72: output.append(0x0D)
    case 0x74: output.append(0x09)
    case 0x75:
      let scalar = try unicodeEscape()
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw error("an escape that JSON does not have")
    }
  }

  /// `\uXXXX` after its `u`; two that make a pair are one scalar, and half a pair is U+FFFD.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hex()
    guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard index + 1 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return "\u{FFFD}" }
    let back = index
    index += 2
    let second = try hex()
    guard second & 0xFC00 == 0xDC00 else {
      index = back
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
  }

  private mutating func hex() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw error("four hexadecimal digits are missing after \\u")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
