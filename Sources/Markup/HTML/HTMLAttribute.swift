/// The attributes that are told apart; everything else is passed over.
enum HTMLAttribute: UInt8, CaseIterable {
  case unknown
  case alt, ariaHidden, cite, `class`, colspan, content, dataLazySrc, dataLazySrcset, dataOriginal, dataSrc, dataSrcset
  case datetime, dir, height, hidden, href, id, kind, label, lang, media, name, poster, property, rel, reversed, role
  case rowspan, scope, src, srclang, srcset, start, style, title, type, value, width, xmlLang

  private static let names = ShortNameTable(
    allCases.filter { $0 != .unknown }.map { (written($0), $0.rawValue) })

  /// The name as pages write it.
  private static func written(_ attribute: HTMLAttribute) -> String {
    switch attribute {
    case .ariaHidden: "aria-hidden"
    case .dataLazySrc: "data-lazy-src"
    case .dataLazySrcset: "data-lazy-srcset"
    case .dataOriginal: "data-original"
    case .dataSrc: "data-src"
    case .dataSrcset: "data-srcset"
    case .xmlLang: "xml:lang"
    default: "\(attribute)"
    }
  }

  /// The attribute that bytes name, in any letter case.
  @inline(__always) init(_ bytes: ByteView, _ range: Range<Int>) {
    let number = ShortName(bytes, range).map { Self.names.value(of: $0) } ?? 0
    self = HTMLAttribute(rawValue: number) ?? .unknown
  }
}
