/// A JSON value as read from a column of the store.
enum JSONValue: Sendable, Equatable {
  case null, bool(Bool), number(Double), string(String), array([JSONValue])

  /// The element at a place of an array; `null` when there is none.
  subscript(place: Int) -> JSONValue {
    if case .array(let elements) = self, elements.indices.contains(place) { elements[place] } else { .null }
  }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var double: Double? { if case .number(let number) = self { number } else { nil } }
  var integer: Int? { double.flatMap { Int(exactly: $0) } }
}

/// Reads JSON (RFC 8259) that `JSONWriter` wrote; anything broken reads as `null`, never as a trap.
struct JSONReader {
  private static let maximumDepth = 16
  private let bytes: [UInt8]
  private var index = 0

  static func value(of bytes: [UInt8]) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    return reader.value(depth: 0) ?? .null
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func skipSpace() {
    while [0x20, 0x0A, 0x0D, 0x09].contains(current) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard current == byte, index < bytes.count else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    skipSpace()
    guard depth < Self.maximumDepth else { return nil }
    switch current {
    case 0x5B: return array(depth: depth)
    case 0x22: return string().map(JSONValue.string)
    case 0x74: return literal("true", .bool(true))
    case 0x66: return literal("false", .bool(false))
    case 0x6E: return literal("null", .null)
    default: return number()
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    let expected = text.description.utf8
    guard bytes[index...].starts(with: expected) else { return nil }
    index += expected.count
    return value
  }

  private mutating func number() -> JSONValue? {
    let start = index
    while "+-.0123456789eE".utf8.contains(current) { index += 1 }
    return Double(String(decoding: bytes[start..<index], as: UTF8.self)).map(JSONValue.number)
  }

  private mutating func array(depth: Int) -> JSONValue? {
    index += 1
    var elements: [JSONValue] = []
    if take(0x5D) { return .array(elements) }
    repeat {
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
    } while take(0x2C)
    return take(0x5D) ? .array(elements) : nil
  }

  private mutating func string() -> String? {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
    var text = [UInt8](bytes[start..<index])
    while index < bytes.count, bytes[index] != 0x22 {
      if bytes[index] == 0x5C {
        guard appendEscape(to: &text) else { return nil }
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { return nil }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads an escape; of `\u` only what the writer makes, the control characters.
  private mutating func appendEscape(to text: inout [UInt8]) -> Bool {
    index += 1
    let escaped = current
    index += 1
    switch escaped {
    case 0x22, 0x5C, 0x2F: text.append(escaped)
    case 0x75:
      guard index + 4 <= bytes.count,
        let code = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return false }
      index += 4
      text.append(contentsOf: Array(String(scalar).utf8))
    default: return false
    }
    return true
  }
}
