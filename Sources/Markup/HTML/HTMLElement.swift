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
    /// Stays when it is empty.
    static let keptEmpty = Traits(rawValue: 128)
  }

  /// The traits.
  var traits: Traits { Self.traitTable[Int(rawValue)] }

  /// The name as a tag carries it.
  var name: ShortName { Self.names[Int(rawValue)] }

  private static let names: [ShortName] = allCases.map { ShortName("\($0)") }

  private static let traitTable: [Traits] = allCases.map { element in
    var traits: Traits = []
    for (trait, members) in traitMembers where members.contains(element) { traits.insert(trait) }
    return traits
  }

  private static let traitMembers: [(Traits, HTMLElementSet)] = [
    (.void, [.area, .base, .br, .col, .embed, .frame, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr]),
    (.rawText, [.script, .style, .xmp, .iframe, .noembed, .noframes, .title, .textarea, .plaintext]),
    (
      .dropped,
      [
        .script, .style, .xmp, .iframe, .noembed, .noframes, .title, .textarea, .plaintext, .noscript, .template,
        .object, .applet, .svg, .math, .frameset, .select, .datalist, .button, .canvas, .audio, .video, .map, .embed,
        .frame, .input, .meta, .link, .base, .param, .source, .track, .area, .col,
      ]
    ),
    (
      .block,
      [
        .address, .article, .aside, .blockquote, .body, .br, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl,
        .dt,
        .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hr, .html,
        .legend,
        .li, .listing, .main, .menu, .nav, .ol, .option, .p, .pre, .section, .summary, .table, .tbody, .tfoot, .thead,
        .tr, .ul,
      ]
    ),
    (
      .paragraph,
      [
        .article, .aside, .blockquote, .dir, .dl, .figure, .footer, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .menu,
        .nav,
        .ol, .p, .pre, .section, .table, .ul,
      ]
    ),
    (.tablePart, [.caption, .table, .tbody, .td, .tfoot, .th, .thead, .tr]),
    (
      .safe,
      [
        .a, .abbr, .acronym, .address, .article, .aside, .audio, .b, .bdi, .bdo, .big, .blockquote, .br, .caption,
        .center, .cite, .code,
        .dd, .del, .details, .dfn, .dir, .div, .dl, .dt, .em, .figcaption, .figure, .footer, .h1, .h2, .h3, .h4, .h5,
        .h6,
        .header, .hr, .i, .img, .ins, .kbd, .li, .listing, .main, .mark, .menu, .nav, .ol, .p, .pre, .q, .s, .samp,
        .section, .small, .span, .strike, .strong, .sub, .summary, .sup, .table, .tbody, .td, .tfoot, .th, .thead,
        .time, .tr, .tt, .u, .ul, .var, .video, .wbr,
      ]
    ),
    (.keptEmpty, [.td, .th]),
  ]

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

  private static let numbers = ShortNameTable(
    allCases.filter { $0 != .unknown }.map { ("\($0)", $0.rawValue) })

  /// The element that bytes name, in any letter case.
  @inline(__always) init(_ bytes: ByteView, _ range: Range<Int>) {
    let number = ShortName(bytes, range).map { Self.numbers.value(of: $0) } ?? 0
    self = HTMLElement(rawValue: number) ?? .unknown
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
