/// What the text itself says about its language.
public struct DetectedLanguage: Sendable, Equatable {
  /// How much a finding is worth.
  public enum Certainty: Int, Sendable, Comparable {
    /// Better than nothing being declared.
    case likely
    /// Better than what is declared.
    case sure

    /// Orders by worth.
    public static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
  }
  /// BCP 47 primary subtag; `nil` when undetermined.
  public var language: String?
  /// How much the language is worth.
  public var certainty: Certainty
  /// ISO 15924, as in `Article.script`; `nil` when there are no letters.
  public var script: String?
  /// Letters of that script in the part that was looked at.
  public var letters: Int
}

/// Detects language and script of an article's title and text.
///
/// In the Arabic, Cyrillic and Devanagari scripts letters and frequent words decide (`LanguageCues`), in scripts of one
/// language the script does, elsewhere CLD2; texts full of English words are not even shown to it. What cannot be told
/// is left open: names, numbers, and headlines of a few words that several languages share.
public enum LanguageDetector {
  /// How much of title and text is looked at, in bytes of UTF-8: 1,000 Latin letters, 500 Arabic ones.
  static let sampleBytes = 1_000

  /// What title and text, both plain, say.
  ///
  /// - Complexity: Bounded: reads at most 1,000 bytes.
  public static func detect(title: String, text: String) -> DetectedLanguage {
    let sample = TextSample(title: title, text: text, limit: sampleBytes)
    let tally = ScriptTally(sample)
    var detected = DetectedLanguage(
      language: nil, certainty: .likely, script: tally.script?.rawValue, letters: tally.letters)
    switch tally.script {
    case nil: break
    case .latin: latin(sample, tally, &detected)
    case .arabic: cues(.arabic, sample, &detected)
    case .cyrillic: cues(.cyrillic, sample, &detected)
    case .devanagari: cues(.devanagari, sample, &detected)
    case .han: han(sample, &detected)
    case .bengali:
      // ৰ and ৱ are Assamese.
      (detected.language, detected.certainty) = (sample.hasScalar(in: 0x9F0...0x9F1) ? "as" : "bn", .sure)
    case .ethiopic:
      // Amharic has no ቐ.
      (detected.language, detected.certainty) = sample.hasScalar(in: 0x1250...0x125D) ? ("ti", .sure) : ("am", .likely)
    case let script?:
      if let language = script.onlyLanguage {
        (detected.language, detected.certainty) = (language, tally.letters >= 6 ? .sure : .likely)
      } else {
        model(sample, &detected)
      }
    }
    return detected
  }

  private static func latin(_ sample: TextSample, _ tally: ScriptTally, _ detected: inout DetectedLanguage) {
    if tally.foreignLetters * 50 <= tally.letters, EnglishWords.areFrequent(in: sample) {
      (detected.language, detected.certainty) = ("en", .sure)
    } else if TurkmenLetters.arePresent(in: sample) {
      (detected.language, detected.certainty) = ("tk", .sure)
    } else {
      model(sample, &detected)
    }
  }

  private static func cues(_ cues: LanguageCues, _ sample: TextSample, _ detected: inout DetectedLanguage) {
    guard let verdict = cues.verdict(on: sample) else {
      if detected.script != Script.arabic.rawValue { model(sample, &detected) }
      return
    }
    if verdict.margin >= 12 {
      (detected.language, detected.certainty) = (verdict.language, .sure)
      return
    }
    // In the Arabic script CLD2 knows less than the cues, and is no less confident.
    if detected.script != Script.arabic.rawValue { model(sample, &detected) }
    let isOpen = detected.language == nil || !CompactLanguageDetector.knows(verdict.language)
    if isOpen, verdict.margin >= 5, detected.letters >= 10 {
      (detected.language, detected.certainty) = (verdict.language, .likely)
    }
  }

  private static func han(_ sample: TextSample, _ detected: inout DetectedLanguage) {
    detected.language = "zh"
    guard let form = ChineseForms.script(of: sample) else { return }
    // A Japanese headline may do without Kana; its letters look traditional.
    (detected.script, detected.certainty) = (form, form == "Hans" ? .sure : .likely)
  }

  /// Asks CLD2, whose answers are sure about 80 letters and more, nearly all in one language.
  private static func model(_ sample: TextSample, _ detected: inout DetectedLanguage) {
    guard let answer = CompactLanguageDetector.detect(sample.bytes), answer.isReliable, answer.percent >= 60 else {
      return
    }
    let isSure = detected.letters >= 80 && answer.percent >= 85
    if detected.letters >= 15 {
      (detected.language, detected.certainty) = (answer.language, isSure ? .sure : .likely)
    }
  }
}

/// Tells Turkmen, which CLD2 does not know, by its letters.
enum TurkmenLetters {
  /// Whether the sample has `ş` and one of `ä`, `ň`, `ý`, `ž`, and none of the letters that others with `ş` have.
  static func arePresent(in sample: TextSample) -> Bool {
    var (cedilla, other) = (false, false)
    var index = 0
    while index < sample.bytes.count {
      switch TextSample.scalar(sample.bytes, &index) {
      case 0x15E, 0x15F: cedilla = true
      case 0xC4, 0xE4, 0x147, 0x148, 0xDD, 0xFD, 0x17D, 0x17E: other = true
      // Turkish `ı` `ğ`, Azerbaijani `ə`, Romanian `ă` `ţ`, Kurdish `ê` `î` `û`.
      case 0x131, 0x11E, 0x11F, 0x18F, 0x259, 0x102, 0x103, 0x162, 0x163, 0xEA, 0xEE, 0xFB: return false
      default: break
      }
    }
    return cedilla && other
  }
}
