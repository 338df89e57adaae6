import Markup

/// Writes one JSON value (RFC 8259) in UTF-8 into a byte buffer, members in the order of the calls.
///
/// Strings are cleaned by `SafeText`, so that neither controls nor directional overrides come out.
package struct JSONWriter: Sendable {
  /// The value so far.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Starts a value.
  package init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

  /// Opens an object, a member of the one around it when `name` is given.
  package mutating func startObject(_ name: String? = nil) { open(name, UInt8(ascii: "{")) }
  /// Closes the object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Opens an array.
  package mutating func startArray(_ name: String? = nil) { open(name, UInt8(ascii: "[")) }
  /// Closes the array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Adds a string; nothing when it is `nil`.
  package mutating func string(_ name: String? = nil, _ value: String?) {
    guard let value else { return }
    prefix(name)
    quoted(SafeText.cleaned(value))
  }

  /// Adds a whole number; nothing when it is `nil`.
  package mutating func number(_ name: String? = nil, _ value: Int?) {
    guard let value else { return }
    prefix(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Adds a decimal number with at most `places` digits behind the point.
  package mutating func decimal(_ name: String? = nil, _ value: Double, places: Int = 3) {
    prefix(name)
    bytes.append(contentsOf: WrittenNumber.decimal(value, places: places).utf8)
  }

  /// Adds `true` or `false`.
  package mutating func bool(_ name: String? = nil, _ value: Bool) {
    prefix(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Adds an array of strings; nothing when it is empty.
  package mutating func strings(_ name: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    startArray(name)
    for value in values { string(nil, value) }
    endArray()
  }

  private mutating func open(_ name: String?, _ bracket: UInt8) {
    prefix(name)
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func prefix(_ name: String?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    guard let name else { return }
    quoted(SafeText.cleaned(name))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Text that `SafeText` has cleaned: the only controls left are tab and line feed.
  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let span = text.utf8.span
    for index in span.indices {
      switch span[index] {
      case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case let byte: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
