internal import Markup

/// Reads Atom text and content constructs (RFC 4287 §3.1, §4.1.3), and those of Atom 0.3 with `mode`.
enum AtomText {
  /// The construct of the element whose start tag is current; `nil` when it is empty or holds no text.
  static func read(_ xml: inout XMLReader, _ dialect: Dialect, _ inherited: Inherited) -> TextConstruct? {
    guard xml.attributeCount > 0 else { return .plain(&xml, inherited, than: nil) }
    let type = xml.attribute("type")?.trimmed?.lowercased()
    guard dialect == .draft || xml.attribute("mode") != nil else { return construct(&xml, kind(type), type, inherited) }
    switch xml.attribute("mode")?.trimmed?.lowercased() {
    case "escaped":
      return construct(&xml, kind(type) == .text ? .text : .html, type, inherited)
    case "base64":
      return decoded(&xml, type, inherited)
    default:
      return construct(&xml, kind(type) == .html ? .xhtml : kind(type), type, inherited)
    }
  }

  private static func construct(
    _ xml: inout XMLReader, _ kind: TextConstruct.Kind?, _ type: String?, _ inherited: Inherited
  ) -> TextConstruct? {
    var text: TextConstruct?
    switch kind {
    case .text: text = .plain(&xml, inherited, than: nil)
    case .html: text = unwrapped(.markup(&xml, inherited, than: nil))
    case .xhtml: text = .inline(&xml, inherited)
    case nil where type?.contains("/") != true: text = .plain(&xml, inherited, than: nil)
    case nil: return decoded(&xml, type, inherited)
    }
    text?.mediaType = ownMediaType(type)
    return text
  }

  /// Some escape their HTML and put it in a `div` in the open: without the `div` it is what they mean.
  private static func unwrapped(_ text: TextConstruct?) -> TextConstruct? {
    guard var text, let value = text.value.trimmed, value.hasPrefix("<div>"), value.hasSuffix("</div>") else {
      return text
    }
    let inner = value.dropFirst(5).dropLast(6)
    guard !inner.utf8.contains(UInt8(ascii: "<")), inner.contains("&lt;") else { return text }
    text.value = String(inner).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    return text
  }

  /// Content of another media type is in Base64 (RFC 4287 §4.1.3.3); only text is taken.
  private static func decoded(_ xml: inout XMLReader, _ type: String?, _ inherited: Inherited) -> TextConstruct? {
    let place = inherited.entering(xml)
    let published = xml.elementText()
    guard let bytes = Base64.decode(Array(published.utf8)) else {
      return published.trimmed.map { TextConstruct.construct($0, .text, place, inherited) }
    }
    guard let text = String(validating: bytes, as: UTF8.self)?.trimmed,
      !text.unicodeScalars.contains(where: { $0.value < 0x20 && !$0.properties.isWhitespace })
    else { return nil }
    var construct = TextConstruct.construct(text, kind(type) ?? .text, place, inherited)
    if construct.kind == .xhtml { construct.kind = .html }
    construct.mediaType = ownMediaType(type)
    return construct
  }

  /// What a type means; `nil` for those that are neither text nor XML.
  private static func kind(_ type: String?) -> TextConstruct.Kind? {
    switch type {
    case nil, "text", "text/plain", "plain": .text
    case "html", "text/html": .html
    case "xhtml", "application/xhtml+xml": .xhtml
    case let type?: type.hasSuffix("+xml") || type.hasSuffix("/xml") ? .xhtml : type.hasPrefix("text/") ? .text : nil
    }
  }

  /// The type when `kind` does not say it.
  private static func ownMediaType(_ type: String?) -> String? {
    switch type {
    case nil, "text", "text/plain", "plain", "html", "text/html", "xhtml", "application/xhtml+xml": nil
    case let type?: type.contains("/") ? type : nil
    }
  }
}
