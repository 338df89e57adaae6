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
    var bytes = TapeBuffer<UInt8>(capacity: 1 << 12)
    var hasElements = isXHTML
    var wrapper = Wrapper.expected
    var event = isXHTML ? next() : self.event
    while depth > outer {
      switch event {
      case .start:
        if !hasElements {
          var escaped = TapeBuffer<UInt8>(capacity: 1 << 12)
          unsafe appendEscaped(bytes.buffer(0..<bytes.count), to: &escaped)
          swap(&bytes, &escaped)
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
          unsafe bytes.append(contentsOf: textBytes)
        }
      case .endOfDocument:
        return unsafe String(decoding: bytes.buffer(0..<bytes.count), as: UTF8.self)
      }
      event = next()
    }
    return unsafe String(decoding: bytes.buffer(0..<bytes.count), as: UTF8.self)
  }

  private func appendStartTag(to bytes: inout TapeBuffer<UInt8>) {
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

  private func appendEndTag(to bytes: inout TapeBuffer<UInt8>) {
    guard let name = unsafe localBytes, unsafe name.pointee != 0 else { return }
    let key = unsafe XMLNameKey(name)
    if key.isWhole, voidElements.contains(key) { return }
    bytes.append(0x3C)
    bytes.append(0x2F)
    unsafe appendName(name, to: &bytes)
    bytes.append(0x3E)
  }

  private func appendName(_ name: UnsafePointer<UInt8>?, to bytes: inout TapeBuffer<UInt8>) {
    guard var byte = unsafe name else { return }
    while unsafe byte.pointee != 0 {
      bytes.append(unsafe byte.pointee)
      unsafe byte += 1
    }
  }

  /// Appends text so that it may stand between tags and in double quotes; what needs no escape is copied in one go.
  private func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout TapeBuffer<UInt8>) {
    let view = unsafe ByteView(text)
    var start = 0
    while case let index = Self.nextToEscape(in: view, from: start), index < view.count {
      unsafe bytes.append(contentsOf: view.buffer(start..<index))
      start = index + 1
      let escape: StaticString =
        switch view[index] {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        default: "&quot;"
        }
      unsafe bytes.append(
        contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
    }
    unsafe bytes.append(contentsOf: view.buffer(start..<view.count))
  }

  /// Index of the first `&`, `<`, `>` or `"` from `start` on, or the count; eight bytes at a time.
  @inline(__always) private static func nextToEscape(in text: ByteView, from start: Int) -> Int {
    var index = start
    while index + 8 <= text.count {
      let word = UInt64(littleEndian: text.word(at: index))
      let found =
        zeroBytes(word ^ 0x2626_2626_2626_2626) | zeroBytes(word ^ 0x2222_2222_2222_2222)
        | zeroBytes((word & ~0x0202_0202_0202_0202) ^ 0x3C3C_3C3C_3C3C_3C3C)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < text.count {
      let byte = text[index]
      if byte == 0x26 || byte == 0x22 || byte & ~0x02 == 0x3C { return index }
      index += 1
    }
    return index
  }

  /// The lowest bit set belongs to the first byte that is zero.
  @inline(__always) private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
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
