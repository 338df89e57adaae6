/// An encoding by the name that the system's converter has for it.
///
/// Labels are read as browsers read them: by the superset that is really in use (Encoding Standard §4.2). Labels that
/// the standard does not have mean what the system's converter takes them for.
struct CharacterEncoding: Equatable {
  /// How bytes and characters go together, as far as guesses need it.
  enum Family { case utf8, utf16, utf32, singleByte, multiByte, ebcdic }

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
  static let ebcdic = CharacterEncoding(name: "cp037", iconvName: "CP037", family: .ebcdic)
  static let windows874 = single("windows-874", "CP874")
  static let windows1251 = single("windows-1251", "CP1251")
  static let windows1252 = single("windows-1252", "CP1252")
  static let windows1253 = single("windows-1253", "CP1253")
  static let windows1255 = single("windows-1255", "CP1255")
  static let windows1256 = single("windows-1256", "CP1256")
  static let koi8R = single("koi8-r", "KOI8-R")
  static let gb18030 = multi("gb18030", "GB18030")
  static let big5 = multi("big5", "BIG5-HKSCS")
  static let shiftJIS = multi("shift_jis", "CP932")
  static let eucJP = multi("euc-jp", "EUC-JP-MS")
  static let iso2022JP = multi("iso-2022-jp", "ISO-2022-JP-2")
  static let eucKR = multi("euc-kr", "CP949")

  /// The encoding that a label means, or `nil` for an unknown one and for UTF-7, in which markup can hide.
  init?(label: String) {
    if label == "utf-8" || label == "UTF-8" {
      self = .utf8
      return
    }
    let key = Self.key(label)
    guard let known = Self.byLabel(key) ?? Self.ofSystem(label, key) else { return nil }
    self = known
  }

  init(name: String, iconvName: String, family: Family) {
    self.name = name
    self.iconvName = iconvName
    self.family = family
  }

  /// Whether a label says that there is nothing but ASCII: text beyond that contradicts it.
  static func isASCII(label: String) -> Bool {
    ["usascii", "ascii", "ansix341968", "iso646us", "isoir6", "csascii", "us", "646"].contains(key(label))
  }

  static func single(_ name: String, _ iconvName: String) -> CharacterEncoding {
    CharacterEncoding(name: name, iconvName: iconvName, family: .singleByte)
  }

  static func multi(_ name: String, _ iconvName: String) -> CharacterEncoding {
    CharacterEncoding(name: name, iconvName: iconvName, family: .multiByte)
  }

  /// A label in lower case without what people put between its parts.
  private static func key(_ label: String) -> String {
    label.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// What the converter of the system knows by this name or one that differs in its dashes.
  private static func ofSystem(_ label: String, _ key: String) -> CharacterEncoding? {
    let isName = label.utf8.allSatisfy { byte in
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x3A
    }
    let refused = ["utf7", "unicode", "ucs", "csunicode", "char", "wchart", "internal", "java", "tscii"]
    guard isName, (2...40).contains(label.utf8.count), !refused.contains(where: { key.hasPrefix($0) }) else {
      return nil
    }
    let upper = label.uppercased()
    let names = [systemNames[key], upper, String(upper.map { $0 == "_" ? "-" : $0 }), key.uppercased()]
    for case let name? in names {
      if let family = Transcoder.family(of: name) {
        return CharacterEncoding(name: label.lowercased(), iconvName: name, family: family)
      }
    }
    return nil
  }

  /// Names in use elsewhere for what the converter calls otherwise.
  private static let systemNames = [
    "cpis": "CP861", "csibm861": "CP861", "ibm039": "CP037", "maccentraleurope": "MAC-CENTRALEUROPE",
    "maclatin2": "MAC-CENTRALEUROPE", "xmacce": "MAC-CENTRALEUROPE", "maciceland": "MAC-IS", "johab": "JOHAB",
    "xmacicelandic": "MAC-IS", "macturkish": "MACINTOSH", "xmacturkish": "MACINTOSH", "cskoi8r": "KOI8-R",
  ]
}
