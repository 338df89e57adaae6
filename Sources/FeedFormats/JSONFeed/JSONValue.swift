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

  /// A flag, also as text or number.
  var flag: Bool? {
    switch self {
    case .bool(let flag): flag
    case .number(let text), .string(let text): ["true", "1", "yes"].contains(text.lowercased())
    default: nil
    }
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
