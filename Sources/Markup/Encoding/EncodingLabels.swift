extension CharacterEncoding {
  /// The encoding that a label without its punctuation means, by the table of the Encoding Standard.
  static func byLabel(_ key: String) -> CharacterEncoding? {
    unicode(key) ?? windows(key) ?? iso8859(key) ?? otherSingleByte(key) ?? eastAsian(key)
  }

  private static func unicode(_ key: String) -> CharacterEncoding? {
    switch key {
    case "utf8", "unicode11utf8", "unicode20utf8", "xunicode20utf8", "utf8bom", "cesu8", "utf8mb4": utf8
    case "utf16", "utf16le", "ucs2", "ucs2le", "iso10646ucs2", "csunicode", "unicode", "unicodefeff", "u16": utf16LE
    case "utf16be", "ucs2be", "unicodefffe": utf16BE
    case "utf32", "utf32le", "ucs4", "ucs4le", "iso10646ucs4", "csucs4", "u32": utf32LE
    case "utf32be", "ucs4be": utf32BE
    default: nil
    }
  }

  private static func windows(_ key: String) -> CharacterEncoding? {
    switch key {
    case "usascii", "ascii", "ansix341968", "iso646us", "isoir6", "csascii", "us", "646", "latin1", "l1", "iso88591",
      "iso885911987", "isoir100", "csisolatin1", "windows1252", "cp1252", "xcp1252", "ibm819", "cp819", "ansi",
      "msansi", "xuserdefined":
      windows1252
    case "windows874", "dos874", "cp874", "tis620", "tis62025331", "iso885911": windows874
    case "windows1250", "cp1250", "xcp1250", "msee": single("windows-1250", "CP1250")
    case "windows1251", "cp1251", "xcp1251", "win1251", "mscyrl": windows1251
    case "windows1253", "cp1253", "xcp1253", "msgreek": windows1253
    case "windows1254", "cp1254", "xcp1254", "msturk", "iso88599", "iso885991989", "isoir148", "csisolatin5", "l5",
      "latin5":
      single("windows-1254", "CP1254")
    case "windows1255", "cp1255", "xcp1255", "mshebr": windows1255
    case "windows1256", "cp1256", "xcp1256", "msarab": windows1256
    case "windows1257", "cp1257", "xcp1257", "winbaltrim": single("windows-1257", "CP1257")
    case "windows1258", "cp1258", "xcp1258": single("windows-1258", "CP1258")
    default: nil
    }
  }

  private static func iso8859(_ key: String) -> CharacterEncoding? {
    let part: Int? =
      switch key {
      case "latin2", "l2", "iso88592", "iso885921987", "isoir101", "csisolatin2": 2
      case "latin3", "l3", "iso88593", "iso885931988", "isoir109", "csisolatin3": 3
      case "latin4", "l4", "iso88594", "iso885941988", "isoir110", "csisolatin4": 4
      case "cyrillic", "iso88595", "iso885951988", "isoir144", "csisolatincyrillic": 5
      case "arabic", "iso88596", "iso885961987", "iso88596e", "iso88596i", "isoir127", "asmo708", "ecma114",
        "csisolatinarabic", "csiso88596e", "csiso88596i":
        6
      case "greek", "greek8", "iso88597", "iso885971987", "isoir126", "elot928", "ecma118", "suneugreek",
        "csisolatingreek":
        7
      case "hebrew", "iso88598", "iso885981988", "iso88598e", "iso88598i", "isoir138", "visual", "logical",
        "csisolatinhebrew", "csiso88598e", "csiso88598i":
        8
      case "latin6", "l6", "iso885910", "isoir157", "csisolatin6": 10
      case "iso885913": 13
      case "iso885914": 14
      case "latin9", "l9", "iso885915", "csisolatin9": 15
      case "iso885916": 16
      default: nil
      }
    return part.map { single("iso-8859-\($0)", "ISO-8859-\($0)") }
  }

  private static func otherSingleByte(_ key: String) -> CharacterEncoding? {
    switch key {
    case "koi8r", "koi8", "koi", "cskoi8r": koi8R
    case "koi8u", "koi8ru": single("koi8-u", "KOI8-U")
    case "ibm866", "cp866", "866", "csibm866": single("ibm866", "CP866")
    case "macintosh", "mac", "xmacroman", "macroman", "csmacintosh": single("macintosh", "MACINTOSH")
    case "xmaccyrillic", "xmacukrainian", "maccyrillic": single("x-mac-cyrillic", "MAC-CYRILLIC")
    default: nil
    }
  }

  private static func eastAsian(_ key: String) -> CharacterEncoding? {
    switch key {
    case "gb2312", "gb231280", "gbk", "xgbk", "gb18030", "gb180302000", "gb180302005", "cp936", "ms936",
      "windows936", "chinese", "euccn", "eucgb2312cn", "csgb2312", "csiso58gb231280", "isoir58", "936":
      gb18030
    case "big5", "big5hkscs", "big5tw", "cp950", "ms950", "windows950", "csbig5", "xxbig5", "cnbig5": big5
    case "shiftjis", "sjis", "xsjis", "mskanji", "windows31j", "cp932", "ms932", "csshiftjis", "cswindows31j",
      "xmscp932":
      shiftJIS
    case "eucjp", "xeucjp", "ujis", "eucjpms", "cseucpkdfmtjapanese": eucJP
    case "iso2022jp", "csiso2022jp", "iso2022jp1", "iso2022jp2": iso2022JP
    case "euckr", "cseuckr", "ksc5601", "ksc56011987", "ksc56011989", "csksc56011987", "isoir149", "cp949",
      "ms949", "windows949", "uhc", "korean", "xwindows949":
      eucKR
    default: nil
    }
  }
}
