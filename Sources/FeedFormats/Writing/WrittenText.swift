import Markup

/// Text constructs as the formats want them.
enum WrittenText {
  /// As HTML: plain text is escaped, blank lines become paragraphs, single line feeds line breaks.
  static func html(_ text: TextConstruct) -> String {
    guard text.kind == .text else { return text.value }
    guard text.value.utf8.contains(0x0A) else { return XMLEscaping.html(text.value) }
    var output: [UInt8] = Array("<p>".utf8)
    var lines = text.value.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var isParagraphEmpty = true
    while let line = lines.popFirst() {
      if line.allSatisfy(\.isWhitespace) {
        if !isParagraphEmpty, !lines.isEmpty { output.append(contentsOf: "</p>\n<p>".utf8) }
        isParagraphEmpty = true
        continue
      }
      if !isParagraphEmpty { output.append(contentsOf: "<br>\n".utf8) }
      XMLEscaping.appendHTML(String(line), to: &output)
      isParagraphEmpty = false
    }
    output.append(contentsOf: "</p>".utf8)
    return String(decoding: output, as: UTF8.self)
  }

  /// As an RSS title, which some readers take for plain text and some for HTML.
  ///
  /// Written as it is, unless it holds what looks like a tag: then it is escaped as HTML, so that no reader runs it.
  static func rssTitle(_ text: TextConstruct?) -> String {
    guard let text else { return "" }
    guard text.kind == .text else { return text.value }
    return looksLikeMarkup(text.value) ? XMLEscaping.html(text.value) : text.value
  }

  private static func looksLikeMarkup(_ text: String) -> Bool {
    let bytes = text.utf8.span
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") && index + 1 < bytes.count {
      let next = bytes[index + 1]
      let lower = next | 0x20
      if lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") { return true }
      if next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return true }
    }
    return false
  }
}

/// Numbers without a locale.
package enum WrittenNumber {
  /// A decimal number with at most `places` digits behind the point, trailing zeros left out; 0 for what is no number.
  package static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e9, (0...6).contains(places) else { return "0" }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    var fraction = String(scaled % scale)
    guard scaled % scale > 0 else { return sign + String(scaled / scale) }
    fraction = String(repeating: "0", count: places - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return sign + String(scaled / scale) + "." + fraction
  }
}
