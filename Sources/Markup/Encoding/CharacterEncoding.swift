/// An encoding by the name that the system's converter has for it.
///
/// Labels are read as browsers read them: by the superset that is really in use (Encoding Standard §4.2).
struct CharacterEncoding: Equatable {
  /// How bytes and characters go together, as far as guesses need it.
  enum Family { case utf8, utf16, utf32, singleByte, multiByte }

  /// Name for people.
  let name: String
  /// Name for `iconv_open`.
  let iconvName: String
  let family: Family

  static let utf8 = CharacterEncoding(name: "utf-8", iconvName: "UTF-8", family: .utf8)
  static let utf16LE = CharacterEncoding(name: "utf-16le", iconvName: "UTF-16LE", family: .utf16)
  static let utf16BE = CharacterEncoding(name: "utf-16be", iconvName: "UTF-16BE", family: .utf16)
  static let utf32LE = CharacterEncoding(name: "utf-32le", iconvName: "UTF-32LE", family: .utf32)
  static let utf32BE = CharacterEncoding(name: "utf-32be", iconvName: "UTF-32BE", family: .utf32)
  static let windows1252 = CharacterEncoding(name: "windows-1252", iconvName: "CP1252", family: .singleByte)

  /// The encoding that a label means, or `nil` for an unknown one.
  init?(label: String) {
    let key = label.lowercased().filter { $0.isLetter || $0.isNumber }
    guard let known = Self.byLabel(key) else { return nil }
    self = known
  }

  private init(name: String, iconvName: String, family: Family) {
    self.name = name
    self.iconvName = iconvName
    self.family = family
  }

  private static func byLabel(_ key: String) -> CharacterEncoding? {
    switch key {
    case "utf8", "unicode11utf8", "unicode", "xunicode20utf8": utf8
    case "utf16", "utf16le", "ucs2", "iso10646ucs2": utf16LE
    case "utf16be", "unicodefffe": utf16BE
    case "utf32", "utf32le", "ucs4", "iso10646ucs4": utf32LE
    case "utf32be": utf32BE
    case "usascii", "ascii", "ansix341968", "iso646us", "latin1", "l1", "iso88591", "iso885911", "windows1252",
      "cp1252", "xcp1252", "ibm819", "cp819", "ansi":
      windows1252
    case "latin2", "l2", "iso88592": single("iso-8859-2", "ISO-8859-2")
    case "iso88593", "iso88594", "iso88596", "iso885910", "iso885913", "iso885914", "iso885916":
      single("iso-8859-\(key.dropFirst(7))", "ISO-8859-\(key.dropFirst(7))")
    case "iso88595", "cyrillic": single("iso-8859-5", "ISO-8859-5")
    case "iso88597", "greek", "windows1253", "cp1253": single("windows-1253", "CP1253")
    case "iso88598", "hebrew", "windows1255", "cp1255": single("windows-1255", "CP1255")
    case "latin5", "iso88599", "windows1254", "cp1254": single("windows-1254", "CP1254")
    case "latin9", "iso885915": single("iso-8859-15", "ISO-8859-15")
    case "tis620", "windows874", "cp874", "iso885911thai": single("windows-874", "CP874")
    case "windows1250", "cp1250": single("windows-1250", "CP1250")
    case "windows1251", "cp1251", "xcp1251", "win1251": single("windows-1251", "CP1251")
    case "windows1256", "cp1256", "arabic": single("windows-1256", "CP1256")
    case "windows1257", "cp1257": single("windows-1257", "CP1257")
    case "windows1258", "cp1258": single("windows-1258", "CP1258")
    case "koi8r", "koi8", "koi": single("koi8-r", "KOI8-R")
    case "koi8u", "koi8ru": single("koi8-u", "KOI8-U")
    case "ibm866", "cp866", "866": single("ibm866", "CP866")
    case "macintosh", "mac", "xmacroman": single("macintosh", "MACINTOSH")
    case "gb2312", "gbk", "cp936", "gb18030", "chinese", "euccn", "xgbk", "csgb2312", "hzgb2312":
      multi("gb18030", "GB18030")
    case "big5", "big5hkscs", "cp950", "csbig5", "xxbig5", "cnbig5": multi("big5", "BIG5-HKSCS")
    case "shiftjis", "sjis", "xsjis", "mskanji", "windows31j", "cp932", "ms932", "csshiftjis":
      multi("shift_jis", "CP932")
    case "eucjp", "xeucjp", "cseucpkdfmtjapanese": multi("euc-jp", "EUC-JP-MS")
    case "iso2022jp", "csiso2022jp": multi("iso-2022-jp", "ISO-2022-JP-2")
    case "euckr", "ksc5601", "ksc56011987", "cp949", "windows949", "uhc", "korean": multi("euc-kr", "CP949")
    default: nil
    }
  }

  private static func single(_ name: String, _ iconvName: String) -> CharacterEncoding {
    CharacterEncoding(name: name, iconvName: iconvName, family: .singleByte)
  }

  private static func multi(_ name: String, _ iconvName: String) -> CharacterEncoding {
    CharacterEncoding(name: name, iconvName: iconvName, family: .multiByte)
  }
}
