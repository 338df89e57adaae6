/// A writing system as far as languages are told apart by it; the raw value is its ISO 15924 code.
enum Script: String, CaseIterable {
  case latin = "Latn"
  case greek = "Grek"
  case cyrillic = "Cyrl"
  case armenian = "Armn"
  case hebrew = "Hebr"
  case arabic = "Arab"
  case syriac = "Syrc"
  case thaana = "Thaa"
  case devanagari = "Deva"
  case bengali = "Beng"
  case gurmukhi = "Guru"
  case gujarati = "Gujr"
  case odia = "Orya"
  case tamil = "Taml"
  case telugu = "Telu"
  case kannada = "Knda"
  case malayalam = "Mlym"
  case sinhala = "Sinh"
  case thai = "Thai"
  case lao = "Laoo"
  case tibetan = "Tibt"
  case burmese = "Mymr"
  case georgian = "Geor"
  case ethiopic = "Ethi"
  case khmer = "Khmr"
  case mongolian = "Mong"
  case hangul = "Kore"
  case kana = "Jpan"
  case han = "Hani"

  /// The script of a letter outside ASCII; `nil` for signs, digits and what no news is written in.
  static func of(_ scalar: UInt32) -> Script? {
    switch scalar {
    case 0xC0...0x2AF: scalar == 0xD7 || scalar == 0xF7 ? nil : .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8A: .cyrillic
    case 0x531...0x587: .armenian
    case 0x5D0...0x5F2: .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6EF, 0x6FA...0x6FF, 0x750...0x77F, 0x8A0...0x8C9,
      0xFB50...0xFDFB, 0xFE70...0xFEFC:
      .arabic
    case 0x700...0x74F: .syriac
    case 0x780...0x7BF: .thaana
    case 0x900...0xDFF: scalar == 0x964 || scalar == 0x965 ? nil : indic[Int(scalar - 0x900) >> 7]
    case 0xE01...0xE4E: .thai
    case 0xE81...0xEDF: .lao
    case 0xF40...0xFBC: .tibetan
    case 0x1000...0x109F, 0xAA60...0xAA7F: .burmese
    case 0x10A0...0x10FF, 0x1C90...0x1CBF: .georgian
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: .hangul
    case 0x1200...0x137F: .ethiopic
    case 0x1780...0x17D3: .khmer
    case 0x1820...0x18AA: .mongolian
    case 0x1E00...0x1EFF, 0xFF21...0xFF3A, 0xFF41...0xFF5A: .latin
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: scalar == 0x30FB ? nil : .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .han
    default: nil
    }
  }

  /// Blocks of 128 from U+0900 on.
  private static let indic: [Script] = [
    .devanagari, .bengali, .gurmukhi, .gujarati, .odia, .tamil, .telugu, .kannada, .malayalam, .sinhala,
  ]

  /// The one language of the script that news is written in, where there is just one.
  var onlyLanguage: String? {
    switch self {
    case .greek: "el"
    case .armenian: "hy"
    case .thaana: "dv"
    case .gurmukhi: "pa"
    case .gujarati: "gu"
    case .odia: "or"
    case .tamil: "ta"
    case .telugu: "te"
    case .kannada: "kn"
    case .malayalam: "ml"
    case .sinhala: "si"
    case .thai: "th"
    case .lao: "lo"
    case .burmese: "my"
    case .georgian: "ka"
    case .tibetan: "bo"
    case .khmer: "km"
    case .mongolian: "mn"
    case .hangul: "ko"
    case .kana: "ja"
    default: nil
    }
  }
}
