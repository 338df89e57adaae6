import Markup

/// Writes one JSON value (RFC 8259) in UTF-8 into a byte buffer, members in the order of the calls.
///
/// No control and no directional override comes out: either they are taken out by `SafeText`, or they are escaped.
package struct JSONWriter: Sendable {
  /// How the value is written.
  package struct Style: Sendable {
    /// A line for every member and every element.
    package var isIndented = false
    /// Controls and directional characters are kept, as `\u` escapes.
    package var escapesControls = false

    /// On one line, cleaned.
    package init(isIndented: Bool = false, escapesControls: Bool = false) {
      self.isIndented = isIndented
      self.escapesControls = escapesControls
    }
  }

  /// The value so far.
  package private(set) var bytes: [UInt8] = []
  private let style: Style
  private var needsComma = false
  private var depth = 0

  /// Starts a value.
  package init(capacity: Int = 1024, style: Style = Style()) {
    self.style = style
    bytes.reserveCapacity(capacity)
  }

  /// Opens an object, a member of the one around it when `name` is given.
  package mutating func startObject(_ name: String? = nil) { open(name, UInt8(ascii: "{")) }
  /// Closes the object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Opens an array.
  package mutating func startArray(_ name: String? = nil) { open(name, UInt8(ascii: "[")) }
  /// Closes the array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// A place in the value to which it can be taken back.
  package struct Mark {
    fileprivate let count: Int
    fileprivate let needsComma: Bool
    fileprivate let depth: Int
  }

  /// Where the value ends now.
  package var mark: Mark { Mark(count: bytes.count, needsComma: needsComma, depth: depth) }

  /// Takes back what was written since.
  package mutating func withdraw(to start: Mark) {
    bytes.removeSubrange(start.count...)
    needsComma = start.needsComma
    depth = start.depth
  }

  /// Adds a string; nothing when it is `nil`.
  package mutating func string(_ name: String? = nil, _ value: String?) {
    guard let value else { return }
    prefix(name)
    quoted(value)
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
    depth += 1
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if needsComma { newLine() }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func prefix(_ name: String?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    if depth > 0 { newLine() }
    guard let name else { return }
    quoted(name)
    bytes.append(UInt8(ascii: ":"))
    if style.isIndented { bytes.append(0x20) }
  }

  private mutating func newLine() {
    guard style.isIndented else { return }
    bytes.append(0x0A)
    for _ in 0..<depth { bytes.append(contentsOf: [0x20, 0x20]) }
  }

  private mutating func quoted(_ text: String) {
    makeRoom(for: text.utf8.count)
    bytes.append(UInt8(ascii: "\""))
    if style.escapesControls { escaped(text) } else { escaped(SafeText.cleaned(text)) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Grows ahead of a long text: growing in its midst would need the value twice while the text is still there.
  private mutating func makeRoom(for count: Int) {
    guard count > 1 << 20, bytes.capacity - bytes.count < count * 2 else { return }
    bytes.reserveCapacity(bytes.count + max(bytes.count, count * 2))
  }

  /// Copies the runs between what must be escaped as they are.
  private mutating func escaped(_ text: String) {
    let utf8 = text.utf8
    let span = utf8.span
    var index = 0
    var start = 0
    while index < span.count {
      let byte = span[index]
      guard Self.mayNeedEscape(byte), let length = specialLength(span, at: index) else {
        index += 1
        continue
      }
      append(utf8, start..<index)
      escape(span, at: index)
      index += length
      start = index
    }
    append(utf8, start..<index)
  }

  private mutating func append(_ utf8: String.UTF8View, _ range: Range<Int>) {
    if range.count == utf8.count { return bytes.append(contentsOf: utf8) }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    bytes.append(contentsOf: utf8[start..<utf8.index(start, offsetBy: range.count)])
  }

  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
    default: false
    }
  }

  /// The bytes of the character at `index` when it must be escaped.
  private func specialLength(_ span: Span<UInt8>, at index: Int) -> Int? {
    switch span[index] {
    case 0xC2: span[index + 1] < 0xA0 ? 2 : nil
    case 0xD8, 0xE2, 0xEF: style.escapesControls ? Self.hidden(span, at: index)?.length : nil
    default: 1
    }
  }

  private mutating func escape(_ span: Span<UInt8>, at index: Int) {
    switch span[index] {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0xC2: escape(UInt32(span[index + 1]))
    case let byte: escape(Self.hidden(span, at: index)?.scalar ?? UInt32(byte))
    }
  }

  /// A directional character (UAX #9), a line separator or a byte order mark at `index`, whose text is valid UTF-8.
  private static func hidden(_ span: Span<UInt8>, at index: Int) -> (scalar: UInt32, length: Int)? {
    guard span[index] >= 0xC2 else { return nil }
    switch (span[index], span[index + 1]) {
    case (0xD8, 0x9C): return (0x061C, 2)
    case (0xE2, 0x80) where (0xA8...0xAE).contains(span[index + 2]) || (0x8E...0x8F).contains(span[index + 2]):
      return (0x2000 + UInt32(span[index + 2] - 0x80), 3)
    case (0xE2, 0x81) where (0xA6...0xA9).contains(span[index + 2]):
      return (0x2040 + UInt32(span[index + 2] - 0x80), 3)
    case (0xEF, 0xBB) where span[index + 2] == 0xBF: return (0xFEFF, 3)
    default: return nil
    }
  }

  private mutating func escape(_ scalar: UInt32) {
    let digits = String(scalar, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    for _ in digits.utf8.count..<4 { bytes.append(UInt8(ascii: "0")) }
    bytes.append(contentsOf: digits.utf8)
  }
}
