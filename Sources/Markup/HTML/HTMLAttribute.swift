/// The attributes that are told apart; everything else is passed over.
enum HTMLAttribute: UInt8, CaseIterable {
  case unknown
  case alt, ariaHidden, cite, `class`, colspan, content, dataLazySrc, dataLazySrcset, dataOriginal, dataSrc, dataSrcset
  case datetime, dir, height, hidden, href, id, kind, label, lang, media, name, poster, property, rel, reversed, role
  case rowspan, scope, src, srclang, srcset, start, style, title, type, value, width, xmlLang

  /// The name as pages write it.
  var name: String {
    switch self {
    case .ariaHidden: "aria-hidden"
    case .dataLazySrc: "data-lazy-src"
    case .dataLazySrcset: "data-lazy-srcset"
    case .dataOriginal: "data-original"
    case .dataSrc: "data-src"
    case .dataSrcset: "data-srcset"
    case .xmlLang: "xml:lang"
    default: "\(self)"
    }
  }
}
