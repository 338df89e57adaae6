/// Plain text of HTML, and plain text made fit to store.
public enum HTMLText {
  /// The text that a reader would see.
  ///
  /// Paragraphs, headings, lists and tables stand apart by a blank line, other blocks and `br` by a line break, list
  /// items begin with `- `. White space is collapsed, character references are decoded, controls and direction
  /// overrides are left out. Scripts, styles, forms' fields and the like leave nothing.
  ///
  /// - Complexity: O(bytes).
  public static func plainText(_ html: String) -> String {
    html.withBytes { bytes in
      var builder = PlainTextBuilder(capacity: bytes.count)
      var tokenizer = HTMLTokenizer(bytes)
      while let token = tokenizer.nextVisible() {
        switch token {
        case .text(let range): builder.text(bytes, in: range)
        case .start(let element, _): builder.boundary(of: element, isStart: true)
        case .end(let element): builder.boundary(of: element, isStart: false)
        case .rawText: break
        }
      }
      return builder.finish()
    }
  }

  /// Text whose markup was already decoded, on one line: white space collapsed, controls and overrides left out.
  public static func singleLine(_ text: String) -> String {
    text.withBytes { bytes -> String? in
      if isClean(bytes, allowsMarkup: true) { return nil }
      var builder = PlainTextBuilder(capacity: bytes.count)
      builder.plain(bytes, in: 0..<bytes.count)
      return builder.finish()
    } ?? text
  }

  /// Text whose markup was already decoded, with its lines: spaces collapsed, at most one blank line in a row.
  public static func cleanLines(_ text: String) -> String {
    text.withBytes { bytes in
      var builder = PlainTextBuilder(capacity: bytes.count)
      var start = 0
      while start <= bytes.count {
        let end = bytes.index(of: 0x0A, from: start, to: bytes.count)
        if start > 0 { builder.lineBreak() }
        builder.plain(bytes, in: start..<end)
        start = end + 1
      }
      return builder.finish()
    }
  }

  /// Character references decoded once, nothing else changed but forbidden characters left out.
  public static func decodingReferences(_ text: String) -> String {
    text.withBytes { bytes -> String? in
      guard bytes.index(of: UInt8(ascii: "&"), from: 0, to: bytes.count) < bytes.count else { return nil }
      return TextBytes.decoded(bytes, in: 0..<bytes.count, inAttribute: false)
    } ?? text
  }

  /// Whether a text is HTML: it begins like a page, or holds a tag or an end tag of an element that HTML has.
  ///
  /// `a < b` and `<someone@example.org>` are not. At most the first 64 kB are looked at.
  public static func looksLikeHTML(_ text: String) -> Bool {
    text.withBytes { bytes in
      let end = min(bytes.count, 65536)
      guard bytes.index(of: UInt8(ascii: "<"), from: 0, to: end) < end else { return false }
      var start = 0
      while start < end, bytes[start] <= 0x20 { start += 1 }
      if bytes.hasPrefixIgnoringCase("<!doctype", at: start) { return true }
      var tokenizer = HTMLTokenizer(unsafe ByteView(bytes.buffer(0..<end)))
      while let token = tokenizer.next() {
        switch token {
        case .start(let element, _) where element != .unknown: return true
        case .end(let element) where element != .unknown: return true
        default: continue
        }
      }
      return false
    }
  }

  /// Whether a text holds an element that was surely meant as markup: with an end tag, an attribute, or a void one.
  ///
  /// `the <b> tag` merely speaks of one.
  public static func holdsMarkup(_ text: String) -> Bool {
    text.withBytes { bytes in
      var tokenizer = HTMLTokenizer(bytes)
      while let token = tokenizer.next() {
        guard case .start(let element, let isSelfClosing) = token, element != .unknown else { continue }
        if isSelfClosing || tokenizer.hasAttributes || element.traits.contains(.void) { return true }
        if tokenizer.hasEnd(of: element) { return true }
      }
      return false
    }
  }

  /// Whether a text is its own plain text and its own safe HTML: one line, no markup or reference, nothing to collapse.
  public static func isPlainLine(_ text: String) -> Bool { text.withBytes { isClean($0, allowsMarkup: false) } }

  /// Whether nothing must be left out or collapsed: the common case, which is not copied.
  private static func isClean(_ bytes: ByteView, allowsMarkup: Bool) -> Bool {
    let end = bytes.count
    guard end > 0 else { return true }
    guard bytes[0] != 0x20, bytes[end - 1] != 0x20 else { return false }
    var index = 0
    while true {
      index = TextScan.wordsEnd(bytes, from: index, to: end)
      guard index < end else { return true }
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        if !allowsMarkup { return false }
      default:
        if TextBytes.spaceLength(bytes, at: index, end: end) > 0
          || TextBytes.forbiddenLength(bytes, at: index, end: end) > 0
        {
          return false
        }
      }
      index += 1
    }
  }
}
