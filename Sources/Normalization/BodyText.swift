import FeedFormats
import Markup
import WebValues

/// The body of an article in both its forms.
struct BodyText {
  /// Plain text, paragraphs apart by a blank line.
  var text = ""
  /// Safe HTML.
  var html = ""

  /// No body.
  init() {}

  /// Reads a body as published.
  init(_ construct: TextConstruct, base: WebURL?) {
    // The fast path: text and HTML are the published bytes themselves.
    if HTMLText.isPlainLine(construct.value) {
      text = construct.value
      html = construct.value
      return
    }
    let source = Self.source(construct)
    if source.kind == .text {
      text = HTMLText.cleanLines(source.value)
      html = Self.html(ofText: text)
    } else {
      let safe = HTMLSanitizer.read(source.value, base: base)
      html = safe.html
      text = safe.text
      if html.utf8.allSatisfy({ $0 <= 0x20 }) { html = "" }
    }
  }

  /// The plain text of a construct.
  static func plain(_ construct: TextConstruct) -> String {
    if HTMLText.isPlainLine(construct.value) { return construct.value }
    let source = source(construct)
    return source.kind == .text ? HTMLText.cleanLines(source.value) : HTMLText.plainText(source.value)
  }

  /// The construct, with HTML that was escaped twice decoded once.
  private static func source(_ construct: TextConstruct) -> TextConstruct {
    guard construct.kind == .html, !construct.value.utf8.contains(UInt8(ascii: "<")) else { return construct }
    guard construct.value.utf8.contains(UInt8(ascii: "&")) else { return construct }
    let decoded = HTMLText.decodingReferences(construct.value)
    guard HTMLText.looksLikeHTML(decoded) else { return construct }
    var source = construct
    source.value = decoded
    return source
  }

  private static func html(ofText text: String) -> String {
    guard !text.isEmpty else { return "" }
    var output: [UInt8] = Array("<p>".utf8)
    output.reserveCapacity(text.utf8.count + 64)
    var lineBreaks = 0
    for byte in text.utf8 {
      if byte == 0x0A {
        lineBreaks += 1
        continue
      }
      if lineBreaks > 0 { output.append(contentsOf: (lineBreaks > 1 ? "</p><p>" : "<br>").utf8) }
      lineBreaks = 0
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      default: output.append(byte)
      }
    }
    output.append(contentsOf: "</p>".utf8)
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: Cutting

  /// The first line of a text.
  static func firstLine(_ text: String) -> String {
    String(decoding: text.utf8.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// At most `bytes` bytes, ending where a character ends.
  static func prefix(_ bytes: Int, of text: String) -> String {
    var head = Array(text.utf8.prefix(bytes))
    guard head.count < text.utf8.count else { return text }
    while let last = head.last, last & 0xC0 == 0x80 { head.removeLast() }
    if let last = head.last, last >= 0xC0 { head.removeLast() }
    return String(decoding: head, as: UTF8.self)
  }

  /// The text, or its first `limit` characters up to the end of a word with `…` behind; characters are scalars.
  static func firstCharacters(_ limit: Int, of text: String) -> String {
    if text.utf8.count <= limit { return text }
    let bytes = Array(text.utf8)
    var characters = 0
    var end = 0
    var lastSpace = 0
    while end < bytes.count {
      if bytes[end] & 0xC0 != 0x80 {
        if characters == limit - 1, isLonger(bytes, from: end) { break }
        characters += 1
        if bytes[end] == 0x20 || bytes[end] == 0x0A { lastSpace = end }
      }
      end += 1
    }
    guard end < bytes.count else { return text }
    // A word of a language without spaces may be cut.
    if lastSpace > end * 3 / 4 { end = lastSpace }
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self) + "…"
  }

  /// Whether more than one character begins at or behind `start`.
  private static func isLonger(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start + 1
    while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return index < bytes.count
  }
}
