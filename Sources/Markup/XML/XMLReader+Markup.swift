extension XMLReader {
  /// What the element that was just started contains, as HTML, up to its end.
  ///
  /// Text without any element is given as it is: escaped markup is what feeds mean. Once there is an element, the feed
  /// carries its markup in the open, and everything is serialized: prefixes dropped, text escaped, void elements
  /// without end tag.
  ///
  /// - Parameter isXHTML: The content is markup in the open whether or not there is an element, in a `div` that does
  ///   not belong to it (RFC 4287 §3.1.1.3).
  /// - Returns: Unsafe markup as published.
  package mutating func elementMarkup(isXHTML: Bool) -> String {
    let outer = depth - 1
    if !isXHTML, let text = soleText() { return text }
    var bytes: [UInt8] = []
    var hasElements = isXHTML
    var wrapper = Wrapper.expected
    var event = isXHTML ? next() : self.event
    while depth > outer {
      switch event {
      case .start:
        if !hasElements {
          bytes = escaped(bytes)
          hasElements = true
        }
        if isXHTML, depth == outer + 2, isNamed("div"), wrapper == .expected {
          wrapper = .open
        } else {
          appendStartTag(to: &bytes)
        }
      case .end:
        if wrapper == .open, depth == outer + 1 { wrapper = .closed } else { appendEndTag(to: &bytes) }
      case .text:
        if hasElements {
          var text: [UInt8] = []
          appendText(to: &text)
          bytes += escaped(text)
        } else {
          appendText(to: &bytes)
        }
      case .endOfDocument:
        return String(decoding: bytes, as: UTF8.self)
      }
      event = next()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func appendStartTag(to bytes: inout [UInt8]) {
    bytes.append(0x3C)
    bytes.append(contentsOf: localName.utf8)
    for position in 0..<attributeCount {
      let name = attributeName(at: position)
      guard name.prefix == nil else { continue }
      bytes.append(0x20)
      bytes.append(contentsOf: name.local.utf8)
      bytes.append(contentsOf: [0x3D, 0x22])
      bytes.append(contentsOf: escaped(Array(attributeValue(at: position).utf8)))
      bytes.append(0x22)
    }
    bytes.append(0x3E)
  }

  private func appendEndTag(to bytes: inout [UInt8]) {
    let name = localName
    guard !name.isEmpty, !voidElements.contains(name) else { return }
    bytes.append(contentsOf: [0x3C, 0x2F])
    bytes.append(contentsOf: name.utf8)
    bytes.append(0x3E)
  }

  private func escaped(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }) else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      switch byte {
      case 0x26: output.append(contentsOf: "&amp;".utf8)
      case 0x3C: output.append(contentsOf: "&lt;".utf8)
      case 0x3E: output.append(contentsOf: "&gt;".utf8)
      case 0x22: output.append(contentsOf: "&quot;".utf8)
      default: output.append(byte)
      }
    }
    return output
  }
}

/// The `div` around XHTML content.
private enum Wrapper { case expected, open, closed }

/// Elements that HTML writes without an end tag (HTML Standard §13.1.2).
private let voidElements: Set<String> = [
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
]
