internal import Markup

extension XMLReader {
  /// An attribute that is a whole number not below 0.
  func integer(_ name: StaticString) -> Int? {
    guard let number = attribute(name)?.trimmed.flatMap({ Int($0) }), number >= 0 else { return nil }
    return number
  }
}

extension TextConstruct {
  /// A construct, unless there is no text.
  static func nonEmpty(_ text: String?, _ kind: Kind) -> TextConstruct? {
    text.map { TextConstruct($0, kind: kind) }
  }

  /// HTML, escaped or in the open, of the current element; `other` when it is empty.
  static func markup(_ xml: inout XMLReader, _ inherited: Inherited, than other: TextConstruct?) -> TextConstruct? {
    let place = xml.attributeCount == 0 ? nil : inherited.entering(xml)
    let text = xml.elementMarkup(isXHTML: false)
    guard !text.utf8.allSatisfy({ $0 <= 0x20 }) else { return other }
    return construct(text, .html, place, inherited)
  }

  /// Plain text of the current element; `other` when it is empty.
  static func plain(_ xml: inout XMLReader, _ inherited: Inherited, than other: TextConstruct?) -> TextConstruct? {
    let place = xml.attributeCount == 0 ? nil : inherited.entering(xml)
    guard let text = xml.trimmedElementText() else { return other }
    return construct(text, .text, place, inherited)
  }

  /// Markup in the open.
  static func inline(_ xml: inout XMLReader, _ inherited: Inherited) -> TextConstruct? {
    let place = inherited.entering(xml)
    guard let text = xml.elementMarkup(isXHTML: true).trimmed else { return nil }
    return construct(text, .xhtml, place, inherited)
  }

  /// `place` is what holds at the text if it has attributes, `outer` what holds around it; only differences in
  /// language are said.
  static func construct(_ text: String, _ kind: Kind, _ place: Inherited?, _ outer: Inherited) -> TextConstruct {
    guard let place else { return TextConstruct(text, kind: kind, base: outer.base) }
    return TextConstruct(
      text, kind: kind, language: place.language == outer.language ? nil : place.language, base: place.base)
  }
}
