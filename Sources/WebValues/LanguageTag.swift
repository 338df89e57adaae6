/// BCP 47 language tags as feeds write them.
public enum LanguageTag {
  /// The tag in its customary form (RFC 5646 §2.1.1), or `nil` when the text is no tag.
  ///
  /// `en_US` → `en-US`, `UR-pk` → `ur-PK`, `urd` → `ur`, `uz-cyrl-UZ` → `uz-Cyrl-UZ`, `English` → `en`. What was
  /// declared is kept: `fa-AF` stays `fa-AF`. Extensions and private use are cut off.
  public static func normalize(_ text: String) -> String? {
    let bytes = Array(text.utf8.prefix(64)).filter { $0 > 0x20 }
    guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }) else { return nil }
    let subtags = bytes.split(maxSplits: 4, whereSeparator: { $0 == 0x2D || $0 == 0x5F }).map {
      String(decoding: $0, as: UTF8.self).lowercased()
    }
    guard let first = subtags.first, let primary = primary(first) else { return nil }
    var tag = primary
    for subtag in subtags.dropFirst() {
      let letters = subtag.utf8.allSatisfy(isLetter)
      switch subtag.utf8.count {
      case 4 where letters: tag += "-" + subtag.prefix(1).uppercased() + subtag.dropFirst()
      case 2 where letters: tag += "-" + subtag.uppercased()
      case 3 where subtag.utf8.allSatisfy(isDigit): tag += "-" + subtag
      case 5...8: tag += "-" + subtag
      default: return tag
      }
    }
    return tag
  }

  /// The lower-case primary subtag: `en` of `en-US`.
  public static func primarySubtag(_ tag: String) -> String {
    tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? ""
  }

  private static func primary(_ subtag: String) -> String? {
    if let shorter = replacements[subtag] { return shorter }
    guard (2...3).contains(subtag.utf8.count), subtag.utf8.allSatisfy(isLetter) else { return nil }
    return ["und", "mul", "zxx", "mis"].contains(subtag) ? nil : subtag
  }

  /// Three-letter codes with a two-letter form (RFC 5646 §2.2.1), withdrawn codes, and English names.
  private static let replacements: [String: String] = [
    "ara": "ar", "asm": "as", "aze": "az", "ben": "bn", "bod": "bo", "tib": "bo", "deu": "de", "ger": "de", "div": "dv",
    "dzo": "dz", "eng": "en", "fas": "fa", "per": "fa", "fra": "fr", "fre": "fr", "guj": "gu", "heb": "he", "hin": "hi",
    "hye": "hy", "arm": "hy", "ita": "it", "jpn": "ja", "kan": "kn", "kas": "ks", "kat": "ka", "geo": "ka", "kaz": "kk",
    "kir": "ky", "kor": "ko", "kur": "ku", "mal": "ml", "mar": "mr", "mon": "mn", "mya": "my", "bur": "my", "nep": "ne",
    "ori": "or", "pan": "pa", "por": "pt", "pus": "ps", "rus": "ru", "san": "sa", "sin": "si", "snd": "sd", "spa": "es",
    "tam": "ta", "tat": "tt", "tel": "te", "tgk": "tg", "tuk": "tk", "tur": "tr", "uig": "ug", "ukr": "uk", "urd": "ur",
    "uzb": "uz", "zho": "zh", "chi": "zh", "iw": "he", "in": "id", "ji": "yi",
    "english": "en", "urdu": "ur", "hindi": "hi", "persian": "fa", "farsi": "fa", "dari": "prs", "pashto": "ps",
    "russian": "ru", "arabic": "ar", "bengali": "bn", "bangla": "bn", "tajik": "tg", "uzbek": "uz", "kazakh": "kk",
    "kyrgyz": "ky", "turkmen": "tk", "turkish": "tr", "chinese": "zh", "nepali": "ne", "sindhi": "sd", "tamil": "ta",
    "french": "fr", "german": "de", "spanish": "es", "uyghur": "ug", "sinhala": "si", "burmese": "my",
  ]
}
