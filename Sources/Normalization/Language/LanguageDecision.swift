import WebValues

/// Decides between what is declared and what the text says.
///
/// 1. An undetermined text changes nothing: the declared language stays, or none.
/// 2. Where both name the same language, what is declared stays, since it may say more: `fa-AF`, `prs`, `zh-TW`.
///    Of several declarations (entry, feed, desk) the first that agrees with the text is taken.
/// 3. Where none is declared, the detected language is taken.
/// 4. A declared language that is not written in the text's script loses: an Urdu feed that calls itself `en-us`.
/// 5. In the same script the detected language wins only if it is sure, the text has at least 60 letters (a short headline
///    does not overrule a publisher), and the declared language is one that the detector knows: it calls Scots English.
enum LanguageDecision {
  /// Letters of a text that may overrule a language declared in the same script.
  static let sufficientLetters = 60

  /// The language of an article; `declared` are tags in their customary form, the nearest first.
  static func language(declared: [String], detected: DetectedLanguage) -> String? {
    guard let nearest = declared.first else { return detected.language }
    guard let found = detected.language, found != nearest else { return nearest }
    if let agreeing = declared.first(where: { isSame($0, found) }) { return agreeing }
    if let script = detected.script, !ScriptsOfLanguages.isWritten(nearest, in: script) { return found }
    let isKnown = known.contains(LanguageTag.primarySubtag(nearest))
    return detected.certainty == .sure && detected.letters >= sufficientLetters && isKnown ? found : nearest
  }

  /// Whether a declared tag means the detected language, or one that the detector does not tell from it.
  private static func isSame(_ tag: String, _ detected: String) -> Bool {
    let primary = LanguageTag.primarySubtag(tag)
    return family(primary) == family(detected)
  }

  /// What the detector can find.
  private static let known: Set<String> = Set(
    """
    af ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gd gl gu ha he hi hr ht hu hy id is it ja jv ka kk km \
    kn ko ky lo lt lv mk ml mn mr ms mt my nb ne nl nn no or pa pl prs ps pt ro ru sd si sk sl so sq sr su sv sw ta te tg th \
    tk tl tr ug uk ur uz vi zh ckb pnb
    """.split(separator: " ").map(String.init))

  private static func family(_ language: String) -> String { families[language] ?? language }

  private static let families: [String: String] = [
    "prs": "fa", "pes": "fa", "haz": "fa", "cmn": "zh", "yue": "zh", "wuu": "zh", "nb": "no", "nn": "no", "hr": "sr",
    "bs": "sr", "sh": "sr", "cnr": "sr", "ms": "id", "pnb": "pa", "pbt": "ps", "pbu": "ps", "pst": "ps", "arb": "ar",
    "arz": "ar", "uzn": "uz", "azj": "az", "azb": "az", "tl": "fil", "sdh": "ku", "ckb": "ku", "kmr": "ku", "npi": "ne",
    "swh": "sw", "khk": "mn", "hne": "hi", "bcc": "bal", "bgn": "bal", "bgp": "bal", "ydd": "yi", "dz": "bo",
    "gl": "pt", "mo": "ro",
  ]
}

/// Which scripts news in a language is written in.
enum ScriptsOfLanguages {
  /// Whether that may be; `true` for languages that are not listed.
  static func isWritten(_ tag: String, in script: String) -> Bool {
    guard let scripts = table[LanguageTag.primarySubtag(tag)] else { return true }
    return scripts.contains(script)
  }

  private static let table: [String: Set<String>] = {
    let lists: [(String, String)] = [
      (
        "Latn",
        """
        en fr de es it pt nl sv da no nb nn fi is et lv lt pl cs sk sl hr hu ro sq tr az uz tk ku kmr id ms vi sw so ha yo \
        ig zu xh af ca eu gl cy ga gd mt fil tl jv su lb fo eo la bs sr sh
        """
      ),
      ("Cyrl", "ru uk be bg sr bs sh mk kk ky tg uz tk mn tt ba os ce cv sah az"),
      ("Arab", "ar arz fa prs pes ps ur sd ug ckb ku pnb pa skr bal brh ks az azb uz tk kk ky tg ha so ms dv"),
      ("Deva", "hi ne mr sa mai bho doi kok sd ks"),
      ("Beng", "bn as mni"), ("Guru", "pa"), ("Gujr", "gu"), ("Orya", "or"), ("Taml", "ta"), ("Telu", "te"),
      ("Knda", "kn"), ("Mlym", "ml"), ("Sinh", "si"), ("Thai", "th"), ("Laoo", "lo"), ("Tibt", "bo dz"),
      ("Mymr", "my"), ("Geor", "ka"), ("Armn", "hy"), ("Hebr", "he yi"), ("Grek", "el"), ("Khmr", "km"),
      ("Ethi", "am ti"), ("Thaa", "dv"), ("Mong", "mn"), ("Hans", "zh yue"), ("Hant", "zh yue ja"),
      ("Hani", "zh yue ja ko"), ("Jpan", "ja"), ("Kore", "ko"),
    ]
    var table: [String: Set<String>] = [:]
    for (script, languages) in lists {
      for language in languages.split(separator: " ") { table[String(language), default: []].insert(script) }
    }
    return table
  }()
}
