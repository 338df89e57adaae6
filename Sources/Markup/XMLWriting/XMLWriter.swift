/// Writes a well-formed XML 1.0 document in UTF-8 into a byte buffer: the same calls always give the same bytes.
///
/// Text and attribute values may hold anything: `SafeText` takes out what XML forbids, and the rest is escaped, `>`
/// too, so that no `]]>` comes out. Element and attribute names must be names; `isName(_:)` tells for those that come
/// from outside. Each element stands on a line of its own unless its parent has text.
public struct XMLWriter: Sendable {
  /// The document so far.
  public private(set) var bytes: [UInt8] = []
  private var open: [OpenElement] = []
  private var hasOpenTag = false

  private struct OpenElement {
    var name: String
    var hasText = false
    var hasElements = false
  }

  /// Starts a document with its XML declaration.
  public init(capacity: Int = 4096) {
    bytes.reserveCapacity(capacity)
    bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
  }

  /// Opens an element; attributes may follow until anything else is written.
  public mutating func start(_ name: String) {
    finishTag()
    if let parent = open.indices.last { open[parent].hasElements = true }
    if open.last?.hasText != true { bytes.append(UInt8(ascii: "\n")) }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    open.append(OpenElement(name: name))
    hasOpenTag = true
  }

  /// Adds an attribute to the element just opened.
  public mutating func attribute(_ name: String, _ value: String) {
    precondition(hasOpenTag, "an attribute needs an open tag")
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    XMLEscaping.append(SafeText.cleaned(value), to: &bytes, inAttribute: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds text to the element.
  public mutating func text(_ value: String) {
    finishTag()
    if let parent = open.indices.last { open[parent].hasText = true }
    XMLEscaping.append(SafeText.cleaned(value), to: &bytes, inAttribute: false)
  }

  /// Closes the element opened last.
  public mutating func end() {
    guard let element = open.popLast() else { preconditionFailure("no element is open") }
    if hasOpenTag {
      bytes.append(contentsOf: "/>".utf8)
      hasOpenTag = false
    } else {
      if element.hasElements, !element.hasText { bytes.append(UInt8(ascii: "\n")) }
      bytes.append(contentsOf: "</".utf8)
      bytes.append(contentsOf: element.name.utf8)
      bytes.append(UInt8(ascii: ">"))
    }
    if open.isEmpty { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Writes an element with text and nothing else.
  public mutating func element(_ name: String, _ value: String, attributes: [(name: String, value: String)] = []) {
    start(name)
    for attribute in attributes { self.attribute(attribute.name, attribute.value) }
    if !value.isEmpty { text(value) }
    end()
  }

  /// Whether `text` is a name without colon that any XML parser takes: ASCII letter or `_`, then those, digits, `-`, `.`.
  public static func isName(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    for index in bytes.indices {
      let byte = bytes[index]
      let isLetter =
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
      let isOther =
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      guard isLetter || isOther && index > 0 else { return false }
    }
    return true
  }

  private mutating func finishTag() {
    guard hasOpenTag else { return }
    bytes.append(UInt8(ascii: ">"))
    hasOpenTag = false
  }
}
