/// The HTML elements that are told apart; everything else is `unknown`.
enum HTMLElement: UInt8, CaseIterable {
  case unknown
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, bdi, bdo, big, blockquote, body, br
  case button, canvas, caption, center, cite, code, col, colgroup, datalist, dd, del, details, dfn, dialog, dir, div,
    dl, dt
  case em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head,
    header
  case hr, html, i, iframe, img, input, ins, kbd, label, legend, li, link, listing, main, map, mark, math, menu, meta
  case nav, noembed, noframes, noscript, object, ol, optgroup, option, p, param, picture, plaintext, pre, q, s, samp
  case script, section, select, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td
  case template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp

  /// What matters of an element when text is cut out or made safe.
  struct Traits: OptionSet {
    let rawValue: UInt16
    /// Has no content and no end tag.
    static let void = Traits(rawValue: 1)
    /// Its content is text up to its end tag.
    static let rawText = Traits(rawValue: 2)
    /// Vanishes with all it contains.
    static let dropped = Traits(rawValue: 4)
    /// Begins and ends a line.
    static let block = Traits(rawValue: 8)
    /// Begins and ends a paragraph.
    static let paragraph = Traits(rawValue: 16)
    /// Part of a table: end tags of other elements do not reach through it.
    static let tablePart = Traits(rawValue: 32)
    /// May be written by the sanitizer, under its `safeName`.
    static let safe = Traits(rawValue: 64)
  }

  /// The traits.
  var traits: Traits {
    switch self {
    case .a, .abbr, .acronym, .b, .bdi, .bdo, .big, .cite, .code, .del, .dfn, .em, .i, .ins, .kbd, .mark, .q, .s,
      .samp, .small, .span, .strike, .strong, .sub, .sup, .time, .tt, .u, .var:
      .safe
    case .article, .aside, .blockquote, .dir, .dl, .figure, .footer, .h1, .h2, .h3, .h4, .h5, .h6, .header, .menu,
      .nav, .ol, .p, .pre, .section, .ul:
      [.block, .paragraph, .safe]
    case .applet, .button, .canvas, .datalist, .frameset, .map, .math, .noscript, .object, .select, .svg, .template:
      .dropped
    case .area, .base, .col, .embed, .frame, .input, .link, .meta, .param, .source, .track:
      [.void, .dropped]
    case .address, .center, .dd, .details, .div, .dt, .figcaption, .li, .listing, .main, .summary:
      [.block, .safe]
    case .iframe, .noembed, .noframes, .plaintext, .script, .style, .textarea, .title, .xmp:
      [.rawText, .dropped]
    case .body, .dialog, .fieldset, .form, .head, .html, .legend, .option:
      .block
    case .caption, .tbody, .tfoot, .thead, .tr:
      [.block, .tablePart, .safe]
    case .img, .wbr:
      [.void, .safe]
    case .audio, .video:
      [.dropped, .safe]
    case .td, .th:
      [.tablePart, .safe]
    case .br:
      [.void, .block, .safe]
    case .hr:
      [.void, .block, .paragraph, .safe]
    case .table:
      [.block, .paragraph, .tablePart, .safe]
    default: []
    }
  }

  /// The element it is written as: old and structural elements become plain ones.
  var safeName: HTMLElement {
    switch self {
    case .address, .article, .aside, .center, .details, .footer, .header, .main, .nav, .section, .summary: .div
    case .strike: .s
    case .tt: .code
    case .listing: .pre
    case .menu, .dir: .ul
    case .acronym: .abbr
    case .dfn: .em
    case .bdo: .bdi
    default: self
    }
  }
}

/// A set of elements in two words.
struct HTMLElementSet: ExpressibleByArrayLiteral, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(arrayLiteral elements: HTMLElement...) {
    for element in elements {
      if element.rawValue < 64 {
        low |= 1 << UInt64(element.rawValue)
      } else {
        high |= 1 << UInt64(element.rawValue & 63)
      }
    }
  }

  @inline(__always) func contains(_ element: HTMLElement) -> Bool {
    (element.rawValue < 64 ? low : high) >> UInt64(element.rawValue & 63) & 1 != 0
  }
}
