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
          let text = bytes
          bytes = []
          unsafe text.withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
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
          unsafe appendEscaped(textBytes, to: &bytes)
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
    unsafe appendName(localBytes, to: &bytes)
    for position in 0..<attributeCount {
      guard let name = unsafe plainAttributeName(at: position) else { continue }
      bytes.append(0x20)
      unsafe appendName(name, to: &bytes)
      bytes.append(0x3D)
      bytes.append(0x22)
      unsafe appendEscaped(attributeBytes(at: position), to: &bytes)
      bytes.append(0x22)
    }
    bytes.append(0x3E)
  }

  private func appendEndTag(to bytes: inout [UInt8]) {
    guard let name = unsafe localBytes, unsafe name.pointee != 0 else { return }
    let key = unsafe XMLNameKey(name)
    if key.isWhole, voidElements.contains(key) { return }
    bytes.append(0x3C)
    bytes.append(0x2F)
    unsafe appendName(name, to: &bytes)
    bytes.append(0x3E)
  }

  private func appendName(_ name: UnsafePointer<UInt8>?, to bytes: inout [UInt8]) {
    guard let name = unsafe name else { return }
    var count = 0
    while unsafe name[count] != 0 { count += 1 }
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: name, count: count))
  }

  /// Appends text so that it may stand between tags and in double quotes; what needs no escape is copied in one go.
  private func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    for index in 0..<text.count {
      let byte = unsafe text[index]
      guard byte < 0x40, byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 else { continue }
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch byte {
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
      default: bytes.append(contentsOf: "&quot;".utf8)
      }
    }
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }
}

/// The `div` around XHTML content.
private enum Wrapper { case expected, open, closed }

/// Elements that HTML writes without an end tag (HTML Standard §13.1.2).
private let voidElements: [XMLNameKey] = {
  let names: [StaticString] = [
    "br", "img", "hr", "area", "base", "col", "embed", "input", "link", "meta", "source", "track", "wbr",
  ]
  return names.map { unsafe XMLNameKey($0.utf8Start) }
}()
