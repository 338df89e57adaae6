import FeedFormats
import Markup
import Normalization
import WebValues

extension ReportWriter {
  /// A title: plain text, with the construct it was made of beside it.
  mutating func title(_ construct: TextConstruct?) {
    guard let construct else { return }
    string("title", options.isRaw ? construct.value : TitleText.plain(construct))
    detail("titleDetail", construct)
  }

  /// A text under its own name, as in its detail, with the detail behind it.
  mutating func text(_ name: String, _ construct: TextConstruct?) {
    guard let construct else { return }
    let value = value(construct)
    string(name, value)
    detail(name + "Detail", construct, value: value)
  }

  /// One text construct as an object.
  mutating func detail(_ name: String?, _ construct: TextConstruct) {
    detail(name, construct, value: value(construct))
  }

  private mutating func detail(_ name: String?, _ construct: TextConstruct, value: String) {
    json.startObject(name)
    json.string("type", construct.mediaType ?? construct.kind.mediaType)
    json.string("value", value)
    if !options.isRaw { json.string("raw", construct.value) }
    language(construct.language ?? language)
    string("base", options.isRaw ? construct.base : bases.inside(construct.base).base?.description)
    json.endObject()
  }

  /// Safe HTML or cleaned text.
  func value(_ construct: TextConstruct) -> String {
    if options.isRaw { return construct.value }
    switch construct.kind {
    case .text: return HTMLText.cleanLines(construct.value)
    case .html, .xhtml: return HTMLSanitizer.sanitize(construct.value, base: bases.inside(construct.base).base)
    }
  }
}

extension TextConstruct.Kind {
  /// The media type of text of this kind.
  var mediaType: String {
    switch self {
    case .text: "text/plain"
    case .html: "text/html"
    case .xhtml: "application/xhtml+xml"
    }
  }
}
